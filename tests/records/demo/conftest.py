from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest

from records import reference
from records.demo import demo_frames

DATA = Path(__file__).parents[3] / "data"
SEED = 2026
UNTIL = date(2026, 10, 31)


@pytest.fixture(scope="session")
def categories():
    return reference.categories()


@pytest.fixture(scope="session")
def benua_lima():
    shapes = gpd.read_file(DATA / "desa_boundaries" / "benua_lima.geojson")
    return shapes.rename(columns={"kode_kemendagri": "kode_desa"}).set_index("kode_desa")


@pytest.fixture(scope="session")
def demo(benua_lima, categories):
    return demo_frames(benua_lima, seed=SEED, until=UNTIL, categories=categories)
