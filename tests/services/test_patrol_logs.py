"""Patrol logs: entered in one act, checked, corrected as a version, told late; and nihil is a result."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from services.attachments import attach_photo, photos
from services.incidents import Report, record_incident
from services.locating import locate_desa
from services.patrol_log_list import log_detail, log_list, own_logs
from services.patrol_logs import correct_log, log_warnings, record_log, report_of
from services.patrol_report import PatrolReport
from services.situation import situation
from sop.dictionary import PATROL_LOGS
from sop.incident import Origin, TimePrecision
from sop.party import Actor, Role, Verb
from sop.patrol import PatrolElement, PatrolKind
from sop.period import Period
from sop.problem import ProblemCode, Refused
from tests.pictures import photo
from tests.services.conftest import NOW

KASI, OPERATOR, CAMAT, PETUGAS, POLSEK = (
    Actor(role.value, role) for role in (Role.KASI, Role.OPERATOR, Role.CAMAT, Role.PETUGAS, Role.POLSEK)
)
LEFT = NOW - timedelta(hours=12)
"""22.00 WIB the evening before."""
NIHIL = PatrolReport(
    jenis=PatrolKind.GABUNGAN,
    berangkat=LEFT,
    kembali=LEFT + timedelta(hours=2, minutes=30),
    menit_desa={"62.01": 40, "62.02": None},
    nihil=True,
    unsur=(PatrolElement.POLSEK, PatrolElement.KECAMATAN),
    personel=6,
    cuaca="Cerah",
    km=12.5,
)


def record(office, actor=PETUGAS, report=NIHIL, *, at=NOW, form_id="1", **changes):
    return record_log(office, actor, replace(report, **changes), at=at, form_id=form_id)


def codes(refused):
    return [(one.code, one.column) for one in refused.value.problems]


def test_a_nihil_patrol_is_a_record_with_everything_that_was_said(desk):
    number = record(desk.office)
    row = desk.office.frame(PATROL_LOGS).loc[number]
    assert number == "JRN-2026-0001"
    assert (bool(row["nihil"]), row["jenis"], row["unsur"], row["personel"], row["km"]) == (
        True,
        "gabungan",
        "Kecamatan, Polsek",
        6,
        12.5,
    )
    assert row["menit_desa"] == {"62.01": 40.0, "62.02": None}
    assert (row["berangkat"], row["kembali"]) == (LEFT, LEFT + timedelta(minutes=150))
    assert row["waktu_laporan"] == NOW
    act = desk.office.store.audit()[-1]
    assert (act.actor, act.verb, act.details) == (
        "petugas",
        Verb.JURNAL_CATAT,
        {"nomor": number, "nihil": True},
    )


def test_a_nihil_patrol_shows_at_once_where_the_picture_was_incomplete(desk):
    period = Period(date(2026, 11, 23), date(2026, 11, 26))

    def states():
        told = situation(desk.office, KASI, at=NOW, period=period).completeness
        return dict(zip(told["nama"], told["keadaan"], strict=True))

    assert set(states().values()) == {"belum_ada_laporan"}
    record(desk.office)
    assert states() == {
        "Barat": "nihil_dilaporkan",
        "Tengah": "nihil_dilaporkan",
        "Timur": "tidak_dipatroli",
    }


def test_the_same_form_sent_twice_is_one_log(desk):
    first = record(desk.office)
    acts = len(desk.office.store.audit())
    assert record(desk.office) == first
    assert (len(desk.office.frame(PATROL_LOGS)), len(desk.office.store.audit())) == (1, acts)
    assert record(desk.office, form_id="2") != first


def test_every_fault_is_told_at_once_and_nothing_is_stored(desk):
    with pytest.raises(Refused) as refused:
        record(
            desk.office,
            berangkat=NOW + timedelta(hours=1),
            kembali=NOW - timedelta(hours=1),
            menit_desa={"99.99": 10, "62.01": -5},
            nihil=False,
            uraian=" ",
            personel=0,
            km=-1,
            cuaca="x" * 30_000,
        )
    assert codes(refused) == [
        (ProblemCode.WAKTU_DEPAN, "berangkat"),
        (ProblemCode.WAKTU_TERBALIK, "kembali"),
        (ProblemCode.DESA_TAK_DIKENAL, "menit_desa"),
        (ProblemCode.ISIAN_TAK_SAH, "menit_desa"),
        (ProblemCode.TEKS_TERLALU_PANJANG, "cuaca"),
        (ProblemCode.ISIAN_TAK_SAH, "personel"),
        (ProblemCode.ISIAN_TAK_SAH, "km"),
        (ProblemCode.ISIAN_WAJIB, "uraian"),
    ]
    assert len(desk.office.frame(PATROL_LOGS)) == 0


def test_what_is_missing_is_told_at_once(desk):
    with pytest.raises(Refused) as refused:
        record(desk.office, berangkat=None, kembali=None, menit_desa={})
    assert codes(refused) == [
        (ProblemCode.ISIAN_WAJIB, "berangkat"),
        (ProblemCode.ISIAN_WAJIB, "kembali"),
        (ProblemCode.ISIAN_WAJIB, "menit_desa"),
    ]


@pytest.mark.parametrize("minutes", [0, 1441, float("nan"), float("inf")])
def test_minutes_that_cannot_be_are_refused(desk, minutes):
    with pytest.raises(Refused) as refused:
        record(desk.office, menit_desa={"62.01": minutes})
    assert codes(refused) == [(ProblemCode.ISIAN_TAK_SAH, "menit_desa")]


def test_a_clock_a_little_ahead_is_forgiven(desk):
    assert record(desk.office, kembali=NOW + timedelta(minutes=9))


def test_what_is_odd_is_told_and_may_be_saved(desk):
    odd = replace(NIHIL, kembali=LEFT + timedelta(minutes=30), menit_desa={"62.01": 25, "62.02": 20})
    (warning,) = log_warnings(desk.office, odd)
    assert warning.message == "Menit di semua desa berjumlah 45 menit, padahal patroli berlangsung 30 menit."
    assert record(desk.office, report=odd)
    long = replace(NIHIL, berangkat=LEFT - timedelta(hours=11), kembali=LEFT + timedelta(hours=2))
    assert [one.code for one in log_warnings(desk.office, long)] == [ProblemCode.JURNAL_LAMA]
    assert log_warnings(desk.office, replace(NIHIL, menit_desa={"62.03": None})) == ()


def test_the_same_patrol_written_by_two_members_is_pointed_out(desk):
    number = record(desk.office)
    other = replace(NIHIL, berangkat=LEFT + timedelta(minutes=20), menit_desa={"62.02": 30})
    assert [(one.code, one.details["nomor"]) for one in log_warnings(desk.office, other)] == [
        (ProblemCode.JURNAL_SERUPA, number)
    ]
    assert log_warnings(desk.office, NIHIL, number=number) == ()
    assert log_warnings(desk.office, replace(other, menit_desa={"62.03": 30})) == ()
    assert log_warnings(desk.office, replace(NIHIL, berangkat=LEFT + timedelta(hours=1))) == ()


def allowed(attempt):
    try:
        attempt()
    except Refused as refused:
        return [one.code for one in refused.problems] != [ProblemCode.HAK_DITOLAK]
    return True


@pytest.mark.parametrize(
    ("role", "lists", "records", "corrects"),
    [
        (Role.KASI, True, True, True),
        (Role.OPERATOR, True, True, False),
        (Role.CAMAT, True, False, False),
        (Role.SEKCAM, True, False, False),
        (Role.PETUGAS, False, True, False),
        (Role.POLSEK, False, False, False),
        (Role.SATPOL_PP, False, False, False),
        (Role.KORAMIL, False, False, False),
    ],
)
def test_who_may_do_what_with_logs(desk, role, lists, records, corrects):
    office, actor, number = desk.office, Actor("uji", role), record(desk.office, KASI)
    attempts = {
        "lists": lambda: log_list(office, actor, at=NOW),
        "shows": lambda: log_detail(office, actor, number, at=NOW),
        "records": lambda: record(office, actor, form_id="lain"),
        "corrects": lambda: correct_log(
            office,
            actor,
            number,
            replace(NIHIL, personel=7),
            reason="Salah hitung",
            expected_version=1,
            at=NOW,
        ),
    }
    assert {name: allowed(attempt) for name, attempt in attempts.items()} == {
        "lists": lists,
        "shows": lists,
        "records": records,
        "corrects": corrects,
    }


def test_a_correction_is_a_version_with_a_reason_and_says_only_what_changed(desk):
    number = record(desk.office)
    report = replace(report_of(desk.office, KASI, number), personel=7)
    assert (
        correct_log(
            desk.office,
            KASI,
            number,
            report,
            reason="Salah hitung",
            expected_version=1,
            at=NOW + timedelta(hours=1),
        )
        == 2
    )
    versions = desk.office.store.history(PATROL_LOGS, number)
    assert versions["personel"].to_list() == [6, 7]
    assert versions["note"].to_list()[1] == "Salah hitung"
    assert versions["waktu_laporan"].to_list() == [NOW, NOW]


def test_a_correction_takes_a_reason_a_change_and_the_version_that_was_seen(desk):
    number = record(desk.office)
    changed, same = replace(NIHIL, personel=7), report_of(desk.office, KASI, number)
    for report, reason, version, code in (
        (changed, " ", 1, ProblemCode.ISIAN_WAJIB),
        (changed, "Salah", 2, ProblemCode.VERSI_BENTROK),
        (same, "Salah", 1, ProblemCode.JURNAL_TETAP),
    ):
        with pytest.raises(Refused) as refused:
            correct_log(desk.office, KASI, number, report, reason=reason, expected_version=version, at=NOW)
        assert [one.code for one in refused.value.problems] == [code]


def finding(office, number, *, form_id="t", actor=KASI):
    report = Report(
        kode_kategori="JLN-04",
        waktu_kejadian=LEFT + timedelta(hours=1),
        presisi_waktu=TimePrecision.TEPAT,
        zona_waktu_asli="WIB",
        location=locate_desa(office, "62.01"),
        asal=Origin.TEMUAN_PATROLI,
        kronologi="Balap liar dibubarkan.",
        id_jurnal=number,
    )
    return record_incident(office, actor, report, at=NOW, form_id=form_id)


def test_a_patrol_with_findings_links_them_and_cannot_be_called_nihil(desk):
    number = record(desk.office, nihil=False, uraian="Balap liar di simpang tiga.")
    found = finding(desk.office, number)
    detail = log_detail(desk.office, KASI, number, at=NOW)
    assert (detail.nihil, dict(detail.lines)["Hasil"], [one for one, _ in detail.findings]) == (
        False,
        "1 temuan",
        [found],
    )
    with pytest.raises(Refused) as refused:
        correct_log(
            desk.office, KASI, number, replace(NIHIL, nihil=True), reason="x", expected_version=1, at=NOW
        )
    assert codes(refused) == [(ProblemCode.JURNAL_BERTEMUAN, "nihil")]
    assert found in str(refused.value)


def test_a_nihil_patrol_takes_no_finding_until_it_is_corrected(desk):
    number = record(desk.office)
    with pytest.raises(Refused) as refused:
        finding(desk.office, number)
    assert codes(refused) == [(ProblemCode.JURNAL_NIHIL, "id_jurnal")]
    found = replace(NIHIL, nihil=False, uraian="Balap liar.")
    correct_log(desk.office, KASI, number, found, reason="ada temuan", expected_version=1, at=NOW)
    assert finding(desk.office, number)


def test_who_reads_no_logs_names_only_his_own_for_what_he_found(desk):
    found = replace(NIHIL, nihil=False, uraian="Balap liar.")
    theirs, own = (record_log(desk.office, one, found, at=NOW, form_id="1") for one in (KASI, PETUGAS))
    refusals = []
    for number in (theirs, "JRN-2026-0999"):
        with pytest.raises(Refused) as refused:
            finding(desk.office, number, actor=PETUGAS)
        refusals.append(str(refused.value).replace(number, "…"))
    assert refusals[0] == refusals[1]
    assert finding(desk.office, own, actor=PETUGAS)


def test_the_list_says_nihil_where_nothing_was_found_and_never_a_blank(desk):
    first = record(desk.office)
    earlier = {"berangkat": LEFT - timedelta(days=2), "kembali": LEFT - timedelta(days=2, hours=-1)}
    second = record(desk.office, nihil=False, uraian="Warung buka lewat jam.", form_id="2", **earlier)
    told = log_list(desk.office, CAMAT, at=NOW)
    assert told.table["Hasil"].to_dict() == {first: "Nihil", second: "Ada temuan"}
    assert told.table.loc[first].to_dict() == {
        "Nomor": first,
        "Tanggal": "24/11/2026",
        "Jam": "22.00–00.30",
        "Desa (menit)": "Barat (40), Tengah (tidak dicatat)",
        "Hasil": "Nihil",
        "Jenis": "Gabungan",
        "Unsur": "Kecamatan, Polsek",
        "Laporan": "tepat waktu",
    }
    assert told.sentence == "2 patroli, 1 di antaranya nihil (aman dan kondusif)."
    assert list(log_list(desk.office, CAMAT, at=NOW, only_nihil=True).table.index) == [first]
    assert list(log_list(desk.office, CAMAT, at=NOW, kode_desa="62.03").table.index) == []
    only_today = Period(date(2026, 11, 24), date(2026, 11, 25))
    assert list(log_list(desk.office, CAMAT, at=NOW, period=only_today).table.index) == [first]


def test_a_report_after_its_time_limit_is_told_late(desk):
    # 24 hours after the return are due; this one comes 30 hours after it.
    number = record(desk.office, at=NIHIL.kembali + timedelta(hours=30))
    told = log_list(desk.office, KASI, at=NOW + timedelta(days=2))
    assert told.table.loc[number, "Laporan"] == "terlambat 6 jam"
    assert told.late == ()


def test_a_patrol_that_came_back_and_has_not_reported_is_told_and_a_correction_reports_it(desk):
    header = "Nomor Jurnal,Jenis Patroli,Berangkat,Kembali,Menit per Desa,Nihil"
    rows = [("A", "Harian", "2026-11-23 08:00", "2026-11-23 10:00", "62.01:30", "Ya"),
            ("B", "Harian", "2026-11-24 22:00", "2026-11-25 00:00", "62.01:30", "Ya")]  # fmt: skip
    desk._import("logs", header, rows)
    told = log_list(desk.office, KASI, at=NOW)
    # A came back 48 hours before now, 24 of them late; B came back ten hours before now.
    assert told.table["Laporan"].to_list() == ["ditunggu, tinggal 14 jam", "belum, lewat 24 jam"]
    assert told.late == ("JRN-2026-0001",)
    assert "1 belum dilaporkan dan lewat tenggat" in told.sentence
    report = report_of(desk.office, KASI, "JRN-2026-0001")
    correct_log(desk.office, KASI, "JRN-2026-0001", report, reason="Lapor lisan", expected_version=1, at=NOW)
    after = log_list(desk.office, KASI, at=NOW)
    assert after.late == ()
    assert after.table.loc["JRN-2026-0001", "Laporan"] == "terlambat 24 jam"


def test_seconds_that_no_form_asks_for_are_no_correction(desk):
    seconds = timedelta(seconds=23)
    number = record(desk.office, berangkat=LEFT + seconds, kembali=NIHIL.kembali + seconds)
    changed = replace(report_of(desk.office, KASI, number), berangkat=LEFT, kembali=NIHIL.kembali, personel=5)
    correct_log(desk.office, KASI, number, changed, reason="Hitung ulang", expected_version=1, at=NOW)
    row = desk.office.frame(PATROL_LOGS).loc[number]
    assert (row["berangkat"], row["personel"]) == (LEFT + seconds, 5)


def test_an_imported_list_of_who_went_along_is_kept_when_something_else_is_corrected(desk):
    header = "Nomor Jurnal,Jenis Patroli,Berangkat,Kembali,Menit per Desa,Nihil,Unsur"
    desk._import(
        "logs",
        header,
        [("A", "Harian", "2026-11-24 08:00", "2026-11-24 10:00", "62.01:30", "Ya", "Kecamatan dan FKDM")],
    )
    number = "JRN-2026-0001"
    report = replace(report_of(desk.office, KASI, number), personel=3)
    correct_log(desk.office, KASI, number, report, reason="Lengkapi", expected_version=1, at=NOW)
    assert desk.office.frame(PATROL_LOGS).loc[number, "unsur"] == "Kecamatan dan FKDM"


def test_an_officer_sees_his_own_logs_only(desk):
    mine = record(desk.office)
    record(desk.office, Actor("petugas-2", Role.PETUGAS), form_id="2")
    own = own_logs(desk.office, PETUGAS)
    assert list(own.index) == [mine]
    assert own.loc[mine, "Hasil"] == "Nihil"
    with pytest.raises(Refused):
        own_logs(desk.office, CAMAT)


def test_an_officer_adds_photos_to_his_own_log(desk):
    number = record(desk.office)
    attach_photo(desk.office, PETUGAS, PATROL_LOGS, number, "a.jpg", photo(), at=NOW)
    assert len(photos(desk.office, KASI, PATROL_LOGS, number)) == 1


def test_hidden_characters_and_markup_in_texts_are_only_text(desk):
    number = record(desk.office, hambatan="<script>alert(1)</script>\u202e\x00")
    assert desk.office.frame(PATROL_LOGS).loc[number, "hambatan"] == "<script>alert(1)</script>"


def test_a_secret_finding_is_not_counted_for_who_may_not_know_it(desk):
    number = record(desk.office, nihil=False, uraian="Ada temuan.")
    report = Report(
        kode_kategori="SAR-01",
        waktu_kejadian=datetime.fromisoformat("2026-11-24T23:00:00+07:00"),
        presisi_waktu=TimePrecision.TEPAT,
        zona_waktu_asli="WIB",
        location=locate_desa(desk.office, "62.01"),
        asal=Origin.TEMUAN_PATROLI,
        kronologi="Rahasia.",
        id_jurnal=number,
    )
    record_incident(desk.office, KASI, report, at=NOW, form_id="r")
    assert len(log_detail(desk.office, KASI, number, at=NOW).findings) == 1
    assert log_detail(desk.office, OPERATOR, number, at=NOW).findings == ()
    assert log_list(desk.office, OPERATOR, at=NOW).table.loc[number, "Hasil"] == "Ada temuan"


def test_a_meeting_sees_where_patrols_went_but_no_texts_names_or_findings(desk):
    number = record(desk.office, nihil=False, uraian="Sdr. Rekaan ditegur.", hambatan="Ban bocor")
    finding(desk.office, number)
    told = log_list(desk.office, KASI, at=NOW, meeting=True)
    assert told.table.loc[number, "Hasil"] == "Ada temuan"
    detail = log_detail(desk.office, KASI, number, at=NOW, meeting=True)
    headings = [heading for heading, _ in detail.lines]
    assert {"Uraian", "Hambatan", "Dicatat oleh"} & set(headings) == set()
    assert {"Hasil", "Berangkat", "Desa (menit)"} <= set(headings)
    assert "Rekaan" not in str(detail.lines)
    assert detail.findings == ()
