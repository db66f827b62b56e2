"""Which incidents are scored, and how heavy each weighs."""

import dataclasses

import pytest

from analysis.counting import history_weeks, scored
from analysis.parameters import Counting, Parameters
from analysis.severity import category_weights, weights
from tests.analysis.worlds import AT, CATEGORIES, ZONE, cases, evidence, incidents, logs, weeks_ago

DEFAULT = Parameters()


def counted(*rows, parameters=DEFAULT, at=AT, **more):
    return scored(evidence(incidents(*rows), **more), parameters, at=at, zone=ZONE)


def test_weight_is_category_times_factor_times_impact_times_verification():
    told = incidents(
        {"kode_kategori": "KRI"},  # 29
        {"kode_kategori": "SED", "dampak_aktual": 1.5},  # 11 × 1.5
        {"kode_kategori": "RIN", "status_verifikasi": "belum"},  # 3 × 0.5
        {"kode_kategori": "LLN-99", "dampak_aktual": 2.0, "status_verifikasi": "belum"},  # 10 × 0.5 × 2 × 0.5
        {"kode_kategori": "NOL"},
        {"status_verifikasi": "tidak_terbukti"},
        {"kode_kategori": "baru"},  # unknown: as unclassified
    )
    assert weights(told, CATEGORIES, DEFAULT).to_list() == [29, 16.5, 1.5, 5, 0, 0, 5]


def test_the_formula_of_the_weight_follows_the_parameters():
    doubled = Parameters.from_mapping({"bobot": {"keselamatan": 8}})
    # SED: 1 + 8·2 + 2·1
    assert category_weights(CATEGORIES, doubled)["SED"] == 19
    assert category_weights(CATEGORIES, DEFAULT)["JHT-01"] == 0


def test_only_what_happened_before_the_instant_counts():
    rows = [{"ago": 0}, {"ago": -1}, {"ago": 2}]
    assert counted(*rows)["age_weeks"].to_list() == [2.0]


@pytest.mark.parametrize(
    "fault",
    [
        {"kode_desa": "99"},
        {"kode_desa": None},
        {"karantina": "luar_wilayah"},
        {"status": "duplikat"},
        {"status": "tidak_terbukti"},
        {"status_verifikasi": "tidak_terbukti"},
        {"kode_kategori": "NOL"},
        {"kode_kategori": "JHT-01"},
    ],
)
def test_what_is_no_disturbance_of_a_known_desa_is_left_out(fault):
    assert list(counted({"ago": 1}, {"ago": 1, **fault}).index) == ["KJD-0001"]


def test_visibilities_that_the_office_does_not_score_are_left_out():
    rows = [{"ago": 1, "visibilitas": v} for v in ("umum", "terbatas", "rahasia")]
    assert len(counted(*rows)) == 3
    closed = dataclasses.replace(DEFAULT, counting=Counting(visibilities=("umum",)))
    assert list(counted(*rows, parameters=closed).index) == ["KJD-0001"]


def test_an_incident_of_an_open_case_is_left_out_from_the_day_the_case_began():
    case = cases({"since": "2026-05-04", "levels": [["2026-05-04", 1]]})
    rows = [{"ago": ago, "id_kasus": "KFL-0001"} for ago in (3.9, 4, 4.1)]  # 4 weeks ago: 4 May, 00.00
    assert counted(*rows, conflicts=case)["age_weeks"].round(6).to_list() == [4.1]


def test_an_incident_of_a_closed_case_counts_again():
    case = cases({"since": "2026-05-01", "until": "2026-05-20", "tahap": "tutup"})
    assert len(counted({"ago": 1, "id_kasus": "KFL-0001"}, conflicts=case)) == 1


def test_a_finding_that_confirms_a_report_counts_once():
    finding = {"ago": 1, "asal": "temuan_patroli", "berulang_dari": "KJD-0001"}
    assert list(counted({"ago": 1}, finding).index) == ["KJD-0001"]
    # … but a report that repeats a report is another event,
    assert len(counted({"ago": 2}, {"ago": 1, "berulang_dari": "KJD-0001"})) == 2
    # and a finding stands for itself when the report does not count.
    assert list(counted({"ago": 1, "status": "duplikat"}, finding).index) == ["KJD-0002"]


def test_findings_without_patrol_minutes_stand_apart():
    patrols = logs(
        {"ago": 1, "menit": {"01": 30, "02": None}},  # Monday 25 May, 00.00 to 02.00
        {"ago": 2 - 1 / 7 / 24, "menit": {"03": 20}, "hours": 30},  # 18 May 01.00 to 19 May 07.00
    )
    found = {"asal": "temuan_patroli"}
    rows = {
        "own log": {"ago": 3, "kode_desa": "01", "id_jurnal": "JRN-0001"},
        "own log, minutes unknown there": {"ago": 1, "kode_desa": "02", "id_jurnal": "JRN-0001"},
        "own log, another desa": {"ago": 1, "kode_desa": "03", "id_jurnal": "JRN-0001"},
        "no log, patrolled that day": {"ago": 1 - 0.9 / 7, "kode_desa": "01"},
        "no log, patrolled the day before": {"ago": 1 - 1 / 7, "kode_desa": "01"},
        "no log, day of the return": {"ago": 2 - 1.5 / 7, "kode_desa": "03"},
    }
    table = counted(*({**found, **row} for row in rows.values()), patrols=patrols)
    assert dict(zip(rows, table["apart"], strict=True)) == {
        "own log": False,
        "own log, minutes unknown there": True,
        "own log, another desa": True,
        "no log, patrolled that day": False,
        "no log, patrolled the day before": True,
        "no log, day of the return": False,
    }


def test_a_report_never_stands_apart():
    assert counted({"ago": 1})["apart"].to_list() == [False]


def test_the_day_of_a_patrol_is_the_local_one():
    # 31 May 16.30 UTC is 23.30 WIB; 31 May 17.30 UTC is 1 June, 00.30 WIB.
    patrols = logs({"ago": 0.0445, "menit": {"01": 30}, "hours": 0.1})  # 31 May, 16.31 UTC
    rows = [
        {"asal": "temuan_patroli", "waktu_kejadian": f"2026-05-31T{hour}:30Z"} for hour in ("01", "16", "17")
    ]
    table = scored(evidence(incidents(*rows), patrols), DEFAULT, at=AT, zone="Asia/Pontianak")
    assert table["apart"].to_list() == [False, False, True]


def test_history_begins_with_the_first_incident_or_patrol():
    assert history_weeks(evidence(), at=AT) == 0
    assert history_weeks(evidence(incidents({"ago": 3}, {"ago": -2})), at=AT) == 3
    patrols = logs({"ago": 7, "menit": {}})
    assert history_weeks(evidence(incidents({"ago": 3}), patrols), at=AT) == 7
    assert history_weeks(evidence(incidents({"ago": 3})), at=weeks_ago(5)) == 0


def test_counting_leaves_the_evidence_alone(unchanged):
    happened = incidents({"ago": 1, "asal": "temuan_patroli"}, {"ago": 2, "id_kasus": "KFL-0001"})
    conflict = cases({"since": "2026-05-01", "levels": [["2026-05-01", 2]]})
    world = unchanged(evidence(happened, logs({"ago": 1, "menit": {"01": 10}}), conflict))
    assert len(scored(world, DEFAULT, at=AT, zone=ZONE)) == 1
