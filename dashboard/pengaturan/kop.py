"""The letterhead as it will stand on paper."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from reports.maps.escape import text

_STYLE = """<style>
.kop{background:#fff;border:1px solid #e2ddd3;border-radius:6px;padding:18px 22px 22px;text-align:center;
font-family:"Liberation Sans",Arial,sans-serif;color:#111;overflow-wrap:anywhere}
.kop div{line-height:1.25}
.kop .pertama{font-size:12pt}.kop .kedua{font-size:16pt;font-weight:700}.kop .alamat{font-size:9.5pt}
.kop .garis{border-top:3px solid #111;border-bottom:1px solid #111;height:6px;margin-top:9px}
</style>"""
_LARGE = ("pertama", "kedua")


def kop(lines: Sequence[str]) -> None:
    """Show a letterhead: a line of the regency, one of the office, then the address."""
    shown = "".join(
        f'<div class="{_LARGE[n] if n < len(_LARGE) else "alamat"}">{text(line)}</div>'
        for n, line in enumerate(lines)
    )
    told = shown or "<div>Kop surat masih kosong</div>"
    st.html(f'{_STYLE}<div class="kop">{told}<div class="garis"></div></div>')
