"""Patrol logs: minutes per desa, nothing found, and patrols past midnight."""

import pandas as pd
import pytest

from sop.dictionary import PATROL_LOGS
from sop.problem import ProblemCode


@pytest.fixture
def logs(parse):
    return lambda text: parse(text, PATROL_LOGS)


def test_minutes_in_one_cell(logs):
    parsed = logs(
        "berangkat;kembali;menit per desa\n"
        '2025-11-01 19:00;2025-11-01 21:00;"Bagok:25; Taniran: 40,5"\n'
        '2025-11-01 19:00;2025-11-01 21:00;"Bagok, Banyu Landas"\n'
        '2025-11-01 19:00;2025-11-01 21:00;"Bagok (30 menit), Bagok (10 menit)"\n'
        "2025-11-01 19:00;2025-11-01 21:00;\n"
    )
    assert parsed.frame["menit_desa"].tolist() == [
        {"1": 25.0, "3": 40.5},
        {"1": None, "2": None},
        {"1": 40.0},
        {},
    ]


def test_minutes_of_the_whole_patrol_are_shared_evenly(logs):
    parsed = logs(
        "tanggal;jam berangkat;desa;menit\n1/11/2025;19.00;Bagok dan Taniran;60\n13/11/2025;8:00;Bagok;"
    )
    assert parsed.frame["menit_desa"].tolist() == [{"1": 30.0, "3": 30.0}, {"1": None}]


def test_unknown_desa_are_listed_and_the_known_ones_kept(logs):
    parsed = logs('berangkat;menit per desa\n2025-11-01 19:00;"Bagok:25; Entah:5"')
    assert parsed.frame["menit_desa"].tolist() == [{"1": 25.0}]
    told = [one for one in parsed.warnings if one.code is ProblemCode.DESA_TAK_DIKENAL]
    assert [one.details["daftar"] for one in told] == ["Entah (1)"]


def test_a_patrol_past_midnight_comes_back_the_next_day(logs):
    row = logs("tanggal;jam berangkat;jam kembali;desa\n13/11/2025;22.00;00.30;Bagok").frame.iloc[0]
    assert row["berangkat"] == pd.Timestamp("2025-11-13T15:00Z")
    assert row["kembali"] == pd.Timestamp("2025-11-13T17:30Z")


def test_a_return_before_the_start_is_rejected(logs, codes):
    parsed = logs("berangkat;kembali;desa\n2025-11-01 19:00;2025-11-01 18:00;Bagok")
    assert codes(parsed.rejected) == [(2, ProblemCode.WAKTU_TERBALIK)]


def test_nothing_found_is_said_by_its_column_or_by_the_account(logs):
    told = logs("berangkat;nihil;uraian\n2025-11-01 19:00;ya;\n2025-11-01 19:00;Tidak;nihil\n")
    assert told.frame["nihil"].tolist() == [True, False]
    account = logs(
        "berangkat;uraian\n2025-11-01 19:00;Situasi aman dan kondusif\n2025-11-01 19:00;HASIL NIHIL\n"
        "2025-11-01 19:00;6 botol disita\n2025-11-01 19:00;\n"
    )
    assert account.frame["nihil"].tolist() == [True, True, False, False]


def test_a_log_without_a_start_is_rejected_and_the_kind_has_a_default(logs, codes):
    parsed = logs(
        "berangkat;desa;jenis\n;Bagok;\n2025-11-01 19:00;Bagok;Patroli gabungan\n2025-11-01 19:00;Bagok;"
    )
    assert codes(parsed.rejected) == [(2, ProblemCode.ISIAN_WAJIB)]
    assert parsed.frame["jenis"].tolist() == ["gabungan", "harian"]
