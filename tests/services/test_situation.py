from datetime import UTC, date, datetime, timedelta

import pytest

from services.situation import comparable, situation
from sop.party import Actor, Role
from sop.period import Period, quick_period
from sop.problem import Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
KASI = Actor("kasi", Role.KASI)


def ask(desk, name="Minggu ini", actor=KASI):
    return situation(desk.office, actor, at=NOW, period=quick_period(name, TODAY))


def card(result, label):
    (found,) = [card for card in result.cards if card.label == label]
    return found


def _week(n, first_day, category="JLN-04", desa="62.01"):
    return [(f"{first_day} 0{i}:00", category, desa) for i in range(n)]


def test_an_empty_office_says_so_and_invents_nothing(desk):
    result = ask(desk)
    assert result.sentence == (
        "Minggu ini belum ada kejadian yang dilaporkan (minggu lalu sampai hari yang sama: 0; "
        "data masih kurang untuk menilai perubahan). Data belum cukup untuk mengurutkan desa."
    )
    assert set(result.areas["kelas"]) == {"belum_cukup_data"}
    assert list(result.areas["keadaan"]) == ["belum_ada_laporan"] * 3
    assert result.notices == ("Belum cukup data untuk menilai Barat, Tengah, dan Timur.",)


def test_a_week_is_compared_with_the_same_days_of_the_week_before(desk):
    # Six this Monday, five last Tuesday; the one on last Thursday has no counterpart yet.
    desk.incidents(*_week(6, "2026-11-23"), *_week(5, "2026-11-17"), ("2026-11-19 08:00", "JLN-04", "62.01"))
    shown = card(ask(desk), "Kejadian")
    assert (shown.value, shown.previous, shown.difference) == ("6", "5", "+1")
    assert shown.signal == "dalam batas wajar"


def test_a_clear_rise_is_called_one(desk):
    desk.incidents(*_week(9, "2026-11-23"))
    shown = card(ask(desk), "Kejadian")
    # Nine against none: the exact test gives 2 · 0,5⁹ = 0,004.
    assert (shown.difference, shown.signal) == ("+9", "naik bermakna")


def test_too_few_records_give_no_points_for_the_coming_week(desk):
    desk.incidents(("2026-11-20 20:00", "JLN-04", "62.01"))
    points = card(ask(desk), "Poin minggu depan")
    assert (points.value, points.previous, points.note) == ("–", "", "Belum cukup data")


def test_without_a_period_nothing_is_compared(desk):
    desk.incidents(*_week(3, "2026-11-23"))
    shown = card(ask(desk, "Semua"), "Kejadian")
    assert (shown.value, shown.previous, shown.difference, shown.signal) == ("3", "", "", "")


def test_three_kinds_of_zero_are_told_apart(desk):
    desk.incidents(("2026-11-24 08:00", "JLN-04", "62.01"))
    desk.logs(("2026-11-24 08:00", "Tengah: 30"))
    assert dict(ask(desk).areas["keadaan"]) == {
        "62.01": "ada_kejadian",
        "62.02": "nihil_dilaporkan",
        "62.03": "tidak_dipatroli",
    }
    assert set(ask(desk, "Hari ini").areas["keadaan"]) == {"belum_ada_laporan"}


def test_completeness_names_the_last_report_and_the_last_patrol(desk):
    desk.incidents(("2026-11-20 08:00", "JLN-04", "62.01"))
    desk.logs(("2026-11-24 20:00", "Tengah: 30"))
    known = ask(desk).completeness
    assert known.loc["62.01", ["laporan_terakhir", "patroli_terakhir"]].tolist() == [date(2026, 11, 20), None]
    assert known.loc["62.02", ["laporan_terakhir", "patroli_terakhir"]].tolist() == [date(2026, 11, 24)] * 2


def test_one_category_above_half_of_the_total_is_announced(desk):
    desk.incidents(*_week(4, "2026-11-23"), *_week(2, "2026-11-24", "LNG-02"))
    (warning, *_) = ask(desk).notices
    assert warning == "Lebih dari separuh kejadian (4 dari 6) satu kategori: Balap liar / knalpot brong."


def test_exactly_half_is_not_announced(desk):
    desk.incidents(*_week(3, "2026-11-23"), *_week(3, "2026-11-24", "LNG-02"))
    assert not [notice for notice in ask(desk).notices if "separuh" in notice]


def test_open_cases_are_counted_with_the_highest_level(desk):
    desk.cases(("LHN-01", "Barat", "2026-11-24", 1), ("LHN-02", "Tengah", "2026-10-01", 2))
    shown = card(ask(desk), "Kasus konflik terbuka")
    assert (shown.value, shown.previous, shown.difference) == ("2", "1", "+1")
    assert shown.note == "Eskalasi tertinggi E2: Mobilisasi (massa ≥ 20, ancaman)"


def test_patrol_days_are_days_not_patrols(desk):
    desk.logs(("2026-11-24 08:00", "Tengah: 30"), ("2026-11-24 20:00", "Barat: 20"))
    assert card(ask(desk), "Hari patroli").value == "1 dari 3"


def test_what_lies_outside_is_quarantined_and_counted_apart(desk):
    desk.incidents(("2026-11-24 08:00", "JLN-04", (116.0, -2.15)), ("2026-11-24 08:00", "JLN-04", "62.01"))
    result = ask(desk)
    assert (result.n_incidents, card(result, "Laporan dikarantina").value) == (1, "1")


def test_partners_get_no_count_of_what_is_closed_to_them(desk):
    # Two secret ones in the west, three in the middle; one open one.
    desk.incidents(
        *_week(2, "2026-11-23", "SAR-01"),
        *_week(3, "2026-11-23", "SAR-01", "62.02"),
        ("2026-11-24 08:00", "JLN-04", "62.01"),
    )
    result = ask(desk, actor=Actor("danramil", Role.KORAMIL))
    assert result.n_incidents == 1
    assert dict(result.areas["n_kejadian"]) == {"62.01": 1, "62.02": 0, "62.03": 0}
    assert dict(result.areas["n_tertutup"]) == {
        "62.01": "rahasia <3",
        "62.02": "rahasia 3 atau lebih",
        "62.03": "rahasia <3",
    }
    assert not [c for c in result.cards if c.label in {"Belum diverifikasi", "Laporan dikarantina"}]


def test_an_officer_in_the_field_is_refused(desk):
    with pytest.raises(Refused, match="tidak berhak"):
        ask(desk, actor=Actor("petugas", Role.PETUGAS))


def test_the_answer_follows_the_data(desk):
    assert ask(desk).n_incidents == 0
    desk.incidents(("2026-11-24 08:00", "JLN-04", "62.01"))
    assert ask(desk).n_incidents == 1


@pytest.mark.parametrize("name", ["Hari ini", "Minggu ini", "Bulan ini", "Bulan lalu", "Tahun ini"])
@pytest.mark.parametrize(
    "today", [date(2026, 11, 25), date(2026, 3, 31), date(2026, 1, 1), date(2024, 2, 29)]
)
def test_compared_days_are_as_many_and_never_overlap(name, today):
    period = quick_period(name, today)
    earlier = comparable(period)
    assert earlier.days == period.days
    assert earlier.after <= period.first


def test_march_is_too_long_for_february_and_takes_the_days_just_before():
    period = Period(date(2026, 3, 1), date(2026, 4, 1))
    assert comparable(period) == Period(date(2026, 3, 1) - timedelta(days=31), date(2026, 3, 1))
