"""The page that Streamlit runs: who is it, what may they open, show it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from dashboard.components.tak_terlihat import kabarkan_tak_terlihat, perhatikan
from dashboard.components.teks import polos
from dashboard.menu import MENU, PENGATURAN, Page, start_of
from dashboard.navigation import VIEWS
from dashboard.office import founding, office
from dashboard.session import current_actor
from dashboard.views.pengaturan import BEGIN
from services.accounts import display_name
from services.office import Office
from sop.party import Actor
from sop.problem import ProblemCode, problem

_ICON = str(Path(__file__).parent / "templates" / "ikon.svg")
# The tools over a table would let it be downloaded past the audit trail.
_STYLE = """
<style>
[data-testid=stElementToolbar] { display: none; }
.stMain [data-testid=stPageLink-NavLink] {
  padding-left: 0; text-decoration: underline; text-decoration-color: #9db4bc; text-underline-offset: 3px;
}
.stMain [data-testid=stPageLink-NavLink] p {
  white-space: normal; overflow: visible; font-size: 1rem; line-height: 1.4;
}
.stMainBlockContainer { padding: 4.25rem 1rem 3rem; }
@media (min-width: 768px) { .stMainBlockContainer { padding: 2rem 2.5rem 3rem; } }
.tenteram-contoh {
  background: #ffd54f; color: #3a2c00; font-weight: 700; text-align: center;
  padding: .35rem 1rem; border-radius: 6px;
}
.tenteram-keluar button {
  width: 100%; min-height: 2.5rem; font: inherit; cursor: pointer;
  background: transparent; color: inherit; border: 1px solid currentcolor; border-radius: 8px;
}
</style>
"""
_LEAVE = '<form class="tenteram-keluar" method="post" action="/keluar"><button>Keluar</button></form>'
_SAMPLE = '<div class="tenteram-contoh" role="note">DATA CONTOH – bukan data sebenarnya</div>'


def main() -> None:
    """Draw one run of the app."""
    # A Material symbol as page icon would be fetched from another host.
    st.set_page_config(page_title="Tenteram", page_icon=_ICON, layout="wide")
    # in this order: whoever was let into another office than the one that is served now is nobody here
    here = office()
    actor = current_actor()
    st.html(_STYLE)
    chosen = st.navigation(_entries(actor), position="sidebar")
    _sidebar(here, actor)
    if here.demo:
        st.html(_SAMPLE)
    perhatikan()
    chosen.run()
    kabarkan_tak_terlihat()


def _sidebar(here: Office, actor: Actor) -> None:
    with st.sidebar:
        st.markdown(f"**{polos(here.profile.name)}**")
        st.caption(f"{polos(display_name(here, actor))} · {actor.role.label}")
        settings = _entry(PENGATURAN, actor)
        if here.demo and founding() and actor.may(BEGIN.verb):
            begin = {"bagian": BEGIN.title}
            st.page_link(settings, label=BEGIN.title, icon=":material/flag:", query_params=begin)
        mine = {"bagian": "Akun saya"}
        st.page_link(settings, label="Akun saya", icon=":material/person:", query_params=mine)
        st.html(_LEAVE)


def _entries(actor: Actor) -> dict[str, list[StreamlitPage]]:
    """Return the menu by its headings; a heading with nothing visible under it is not shown."""
    sections: dict[str, list[StreamlitPage]] = {}
    for page in MENU:
        sections.setdefault(page.section, []).append(_entry(page, actor))
    return sections


def _entry(page: Page, actor: Actor) -> StreamlitPage:
    """Return a menu entry; without the right it is hidden, and its address shows a refusal."""
    allowed = page.open_to(actor)
    return st.Page(
        VIEWS[page] if allowed else (lambda: _refuse(actor, page)),
        title=page.title,
        url_path=page.url_path,
        icon=page.icon,
        default=page is start_of(actor),
        visibility="visible" if page.in_menu_of(actor) else "hidden",
    )


def _refuse(actor: Actor, page: Page) -> None:
    st.title(page.title)
    refusal = problem(ProblemCode.HAK_DITOLAK, peran=actor.role.label, tindakan=page.verb.label)
    st.error(refusal.message)


if __name__ == "__main__":
    main()
