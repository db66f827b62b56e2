"""The menu: every page with its title, address, icon and the right that it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.views import peta_kerawanan, situasi
from sop.party import Verb


@dataclass(frozen=True, kw_only=True)
class Page:
    """One entry of the menu.

    Parameters
    ----------
    title
        Word in the menu.
    url_path
        Address under the app's root; the first page is the start.
    icon
        Name of a Material symbol.
    verb
        Right without which the page is neither in the menu nor shown; the services check it again.
    show
        Draws the page.
    """

    title: str
    url_path: str
    icon: str
    verb: Verb
    show: Callable[[], None]


PAGES: tuple[Page, ...] = (
    Page(
        title="Situasi",
        url_path="situasi",
        icon=":material/monitoring:",
        verb=Verb.SITUASI_LIHAT,
        show=situasi.show,
    ),
    Page(
        title="Peta Kerawanan",
        url_path="peta-kerawanan",
        icon=":material/map:",
        verb=Verb.PETA_LIHAT,
        show=peta_kerawanan.show,
    ),
)
"""The menu in its order."""
