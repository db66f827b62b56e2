from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from records.store.engine import url_of
from records.store.store import Store
from sop.party import Actor, Role

ZONE = "Asia/Pontianak"


@pytest.fixture
def actor() -> Actor:
    return Actor("kasi", Role.KASI)


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 23, 9, 45, 0, 900_000, UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.gpkg"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    opened = Store.open(url_of(file), zone=ZONE)
    yield opened
    opened.close()


@pytest.fixture
def incidents() -> Callable[..., gpd.GeoDataFrame]:
    """Make n parsed incidents, the first one in row 2, a metre or so apart, one a minute."""

    def make(n: int = 1, *, first: int = 0, **columns: Any) -> gpd.GeoDataFrame:
        numbers = range(first, first + n)
        times = pd.Timestamp("2026-03-01T12:00:00.900Z") + pd.to_timedelta(list(numbers), unit="min")
        rows = {
            "sidik": [f"sidik-{i}" for i in numbers],
            "waktu_kejadian": times.as_unit("ms"),
            "presisi_waktu": "tepat",
            "zona_waktu_asli": ZONE,
            "kode_kategori": "JLN-04",
            "presisi_lokasi": "gps",
            "asal": "laporan_warga",
            "dampak_aktual": 1.0,
            "status": "masuk",
            "status_verifikasi": "belum",
            "visibilitas": "umum",
            **columns,
        }
        points = gpd.points_from_xy([115 + i * 1e-5 for i in numbers], [-2.0] * n)
        return gpd.GeoDataFrame(rows, geometry=points, crs=4326, index=range(2, n + 2))

    return make
