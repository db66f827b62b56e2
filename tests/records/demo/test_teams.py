"""Whom the demo sends: clearly invented people, a leader and a vehicle for each team."""

from datetime import date

from planning.roster_sheet import read_roster
from records.demo.teams import demo_absences, demo_members
from records.reference import PATROLS
from records.sheets import document
from sop.setting import Sheet


def test_each_team_that_comes_with_the_product_has_one_leader_and_a_vehicle():
    roster = read_roster(document(Sheet.PATROLI, PATROLS.read_text(encoding="utf-8")), source="patroli.toml")
    members = demo_members()
    codes = {team.code for team in roster.teams}
    assert set(members["regu"]) == codes
    assert members.loc[members["pimpinan"], "regu"].tolist() == [team.code for team in roster.teams]
    assert set(members.loc[members["jenis"] == "kendaraan", "regu"]) == codes
    people = members.loc[members["jenis"] == "orang", "nama"]
    assert people.tolist() == [f"Anggota Contoh {n}" for n in range(1, 8)]


def test_somebody_is_away_in_the_days_ahead():
    numbers = demo_members().index.map("PSN-{}".format).to_series()
    away = demo_absences(numbers, today=date(2026, 11, 25))
    assert away[["subjek", "mulai", "selesai", "ada"]].to_numpy().tolist() == [
        ["PSN-1", "2026-11-27", "2026-11-29", False],
        ["PSN-8", "2026-11-26", "2026-11-28", False],
        ["satpolpp", "2026-11-30", "2026-11-30", True],
    ]
    assert demo_members().loc[[1, 8], "nama"].tolist() == ["Anggota Contoh 2", "Mobil patroli contoh"]
    assert all(why.startswith("[DATA CONTOH] ") for why in away["alasan"])
