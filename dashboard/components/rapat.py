"""The one switch for a screen that others look at, and the line that says how it stands."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.components.kosong import kosong
from dashboard.session import current_actor
from reports.maps.escape import text
from services.briefing import always_joint, watermark
from services.office import Office

_STATE, _WIDGET = "rapat", "mode_rapat"
_HELP = (
    "Untuk layar yang dilihat bersama. Tanpa nama, foto, dan kronologi; kejadian terbatas hanya sebagai "
    "daerah perkiraan; kejadian rahasia dan poin tidak ditampilkan. Berlaku di semua halaman; Impor dan "
    "Pengaturan tertutup selama itu."
)
_STYLE = """<style>
.tera{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:center;border-radius:6px;padding:.3rem .8rem;
font-size:.88rem;letter-spacing:.02em}
.tera.rapat{background:#17323d;color:#fff;font-weight:650}
.tera.penuh{background:#fbeee6;color:#7a2f05;border:1px solid #a8450c}
</style>"""


def rapat(*, joint: bool = False) -> bool:
    """Offer the switch and say whether others look along.

    It holds on every page of this session until it is turned. It stands off at the beginning; a page that
    is meant for a joint audience turns it on, and on the screen of a partner it is on from the start.

    Parameters
    ----------
    joint
        Whether the page is meant for a joint audience.
    """
    on = _on(joint=joint)
    if on:
        st.session_state[_STATE] = True
    st.session_state[_WIDGET] = on
    st.toggle("Mode rapat", key=_WIDGET, help=_HELP, on_change=_turned)
    return on


def tertutup() -> bool:
    """Say whether others look along at a page that is for its reader's eyes alone, and tell so."""
    if not _on():
        return False
    rapat()
    kosong(
        "Mode rapat menyala; halaman ini hanya untuk layar Anda sendiri.",
        "Matikan mode rapat untuk membukanya.",
    )
    return True


def tera(office: Office, *, meeting: bool, at: datetime, full: bool = False) -> None:
    """Show whose screen this is and when, as long as others look along.

    Parameters
    ----------
    full
        Whether the page warns as long as it shows everything.
    """
    if meeting:
        words, kind = watermark(office, current_actor(), at=at), "rapat"
    elif full:
        words, kind = "TAMPILAN PENUH · hanya untuk layar Anda sendiri, jangan ditayangkan", "penuh"
    else:
        return
    st.html(f'<div class="tera {kind}" role="note">{text(words)}</div>{_STYLE}')


def _on(*, joint: bool = False) -> bool:
    """Say how the switch stands, and at first how it begins."""
    return bool(st.session_state.get(_STATE, joint or always_joint(current_actor())))


def _turned() -> None:
    st.session_state[_STATE] = st.session_state[_WIDGET]
