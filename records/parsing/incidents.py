"""Incidents from a table or a map layer."""

from __future__ import annotations

import pandas as pd

from records.parsing.codes import area_codes, category_codes
from records.parsing.draft import Draft
from records.parsing.geometry import read_geometry
from records.parsing.identity import read_identity
from records.parsing.rows import counted
from sop.category import UNCLASSIFIED
from sop.incident import IncidentState, LocationPrecision, Origin, Verification
from sop.problem import ProblemCode

_FALLBACKS = {
    "asal": Origin.TIDAK_DIKETAHUI.value,
    "dampak_aktual": "1",
    "status": IncidentState.MASUK.value,
    # A register that somebody kept has been looked at; a halved weight would rewrite its history.
    "status_verifikasi": Verification.TERVERIFIKASI.value,
}
_HOUR = pd.Timedelta(hours=1)


def parse_incidents(draft: Draft) -> None:
    """Fill the draft of an incident file.

    A category that is not known becomes `UNCLASSIFIED`, with the source's word kept at the start of the
    chronology. A row without a point keeps the desa that it names; without either it waits in quarantine.
    """
    draft.require_columns(("waktu_kejadian",))
    _read_time(draft)
    for name, fallback in _FALLBACKS.items():
        draft.read(name, fallback)
    read_category(draft, chronicle="kronologi")
    read_geometry(draft)
    read_desa(draft)
    _read_location_precision(draft)
    read_visibility(draft)
    draft.read_others()
    _warn_exact_hour(draft)
    read_identity(draft, ignored=frozenset({"presisi_waktu", "zona_waktu_asli", "presisi_lokasi"}))


def read_category(draft: Draft, *, chronicle: str | None = None) -> None:
    """Fill ``kode_kategori``; what is not known is listed once, with counts.

    Parameters
    ----------
    chronicle
        Text field at the start of which the unknown word is kept.
    """
    text = draft.filled("kode_kategori", UNCLASSIFIED)
    found, unknown = category_codes(text, draft.context.categories)
    if chronicle is not None:
        draft.columns[chronicle] = draft.filled(chronicle)
    if unknown.any():
        words = text[unknown]
        draft.warn(ProblemCode.KATEGORI_TAK_DIKENAL, column="kode_kategori", kode=UNCLASSIFIED,
                   daftar=counted(words))  # fmt: skip
        if chronicle is not None:
            kept = "[kategori sumber: " + text + "]"
            story = draft.columns[chronicle]
            draft.columns[chronicle] = story.mask(unknown, (kept + " " + story.fillna("")).str.strip())
    draft.columns["kode_kategori"] = found.fillna(UNCLASSIFIED)


def read_desa(draft: Draft) -> None:
    """Fill ``kode_desa`` from codes or names, and keep the name as it was written.

    Names that are not known are listed once; their rows stay.
    """
    named = draft.text("desa_teks")
    written = draft.text("kode_desa") if "kode_desa" in draft.frame.names else named
    by_code, _ = area_codes(written, draft.context)
    by_name, unknown = area_codes(named, draft.context)
    unknown = (unknown | written.notna()) & by_code.isna() & by_name.isna()
    if unknown.any():
        words = named.fillna(written)[unknown]
        draft.warn(ProblemCode.DESA_TAK_DIKENAL, column="desa_teks", daftar=counted(words))
    draft.columns["kode_desa"] = by_code.fillna(by_name)
    if "desa_teks" in draft.frame.names:
        draft.columns["desa_teks"] = named.fillna(written.where(by_code.isna()))


def read_visibility(draft: Draft) -> None:
    """Fill ``visibilitas``; its default comes from the category."""
    usual = draft.columns["kode_kategori"].map(
        {code: category.visibility.value for code, category in draft.context.categories.items()}
    )
    if draft.has("visibilitas") or "visibilitas" in draft.mapping.defaults:
        draft.read("visibilitas")
        usual = draft.columns["visibilitas"].fillna(usual)
    draft.columns["visibilitas"] = usual.fillna("terbatas").astype("str")


def _read_time(draft: Draft) -> None:
    read = draft.read_times("waktu_kejadian", clock="jam")
    draft.require("waktu_kejadian")
    for name, values in (("presisi_waktu", read.precision), ("zona_waktu_asli", read.zone)):
        if draft.has(name):
            draft.read(name)
            values = draft.columns[name].fillna(values)  # noqa: PLW2901 - the file's own word wins
        draft.columns[name] = values


def _read_location_precision(draft: Draft) -> None:
    """Take a point as put on a map by somebody; without one only the desa is known."""
    missing = draft.shapeless
    usual = pd.Series(LocationPrecision.PETA.value, index=draft.rows, dtype="str")
    if draft.has("presisi_lokasi") or "presisi_lokasi" in draft.mapping.defaults:
        usual = draft.read("presisi_lokasi").fillna(usual)
    draft.columns["presisi_lokasi"] = usual.mask(missing, LocationPrecision.DESA.value)


def _warn_exact_hour(draft: Draft) -> None:
    """Phones near the border flip between WIB and WITA: a gap of exactly an hour is suspicious."""
    gap = (draft.columns["waktu_lapor"] - draft.columns["waktu_kejadian"]).abs()
    exact = (gap == _HOUR) & (draft.columns["presisi_waktu"] == "tepat")
    if exact.any():
        draft.warn(ProblemCode.WAKTU_SELISIH_SEJAM, column="waktu_lapor", jumlah=int(exact.sum()),
                   baris=draft.rows_of(exact))  # fmt: skip
