"""Clocks on incidents, cases, decisions and patrol logs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from analysis.clocks import Watch, case_clocks, decision_clocks, incident_clocks, log_clocks
from records.reference import categories
from sop.deadline import Limits

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
"""Wednesday, 10.00 WIB."""
WATCH = Watch(limits=Limits(), categories=categories(), zone="Asia/Pontianak", at=NOW)
HOUR = timedelta(hours=1)
TIMES = (
    "waktu_status", "waktu_verifikasi", "waktu_penanganan", "waktu_rujukan", "waktu_rujukan_diterima",
    "waktu_lapor",
)  # fmt: skip


def incident(**given):
    row = {"kode_kategori": "KMT-01", "status": "masuk", "waktu_kejadian": NOW - 10 * HOUR,
           "waktu_input": NOW - 9 * HOUR, **dict.fromkeys(TIMES), **given}  # fmt: skip
    frame = pd.DataFrame([row], index=["KJD-2026-0001"])
    for name in ("waktu_kejadian", "waktu_input", *TIMES):
        frame[name] = pd.to_datetime(frame[name], utc=True)
    return frame


def told(clocks):
    return [(c.duty, c.due.to_pydatetime() - NOW, c.escalation) for c in clocks.itertuples()]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # KMT-01 is berat: verification within 6 hours of the report, which came in 9 hours ago.
        ({}, ("verifikasi", -3 * HOUR, "sekcam")),
        ({"waktu_lapor": NOW - 2 * HOUR}, ("verifikasi", 4 * HOUR, "belum")),
        ({"status": "terverifikasi", "waktu_status": NOW - 3 * HOUR}, ("penanganan_awal", 3 * HOUR, "kasi")),
        ({"status": "dirujuk", "waktu_rujukan": NOW - 50 * HOUR}, ("rujukan_diterima", -26 * HOUR, "camat")),
        ({"status": "ditangani", "waktu_penanganan": NOW}, ("penyelesaian", 336 * HOUR, "belum")),
        (
            {"status": "dirujuk", "waktu_rujukan": NOW - 5 * HOUR, "waktu_rujukan_diterima": NOW},
            ("penyelesaian", 331 * HOUR, "belum"),
        ),
    ],
)
def test_each_state_has_its_clock(given, expected):
    assert told(incident_clocks(incident(**given), WATCH)) == [expected]


@pytest.mark.parametrize("state", ["selesai", "pemantauan", "tutup", "tidak_terbukti", "duplikat"])
def test_what_is_done_has_no_clock(state):
    assert incident_clocks(incident(status=state), WATCH).empty


def test_a_hotspot_is_checked_in_the_field():
    # sedang: working hours, but all of them lie on one Wednesday
    found = incident_clocks(incident(kode_kategori="KAR-02", waktu_input=NOW - HOUR), WATCH)
    assert told(found) == [("cek_hotspot", 11 * HOUR, "belum")]


def test_an_unclassified_report_must_also_be_classified():
    found = incident_clocks(incident(kode_kategori="LLN-99"), WATCH)
    assert sorted(found["duty"]) == ["klasifikasi", "verifikasi"]


def test_an_old_import_that_nobody_touched_is_history():
    old = {"waktu_kejadian": NOW - timedelta(days=91)}
    assert incident_clocks(incident(**old), WATCH).empty
    assert len(incident_clocks(incident(**old, waktu_status=NOW - HOUR), WATCH)) == 1


def case(**given):
    row = {"kode_kategori": "LHN-02", "tahap": "teridentifikasi", "tingkat_eskalasi": 1,
           "riwayat_eskalasi": [["2026-11-25", 1]], "waktu_identifikasi": NOW - HOUR, "waktu_respon": None,
           "waktu_rencana": None, "waktu_lapor_kabupaten": None, **given}  # fmt: skip
    return pd.DataFrame([row], index=["KFL-2026-0001"])


def test_a_conflict_is_answered_at_once():
    # LHN-02 is kritis: first answer within 2 hours, a plan within 24, mediation within 72.
    assert told(case_clocks(case(), WATCH)) == [
        ("konflik_respon", HOUR, "kasi"),
        ("konflik_rencana", 23 * HOUR, "belum"),
        ("konflik_mediasi", 71 * HOUR, "belum"),
    ]


def test_an_answered_case_in_mediation_has_no_clock_left():
    done = case(waktu_respon=NOW, waktu_rencana=NOW, tahap="mediasi")
    assert case_clocks(done, WATCH).empty


def test_violence_is_reported_to_the_kabupaten_within_a_day_of_the_day_it_began():
    grave = case(waktu_respon=NOW, waktu_rencana=NOW, tahap="mediasi", tingkat_eskalasi=3,
                 waktu_identifikasi=NOW - timedelta(days=9),
                 riwayat_eskalasi=[["2026-11-16", 1], ["2026-11-24", 3]])  # fmt: skip
    # 24 November begins at 17.00 UTC the day before; 24 hours later is 10 hours before NOW.
    assert told(case_clocks(grave, WATCH)) == [("konflik_kabupaten", -10 * HOUR, "sekcam")]


def test_the_day_to_report_violence_runs_from_the_hour_in_which_it_was_recorded():
    raised = (NOW - 2 * HOUR).isoformat()
    grave = case(waktu_respon=NOW, waktu_rencana=NOW, tahap="mediasi", tingkat_eskalasi=3,
                 riwayat_eskalasi=[["2026-11-25", 1], ["2026-11-25", 3, raised]],
                 waktu_identifikasi=NOW - timedelta(days=9))  # fmt: skip
    assert told(case_clocks(grave, WATCH)) == [("konflik_kabupaten", 22 * HOUR, "belum")]


@pytest.mark.parametrize("kind", ["LHN-01", "LHN-02"])
def test_the_report_of_violence_waits_for_no_working_day_whatever_its_kind(kind):
    # LHN-01 is sedang. Saturday 28 November 2026, 10.00 WIB; due on Sunday at the same hour.
    saturday = NOW + timedelta(days=3)
    grave = case(kode_kategori=kind, waktu_respon=NOW, waktu_rencana=NOW, tahap="mediasi",
                 tingkat_eskalasi=3, riwayat_eskalasi=[["2026-11-28", 3, saturday.isoformat()]])  # fmt: skip
    clock = case_clocks(grave, replace(WATCH, at=saturday)).iloc[0]
    assert clock["due"].to_pydatetime() - saturday == 24 * HOUR


def test_a_patrol_of_saturday_night_reports_by_sunday_night():
    back = NOW + timedelta(days=3, hours=13)
    log = pd.DataFrame({"kembali": [pd.Timestamp(back)], "waktu_laporan": [pd.NaT]}, index=["JRN-2026-0001"])
    assert log_clocks(log, WATCH)["due"].iloc[0] == back + 24 * HOUR


def test_a_case_without_its_hour_has_no_clock():
    assert case_clocks(case(waktu_identifikasi=None), WATCH).empty
    old = case(
        waktu_identifikasi=None, tingkat_eskalasi=3, riwayat_eskalasi=[["2026-11-24", 1], ["2026-11-25", 3]]
    )
    assert case_clocks(old, WATCH).empty


def test_an_imported_case_that_becomes_grave_here_must_be_reported():
    raised = [["2026-11-24", 1], ["2026-11-25", 3, (NOW - HOUR).isoformat()]]
    found = case(waktu_identifikasi=None, tingkat_eskalasi=3, riwayat_eskalasi=raised)
    assert told(case_clocks(found, WATCH)) == [("konflik_kabupaten", 23 * HOUR, "belum")]


def test_requests_and_orders_wait_each_on_their_own_clock():
    rows = pd.DataFrame(
        {"jenis": ["arahan", "disposisi", "arahan"], "status": ["menunggu", "menunggu", "ditolak"],
         "waktu_input": pd.to_datetime([NOW, NOW, NOW], utc=True)},
        index=["KPT-2026-0001", "KPT-2026-0002", "KPT-2026-0003"],
    )  # fmt: skip
    assert told(decision_clocks(rows, WATCH)) == [
        ("keputusan", 48 * HOUR, "belum"),
        ("disposisi", 120 * HOUR, "belum"),  # 72 working hours from Wednesday, a weekend between
    ]


def test_a_patrol_that_came_back_must_report_within_a_day():
    logs = pd.DataFrame(
        {"kembali": pd.to_datetime([NOW - 30 * HOUR, NOW - 30 * HOUR, None], utc=True),
         "waktu_laporan": pd.to_datetime([None, NOW, None], utc=True)},
        index=["JRN-2026-0001", "JRN-2026-0002", "JRN-2026-0003"],
    )  # fmt: skip
    assert told(log_clocks(logs, WATCH)) == [("laporan_patroli", -6 * HOUR, "sekcam")]
