"""Codes by their code, their label, or another word for them; desa by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from records.parsing.context import ParseContext
from records.parsing.headers import normal
from sop.category import Category
from sop.code import Code
from sop.incident import Origin, Verification
from sop.patrol import PatrolKind, PlaceKind

_OTHER_WORDS: Mapping[str, str] = {
    "warga": Origin.LAPORAN_WARGA,
    "masyarakat": Origin.LAPORAN_WARGA,
    "pengaduan_masyarakat": Origin.LAPORAN_WARGA,
    "laporan_masyarakat": Origin.LAPORAN_WARGA,
    "reaktif": Origin.LAPORAN_WARGA,
    "desa": Origin.LAPORAN_WARGA,
    "patroli": Origin.TEMUAN_PATROLI,
    "hasil_patroli": Origin.TEMUAN_PATROLI,
    "proaktif": Origin.TEMUAN_PATROLI,
    "pengawasan": Origin.TEMUAN_PATROLI,
    "polsek": Origin.INSTANSI,
    "koramil": Origin.INSTANSI,
    "satpol_pp": Origin.INSTANSI,
    "hotspot": Origin.SATELIT,
    "verified": Verification.TERVERIFIKASI,
    "unverified": Verification.BELUM,
    "belum": Verification.BELUM,
    "hoaks": Verification.TIDAK_TERBUKTI,
    "rutin": PatrolKind.HARIAN,
    "patroli_rutin": PatrolKind.HARIAN,
    "patroli_harian": PatrolKind.HARIAN,
    "patroli_gabungan": PatrolKind.GABUNGAN,
    "insidentil": PatrolKind.INSIDENTIL,
    "pengamanan": PatrolKind.PENGAMANAN,
    "gereja": PlaceKind.IBADAH,
    "masjid": PlaceKind.IBADAH,
    "puskesmas": PlaceKind.KESEHATAN,
    "market": PlaceKind.PASAR,
    "marketplace": PlaceKind.PASAR,
    "school": PlaceKind.SEKOLAH,
    "lainnya": PlaceKind.LAIN,
}
"""Words of older registers; one counts only where its code belongs to the list asked for."""

_YES = {"ya", "y", "yes", "true", "1", "benar", "ada", "nihil", "v", "x"}
_NO = {"tidak", "tdk", "t", "no", "n", "false", "0", "salah", "tidak_ada"}
_PREFIXES = ("desa_", "ds_", "kelurahan_", "kel_", "kampung_")


def codes(text: pd.Series, allowed: type[Code]) -> tuple[pd.Series, pd.Series]:
    """Return stored codes, and which filled cells match none.

    Examples
    --------
    >>> codes(pd.Series(["Laporan Warga", "MEDIA", "radio"], dtype="str"), Origin)[0].tolist()
    ['laporan_warga', 'media', nan]
    """
    words = {word: code.value for word, code in _OTHER_WORDS.items() if isinstance(code, allowed)}
    words |= {normal(member.label): member.value for member in allowed}
    words |= {normal(member.name): member.value for member in allowed}
    words |= {normal(member.value): member.value for member in allowed}
    return _looked_up(text, words)


def category_codes(text: pd.Series, categories: Mapping[str, Category]) -> tuple[pd.Series, pd.Series]:
    """Return category codes by code, full name, or one part of a name that no other category shares.

    Examples
    --------
    >>> from sop.category import Visibility
    >>> race = Category(code="JLN-04", group="Jalan", name="Balap liar / knalpot brong", safety=3,
    ...     escalation=2, impact=0, lead="Polsek", support="", perda="", visibility=Visibility.UMUM,
    ...     geometry="ruas", score_factor=1.0)
    >>> category_codes(pd.Series(["jln 04", "BALAP LIAR", "x"], dtype="str"), {"JLN-04": race})[0].tolist()
    ['JLN-04', 'JLN-04', nan]
    """
    parts = [
        (normal(part), category.code)
        for category in categories.values()
        for part in category.name.partition("(")[0].split("/")
    ]
    words = _unambiguous(parts)
    words |= {normal(category.name): category.code for category in categories.values()}
    words |= {normal(category.code): category.code for category in categories.values()}
    words |= {normal(category.code).replace("_", ""): category.code for category in categories.values()}
    return _looked_up(text, words)


def area_codes(text: pd.Series, context: ParseContext) -> tuple[pd.Series, pd.Series]:
    """Return codes of areas by code, name, part of a double name, or alias; and which match none."""
    return _looked_up(_bare(text), area_words(context))


def area_words(context: ParseContext) -> dict[str, str]:
    """Return code of area by every normalised word that means it."""
    names = [
        (_bare_word(normal(part)), code)
        for code, name in context.areas.items()
        for part in (name, *name.split("/"))
    ]
    words = _unambiguous(names)
    words |= _unambiguous([(word.replace("_", ""), code) for word, code in names])
    words |= {_bare_word(normal(name)): code for name, code in context.aliases.items()}
    return words | {normal(code): code for code in context.areas}


def flags(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return yes and no as nullable booleans, and which filled cells are neither.

    Examples
    --------
    >>> flags(pd.Series(["Ya", "TIDAK", "mungkin"], dtype="str"))[0].tolist()
    [True, False, <NA>]
    """
    words = {**dict.fromkeys(_YES, "1"), **dict.fromkeys(_NO, "0")}
    found, bad = _looked_up(text, words)
    return found.map({"1": True, "0": False}).astype("boolean"), bad


def _looked_up(text: pd.Series, words: Mapping[str, str]) -> tuple[pd.Series, pd.Series]:
    """Look every distinct word up once."""
    numbers, uniques = pd.factorize(text)
    found = pd.Series([words.get(normal(word)) for word in uniques], dtype="str")
    result = found.reindex(numbers).set_axis(text.index).astype("str")
    return result, text.notna() & result.isna()


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    shared: set[str] = set()
    for word, code in pairs:
        if found.setdefault(word, code) != code:
            shared.add(word)
    return {word: code for word, code in found.items() if word and word not in shared}


def _bare(text: pd.Series) -> pd.Series:
    numbers, uniques = pd.factorize(text)
    bare = pd.Series([_bare_word(normal(word)) for word in uniques], dtype="str")
    return bare.reindex(numbers).set_axis(text.index).astype("str")


def _bare_word(word: str) -> str:
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            return word.removeprefix(prefix)
    return word
