"""What patrols delivered in a June of logs and tracks, on a real store."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from analysis.dwell import TrackRules
from records.parsing.fixes import unpack_fixes
from services.delivered import delivered
from services.duty import add_excuses
from services.importing import import_file
from services.tracks import examine_track, known_stops, match, trail_of
from sop.dictionary import PATROL_TRACKS
from sop.party import Actor, Role
from sop.patrol import ExcuseReason
from sop.period import Period
from sop.problem import Refused
from tests.services.conftest import CENTRES, KEEPER, NOW

WEEK = Period(date(2026, 6, 1), date(2026, 6, 8))
NO_PLAN = pd.Series(dtype="float64")


def stand(folder, place, begun, minutes, name="jalur.gpx"):
    """Write the track of a patrol that stands at a place, a fix a minute."""
    lon, lat = place
    fixes = "".join(
        f'<trkpt lat="{lat}" lon="{lon}"><time>{(begun + timedelta(minutes=n)).isoformat()}</time></trkpt>'
        for n in range(minutes + 1)
    )
    file = folder / name
    file.write_text(f"<gpx><trk><trkseg>{fixes}</trkseg></trk></gpx>")
    return file


@pytest.fixture
def week(desk):
    """Logs of 1 and 2 June, a track of 4 June, a market in the middle."""
    (desk.folder / "tempat.csv").write_text("nama,jenis,lon,lat\nPasar Uji,pasar,115.25,-2.15\n")
    import_file(desk.office, KEEPER, "places", desk.folder / "tempat.csv", at=NOW)
    desk.logs(("2026-06-01 08:00", "62.01: 30; 62.02: 20"), ("2026-06-02 08:00", "62.02: 15"))
    # 00.30 on 4 June in the office's zone is still 3 June in UTC
    file = stand(desk.folder, CENTRES["62.02"], datetime(2026, 6, 3, 17, 30, tzinfo=UTC), 12)
    assert import_file(desk.office, KEEPER, "tracks", file, at=NOW).accepted == 1
    return desk


def test_told_and_proven_minutes_of_each_desa_stand_beside_the_planned_ones(week):
    planned = pd.Series({"62.01": 45.0})
    desa = delivered(week.office, KEEPER, WEEK, planned=planned).desa
    assert desa.to_dict("index") == {
        "62.01": {"planned": 45.0, "delivered": 30.0, "untold": 0, "verified": 0.0},
        "62.02": {"planned": 0.0, "delivered": 35.0, "untold": 0, "verified": 12.0},
        "62.03": {"planned": 0.0, "delivered": 0.0, "untold": 0, "verified": 0.0},
    }


def test_a_place_has_its_minutes_on_the_local_day(week):
    stops = delivered(week.office, KEEPER, WEEK, planned=NO_PLAN).stops
    assert stops.to_numpy().tolist() == [[12.0]]
    assert list(stops.columns) == [date(2026, 6, 4)]


def test_logs_tracks_and_lawful_reasons_make_the_calendar_of_the_duty(week):
    add_excuses(week.office, KEEPER, [date(2026, 6, 3)], ExcuseReason.CUACA, "Banjir", at=NOW, form_id="f1")
    duty = delivered(week.office, KEEPER, WEEK, planned=NO_PLAN).duty
    assert duty.days["keadaan"].to_list() == [
        "dipatroli", "dipatroli", "beralasan", "dipatroli", "terlewat", "terlewat", "terlewat",
    ]  # fmt: skip
    assert duty.days.loc[date(2026, 6, 3), "alasan"] == "Cuaca buruk atau banjir: Banjir"
    assert (duty.current, duty.longest, duty.share) == (0, 3, 0.5)


def test_another_week_has_nothing_of_it(week):
    later = Period(date(2026, 6, 8), date(2026, 6, 15))
    told = delivered(week.office, KEEPER, later, planned=NO_PLAN)
    assert told.desa[["delivered", "verified"]].to_numpy().sum() == 0
    assert told.stops.shape == (1, 0)
    assert told.duty.share == 0.0


def test_a_track_proves_the_same_before_and_after_it_is_stored(week):
    (packed,) = week.office.frame(PATROL_TRACKS)["titik"]
    rules = TrackRules()
    (stored,) = match(trail_of([unpack_fixes(packed)], rules), known_stops(week.office, rules), rules)
    report = examine_track(week.office, KEEPER, week.folder / "jalur.gpx", at=NOW)
    assert report.stops == (stored,)
    assert (stored.minutes, stored.visited) == (12.0, True)
    assert report.warnings == ()


def test_a_place_outside_the_kecamatan_is_no_stop(desk):
    (desk.folder / "tempat.csv").write_text("nama,jenis,lon,lat\nJauh,pasar,120.0,-5.0\n")
    import_file(desk.office, KEEPER, "places", desk.folder / "tempat.csv", at=NOW)
    assert known_stops(desk.office, TrackRules()) == ()


def test_partners_learn_nothing_of_tracks(week):
    polsek = Actor("polsek", Role.POLSEK)
    with pytest.raises(Refused):
        examine_track(week.office, polsek, week.folder / "jalur.gpx", at=NOW)
    with pytest.raises(Refused):
        delivered(week.office, polsek, WEEK, planned=NO_PLAN)
