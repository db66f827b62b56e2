import csv

from records.reference import CATEGORIES, categories
from sop.category import Severity, Visibility


def test_there_are_51_categories_in_20_groups():
    table = categories()
    assert (len(table), len({c.group for c in table.values()})) == (51, 20)


def test_weights_and_classes_of_the_table_follow_the_formula():
    with CATEGORIES.open(encoding="utf-8", newline="") as file:
        rows = {row["kode"]: (int(row["bobot"]), row["tingkat"]) for row in csv.DictReader(file)}
    assert {code: (c.weight, c.severity.label) for code, c in categories().items()} == rows


def test_an_illegal_race_is_read_as_the_table_has_it():
    race = categories()["JLN-04"]
    assert (race.safety, race.escalation, race.impact, race.lead) == (3, 2, 0, "Polsek")
    assert (race.visibility, race.geometry, race.score_factor) == (Visibility.UMUM, "ruas", 1.0)
    assert race.severity is Severity.BERAT


def test_what_is_no_patrol_matter_stays_out_of_the_score():
    assert [code for code, c in categories().items() if c.score_factor == 0] == [
        "SOS-02", "SOS-05", "MIR-03", "UNR-01", "BNC-01", "BNC-02", "BNC-03",
    ]  # fmt: skip
