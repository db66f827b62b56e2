"""What a track proves of the sheet that it drove, and how a file of tracks is handed in."""

from datetime import UTC, datetime, timedelta

import pytest

from services.patrol_logs import record_log
from services.track_proof import hand_in_track, track_numbers, track_proof
from services.uploads import receive
from sop.dictionary import PATROL_TRACKS
from sop.party import Actor, Role
from sop.period import Period
from sop.problem import ProblemCode, Refused
from tests.services.conftest import CENTRES, NOW
from tests.services.patrol_world import TODAY, after, closure, driven, issued
from tests.services.reporting import ACTORS, KASI
from tests.services.test_delivered import stand

WEEK = Period(TODAY - timedelta(days=2), TODAY + timedelta(days=5))


@pytest.fixture
def sheet(desk):
    (found,) = issued(desk.office)
    return found


def hand_in(desk, place, begun, minutes, actor=KASI):
    data = stand(desk.folder, place, begun, minutes).read_bytes()
    return hand_in_track(desk.office, actor, "jalur.gpx", data, at=begun + timedelta(hours=5))


def test_a_track_is_held_against_every_stop_of_its_sheet(desk, sheet):
    first, *rest = sheet.route.visits
    minutes = round(first.dwell_min)
    (number,) = hand_in(desk, (first.stop.lon, first.stop.lat), first.arrive, minutes).numbers
    proof = track_proof(desk.office, KASI, number)
    assert (proof.sheet, proof.team, proof.day) == (sheet.number, sheet.team_name, TODAY)
    assert [(one.minutes, one.visited) for one in proof.stops] == [(minutes, True)] + [(0.0, False)] * len(
        rest
    )
    assert (proof.visited, proof.points, proof.dropped, proof.gaps) == (1, minutes + 1, 0, 0)
    assert (proof.km, proof.hours) == (0.0, minutes / 60)


def test_the_ground_seen_from_one_place_is_a_circle_in_its_desa(desk):
    (number,) = hand_in(desk, CENTRES["62.02"], NOW - timedelta(days=1), 12).numbers
    proof = track_proof(desk.office, KASI, number)
    assert proof.sheet is None
    assert proof.stops == ()
    # a circle of 100 m: 0.0314 km², of a square of 0.1° by 0.1°, about 123 km²
    assert proof.seen_km2 == pytest.approx(0.0314, abs=0.0005)
    ((name, share),) = proof.seen
    assert name == "Tengah"
    assert share == pytest.approx(0.0314 / 123, rel=0.03)


def test_a_file_handed_in_twice_adds_nothing(desk):
    first = hand_in(desk, CENTRES["62.01"], NOW - timedelta(days=1), 12)
    again = hand_in(desk, CENTRES["62.01"], NOW - timedelta(days=1), 12)
    assert (len(first.numbers), first.known) == (1, 0)
    assert (again.numbers, again.known) == ((), 1)


def test_a_track_without_times_proves_nothing_and_is_told_so(desk):
    data = b'<gpx><trk><trkseg><trkpt lat="-2.15" lon="115.15"/></trkseg></trk></gpx>'
    done = hand_in_track(desk.office, KASI, "jalur.gpx", data, at=NOW)
    assert [one.code.value for one in done.problems] == ["jalur.waktu"]
    proof = track_proof(desk.office, KASI, done.numbers[0])
    assert (proof.day, proof.hours) == (None, 0.0)
    assert track_numbers(desk.office, KASI, WEEK) == {done.numbers[0]: f"tanpa waktu · {done.numbers[0]}"}


def test_tracks_of_a_period_are_named_by_day_and_sheet_the_latest_first(desk, sheet):
    stop = sheet.route.visits[0]
    (old,) = hand_in(desk, CENTRES["62.01"], NOW - timedelta(days=1), 12).numbers
    (new,) = hand_in(desk, (stop.stop.lon, stop.stop.lat), stop.arrive, 12).numbers
    assert list(track_numbers(desk.office, KASI, WEEK).items()) == [
        (new, f"25 November 2026 · {sheet.number} · {new}"),
        (old, f"24 November 2026 · di luar lembar rute · {old}"),
    ]
    assert (
        track_numbers(desk.office, KASI, Period(TODAY - timedelta(days=30), TODAY - timedelta(days=20))) == {}
    )


