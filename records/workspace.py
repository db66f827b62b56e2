"""The workspace: one folder with everything that an office owns."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import geopandas as gpd
import platformdirs
import tomli_w

from records.profile import Profile, load_profile
from records.reference import CONTEXT_LAYERS
from records.sheets import FILES, read_sheet
from records.store import settings
from records.store.engine import parsed, shown, url_of
from records.store.rotation import BACKUPS
from records.store.store import Store
from sop.party import Actor, Verb
from sop.problem import ProblemCode, Refused, problem
from sop.setting import Sheet

PROFILE_FILE = FILES[Sheet.PROFIL]
STORE_FILE = "store.gpkg"
DATABASE_FILE = "basis-data.toml"
"""Where the store is, if it is on a server; readable by its owner alone, because of the password in it."""
IN_FOLDER = "berkas"
"""What a person says in place of an address for the file in the folder."""
DEMO_MARK = "DATA-CONTOH"
UPLOADS, CONTEXT = "uploads", "context"
_NEIGHBOURS, _OUTLINES = "tetangga", "kecamatan"


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """An office's folder.

    Parameters
    ----------
    home
        The folder.
    database_url
        URL of the store: the file in the folder, or a server.
    profile
        The office's profile.
    demo
        Whether the data are invented, so that every page and print must say DATA CONTOH.
    """

    home: Path
    database_url: str
    profile: Profile
    demo: bool

    @property
    def backups(self) -> Path:
        """Folder of the backups."""
        return self.home / BACKUPS

    @property
    def uploads(self) -> Path:
        """Folder of uploaded files while they are read."""
        return self.home / UPLOADS

    def neighbours(self) -> gpd.GeoDataFrame:
        """Return the units around the area, empty if the office has no such layer."""
        return self._layer(_NEIGHBOURS)

    def outlines(self) -> gpd.GeoDataFrame:
        """Return the outlines of the kecamatan around, empty if the office has no such layer."""
        return self._layer(_OUTLINES)

    def _layer(self, name: str) -> gpd.GeoDataFrame:
        file = self.home / CONTEXT / self.profile.context.get(name, "")
        if not file.is_file():
            return gpd.GeoDataFrame({"nama": []}, geometry=gpd.GeoSeries([]), crs=4326)
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        return gpd.GeoDataFrame.from_features(features, crs=4326)


def default_home() -> Path:
    """Return the folder of an office that named none: the user's own data directory."""
    return platformdirs.user_data_path("tenteram", appauthor=False)


def is_workspace(home: Path) -> bool:
    """Say whether a folder is a workspace."""
    return (home / PROFILE_FILE).is_file()


def create_workspace(
    home: Path,
    profile: Profile,
    areas: gpd.GeoDataFrame,
    *,
    actor: Actor,
    at: datetime,
    database: str | None = None,
    demo: bool = False,
) -> Workspace:
    """Make a workspace in a new or empty folder: all of it, or nothing.

    Parameters
    ----------
    areas
        The areas that are scored: ``kode_desa``, ``nama``, ``jenis``, ``urutan``, ``geometry`` (EPSG:4326).
    database
        URL of a database server, if the store is to be there; the workspace remembers it.
    demo
        Marks the workspace as one of invented data.

    Raises
    ------
    Refused
        If the folder is in use, areas of the profile are missing, the server's database holds an
        office already, or the disk does not take it.
    """
    if home.is_file() or (home.is_dir() and any(home.iterdir())):
        raise Refused(problem(ProblemCode.RUANG_SUDAH_ADA, folder=home))
    missing = sorted(set(profile.units) - set(areas.get("kode_desa", areas.index)))
    if missing:
        raise Refused(*(problem(ProblemCode.WILAYAH_TAK_COCOK, kode=code) for code in missing))
    try:
        with _beside(home) as building:
            _write_files(building, profile, demo=demo)
            remember_database(building, database)
            _write_store(open_workspace(building), areas, actor, at)
            if home.exists():
                home.rmdir()  # empty; Windows renames only onto nothing
            building.rename(home)
    except OSError as error:
        raise Refused(problem(ProblemCode.RUANG_GAGAL, folder=home, sebab=error)) from error
    return open_workspace(home)


def open_workspace(home: Path, database: str | None = None) -> Workspace:
    """Read a workspace; its store is not opened.

    Parameters
    ----------
    database
        URL of another database than the workspace's own, or ``berkas`` for the file in the folder.

    Raises
    ------
    Refused
        If there is no workspace, or its profile or the address of its database cannot be read.
    """
    if not is_workspace(home):
        raise Refused(problem(ProblemCode.RUANG_TAK_ADA, folder=home))
    return Workspace(
        home=home,
        database_url=_database(home, database),
        profile=load_profile(home / PROFILE_FILE),
        demo=(home / DEMO_MARK).exists(),
    )


def remember_database(home: Path, database: str | None) -> None:
    """Keep the address of a workspace's store; with None or ``berkas`` it is the file in the folder.

    Raises
    ------
    Refused
        If the address is none.
    """
    file = home / DATABASE_FILE
    if database in (None, IN_FOLDER):
        file.unlink(missing_ok=True)
        return
    address = parsed(str(database)).render_as_string(hide_password=False)
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(tomli_w.dumps({"alamat": address}))
    part.replace(file)


def _database(home: Path, given: str | None) -> str:
    file = home / DATABASE_FILE
    if given is None and file.is_file():
        try:
            given = tomllib.loads(file.read_text(encoding="utf-8-sig"))["alamat"]
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, LookupError) as error:
            raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=file, sebab=error)) from error
    return url_of(home / STORE_FILE) if given in (None, IN_FOLDER) else str(given)


@contextmanager
def _beside(home: Path) -> Iterator[Path]:
    """Give a folder to build in beside the final one, and leave nothing of it on failure."""
    home.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _write_files(folder: Path, profile: Profile, *, demo: bool) -> None:
    for name in (BACKUPS, UPLOADS, CONTEXT):
        (folder / name).mkdir()
    (folder / PROFILE_FILE).write_text(profile.to_toml(), encoding="utf-8")
    for sheet in (Sheet.PARAMETER, Sheet.ATURAN, Sheet.PATROLI):
        (folder / FILES[sheet]).write_text(read_sheet(folder, sheet), encoding="utf-8")
    for name in profile.context.values():
        shutil.copyfile(CONTEXT_LAYERS / name, folder / CONTEXT / name)
    if demo:
        (folder / DEMO_MARK).write_text("DATA CONTOH: semua data di folder ini rekaan.\n", encoding="utf-8")


def _write_store(made: Workspace, areas: gpd.GeoDataFrame, actor: Actor, at: datetime) -> None:
    store = Store.open(made.database_url, zone=made.profile.zone)
    try:
        if store.audit():
            address = shown(made.database_url)
            raise Refused(problem(ProblemCode.SERVER_BERISI, alamat=address, berkas=DATABASE_FILE))
        with store.act(actor, at, Verb.SISTEM_SIAPKAN.value, note=made.profile.name) as act:
            act.replace_desa(areas)
            act.details["wilayah"] = len(areas)
            for sheet in (Sheet.PROFIL, Sheet.PARAMETER, Sheet.ATURAN, Sheet.PATROLI):
                settings.tell(act, sheet, read_sheet(made.home, sheet))
    finally:
        store.close()
