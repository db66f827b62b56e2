"""Conflict cases from a table or a map layer."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd

from records.parsing.draft import Draft
from records.parsing.geometry import read_geometry
from records.parsing.identity import read_identity
from records.parsing.incidents import read_category, read_visibility
from records.parsing.lists import AreaNames, levels_of, split
from records.parsing.rows import counted
from sop.conflict import NEVER_A_CASE, ConflictStage
from sop.problem import ProblemCode
from sop.scrub import kinds


def parse_cases(draft: Draft) -> None:
    """Fill the draft of a case file.

    The course of escalation is taken as dated levels (``2025-03-01:1; 2025-04-10:2``), or as one level that
    holds since the case was identified. Personal data in titles is pointed out, not removed.
    """
    draft.require_columns(("judul",), ("tgl_teridentifikasi",))
    draft.read("judul")
    draft.require("judul")
    draft.read("tgl_teridentifikasi")
    draft.require("tgl_teridentifikasi")
    read_category(draft)
    _refuse_referrals(draft)
    read_visibility(draft)
    draft.read("tahap", ConflictStage.TERIDENTIFIKASI.value)
    _read_desa(draft)
    _read_levels(draft)
    read_geometry(draft)
    draft.read_others()
    _refuse_early_end(draft)
    _warn_personal(draft)
    read_identity(draft, ignored=frozenset({"tingkat_eskalasi"}))


def _refuse_referrals(draft: Draft) -> None:
    never = draft.columns["kode_kategori"].isin(NEVER_A_CASE)
    draft.reject(never, ProblemCode.KASUS_RUJUKAN_SAJA, "kode_kategori", draft.columns["kode_kategori"])


def _read_desa(draft: Draft) -> None:
    names = AreaNames(draft.context)
    found: list[list[str]] = []
    unknown: list[str] = []
    for cell in draft.text("desa"):
        parts = [] if pd.isna(cell) else split(str(cell))
        known = [(part, names.code(part)) for part in parts]
        found.append(list(dict.fromkeys(code for _, code in known if code is not None)))
        unknown.extend(part for part, code in known if code is None)
    draft.columns["desa"] = pd.Series(found, index=draft.rows, dtype="object")
    if unknown:
        draft.warn(ProblemCode.DESA_TAK_DIKENAL, column="desa", daftar=counted(pd.Series(unknown)))


def _read_levels(draft: Draft) -> None:
    single = draft.read("tingkat_eskalasi", "0")
    since = draft.columns["tgl_teridentifikasi"]
    text = draft.text("riwayat_eskalasi")
    courses: list[list[list[str | int]]] = []
    for cell, level, day in zip(text, single, since, strict=True):
        dated: list[list[str | int]] | None = None if pd.isna(cell) else levels_of(str(cell))
        if dated is None and not pd.isna(level) and not pd.isna(day):
            dated = [[str(day), int(level)]]
        courses.append(dated or [])
    course = pd.Series(courses, index=draft.rows, dtype="object")
    bad = text.notna() & pd.Series(
        [not pd.isna(cell) and levels_of(str(cell)) is None for cell in text], index=draft.rows
    )
    draft.reject(bad, ProblemCode.ISIAN_TAK_SAH, "riwayat_eskalasi", text,
                 isian="Riwayat eskalasi", harus="daftar seperti 2025-03-01:1; 2025-04-10:2")  # fmt: skip
    today = draft.context.now.astimezone(ZoneInfo(draft.zone)).date().isoformat()
    last_day = pd.Series([str(one[-1][0]) if one else "" for one in courses], index=draft.rows)
    draft.reject((last_day > today) & text.notna(), ProblemCode.WAKTU_DEPAN, "riwayat_eskalasi", text,
                 isian=draft.frame["riwayat_eskalasi"].label)  # fmt: skip
    draft.columns["riwayat_eskalasi"] = course
    last = pd.Series([int(one[-1][1]) if one else None for one in courses], index=draft.rows, dtype="Int64")
    draft.columns["tingkat_eskalasi"] = last


def _refuse_early_end(draft: Draft) -> None:
    end, start = draft.columns["tgl_tutup"], draft.columns["tgl_teridentifikasi"]
    early = end.notna() & start.notna() & (end.fillna("") < start.fillna(""))
    draft.reject(early, ProblemCode.WAKTU_TERBALIK, "tgl_tutup", end,
                 isian=draft.frame["tgl_tutup"].label, awal="tanggal teridentifikasi")  # fmt: skip


def _warn_personal(draft: Draft) -> None:
    held = draft.columns["judul"].map(kinds, na_action="ignore")
    for kind in dict.fromkeys(kind for found in held.dropna() for kind in found):
        bad = pd.Series([isinstance(one, tuple) and kind in one for one in held], index=draft.rows)
        draft.warn(ProblemCode.DATA_PRIBADI, column="judul", isian=draft.frame["judul"].label,
                   jumlah=int(bad.sum()), jenis=kind, baris=draft.rows_of(bad))  # fmt: skip
