"""``tenteram plan``: what the office PC's keeper sees, and what other programs read."""

import pytest


@pytest.fixture
def teams(tmp_path):
    file = tmp_path / "regu.toml"
    file.write_text(
        '[[regu]]\nkode = "a"\nnama = "Regu Uji"\nunsur = ["kecamatan"]\nhari = ["Minggu"]\n'
        'mulai = "20.00"\nselesai = "23.00"\nlama_menit = 120\n'
    )
    return file


def test_a_plan_is_one_document_and_a_draft_with_a_number(office, teams):
    told = office("plan", "--date", "2026-11-29", "--seed", "5", "--teams", teams, "--json").json
    assert list(told) == [
        "id", "date", "days", "seed", "params_hash", "routes", "unvisited", "infeasible", "entropy",
        "best_guess", "risk_share",
    ]  # fmt: skip
    assert (told["date"], told["days"], told["seed"], told["entropy"]) == ("2026-11-29", 1, 5, None)
    assert told["id"].startswith("PTR-")
    (route,) = told["routes"]
    assert list(route) == ["date", "team", "start", "end", "distance_km", "travel_min", "stops"]
    assert set(route["stops"][0]) == {
        "id", "lon", "lat", "arrive", "depart", "dwell_min", "prize", "reason",
    }  # fmt: skip
    assert route["start"].endswith("+07:00")


def test_a_trial_has_no_number_and_the_words_name_team_times_and_seed(office, teams):
    said = office("plan", "--date", "2026-11-29", "--seed", "5", "--teams", teams, "--dry-run")
    assert said.status == 0
    assert said.out.startswith("Rencana tidak disimpan · benih 5\n")
    assert "29 November 2026 · Regu Uji · " in said.out
    assert "Waktu tempuh ditaksir dari garis lurus" in said.out


def test_a_day_without_a_team_and_a_bad_teams_file_are_refused(office, teams):
    monday = office("plan", "--date", "2026-11-30", "--teams", teams, "--json")
    assert (monday.status, [one["code"] for one in monday.json["problems"]]) == (1, ["rencana.tanpa_regu"])
    teams.write_text("[[regu]]\n")
    bad = office("plan", "--date", "2026-11-29", "--teams", teams, "--json")
    assert (bad.status, {one["code"] for one in bad.json["problems"]}) == (1, {"regu.tak_sah"})
    assert office("plan", "--date", "kemarin").status == 2


def test_a_track_is_held_against_the_stops_of_a_kept_plan(office, teams, tmp_path):
    planned = office("plan", "--date", "2026-11-29", "--seed", "5", "--teams", teams, "--json").json
    first = planned["routes"][0]["stops"][0]
    times = (f"<time>2026-11-20T13:{minute:02d}:00Z</time>" for minute in range(12))
    fixes = "".join(f'<trkpt lat="{first["lat"]}" lon="{first["lon"]}">{time}</trkpt>' for time in times)
    file = tmp_path / "jalur.gpx"
    file.write_text(f"<gpx><trk><trkseg>{fixes}</trkseg></trk></gpx>")
    told = office("tracks", file, "--plan", planned["id"], "--json").json
    assert len(told["stops"]) == len({stop["id"] for stop in planned["routes"][0]["stops"]})
    assert [stop for stop in told["stops"] if stop["visited"]] == [
        {"id": first["id"], "minutes": 11.0, "visited": True}
    ]
    unknown = office("tracks", file, "--plan", "PTR-2026-9999", "--json")
    assert unknown.json["problems"][0]["code"] == "rekam.tak_ada"
