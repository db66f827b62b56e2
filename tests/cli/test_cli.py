"""The command line as another program or the office PC's keeper meets it."""

import pytest

TANIRAN = (115.18, -2.22)
BAMBAN = (115.2757, -2.1617)
ELSEWHERE = (114.0, -3.0)


def test_init_makes_benua_lima_with_seven_areas(tenteram, home):
    made = tenteram("init", "--json")
    assert made.status == 0
    assert {key: made.json[key] for key in ("areas", "zone", "metric_epsg", "demo")} == {
        "areas": 7,
        "zone": "Asia/Pontianak",
        "metric_epsg": 32750,
        "demo": False,
    }
    assert (home / "store.gpkg").is_file()


def test_a_second_init_is_refused_and_changes_nothing(office, home):
    before = {file: file.stat().st_mtime_ns for file in home.rglob("*.toml")}
    again = office("init")
    assert again.status == 1
    assert "sudah berisi" in again.err
    assert {file: file.stat().st_mtime_ns for file in home.rglob("*.toml")} == before


def test_without_a_workspace_every_command_says_what_to_do(tenteram):
    for command in (["score"], ["verify"], ["user", "list"]):
        said = tenteram(*command)
        assert said.status == 1
        assert "run.py -- init" in said.err


def test_wrong_usage_ends_with_two(tenteram):
    assert tenteram("score", "--at", "kemarin").status == 2
    assert tenteram("import", "rumors", "x.csv").status == 2
    assert tenteram("hotspots", "--top", "0").status == 2


def test_an_import_accounts_for_every_row(office, incidents):
    file = incidents(
        ("2026-01-05", *TANIRAN, "JLN-04"),
        ("2026-01-06", *BAMBAN, "MIR-01"),
        ("2026-01-07", *ELSEWHERE, "JLN-04"),
        ("bukan tanggal", *TANIRAN, "JLN-04"),
    )
    told = office("import", "incidents", file, "--json").json
    assert (told["rows"], told["accepted"], told["duplicates"], told["quarantined"]) == (4, 2, 0, 1)
    (rejected,) = told["rejected"]
    assert (rejected["row"], rejected["field"], rejected["value"]) == (5, "waktu_kejadian", "bukan tanggal")


def test_the_same_file_twice_adds_nothing(office, incidents):
    file = incidents(("2026-01-05", *TANIRAN, "JLN-04"), ("2026-01-05", *TANIRAN, "JLN-04"))
    assert office("import", "incidents", file, "--json").json["accepted"] == 2
    again = office("import", "incidents", file, "--json").json
    assert (again["rows"], again["accepted"], again["duplicates"]) == (2, 0, 2)


def test_a_dry_run_counts_and_stores_nothing(office, incidents):
    file = incidents(("2026-01-05", *TANIRAN, "JLN-04"))
    assert office("import", "incidents", file, "--dry-run", "--json").json["accepted"] == 1
    assert office("import", "incidents", file, "--json").json["accepted"] == 1


def test_strict_is_all_or_nothing(office, incidents):
    file = incidents(("2026-01-05", *TANIRAN, "JLN-04"), ("kapan", *TANIRAN, "JLN-04"))
    refused = office("import", "incidents", file, "--strict", "--json")
    assert refused.status == 1
    assert [(p["row"], p["field"]) for p in refused.json["problems"]] == [(3, "waktu_kejadian")]
    assert office("import", "incidents", file, "--json").json["accepted"] == 1


def test_a_file_that_cannot_be_read_is_refused_by_name(office, tmp_path):
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 terpotong")
    refused = office("import", "incidents", broken)
    assert refused.status == 1
    assert "rusak.xlsx" in refused.err


def test_a_mapping_is_shown_saved_and_used_again(office, incidents, tmp_path):
    file = incidents(("2026-01-05", *TANIRAN, "JLN-04"))
    saved = tmp_path / "pemetaan.toml"
    shown = office("import", "incidents", file, "--dry-run", "--save-mapping", saved)
    assert "tanggal → Waktu kejadian" in shown.out
    assert "kategori → Kategori" in shown.out
    again = office("import", "incidents", file, "--mapping", saved, "--json")
    assert again.json["accepted"] == 1


SCORE_KEYS = {
    "kode", "nama", "score", "score_interval80", "parts", "expected", "interval80", "p_any",
    "p_konflik", "n_eff", "rank_interval", "class", "trend", "certainty",
}  # fmt: skip


