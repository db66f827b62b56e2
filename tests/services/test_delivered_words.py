"""The answer of Pelaksanaan in one sentence, on a real store."""

from datetime import date, timedelta

from services.delivered import delivered, duty_days
from services.delivered_words import doubts, outside_sentence, sentence
from services.duty import add_excuses
from services.patrol_logs import record_log
from services.patrol_report import StopResult
from services.track_proof import hand_in_track
from sop.patrol import ExcuseReason, MissReason
from sop.period import Period
from sop.wording import number
from tests.services.conftest import KEEPER, NOW
from tests.services.patrol_world import TODAY, after, closure, driven, issued
from tests.services.reporting import KASI
from tests.services.test_delivered import stand

THIS_WEEK = Period(date(2026, 11, 23), TODAY + timedelta(days=1))


def told(desk, at=NOW, name="Minggu ini", period=THIS_WEEK):
    return sentence(delivered(desk.office, KEEPER, period, at=at), name)


def test_nothing_planned_and_nothing_told_is_said_as_that(desk):
    assert told(desk) == "Minggu ini belum ada lembar rute yang terbit."


def test_what_is_not_known_is_not_called_zero(desk):
    desk.logs(("2026-11-23 08:00", "62.01: 30"))
    assert told(desk) == "Minggu ini belum ada lembar rute yang terbit; 1 hari tanpa patroli tanpa alasan."
    found = delivered(desk.office, KEEPER, THIS_WEEK, at=NOW)
    assert outside_sentence(found) == "Di luar lembar rute dilaporkan 30 menit di desa, tanpa jalur."
    assert told(desk, name="Semua", period=None).startswith("Sampai hari ini belum ada lembar rute")


def test_a_day_with_a_reason_is_no_missed_one(desk):
    desk.logs(("2026-11-23 08:00", "62.01: 30"))
    add_excuses(desk.office, KEEPER, [date(2026, 11, 24)], ExcuseReason.CUACA, "Banjir", at=NOW, form_id="f1")
    assert told(desk).endswith("; tidak ada hari yang terlewat.")
    room = duty_days(desk.office, KEEPER, THIS_WEEK, at=NOW, meeting=True)
    assert room.days.loc[date(2026, 11, 24), "alasan"] == "Cuaca buruk atau banjir"


def test_a_closed_sheet_is_planned_and_told(desk):
    (sheet,) = issued(desk.office)
    minutes = sum(visit.dwell_min for visit in sheet.route.visits)
    record_log(desk.office, KASI, driven(sheet), at=after(sheet), form_id="f1", closure=closure(sheet))
    assert told(desk, at=after(sheet)).startswith(
        f"Minggu ini direncanakan {number(minutes)} menit, dilaporkan {number(minutes)}, belum ada jalur"
    )


def test_where_log_and_track_tell_two_things_of_a_stop_both_are_said_and_nobody_is_accused(desk):
    (sheet,) = issued(desk.office)
    first, second, *rest = sheet.route.visits
    missed = [StopResult(stop=one.stop.id, visited=False, reason=MissReason.WAKTU) for one in (second, *rest)]
    record_log(
        desk.office, KASI, driven(sheet), at=after(sheet), form_id="f1", closure=closure(sheet, *missed)
    )
    assert doubts(delivered(desk.office, KEEPER, THIS_WEEK, at=after(sheet))) == ()
    place = (second.stop.lon, second.stop.lat)
    data = stand(desk.folder, place, second.arrive, round(second.dwell_min) + 1).read_bytes()
    hand_in_track(desk.office, KASI, "jalur.gpx", data, at=after(sheet))
    day = f"{sheet.day.day} Nov"
    unseen, untold = doubts(delivered(desk.office, KEEPER, THIS_WEEK, at=after(sheet)))
    where = f"jalurnya tidak menunjukkan singgah yang cukup: {first.stop.name} ({day}). "
    assert unseen.startswith("Dilaporkan didatangi, tetapi " + where)
    where = f"dilaporkan tidak didatangi: {second.stop.name} ({day})."
    assert untold == "Jalurnya menunjukkan singgah, tetapi " + where
