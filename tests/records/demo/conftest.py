import csv
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest

from records.demo import demo_frames
from sop.category import Category, Visibility

DATA = Path(__file__).parents[3] / "data"
SEED = 2026
UNTIL = date(2026, 10, 31)


@pytest.fixture(scope="session")
def categories():
    with (DATA / "reference" / "kategori_kejadian.csv").open(encoding="utf-8", newline="") as source:
        return {
            row["kode"]: Category(
                code=row["kode"],
                group=row["kelompok"],
                name=row["nama"],
                safety=int(row["K_keselamatan"]),
                escalation=int(row["E_eskalasi"]),
                impact=int(row["D_dampak"]),
                lead=row["lead"],
                support=row["pendukung"],
                perda=row["kait_perda"],
                visibility=Visibility(row["visibilitas"]),
                geometry=row["geo"],
                score_factor=float(row["faktor_skor"]),
            )
            for row in csv.DictReader(source)
        }


@pytest.fixture(scope="session")
def benua_lima():
    shapes = gpd.read_file(DATA / "desa_boundaries" / "benua_lima.geojson")
    return shapes.rename(columns={"kode_kemendagri": "kode_desa"}).set_index("kode_desa")


@pytest.fixture(scope="session")
def demo(benua_lima, categories):
    return demo_frames(benua_lima, seed=SEED, until=UNTIL, categories=categories)