def test_scores_have_the_promised_form_and_add_up(office, incidents):
    rows = [(f"2026-{month:02}-{day:02}", *TANIRAN, "JLN-04") for month in range(1, 7) for day in (3, 9, 20)]
    office("import", "incidents", incidents(*rows))
    told = office("score", "--at", "2026-07-01", "--json").json
    assert set(told) == {"at", "data_hash", "params_hash", "dapat_dibedakan", "areas"}
    assert told["at"] == "2026-07-01T00:00:00+07:00"
    assert len(told["areas"]) == 7
    for area in told["areas"]:
        assert set(area) == SCORE_KEYS
        assert sum(area["parts"].values()) == pytest.approx(area["score"], abs=1e-9)
        assert area["class"] in {"aman", "waspada", "rawan", "belum_cukup_data"}
        assert area["trend"] in {"di_atas", "seperti", "di_bawah"}
        assert area["certainty"] in {"tinggi", "sedang", "rendah"}
    assert max(told["areas"], key=lambda area: area["score"])["nama"] == "Taniran"


def test_the_same_score_is_given_again_from_the_same_data(office, incidents):
    office("import", "incidents", incidents(("2026-01-05", *TANIRAN, "JLN-04")))
    first, second = (office("score", "--at", "2026-07-01", "--json").out for _ in range(2))
    assert first == second


def test_the_best_cell_holds_the_incidents(office, incidents):
    rows = [(f"2026-01-{day:02}", *BAMBAN, "JLN-04") for day in range(1, 21)]
    office("import", "incidents", incidents(*rows))
    told = office("hotspots", "--at", "2026-02-01", "--top", "3", "--json").json
    assert [cell["rank"] for cell in told["cells"]] == [1, 2, 3]
    best = told["cells"][0]
    assert best["kode_desa"] == "62.13.02.2005"
    # Half the diagonal of a 250 m cell is 177 m: 0.0016 degrees.
    assert abs(best["lon"] - BAMBAN[0]) < 0.0016
    assert abs(best["lat"] - BAMBAN[1]) < 0.0016


def test_accounts_are_added_listed_and_disabled(office):
    assert office("user", "add", "kasi1", "--role", "kasi", typed="tenang-dan-tertib\n").status == 0
    assert office("user", "disable", "kasi1").status == 0
    assert office("user", "list", "--json").json == [{"name": "kasi1", "role": "kasi", "disabled": True}]


def test_a_weak_password_and_an_unknown_role_are_refused(office):
    assert office("user", "add", "kasi1", "--role", "kasi", typed="pendek\n").status == 1
    assert office("user", "add", "kasi1", "--role", "raja", typed="tenang-dan-tertib\n").status == 2
    assert office("user", "list", "--json").json == []


def test_as_narrows_to_the_rights_of_the_account(office, incidents):
    office("user", "add", "polsek1", "--role", "polsek", typed="tenang-dan-tertib\n")
    file = incidents(("2026-01-05", *TANIRAN, "JLN-04"))
    refused = office("--as", "polsek1", "import", "incidents", file)
    assert refused.status == 1
    assert "tidak berhak" in refused.err
    assert office("--as", "siapa", "score").status == 1


def test_a_restored_backup_brings_the_records_back(office, incidents):
    office("import", "incidents", incidents(("2026-01-05", *TANIRAN, "JLN-04")))
    backup = office("backup", "--json").json["file"]
    later = incidents(("2026-01-06", *BAMBAN, "JLN-04"), name="lagi.csv")
    office("import", "incidents", later)
    assert office("restore", backup).status == 0
    assert office("import", "incidents", later, "--json").json["accepted"] == 1
    assert office("verify", "--json").json == {"ok": True, "problems": []}


def test_doctor_names_what_needs_attention(office):
    told = office("doctor", "--json")
    checks = {check["name"]: check["ok"] for check in told.json["checks"]}
    assert checks["keutuhan"]
    assert not checks["cadangan"]
    assert told.status == 1
    office("backup")
    assert office("doctor").status == 0


def test_another_area_needs_only_its_boundaries(tenteram, tmp_path, incidents):
    boundaries = tmp_path / "wilayah.geojson"
    boundaries.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"DISTRICT": "510"},'
        '"geometry": {"type": "Polygon", "coordinates":'
        "[[[-122.7, 45.5], [-122.6, 45.5], [-122.6, 45.6], [-122.7, 45.6], [-122.7, 45.5]]]}}]}",
        encoding="utf-8",
    )
    made = tenteram(
        "init", "--boundaries", boundaries, "--id", "DISTRICT", "--zone", "America/Los_Angeles", "--json"
    )
    assert (made.json["areas"], made.json["metric_epsg"]) == (1, 32610)
    told = tenteram(
        "import", "incidents", incidents(("2016-01-05", -122.65, 45.55, "BURGLARY")), "--json"
    ).json
    assert (told["accepted"], told["quarantined"]) == (1, 0)
