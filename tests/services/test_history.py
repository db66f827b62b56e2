"""The history of a record in words."""

from datetime import timedelta

import geopandas as gpd
import shapely

from services.history import history
from sop.dictionary import CONFLICT_CASES
from sop.party import Actor, Role
from tests.services.conftest import NOW

KASI = Actor("kasi", Role.KASI)


def test_each_act_is_told_with_who_when_why_and_what_changed(desk):
    desk.cases(("LHN-01", "62.01", "2026-11-20", 1))
    number = desk.office.frame(CONFLICT_CASES).index[0]
    changes = {
        "tahap": "penilaian_awal",
        "waktu_respon": NOW,
        "desa": ["62.01", "62.03"],
        "tgl_berikut": "2026-11-28",
        "status_quo": True,
        "geometry": shapely.box(115.1, -2.2, 115.2, -2.1),
    }
    with desk.office.store.act(KASI, NOW + timedelta(hours=1), "kasus.ubah", "sudah ditemui") as act:
        act.revise(CONFLICT_CASES, number, expected_version=1, changes=changes)
    names = desk.office.areas()["nama"]
    latest, first = history(
        desk.office,
        CONFLICT_CASES,
        number,
        words={"desa": lambda codes: " dan ".join(names[code] for code in codes)},
        untold=frozenset({"status_quo"}),
    )
    assert (first.who, first.what) == ("Komputer kantor (uji)", "Mengimpor dari berkas")
    assert (first.note, first.changes) == ("", ())
    assert (latest.who, latest.what, latest.note) == ("kasi", "Mengubah kasus konflik", "sudah ditemui")
    assert latest.when == "Rabu, 25 November 2026 pukul 11.00 WIB"
    assert latest.changes == (
        "Desa terkait: Barat → Barat dan Timur",
        "Tahap: Mediasi → Penilaian awal",
        "Respons awal: Rabu, 25 November 2026 pukul 10.00 WIB",
        "Tanggal tindakan berikut: 28 November 2026",
        "Lokasi di peta diubah",
    )


def test_what_is_taken_away_is_told(desk):
    desk.cases(("LHN-01", "62.01", "2026-11-20", 1))
    number = desk.office.frame(CONFLICT_CASES).index[0]
    for version, value in ((1, "patok"), (2, None)):
        with desk.office.store.act(KASI, NOW, "kasus.ubah") as act:
            act.revise(CONFLICT_CASES, number, expected_version=version, changes={"pemicu": value})
    assert history(desk.office, CONFLICT_CASES, number)[0].changes == (
        "Pemicu dikosongkan (sebelumnya patok)",
    )


def test_a_record_that_is_not_there_has_no_history(desk):
    assert isinstance(desk.office.frame(CONFLICT_CASES), gpd.GeoDataFrame)
    assert history(desk.office, CONFLICT_CASES, "KFL-2026-0009") == ()
