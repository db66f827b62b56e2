"""Population counts of areas by year."""

from __future__ import annotations

from records.parsing.codes import area_codes
from records.parsing.draft import Draft
from records.parsing.identity import read_identity
from sop.problem import ProblemCode


def parse_population(draft: Draft) -> None:
    """Fill the draft of a population table; the area comes by code or by name."""
    draft.require_columns(("kode_desa", "desa_teks"), ("tahun",), ("penduduk",))
    by_code, _ = area_codes(draft.text("kode_desa"), draft.context)
    by_name, _ = area_codes(draft.text("desa_teks"), draft.context)
    found = by_code.fillna(by_name)
    written = draft.text("kode_desa").fillna(draft.text("desa_teks"))
    draft.reject(found.isna() & written.notna(), ProblemCode.ISIAN_TAK_SAH, "kode_desa", written,
                 isian=draft.frame["kode_desa"].label, harus="desa yang dikenal")  # fmt: skip
    draft.columns["kode_desa"] = found
    for name in ("tahun", "penduduk"):
        draft.read(name)
    for name in ("kode_desa", "tahun", "penduduk"):
        draft.require(name)
    read_identity(draft)
