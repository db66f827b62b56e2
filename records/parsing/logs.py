"""Patrol logs from a table: who was where, for how long, and what was found."""

from __future__ import annotations

import pandas as pd

from records.parsing.draft import Draft
from records.parsing.identity import read_identity
from records.parsing.lists import AreaNames, minutes_of
from records.parsing.numbers import numbers
from records.parsing.rows import counted
from sop.patrol import PatrolKind
from sop.problem import ProblemCode

_DAY = pd.Timedelta(days=1)


def parse_logs(draft: Draft) -> None:
    """Fill the draft of a patrol log file.

    ``menit_desa`` comes from one cell (``Bamban:25; Taniran:40``), or from a list of desa beside the minutes
    of the whole patrol, which are shared evenly. Minutes that nobody wrote down are null, not zero.
    ``nihil`` follows from the account if there is no column for it.
    """
    draft.require_columns(("berangkat", "tanggal"))
    _read_span(draft)
    draft.read("jenis", PatrolKind.HARIAN.value)
    _read_minutes(draft)
    draft.read("uraian")
    _read_nihil(draft)
    draft.read_others()
    read_identity(draft)


def _read_span(draft: Draft) -> None:
    start = draft.read_times("berangkat", day="tanggal").utc
    draft.require("berangkat")
    end = draft.read_times("kembali", day="tanggal").utc
    overnight = (end < start) & draft.has("tanggal")
    end = end.mask(overnight, end + _DAY)
    draft.columns["kembali"] = end
    draft.reject(end < start, ProblemCode.WAKTU_TERBALIK, "kembali", draft.text("kembali"),
                 isian=draft.frame["kembali"].label, awal="waktu berangkat")  # fmt: skip


def _read_minutes(draft: Draft) -> None:
    names = AreaNames(draft.context)
    source = "menit_desa" if draft.has("menit_desa") else "desa"
    text = draft.text(source)
    whole, bad = numbers(draft.typed("menit"), decimal=draft.mapping.decimal)
    draft.reject(bad | (whole < 0), ProblemCode.ISIAN_TAK_SAH, "menit", draft.text("menit"),
                 isian="Menit", harus="bilangan menit")  # fmt: skip
    found: list[dict[str, float | None]] = []
    unknown: list[str] = []
    for cell, total in zip(text, whole, strict=True):
        minutes, strange = minutes_of("" if pd.isna(cell) else str(cell), names)
        if total == total and minutes and not any(minutes.values()):  # noqa: PLR0124 - not missing
            minutes = dict.fromkeys(minutes, total / len(minutes))
        found.append(minutes)
        unknown.extend(strange)
    draft.columns["menit_desa"] = pd.Series(found, index=draft.rows, dtype="object")
    if unknown:
        draft.warn(ProblemCode.DESA_TAK_DIKENAL, column=source, daftar=counted(pd.Series(unknown)))


def _read_nihil(draft: Draft) -> None:
    """Without a column, the account says it: "nihil" or "aman dan kondusif"; silence says nothing found."""
    said = draft.columns["uraian"].str.contains(
        r"\bnihil\b|kondusif|tidak (?:ditemukan|ada)", case=False, regex=True
    )
    if draft.has("nihil") or "nihil" in draft.mapping.defaults:
        said = draft.read("nihil").fillna(said.astype("boolean"))
    draft.columns["nihil"] = said.astype("boolean").fillna(value=False)
