"""The list of conflict cases, the gravest first; each leads to its case."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.alamat import buka
from dashboard.components.teks import polos
from reports.maps.escape import text
from services.case_list import CaseRow

_SHOWN = 40
_STYLE = """<style>
.kasus{line-height:1.5;font-size:.92rem;color:#4a443c;overflow-wrap:anywhere}
.kasus .baris{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center}
.kasus .tingkat{border-radius:8px;padding:0 9px;font-weight:650;background:#efece5;color:#3b352d}
.kasus .tingkat.e2{background:#f3d9b5;color:#4d2c00}.kasus .tingkat.e3{background:#a8450c;color:#fff}
.kasus .tingkat.e4{background:#6d1a10;color:#fff}
.kasus .rahasia{border:1px solid #6d1a10;color:#6d1a10;border-radius:8px;padding:0 8px;font-weight:600}
[class*=st-key-kasus-buka-] button{min-height:0;padding:0;text-align:left;text-decoration:underline;
text-decoration-color:#9db4bc;text-underline-offset:3px}
[class*=st-key-kasus-buka-] button p{white-space:normal;font-size:1rem;line-height:1.4}
.kasus .lewat{color:#a8450c;font-weight:600}.kasus p{margin:2px 0 0}
</style>"""


def daftar_kasus(rows: Sequence[CaseRow], *, ended: Sequence[CaseRow]) -> None:
    """Show the open cases, and the closed ones folded away."""
    st.html(_STYLE)
    for row in rows:
        _case(row)
    if ended:
        with st.expander(f"Kasus yang sudah ditutup ({len(ended)})"):
            for row in ended[:_SHOWN]:
                _case(row)
            if len(ended) > _SHOWN:
                st.caption(f"{_SHOWN} kasus terbaru dari {len(ended)}.")


def lencana(level: int, words: str) -> str:
    """Return the badge of a level, as HTML; its style comes with `gaya_kasus`."""
    return f'<span class="tingkat e{level}">{text(words)}</span>'


def gaya_kasus() -> None:
    """Set the style of badges and facts of cases."""
    st.html(_STYLE)


def _case(row: CaseRow) -> None:
    with st.container(border=True, gap="xsmall"):
        title = f"**{polos(row.about)}**"
        if row.opens:
            # not a link: a link to the page that is open already leaves its address as it was
            st.button(
                title, key=f"kasus.buka.{row.number}", type="tertiary", on_click=buka, args=(row.number,)
            )
        else:
            st.markdown(title)
        secret = '<span class="rahasia">Rahasia</span>' if row.secret else ""
        due = f'<p class="{"lewat" if row.late else "jalan"}">{text(row.due)}</p>' if row.due else ""
        following = f"<p>Berikut: {text(row.next)}</p>" if row.next else ""
        st.html(
            f'<div class="kasus"><div class="baris">{lencana(row.level, row.level_words)}'
            f"<span>{text(row.stage)}</span>{secret}</div>"
            f"<p>{text(row.desa)} · {text(row.since)} · {text(row.number)}</p>{due}{following}</div>"
        )
