"""Zip archives: looked over before a byte is unpacked, and unpacked only by counted copies."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from records.files.contents import Format
from records.files.limits import MIB, Limits
from sop.problem import ProblemCode, Refused, problem

_ARCHIVES = (".zip", ".kmz", ".7z", ".rar", ".gz", ".tar", ".bz2", ".xz")
_MAGIC = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
_SYMLINK = 0o120000
_TYPE = 0o170000
_ENCRYPTED = 0x1
_REQUIRED = (".shp", ".dbf", ".prj")
_WANTED = (*_REQUIRED, ".shx", ".cpg")
_CHUNK = 1 * MIB


def zip_format(path: Path, limits: Limits) -> Format:
    """Look a zip over and say what it is: a workbook or a Shapefile.

    Raises
    ------
    Refused
        If it is damaged, dangerous (bomb, path outside, archive within, password), or something else.
    """
    with _opened(path) as archive:
        members = _checked(path.name, archive, limits)
        names = {member.filename for member in members}
        if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
            _limit_size(path.name, members, limits.streamed_bytes)
            _refuse_doctypes(path.name, archive, members)
            return Format.XLSX
        suffixes = {PurePosixPath(name).suffix.lower() for name in names}
        if suffixes & {".shp", ".dbf", ".shx"}:
            _limit_size(path.name, members, limits.unpacked_bytes)
            _refuse_nested(path.name, archive, members)
            return Format.SHAPEFILE
        _refuse_nested(path.name, archive, members)
    raise Refused(
        problem(
            ProblemCode.BERKAS_ASING,
            berkas=path.name,
            isi="zip tanpa buku kerja XLSX atau Shapefile",
            saran="Keluarkan dulu isinya, lalu pilih berkasnya.",
        )
    )


def unpack_shapefile(
    path: Path, folder: Path, limits: Limits, layer: str | None
) -> tuple[Path, tuple[str, ...]]:
    """Copy the parts of one Shapefile into ``folder`` under names of our own.

    Parameters
    ----------
    layer
        Which Shapefile, if there are several; the first by name otherwise.

    Returns
    -------
    tuple
        The ``.shp``, and the names of all Shapefiles, this one's first.

    Raises
    ------
    Refused
        If a part is missing; each missing part is named.
    """
    with _opened(path) as archive:
        parts = _parts(_checked(path.name, archive, limits))
        chosen = layer if layer in parts else next(iter(parts))
        found = parts[chosen]
        missing = [suffix for suffix in _REQUIRED if suffix not in found]
        if missing:
            raise Refused(
                *(
                    problem(
                        ProblemCode.BERKAS_BAGIAN_HILANG,
                        berkas=f"{path.name} ({chosen})",
                        bagian=suffix,
                    )
                    for suffix in missing
                )
            )
        for suffix, member in found.items():
            _copy(archive, member, folder / f"lapis{suffix}")
        return folder / "lapis.shp", (chosen, *(name for name in parts if name != chosen))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused(
            problem(
                ProblemCode.BERKAS_TAK_TERBACA,
                berkas=path.name,
                sebab="berkas terpotong atau rusak; salin atau unduh ulang",
            )
        ) from error


def _checked(name: str, archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > limits.members:
        raise _dangerous(name, f"berisi {len(members)} berkas, paling banyak {limits.members}")
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.ratio * max(packed, 1) or any(
        member.file_size > MIB and member.file_size > limits.ratio * max(member.compress_size, 1)
        for member in members
    ):
        raise _dangerous(name, f"isinya mengembang lebih dari {limits.ratio:g} kali (bom zip)")
    for member in members:
        _check_member(name, member)
    return members


def _check_member(name: str, member: zipfile.ZipInfo) -> None:
    inside = member.orig_filename.replace("\\", "/")
    if inside.startswith("/") or ":" in inside or ".." in PurePosixPath(inside).parts:
        raise _dangerous(name, f"memuat jalur ke luar folder ({member.filename[:80]!r})")
    if (member.external_attr >> 16) & _TYPE == _SYMLINK:
        raise _dangerous(name, f"memuat tautan ({member.filename[:80]!r})")
    if member.flag_bits & _ENCRYPTED:
        raise _dangerous(name, "terkunci kata sandi; simpan ulang tanpa kata sandi")


def _limit_size(name: str, members: list[zipfile.ZipInfo], limit: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > limit:
        raise _dangerous(name, f"isinya {unpacked // MIB} MB, paling banyak {limit // MIB} MB")


def _refuse_nested(name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        nested = member.filename.lower().endswith(_ARCHIVES)
        if not nested:
            with archive.open(member) as stream:
                nested = stream.read(8).startswith(_MAGIC)
        if nested:
            raise _dangerous(name, f"memuat arsip lain di dalamnya ({member.filename[:80]!r})")


def _refuse_doctypes(name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Workbook parts are UTF-8 XML without a DTD; anything else is a trap."""
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(member) as stream:
            head = stream.read(4096)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head:
            raise Refused(problem(ProblemCode.BERKAS_XML_BERBAHAYA, berkas=name))


def _parts(members: list[zipfile.ZipInfo]) -> dict[str, dict[str, zipfile.ZipInfo]]:
    parts: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for member in sorted(members, key=lambda one: one.filename):
        inside = PurePosixPath(member.filename)
        if inside.parts[0] == "__MACOSX" or inside.suffix.lower() not in _WANTED:
            continue
        parts.setdefault(inside.stem, {})[inside.suffix.lower()] = member
    return dict(sorted(parts.items(), key=lambda item: ".shp" not in item[1]))


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    left = member.file_size
    with archive.open(member) as source, target.open("xb") as copy:
        while block := source.read(min(_CHUNK, left + 1)):
            left -= len(block)
            if left < 0:
                raise _dangerous(archive.filename or "", "isinya lebih besar daripada yang tertulis")
            copy.write(block)


def _dangerous(name: str, cause: str) -> Refused:
    return Refused(problem(ProblemCode.BERKAS_ARSIP_BERBAHAYA, berkas=Path(name).name, sebab=cause))
