"""A tiny kecamatan of three square desa, and a browser that may not leave this machine."""

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd
import pytest
import shapely


@dataclass
class World:
    areas: gpd.GeoDataFrame
    cells: gpd.GeoDataFrame
    rough: gpd.GeoDataFrame
    cases: pd.DataFrame
    tracks: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    neighbours: gpd.GeoDataFrame
    outlines: gpd.GeoDataFrame


def _frame(columns, shapes, index=None):
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326, index=index)


def make_world(word="Bamban"):
    """Every text that reaches a map is ``word``."""
    areas = _frame(
        {
            "nama": [word, "Kandris", "Bagok"],
            "score": [18.2, 7.0, float("nan")],
            "score_low": [12.0, 3.0, float("nan")],
            "score_high": [25.0, 12.0, float("nan")],
            "kelas": ["rawan", "waspada", "belum_cukup_data"],
            "tren": ["di_atas", "seperti", None],
            "certainty": ["tinggi", "rendah", None],
            "rank_low": [1.0, 1.0, float("nan")],
            "rank_high": [2.0, 2.0, float("nan")],
            "n_kejadian": [4, 0, 0],
            "n_tertutup": [None, None, None],
            "keadaan": ["ada_kejadian", "nihil_dilaporkan", "belum_ada_laporan"],
        },
        [
            shapely.box(115.1, -2.2, 115.2, -2.1),
            shapely.box(115.2, -2.2, 115.3, -2.1),
            shapely.box(115.1, -2.3, 115.3, -2.2),
        ],
        index=pd.Index(["62.01", "62.02", "62.03"], name="kode_desa"),
    )
    return World(
        areas=areas,
        cells=_frame(
            {"n": [7], "label": [word], "kode_desa": ["62.01"]},
            [shapely.box(115.12, -2.15, 115.1225, -2.1475)],
        ),
        rough=_frame(
            {"kategori": [word], "jumlah": ["<3"], "kode_desa": ["62.02"]},
            [shapely.box(115.25, -2.15, 115.252, -2.148)],
        ),
        cases=pd.DataFrame({"n_open": [2], "max_level": [3]}, index=["62.01"]),
        tracks=_frame(
            {"nama": [word], "mulai": [word]}, [shapely.LineString([(115.22, -2.12), (115.28, -2.18)])]
        ),
        places=_frame({"nama": [word], "jenis": [word]}, [shapely.Point(115.25, -2.25)]),
        roads=_frame({"nama": [word]}, [shapely.LineString([(115.1, -2.25), (115.3, -2.25)])]),
        neighbours=_frame({"nama": [word]}, [shapely.box(115.3, -2.3, 115.4, -2.1)]),
        outlines=_frame({"nama": [word]}, [shapely.box(115.1, -2.3, 115.3, -2.1)]),
    )


@pytest.fixture
def world_of():
    return make_world


@pytest.fixture
def world():
    return make_world()


@dataclass
class Visit:
    page: object
    requests: list = field(default_factory=list)
    dialogs: list = field(default_factory=list)
    errors: list = field(default_factory=list)


@pytest.fixture
def visit(chromium, tmp_path):
    """Open one HTML file with every other request blocked and noted."""
    opened = []

    def open_(content, width=1000, height=700):
        file = tmp_path / "peta.html"
        file.write_bytes(content)
        page = chromium.new_page(viewport={"width": width, "height": height})
        seen = Visit(page)
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on(
            "console",
            lambda message: (
                seen.errors.append(message.text) if message.type in {"error", "warning"} else None
            ),
        )

        def route(route):
            if route.request.url == file.as_uri():
                route.continue_()
            else:
                seen.requests.append(route.request.url)
                route.abort()

        page.route("**/*", route)
        page.goto(file.as_uri())
        page.wait_for_function("window.tenteram && tenteram.state.map")
        page.wait_for_timeout(150)
        opened.append(page)
        return seen

    yield open_
    for page in opened:
        page.close()
