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
from tests.postgis import Server

ZONE = "Asia/Pontianak"


@pytest.fixture
def actor() -> Actor:
    return Actor("kasi", Role.KASI)


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 23, 9, 45, 0, 900_000, UTC)


@pytest.fixture(scope="session")
def made(postgis: Server) -> str:
    """Name a database with a fresh store in it, to be copied."""
    Store.open(postgis.create("awal"), zone=ZONE).close()
    return "awal"


@pytest.fixture
def database(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a fresh store."""
    if backend == "berkas":
        yield url_of(tmp_path / "store.gpkg")
        return
    server, made = request.getfixturevalue("postgis"), request.getfixturevalue("made")
    name = f"store{next(request.getfixturevalue('numbers'))}"
    yield server.create(name, template=made)
    server.drop(name)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = Store.open(database, zone=ZONE)
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
