"""What a change of settings would do, before anybody decides: whose rank moves, what gets late."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from dashboard.components.teks import polos
from reports.maps.escape import text
from reports.words import amount, rank_range
from services.limit_preview import LimitPreview, limit_preview
from services.office import Office
from services.patrol_preview import PatrolPreview, patrol_preview
from services.setting_preview import Preview, preview
from services.settings import proposed
from sop.party import Actor
from sop.problem import Refused
from sop.setting import Change, Sheet

_STYLE = """<style>
.akibat{overflow-x:auto}
.akibat table{border-collapse:collapse;width:100%;font-size:.88rem}
.akibat th{text-align:left;font-weight:600;color:#4a443c;border-bottom:2px solid #d9d2c4;padding:4px 8px}
.akibat td{border-bottom:1px solid #e2ddd3;padding:4px 8px;font-variant-numeric:tabular-nums}
.akibat .angka{text-align:right}
.akibat .beda{font-weight:650;background:#fbf5e9}
</style>"""
_SCORED = frozenset({Sheet.PARAMETER, Sheet.KATEGORI})


def akibat(
    office: Office, actor: Actor, wanted: Sequence[Change], sheets: Collection[Sheet], *, at: datetime
) -> bool:
    """Show what changes would do; say what is wrong with them instead, if something is.

    Parameters
    ----------
    wanted
        The changes; without any it is shown how things are.
    sheets
        The sheets that are looked at.

    Returns
    -------
    bool
        Whether they are sound.
    """
    try:
        if _SCORED & set(sheets):
            _ranks(preview(office, actor, wanted, at=at), changed=bool(wanted))
        if Sheet.ATURAN in sheets:
            _duties(limit_preview(office, actor, wanted, at=at))
        if Sheet.PATROLI in sheets:
            _week(patrol_preview(office, actor, wanted, at=at), changed=bool(wanted))
    except Refused as refused:
        st.error("\n".join(f"- {polos(one.message)}" for one in refused.problems))
        return False
    return True


def akibat_usulan(office: Office, actor: Actor, content: Mapping[str, Any], *, at: datetime) -> None:
    """Show what a proposal would do, its tables folded away; say so if it cannot be done any more."""
    try:
        wanted = proposed(content)
        told = [preview(office, actor, wanted, at=at).sentence] if _scored(wanted) else []
        if any(change.sheet is Sheet.ATURAN for change in wanted):
            told.append(limit_preview(office, actor, wanted, at=at).sentence)
        if any(change.sheet is Sheet.PATROLI for change in wanted):
            told.append(patrol_preview(office, actor, wanted, at=at).sentence)
    except Refused as refused:
        st.error(polos(str(refused)))
        return
    st.markdown(f"**Akibatnya:** {polos(' '.join(told))}")
    with st.expander("Rincian akibatnya"):
        akibat(office, actor, wanted, {change.sheet for change in wanted}, at=at)


def _scored(wanted: Sequence[Change]) -> bool:
    return any(change.sheet in _SCORED for change in wanted)


def _ranks(found: Preview, *, changed: bool) -> None:
    if found.areas.empty:
        st.caption(polos(found.sentence))
        return
    if changed:
        st.markdown(f"**{polos(found.sentence)}**")
        st.html(_STYLE + _table(_HEADINGS, [_desa(row) for row in found.areas.itertuples()]))
    with st.expander("Bila dihitung dengan cara yang lebih sederhana", expanded=not changed):
        st.caption(
            "Peringkat tiap desa menurut jumlah kejadian, jumlah bobot (keduanya 52 minggu terakhir), bobot "
            "yang meluruh menurut umur, dan skor. Bila keempatnya mirip, peringkat itu bukan buatan rumus."
        )
        st.html(_STYLE + _table(_PLAIN, [_plain(row) for row in found.plain.itertuples()]))


_HEADINGS = ("Desa", "Poin kini", "sesudah", "Kelas kini", "sesudah", "Peringkat kini", "sesudah")
_PLAIN = ("Desa", "Jumlah kejadian", "Bobot", "Bobot meluruh", "Skor")


def _desa(row: Any) -> str:
    pairs = (
        (amount(row.score_lama), amount(row.score_baru), True),
        (row.kelas_lama, row.kelas_baru, False),
        (_rank(row, "lama"), _rank(row, "baru"), False),
    )
    moved = (
        abs(row.score_lama - row.score_baru) >= 0.05,  # noqa: PLR2004 - as it is shown
        row.kelas_lama != row.kelas_baru,
        row.rank_lama != row.rank_baru,
    )
    cells = "".join(
        _cell(f"{text(before)} →", number=is_number) + _cell(text(after), number=is_number, other=other)
        for (before, after, is_number), other in zip(pairs, moved, strict=True)
    )
    return f"<tr><td>{text(row.nama)}</td>{cells}</tr>"


def _rank(row: Any, side: str) -> str:
    rank, low, high = (getattr(row, f"rank{part}_{side}") for part in ("", "_low", "_high"))
    return f"{rank} (kisaran {rank_range(low, high)})"


def _plain(row: Any) -> str:
    ranks = "".join(
        _cell(text(value)) for value in (row.rank_n, row.rank_bobot, row.rank_luruh, row.rank_skor)
    )
    return f"<tr><td>{text(row.nama)}</td>{ranks}</tr>"


def _duties(found: LimitPreview) -> None:
    st.markdown(f"**{polos(found.sentence)}**")
    rows = [_duty(row) for row in found.duties.itertuples()]
    if rows:
        st.html(_STYLE + _table(("Pekerjaan", "Berjalan", "Lewat tenggat kini", "sesudah"), rows))


def _duty(row: Any) -> str:
    cells = (
        _cell(text(row.berjalan), number=True),
        _cell(f"{row.lewat_lama} →", number=True),
        _cell(text(row.lewat_baru), number=True, other=row.lewat_lama != row.lewat_baru),
    )
    return f"<tr><td>{text(row.nama)}</td>{''.join(cells)}</tr>"


def _week(found: PatrolPreview, *, changed: bool) -> None:
    st.markdown(f"**{polos(found.sentence)}**")
    rows = [
        f"<tr><td>{text(day)}</td>"
        + (_cell(f"{text(row.lama)} →") if changed else "")
        + _cell(text(row.baru), other=row.lama != row.baru)
        + "</tr>"
        for day, row in found.week.iterrows()
    ]
    headings = ("Hari", "Kini", "sesudah") if changed else ("Hari", "Regu yang bertugas")
    st.html(_STYLE + _table(headings, rows))


def _table(headings: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f"<th>{text(one)}</th>" for one in headings)
    return f'<div class="akibat"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _cell(content: str, *, number: bool = False, other: bool = False) -> str:
    names = " ".join(name for name, applies in (("angka", number), ("beda", other)) if applies)
    return f'<td class="{names}">{content}</td>' if names else f"<td>{content}</td>"
