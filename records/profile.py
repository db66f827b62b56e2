"""The profile of an office: what makes one kecamatan different from another, in one TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import pyproj
import tomli_w
from pyproj.exceptions import CRSError

from sop.category import UNCLASSIFIED
from sop.incident import Origin
from sop.official import NIP_DIGITS, OWN_POST, Authority, Official, Paper, Post, is_nip
from sop.problem import ProblemCode, Refused, problem

DEFAULT_ZONE = "Asia/Jakarta"
"""Zone of a bare profile for which none was named: western Indonesian time."""

DEFAULTS: Mapping[str, str] = {"kode_kategori": UNCLASSIFIED, "asal": Origin.TIDAK_DIKETAHUI.value}
"""What an import puts in when the source does not say."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """An office and its area.

    Parameters
    ----------
    name
        Name of the office as headings show it.
    zone
        IANA zone in which the office lives.
    metric_epsg
        EPSG code of the projected CRS in which metres are measured.
    kecamatan, kabupaten, provinsi
        The area, as papers name it.
    seat
        Where papers are signed.
    letterhead
        Lines of the kop surat.
    units
        Code and shown name of every desa and kelurahan that the boundaries must have; empty when any
        boundaries will do.
    aliases
        Other spellings of a unit's name, by code.
    defaults
        Values for fields that a source leaves out.
    boundary_note, boundary_credit
        What every map says of the boundaries, and whom it credits.
    context
        Context layers of the map that come with the product: file name by layer name.
    camat, kasi
        Who signs orders, and who issues route sheets.
    paper
        Size of the paper on which the office prints.
    copies
        Who gets a copy of its orders (tembusan).
    """

    name: str
    zone: str
    metric_epsg: int
    kecamatan: str = ""
    kabupaten: str = ""
    provinsi: str = ""
    seat: str = ""
    letterhead: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULTS))
    boundary_note: str = "batas indikatif"
    boundary_credit: str = ""
    context: Mapping[str, str] = field(default_factory=dict)
    camat: Official = field(default_factory=Official)
    kasi: Official = field(default_factory=Official)
    paper: Paper = Paper.A4
    copies: tuple[str, ...] = ()

    def to_toml(self) -> str:
        """Return the profile as the text of its file."""
        document: dict[str, Any] = {key: getattr(self, ours) for key, ours in _TOP.items()}
        document["kop"] = list(self.letterhead)
        document |= {"ukuran_kertas": self.paper.value, "tembusan": list(self.copies)}
        document["batas"] = {"catatan": self.boundary_note, "kredit": self.boundary_credit}
        document["wilayah"] = dict(self.units)
        document["nama_lain"] = {code: list(names) for code, names in self.aliases.items()}
        document["isian_baku"] = dict(self.defaults)
        document["konteks"] = dict(self.context)
        document["pejabat"] = {post.value: _table_of(getattr(self, post.value)) for post in Post}
        return tomli_w.dumps(document)


_TOP = {
    "nama": "name",
    "zona": "zone",
    "metric_epsg": "metric_epsg",
    "kecamatan": "kecamatan",
    "kabupaten": "kabupaten",
    "provinsi": "provinsi",
    "tempat": "seat",
}
_TABLES = {"wilayah": "units", "isian_baku": "defaults", "konteks": "context"}
_LISTS = {"kop": "letterhead", "tembusan": "copies"}
_KEYS = {*_TOP, *_TABLES, *_LISTS, "batas", "nama_lain", "ukuran_kertas", "pejabat"}
_OFFICIAL = {"nama": "name", "pangkat": "rank", "nip": "nip", "kedudukan": "authority"}


def bare_profile(name: str, *, metric_epsg: int, zone: str | None = None) -> Profile:
    """Return the profile of an office of which only the boundaries are known.

    Raises
    ------
    Refused
        If the zone or the CRS is not known.

    Examples
    --------
    >>> bare_profile("memphis_precincts", metric_epsg=32616, zone="America/Chicago").zone
    'America/Chicago'
    """
    document = {"nama": name, "zona": zone or DEFAULT_ZONE, "metric_epsg": metric_epsg}
    return profile_of(document, source=name)


def load_profile(path: Path) -> Profile:
    """Read a profile.

    Raises
    ------
    Refused
        If the file cannot be read, or with everything that is wrong in it.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path, sebab=error)) from error
    return profile_of(document, source=path.name)


