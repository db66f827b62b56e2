"""What patrols were to deliver, told of and proved, on a real store."""

from datetime import UTC, date, datetime, timedelta
from math import isnan

import pytest

from analysis.dwell import TrackRules
from records.parsing.fixes import unpack_fixes
from services.delivered import UNNAMED, By, delivered, minutes_of
from services.driven import OUTSIDE, believed_logs, doses, track_sheets
from services.duty import add_excuses
from services.importing import import_file
from services.patrol_logs import record_log
from services.patrol_plans import make_plan
from services.patrol_report import StopResult
from services.patrol_sheets import cancel_sheet
from services.scoring import scores
from services.tracks import examine_track, known_stops, match, trail_of
from sop.dictionary import PATROL_TRACKS
from sop.party import Actor, Role
from sop.patrol import ExcuseReason, MissReason
from sop.period import Period
from sop.problem import Refused
from tests.services.conftest import CENTRES, KEEPER, NOW
from tests.services.patrol_world import TODAY, after, closure, driven, issue, issued
from tests.services.reporting import KASI

WEEK = Period(date(2026, 6, 1), date(2026, 6, 8))
THIS_WEEK = Period(date(2026, 11, 23), date(2026, 11, 30))


def stand(folder, place, begun, minutes, name="jalur.gpx", every=1):
    """Write the track of a patrol that stands at a place, a fix a minute or more seldom."""
    lon, lat = place
    fixes = "".join(
        f'<trkpt lat="{lat}" lon="{lon}"><time>{(begun + timedelta(minutes=n)).isoformat()}</time></trkpt>'
        for n in range(0, minutes + 1, every)
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


@pytest.fixture
def sheet(desk):
    """A route sheet of the team of the kecamatan for today, issued."""
    (found,) = issued(desk.office)
    return found


def close(desk, sheet, *results, form="f1"):
    return record_log(
        desk.office, KASI, driven(sheet), at=after(sheet), form_id=form, closure=closure(sheet, *results)
    )


def drive(desk, sheet, minutes, stop=0, name="jalur.gpx", every=1):
    """Import the track of a patrol that stands at one stop of its sheet."""
    visit = sheet.route.visits[stop]
    file = stand(desk.folder, (visit.stop.lon, visit.stop.lat), visit.arrive, minutes, name, every)
    assert import_file(desk.office, KEEPER, "tracks", file, at=after(sheet)).accepted == 1


def told(desk, sheet, period=THIS_WEEK):
    return delivered(desk.office, KASI, period, at=after(sheet))


def row(table, name):
    return table.loc[name].to_dict()


def test_without_sheets_told_and_proven_minutes_of_each_desa_stand_side_by_side(week):
    found = delivered(week.office, KEEPER, WEEK, at=NOW)
    assert found.by(By.DESA).empty
    desa = found.by(By.DESA, on_sheets=False)
    assert list(desa.index) == ["Barat", "Tengah"]
    assert desa[["told", "verified"]].loc["Tengah"].to_list() == [35.0, 12.0]
    assert desa.loc["Barat", "told"] == 30.0
    assert isnan(desa.loc["Barat", "verified"])
    assert desa["planned"].isna().all()
    assert desa["visits"].sum() == 0


def test_a_patrol_without_a_sheet_is_of_no_team_and_of_the_agencies_that_its_log_names(week):
    found = delivered(week.office, KEEPER, WEEK, at=NOW)
    assert list(found.by(By.REGU, on_sheets=False).index) == [OUTSIDE]
    assert row(found.by(By.UNSUR, on_sheets=False), UNNAMED)["told"] == 65.0


def test_a_track_is_of_the_local_day_on_which_it_began(week):
    rows = doses(week.office)
    assert list(rows.loc[rows["verified"].notna(), "hari"]) == [date(2026, 6, 4)]


def test_logs_tracks_and_lawful_reasons_make_the_calendar_of_the_duty(week):
    add_excuses(week.office, KEEPER, [date(2026, 6, 3)], ExcuseReason.CUACA, "Banjir", at=NOW, form_id="f1")
    duty = delivered(week.office, KEEPER, WEEK, at=NOW).duty
    assert duty.days["keadaan"].to_list() == [
        "dipatroli", "dipatroli", "beralasan", "dipatroli", "terlewat", "terlewat", "terlewat",
    ]  # fmt: skip
    assert duty.days.loc[date(2026, 6, 3), "alasan"] == "Cuaca buruk atau banjir: Banjir"
    assert (duty.current, duty.longest, duty.share) == (0, 3, 0.5)


def test_the_duty_begins_with_the_first_patrol_on_record_and_today_is_not_over(week):
    whole = delivered(week.office, KEEPER, None, at=NOW).duty.days
    assert (whole.index[0], whole.index[-1]) == (date(2026, 6, 1), date(2026, 11, 24))
    before = Period(date(2026, 5, 1), date(2026, 6, 1))
    assert delivered(week.office, KEEPER, before, at=NOW).duty is None


def test_an_office_without_a_patrol_has_no_calendar(desk):
    found = delivered(desk.office, KEEPER, None, at=NOW)
    assert found.duty is None
    assert minutes_of(found.rows).isna().all()
    assert [found.by(what).empty for what in By] == [True] * 4


def test_another_week_has_nothing_of_it(week):
    later = Period(date(2026, 6, 8), date(2026, 6, 15))
    found = delivered(week.office, KEEPER, later, at=NOW)
    assert found.rows.empty
    assert found.duty.share == 0.0


def test_an_issued_sheet_is_owed_and_nothing_is_known_of_it(desk, sheet):
    planned = sum(visit.dwell_min for visit in sheet.route.visits)
    found = told(desk, sheet)
    assert minutes_of(found.on_sheets)["planned"] == planned
    assert minutes_of(found.on_sheets)[["told", "verified"]].isna().all()
    team = row(found.by(By.REGU), sheet.team_name)
    assert (team["visits"], team["untold"], team["untracked"]) == (len(sheet.route.visits),) * 3


def test_a_cancelled_sheet_is_not_owed(desk, sheet):
    cancel_sheet(desk.office, KASI, sheet.number, reason="Hujan", expected_version=1, at=sheet.route.start)
    assert told(desk, sheet).rows.empty


def test_a_sheet_of_tomorrow_is_not_owed_today(desk, sheet):
    issue(desk.office, day=TODAY + timedelta(days=1))
    assert set(told(desk, sheet).rows["hari"]) == {TODAY}
    assert set(delivered(desk.office, KASI, None, at=after(sheet) + timedelta(days=1)).rows["hari"]) == {
        TODAY,
        TODAY + timedelta(days=1),
    }


def test_what_the_log_tells_of_each_stop_is_beside_what_the_sheet_planned(desk, sheet):
    first, second, *rest = sheet.route.visits
    close(
        desk,
        sheet,
        StopResult(stop=first.stop.id, visited=True, minutes=4),
        StopResult(stop=second.stop.id, visited=False, reason=MissReason.WAKTU),
    )
    rows = told(desk, sheet).rows.set_index("titik")
    assert row(rows, first.stop.id)["told"] == 4.0
    assert (row(rows, second.stop.id)["told"], row(rows, second.stop.id)["sebab"]) == (0.0, "Waktu habis")
    found = told(desk, sheet)
    assert minutes_of(found.on_sheets)["told"] == 4.0 + sum(visit.dwell_min for visit in rest)
    kecamatan = row(found.by(By.UNSUR), "Kecamatan")
    assert (kecamatan["told_visits"], kecamatan["untold"]) == (len(rest) + 1, 0)
    assert len(found.by(By.TITIK)) == len(sheet.route.visits)


def test_a_track_at_a_stop_of_the_sheet_proves_it_and_the_other_stops_are_provably_missed(desk, sheet):
    first = sheet.route.visits[0]
    drive(desk, sheet, round(first.dwell_min))
    assert track_sheets(desk.office).to_list() == [sheet.number]
    found = told(desk, sheet)
    assert minutes_of(found.on_sheets)["verified"] == round(first.dwell_min)
    team = row(found.by(By.REGU), sheet.team_name)
    assert (team["proven_visits"], team["untracked"], team["untold"]) == (
        1,
        0,
        len(sheet.route.visits),
    )
    assert found.off_sheets.empty


def test_a_track_of_another_day_is_of_no_sheet(desk, sheet):
    file = stand(desk.folder, CENTRES["62.02"], NOW - timedelta(days=3), 12)
    import_file(desk.office, KEEPER, "tracks", file, at=after(sheet))
    assert track_sheets(desk.office).empty
    assert row(told(desk, sheet, None).by(By.REGU, on_sheets=False), OUTSIDE)["verified"] == 12.0


def test_a_patrol_that_reached_no_stop_is_no_patrol_of_the_daily_duty(desk, sheet):
    missed = [
        StopResult(stop=visit.stop.id, visited=False, reason=MissReason.KEJADIAN)
        for visit in sheet.route.visits
    ]
    close(desk, sheet, *missed)
    assert told(desk, sheet).duty is None
    assert minutes_of(told(desk, sheet).on_sheets)["told"] == 0.0


def test_told_minutes_are_believed_by_half_until_a_track_says_more(desk, sheet):
    number = close(desk, sheet)
    half, place = {}, sheet.route.visits[0].stop
    for visit in sheet.route.visits:
        half[visit.stop.kode_desa] = half.get(visit.stop.kode_desa, 0.0) + visit.dwell_min / 2
    assert believed_logs(desk.office).loc[number, "menit_desa"] == half
    drive(desk, sheet, 6)
    assert believed_logs(desk.office).loc[number, "menit_desa"] == {place.kode_desa: 6.0}


def test_a_phone_with_a_fix_every_three_minutes_proves_nothing_and_wipes_out_no_told_minute(desk, sheet):
    number = close(desk, sheet)
    before = believed_logs(desk.office).loc[number, "menit_desa"]
    drive(desk, sheet, 180, every=3)
    assert minutes_of(told(desk, sheet).on_sheets)[["verified"]].isna().all()
    assert believed_logs(desk.office).loc[number, "menit_desa"] == before


def test_a_phone_that_drove_elsewhere_for_a_while_is_of_no_sheet(desk, sheet):
    begun = sheet.route.start + (sheet.route.end - sheet.route.start) / 4
    file = stand(desk.folder, (115.299, -2.199), begun, 12)
    assert import_file(desk.office, KEEPER, "tracks", file, at=after(sheet)).accepted == 1
    assert track_sheets(desk.office).empty


def test_without_tracks_no_desa_gains_on_another_by_what_is_believed(week):
    believed, said = believed_logs(week.office), [{"62.01": 15.0, "62.02": 10.0}, {"62.02": 7.5}]
    assert believed["menit_desa"].to_list() == said
    assert scores(week.office, KEEPER, at=NOW).areas["score"].notna().all()


def test_the_next_plan_knows_what_was_told_until_a_track_says_otherwise(desk, sheet):
    first = sheet.route.visits[0].stop
    tomorrow, later = TODAY + timedelta(days=1), after(sheet)

    def wanted():
        made = make_plan(desk.office, KASI, first=tomorrow, days=1, at=later, seed=1, keep=False)
        found = (visit for route in made.plan.routes for visit in route.visits)
        return next((visit.prize, visit.reason) for visit in found if visit.stop.id == first.id)

    before = wanted()
    close(desk, sheet)
    prize, reason = wanted()
    assert prize < before[0]
    assert reason.endswith("kunjungan terakhir sehari sebelumnya.")
    # the track stands at the second stop alone: the first was told of and provably not reached
    drive(desk, sheet, 10, stop=1)
    assert wanted() == before


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
        delivered(week.office, polsek, WEEK, at=NOW)
