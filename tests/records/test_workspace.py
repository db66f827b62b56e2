from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from records.profile import Profile, bare_profile, load_profile
from records.reference import BENUA_LIMA_PROFILE
from records.sheets import document, read_sheet
from records.store.settings import recorded
from records.store.store import Store
from records.store.verify import verify
from records.workspace import create_workspace, is_workspace, open_workspace
from sop.dictionary import DESA
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused
from sop.setting import Sheet

AT = datetime(2026, 11, 23, tzinfo=UTC)
ACTOR = Actor("cli:budi", Role.LOKAL)


def squares(codes: list[str]) -> gpd.GeoDataFrame:
    columns = {"kode_desa": codes, "nama": codes, "jenis": None, "urutan": range(len(codes))}
    boxes = [shapely.box(115 + i, -2, 116 + i, -1) for i in range(len(codes))]
    return gpd.GeoDataFrame(columns, geometry=boxes, crs=4326)


def make(home: Path, profile: Profile | None = None, **given: Any) -> Any:
    profile = profile or bare_profile("Uji", metric_epsg=32750, zone="Asia/Makassar")
    areas = squares(list(profile.units) or ["a", "b"])
    return create_workspace(home, profile, given.pop("areas", areas), actor=ACTOR, at=AT, **given)


def test_a_new_workspace_holds_everything_of_the_office(tmp_path: Path):
    made = make(tmp_path / "kantor")
    assert sorted(path.name for path in made.home.iterdir() if not path.name.startswith("store.gpkg")) == [
        "aturan.toml", "backups", "context", "parameter.toml", "patroli.toml", "profile.toml", "uploads",
    ]  # fmt: skip
    assert (made.demo, made.profile.name) == (False, "Uji")
    assert document(Sheet.PARAMETER, read_sheet(made.home, Sheet.PARAMETER))["bobot"]["dasar"] == 1
    store = Store.open(made.database_url)
    with store.reading() as connection:
        known = {sheet: recorded(connection, sheet) for sheet in Sheet}
    assert [sheet for sheet, found in known.items() if found is None] == [Sheet.KATEGORI]
    assert known[Sheet.PROFIL].text == read_sheet(made.home, Sheet.PROFIL)
    assert store.frame(DESA)["nama"].tolist() == ["a", "b"]
    assert [(e.actor, e.verb, e.note, e.at) for e in store.audit()] == [
        ("cli:budi", "sistem.siapkan", "Uji", AT)
    ]
    assert (store.zone, verify(store)) == ("Asia/Makassar", [])
    store.close()
    assert open_workspace(made.home) == made


def test_the_packaged_profile_brings_neighbours_and_outlines(tmp_path: Path):
    made = make(tmp_path / "kantor", load_profile(BENUA_LIMA_PROFILE))
    neighbours, outlines = made.neighbours(), made.outlines()
    assert (len(neighbours), len(outlines), neighbours.crs.to_epsg()) == (24, 10, 4326)
    assert neighbours.loc[neighbours["kode_kemendagri"] == "62.13.01.2003", "nama"].tolist() == [
        "Pulau Patai"
    ]


def test_an_office_without_context_has_empty_layers(tmp_path: Path):
    made = make(tmp_path / "kantor")
    assert (len(made.neighbours()), len(made.outlines())) == (0, 0)
    assert made.outlines().crs.to_epsg() == 4326


def test_a_demo_workspace_says_so(tmp_path: Path):
    made = make(tmp_path / "contoh", demo=True)
    assert made.demo
    assert open_workspace(made.home).demo


@pytest.mark.parametrize("inside", ["laporan.csv", "profile.toml"])
def test_a_folder_in_use_is_left_alone(tmp_path: Path, inside: str):
    (tmp_path / inside).write_text("milik orang")
    with pytest.raises(Refused) as refused:
        make(tmp_path)
    assert [p.code for p in refused.value.problems] == [ProblemCode.RUANG_SUDAH_ADA]
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [(inside, "milik orang")]


def test_an_empty_folder_becomes_the_workspace(tmp_path: Path):
    home = tmp_path / "a folder with spaces"
    home.mkdir()
    assert is_workspace(make(home).home)


def test_areas_that_the_profile_wants_are_missed_by_code(tmp_path: Path):
    profile = load_profile(BENUA_LIMA_PROFILE)
    with pytest.raises(Refused) as refused:
        make(tmp_path / "kantor", profile, areas=squares(list(profile.units)[2:]))
    assert [p.details["kode"] for p in refused.value.problems] == ["62.13.02.1001", "62.13.02.2002"]
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_that_fails_half_way_leaves_nothing(tmp_path: Path):
    areas = squares(["a", "b"]).assign(nama=["a", None])
    with pytest.raises(Refused) as refused:
        make(tmp_path / "kantor", areas=areas)
    assert [p.code for p in refused.value.problems] == [ProblemCode.ISIAN_WAJIB]
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_folder_is_said_with_its_cause(tmp_path: Path):
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(Refused) as refused:
        make(tmp_path / "berkas" / "kantor")
    assert [p.code for p in refused.value.problems] == [ProblemCode.RUANG_GAGAL]


def test_without_a_workspace_the_advice_is_to_make_one(tmp_path: Path):
    with pytest.raises(Refused, match=r"run\.py -- init") as refused:
        open_workspace(tmp_path)
    assert [p.code for p in refused.value.problems] == [ProblemCode.RUANG_TAK_ADA]