def profile_of(document: Mapping[str, Any], *, source: str) -> Profile:
    """Make a profile of a parsed TOML document.

    Parameters
    ----------
    source
        Name of the file, for the problems.

    Raises
    ------
    Refused
        With everything that is wrong.
    """
    faults = [
        problem(ProblemCode.PROFIL_TAK_SAH, berkas=source, bagian=part, sebab=cause)
        for part, cause in _faults(document)
    ]
    if faults:
        raise Refused.of(faults)
    given: dict[str, Any] = {ours: document[key] for key, ours in _TOP.items() if key in document}
    given |= {ours: document[key] for key, ours in _TABLES.items() if key in document}
    given |= {ours: tuple(document.get(key, ())) for key, ours in _LISTS.items()}
    given["paper"] = Paper(document.get("ukuran_kertas", Paper.A4))
    given |= {post: _official(told) for post, told in document.get("pejabat", {}).items()}
    given["aliases"] = {code: tuple(names) for code, names in document.get("nama_lain", {}).items()}
    given["defaults"] = {**DEFAULTS, **document.get("isian_baku", {})}
    borders = document.get("batas", {})
    given |= {ours: borders[key] for key, ours in _BORDERS.items() if key in borders}
    return Profile(**given)


_BORDERS = {"catatan": "boundary_note", "kredit": "boundary_credit"}


def _official(told: Mapping[str, str]) -> Official:
    given: dict[str, Any] = {ours: told[key].strip() for key, ours in _OFFICIAL.items() if key in told}
    given["nip"] = "".join(given.get("nip", "").split())
    return Official(**{**given, "authority": Authority(given.get("authority", Authority.SENDIRI))})


def _table_of(one: Official) -> dict[str, str]:
    return {key: str(getattr(one, ours)) for key, ours in _OFFICIAL.items()}


def _faults(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return every fault as part of the file and cause."""
    faults = [(key, "tidak dikenal") for key in sorted(set(document) - _KEYS)]
    faults += [(key, "wajib diisi") for key in ("nama", "zona", "metric_epsg") if not document.get(key)]
    texts = [key for key in (*_TOP, "ukuran_kertas") if key != "metric_epsg" and key in document]
    faults += [(key, "harus teks") for key in texts if not isinstance(document[key], str)]
    faults += [(key, "harus daftar teks") for key in _LISTS if not _is_texts(document.get(key, []))]
    for key in (*_TABLES, "batas"):
        if not _is_table(document.get(key, {})):
            faults.append((key, "harus tabel berisi teks"))
    names = document.get("nama_lain", {})
    if not isinstance(names, dict) or not all(_is_texts(value) for value in names.values()):
        faults.append(("nama_lain", "harus tabel berisi daftar teks"))
    officials = document.get("pejabat", {})
    if not isinstance(officials, dict) or not all(_is_table(value) for value in officials.values()):
        faults.append(("pejabat", "harus tabel berisi tabel teks"))
    if faults:
        return faults
    return [
        *_zone_faults(document["zona"]),
        *_crs_faults(document["metric_epsg"]),
        *_table_faults(document),
        *_paper_faults(document),
    ]


def _paper_faults(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if document.get("ukuran_kertas", Paper.A4) not in {*Paper}:
        yield "ukuran_kertas", f"harus {' atau '.join(Paper)}"
    for post, told in document.get("pejabat", {}).items():
        if post not in {*Post}:
            yield f"pejabat.{post}", "tidak dikenal"
            continue
        for key in sorted(set(told) - set(_OFFICIAL)):
            yield f"pejabat.{post}.{key}", "tidak dikenal"
        if told.get("nip", "").strip() and not is_nip(told["nip"]):
            yield f"NIP {Post(post).label}", f"harus {NIP_DIGITS} angka"
        if told.get("kedudukan", Authority.SENDIRI) not in OWN_POST:
            yield f"pejabat.{post}.kedudukan", f"harus {', '.join(OWN_POST[:-1])}, atau {OWN_POST[-1]}"


def _table_faults(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    strangers = set(document.get("nama_lain", {})) - set(document.get("wilayah", {}))
    faults = [("nama_lain", f"kode {code} tidak ada dalam [wilayah]") for code in sorted(strangers)]
    faults += [
        ("konteks", f"“{file}” harus nama berkas saja")
        for file in document.get("konteks", {}).values()
        if PurePosixPath(file.replace("\\", "/")).name != file or file in ("", "..")
    ]
    return faults


def _zone_faults(zone: str) -> list[tuple[str, str]]:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        return [("zona", f"zona waktu “{zone}” tidak dikenal")]
    return []


def _crs_faults(epsg: Any) -> list[tuple[str, str]]:
    try:
        crs = pyproj.CRS.from_epsg(epsg)
    except (CRSError, TypeError, ValueError):
        return [("metric_epsg", f"EPSG:{epsg} tidak dikenal")]
    metres = crs.is_projected and all(axis.unit_name == "metre" for axis in crs.axis_info)
    return [] if metres else [("metric_epsg", f"EPSG:{epsg} tidak memakai meter")]


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