def test_a_web_page_is_no_track(desk):
    with pytest.raises(Refused):
        hand_in_track(desk.office, KASI, "jalur.gpx", b"<html></html>", at=NOW)
    assert track_numbers(desk.office, KASI, None) == {}


def test_there_is_no_proof_of_a_track_that_is_not_there(desk):
    with pytest.raises(Refused):
        track_proof(desk.office, KASI, "TRK-2026-9999")


def test_the_camat_looks_and_hands_in_nothing(desk):
    camat = Actor("camat", Role.CAMAT)
    assert track_numbers(desk.office, camat, None) == {}
    with pytest.raises(Refused):
        hand_in(desk, CENTRES["62.01"], datetime(2026, 11, 24, tzinfo=UTC), 12, camat)


def test_an_officer_hands_in_his_own_track_and_sees_what_it_proves_but_nobody_elses(desk):
    officer = ACTORS[Role.PETUGAS]
    (own,) = hand_in(desk, CENTRES["62.01"], NOW - timedelta(days=1), 12, officer).numbers
    (other,) = hand_in(desk, CENTRES["62.02"], NOW - timedelta(days=1), 12).numbers
    assert track_proof(desk.office, officer, own).points > 0
    with pytest.raises(Refused) as hidden:
        track_proof(desk.office, officer, other)
    assert [one.code for one in hidden.value.problems] == [ProblemCode.REKAM_TAK_ADA]
    table = b"tgl,x,y,jenis,uraian\n20/11/2026 21.00,115.15,-2.15,JLN-04,Balap\n"
    with pytest.raises(Refused) as refusal:
        receive(desk.office, officer, "incidents", "kejadian.csv", table, at=NOW)
    assert [one.code for one in refusal.value.problems] == [ProblemCode.HAK_DITOLAK]


def test_a_track_that_is_handed_in_after_the_closure_is_tied_to_its_log(desk, sheet):
    officer = ACTORS[Role.PETUGAS]
    log = record_log(
        desk.office, officer, driven(sheet), at=after(sheet), form_id="f1", closure=closure(sheet)
    )
    # an hour after the patrol, at the other end of the kecamatan: by its looks of no sheet
    data = stand(desk.folder, (115.101, -2.199), after(sheet), 12).read_bytes()
    at = after(sheet) + timedelta(hours=1)
    (number,) = hand_in_track(desk.office, officer, "jalur.gpx", data, at=at, log=log).numbers
    assert desk.office.frame(PATROL_TRACKS).loc[number, "id_jurnal"] == log
    assert track_proof(desk.office, officer, number).sheet == sheet.number


def test_an_officer_ties_no_track_to_the_log_of_somebody_else(desk, sheet):
    log = record_log(desk.office, KASI, driven(sheet), at=after(sheet), form_id="f1", closure=closure(sheet))
    data = stand(desk.folder, CENTRES["62.01"], NOW - timedelta(days=1), 12).read_bytes()
    for named in (log, "JRN-2026-9999"):
        with pytest.raises(Refused) as refusal:
            hand_in_track(desk.office, ACTORS[Role.PETUGAS], "jalur.gpx", data, at=NOW, log=named)
        assert [one.code for one in refusal.value.problems] == [ProblemCode.REKAM_TAK_ADA]
    assert desk.office.frame(PATROL_TRACKS).empty


@pytest.mark.parametrize(("every", "sparse"), [(1, False), (3, True)])
def test_a_phone_that_wrote_too_seldom_is_told_apart(desk, every, sparse):
    data = stand(desk.folder, CENTRES["62.01"], NOW - timedelta(days=1), 60, every=every).read_bytes()
    (number,) = hand_in_track(desk.office, KASI, "jalur.gpx", data, at=NOW).numbers
    assert track_proof(desk.office, KASI, number).sparse is sparse


def test_an_old_file_is_not_tied_to_the_log_of_today(desk, sheet):
    log = record_log(desk.office, KASI, driven(sheet), at=after(sheet), form_id="f1", closure=closure(sheet))
    data = stand(desk.folder, CENTRES["62.01"], NOW - timedelta(days=2), 12).read_bytes()
    done = hand_in_track(desk.office, KASI, "jalur.gpx", data, at=after(sheet), log=log)
    assert [one.code for one in done.problems] == [ProblemCode.JALUR_LAIN_WAKTU]
    assert desk.office.frame(PATROL_TRACKS)["id_jurnal"].isna().all()
