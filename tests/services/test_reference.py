"""The number under which partners know a record."""

from datetime import UTC, datetime

import geopandas as gpd

from services.reference import number_meant, partner_number
from sop.dictionary import INCIDENTS
from sop.party import Actor, Role
from tests.services.conftest import NOW

ALIKE = ("1309742", "1865892")
"""Fingerprints whose partners' numbers are the same in their first eight letters, found by trying."""


def test_two_records_whose_numbers_begin_alike_are_told_apart(desk):
    rows = gpd.GeoDataFrame(
        {
            "sidik": ALIKE,
            "waktu_kejadian": datetime(2026, 11, 24, tzinfo=UTC),
            "kode_kategori": "JLN-04",
            "presisi_waktu": "tepat",
            "zona_waktu_asli": "WIB",
            "presisi_lokasi": "peta",
            "asal": "media",
            "kronologi": "Rekaan",
            "dampak_aktual": 1.0,
            "status": "masuk",
            "status_verifikasi": "belum",
            "visibilitas": "umum",
            "waktu_lapor": NOW,
        },
        geometry=gpd.points_from_xy([115.15, 115.25], [-2.15, -2.15]),
        crs=4326,
    )
    with desk.office.store.act(Actor("kasi", Role.KASI), NOW, "uji.isi") as act:
        numbers = list(act.add(INCIDENTS, rows).ids)
    theirs = [partner_number(desk.office, INCIDENTS, number) for number in numbers]
    assert theirs[0][:12] == theirs[1][:12]
    assert [number_meant(desk.office, INCIDENTS, one) for one in theirs] == numbers
