"""Three different zeros, and how complete the picture of a desa is."""

from datetime import date, timedelta

import pandas as pd

from analysis.coverage import coverage
from tests.analysis.worlds import AT, frozen, incidents, logs

DESA = pd.Index(["01", "02", "03"], name="kode_desa")
MONTH = timedelta(weeks=4)


def seen(happened=None, patrols=None, **more):
    rows = incidents() if happened is None else happened
    went = logs() if patrols is None else patrols
    told = {"first": AT - MONTH, "after": AT, "zone": "UTC"} | more
    return coverage(rows, went, DESA, **told)


def states(*args, **more):
    return seen(*args, **more)["keadaan"].to_list()


def test_nobody_reported_anything():
    assert states() == ["belum_ada_laporan"] * 3


def test_an_incident_a_patrol_that_found_nothing_and_a_desa_nobody_visited():
    patrols = logs({"ago": 1, "menit": {"02": 30}, "nihil": True})
    assert states(incidents({"ago": 1, "kode_desa": "01"}), patrols) == [
        "ada_kejadian",
        "nihil_dilaporkan",
        "tidak_dipatroli",
    ]


def test_an_incident_alone_does_not_make_the_others_unpatrolled():
    assert states(incidents({"ago": 1})) == ["ada_kejadian", "belum_ada_laporan", "belum_ada_laporan"]


def test_a_patrol_that_found_something_not_yet_recorded_is_an_outstanding_report():
    patrols = logs({"ago": 1, "menit": {"01": 30, "02": None}, "nihil": False})
    assert states(patrols=patrols) == ["belum_ada_laporan", "belum_ada_laporan", "tidak_dipatroli"]
    found = incidents({"ago": 1, "kode_desa": "01", "asal": "temuan_patroli", "id_jurnal": "JRN-0001"})
    assert states(found, patrols) == ["ada_kejadian", "nihil_dilaporkan", "tidak_dipatroli"]


def test_what_lies_outside_the_period_does_not_count():
    rows = incidents({"ago": 5, "kode_desa": "01"}, {"ago": 0, "kode_desa": "02"})
    assert states(rows, logs({"ago": 6, "menit": {"03": 10}})) == ["belum_ada_laporan"] * 3
    assert states(incidents({"ago": 4})) == ["ada_kejadian", "belum_ada_laporan", "belum_ada_laporan"]


def test_discarded_reports_do_not_count():
    rows = incidents(
        {"ago": 1, "status": "duplikat"},
        {"ago": 1, "status_verifikasi": "tidak_terbukti"},
        {"ago": 1, "karantina": "luar_wilayah"},
    )
    assert seen(rows)["n_kejadian"].to_list() == [0, 0, 0]


def test_visits_and_minutes_and_what_is_not_known_of_them():
    table = seen(
        patrols=logs(
            {"ago": 1, "menit": {"01": 30, "02": 20}},
            {"ago": 2, "menit": {"01": 15}},
            {"ago": 3, "menit": {"02": None}},
        )
    )
    assert table["n_patroli"].to_list() == [2, 2, 0]
    assert table["menit"].to_list() == [45, 20, 0]
    assert table["menit_lengkap"].to_list() == [True, False, True]


def test_the_latest_report_and_patrol_are_local_days_also_from_before_the_period():
    rows = incidents({"waktu_kejadian": "2026-03-01T18:00Z", "kode_desa": "01"})
    patrols = logs({"ago": 1, "menit": {"02": 10}})  # 25 May
    table = seen(rows, patrols, zone="Asia/Pontianak")
    assert table["laporan_terakhir"].to_list() == [date(2026, 3, 2), date(2026, 5, 25), None]
    assert table["patroli_terakhir"].to_list() == [None, date(2026, 5, 25), None]


def test_the_inputs_are_not_changed():
    rows, patrols = incidents({"ago": 1}), logs({"ago": 1, "menit": {"01": None}})
    before = frozen(rows), frozen(patrols)
    seen(rows, patrols)
    assert (frozen(rows), frozen(patrols)) == before
