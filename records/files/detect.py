"""What a file is, by its content; its name is only what the person calls it."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from records.files.contents import Format
from records.files.limits import Limits
from records.files.zips import zip_format
from sop.problem import ProblemCode, Refused, problem

_HEAD = 65_536
_MARKUP = re.compile(r"<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<\s*(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_BINARY: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "buku kerja Excel lama (XLS)", "Simpan ulang sebagai XLSX."),
    (b"%PDF", "PDF", "Minta berkas tabel atau petanya."),
    (b"\x89PNG", "gambar", ""),
    (b"\xff\xd8\xff", "gambar", ""),
    (b"GIF8", "gambar", ""),
    (b"\x00\x00\x27\x0a", "bagian .shp saja", "Masukkan .shp, .dbf, .prj, dan .shx ke dalam satu zip."),
    (b"\x1f\x8b", "arsip gzip", "Keluarkan dulu isinya."),
    (b"7z\xbc\xaf", "arsip 7z", "Keluarkan dulu isinya."),
    (b"Rar!", "arsip RAR", "Keluarkan dulu isinya."),
)
_ADVICE = "Periksa apakah berkas yang dipilih sudah benar."
_CONTROLS = frozenset(range(32)) - {0, 9, 10, 11, 12, 13, 27}


def detect(path: Path, limits: Limits) -> Format:
    """Return the format of a file from an allow-list, looking only at its content.

    Raises
    ------
    Refused
        If the file is empty, too large, a dangerous archive, or anything that is not on the list.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused(problem(ProblemCode.BERKAS_KOSONG, berkas=path.name))
    if size > limits.file_bytes:
        raise too_large(path.name, size, limits)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return zip_format(path, limits)
    if head.startswith(b"SQLite format 3\0"):
        return Format.GPKG
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    for magic, name, advice in _BINARY:
        if head.startswith(magic):
            raise foreign(path.name, name, advice)
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise Refused(
            problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path.name, sebab="bukan buku kerja XLSX yang utuh")
        )
    return _of_text(path.name, head)


def too_large(name: str, size: int, limits: Limits) -> Refused:
    """Return the refusal of a file above the size cap."""
    return Refused(
        problem(
            ProblemCode.BERKAS_TERLALU_BESAR,
            berkas=name,
            ukuran=-(-size // 2**20),
            batas=limits.file_bytes // 2**20,
        )
    )


def foreign(name: str, what: str, advice: str = _ADVICE) -> Refused:
    """Return the refusal of a file that is something else."""
    return Refused(problem(ProblemCode.BERKAS_ASING, berkas=name, isi=what, saran=advice))


def _of_text(name: str, head: bytes) -> Format:
    text = _decoded_head(head)
    start = text.lstrip("\ufeff\0 \t\r\n")
    if not start:
        raise Refused(problem(ProblemCode.BERKAS_KOSONG, berkas=name))
    if start.startswith("<"):
        return _of_markup(name, start)
    if start.startswith(("{", "[")):
        return Format.GEOJSON
    if _binary(text):
        raise foreign(name, "data biner")
    return Format.TEXT


def _of_markup(name: str, start: str) -> Format:
    bare = _MARKUP.sub("", start).lstrip()
    lowered = bare[:200].lower()
    if lowered.startswith(("<!doctype html", "<html")):
        raise foreign(
            name, "halaman web (HTML)", "Unduh ulang berkasnya; mungkin yang tersimpan halaman masuk."
        )
    if lowered.startswith("<!"):
        raise Refused(problem(ProblemCode.BERKAS_XML_BERBAHAYA, berkas=name))
    root = _ROOT.match(bare)
    word = root.group(1).lower() if root else ""
    if word == "gpx":
        return Format.GPX
    if word == "kml":
        return Format.KML
    if word.startswith("ogrvrt"):
        raise foreign(name, "rujukan ke berkas lain (VRT)", "Kirim berkas datanya sendiri.")
    raise foreign(name, "XML yang tidak dikenal")


def _decoded_head(head: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
                           (codecs.BOM_UTF16_BE, "utf-16-be")):  # fmt: skip
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="replace")
    evens, odds = head[0::2].count(0), head[1::2].count(0)
    if max(evens, odds) > len(head) * 0.2:
        return head.decode("utf-16-be" if evens > odds else "utf-16-le", errors="replace")
    return head.decode("latin-1")


def _binary(text: str) -> bool:
    """Text holds hardly any control characters; a few stray NULs are a matter of hygiene."""
    controls = sum(ord(letter) in _CONTROLS for letter in text)
    return controls > len(text) * 0.005 or text.count("\0") > len(text) * 0.05
