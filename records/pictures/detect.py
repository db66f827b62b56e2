"""What a picture is, by its content; its name is only what the person calls it."""

from __future__ import annotations

from sop.problem import ProblemCode, Refused, problem

_BRAND_AT, _BRAND_END = 4, 12
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "gambar GIF"),
    (b"BM", "gambar BMP"),
    (b"II*\0", "gambar TIFF"),
    (b"MM\0*", "gambar TIFF"),
    (b"%PDF", "dokumen PDF"),
    (b"PK\x03\x04", "arsip zip atau dokumen Office"),
)
_HEIC_ADVICE = (
    "Di iPhone: Pengaturan → Kamera → Format → Paling Kompatibel, lalu ambil lagi; "
    "foto lama dapat dikirim dulu ke diri sendiri lewat WhatsApp."
)


def detect(data: bytes, name: str) -> str:
    r"""Return Pillow's name of a picture's format, from an allow-list.

    Raises
    ------
    Refused
        If the file is empty or anything that is not on the list.

    Examples
    --------
    >>> detect(b"\xff\xd8\xff\xe0", "a.png")
    'JPEG'
    """
    if not data:
        raise Refused(problem(ProblemCode.BERKAS_KOSONG, berkas=name))
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    raise _foreign(name, data)


def _foreign(name: str, data: bytes) -> Refused:
    brand = data[_BRAND_AT:_BRAND_END]
    if brand.startswith(b"ftyp"):
        heic = brand[4:] in _HEIF
        what = "foto HEIC" if heic else "gambar AVIF" if brand[4:] == b"avif" else "video"
        return _refusal(name, what, _HEIC_ADVICE if heic else "")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        return _refusal(name, "gambar SVG")
    what = next((what for magic, what in _OTHERS if data.startswith(magic)), "berkas lain")
    return _refusal(name, what)


def _refusal(name: str, what: str, advice: str = "") -> Refused:
    return Refused(problem(ProblemCode.FOTO_ASING, berkas=name, isi=what, saran=advice))
