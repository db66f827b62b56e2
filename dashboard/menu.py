"""The menu: every page's title, address, icon and the right that it takes."""

from __future__ import annotations

from dataclasses import dataclass

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
    """

    title: str
    url_path: str
    icon: str
    verb: Verb


SITUASI = Page(title="Situasi", url_path="situasi", icon=":material/monitoring:", verb=Verb.SITUASI_LIHAT)
PETA_KERAWANAN = Page(
    title="Peta Kerawanan", url_path="peta-kerawanan", icon=":material/map:", verb=Verb.PETA_LIHAT
)
KEJADIAN = Page(title="Kejadian", url_path="kejadian", icon=":material/report:", verb=Verb.KEJADIAN_LIHAT)
TEMPAT = Page(title="Tempat", url_path="tempat", icon=":material/location_on:", verb=Verb.TEMPAT_LIHAT)
IMPOR = Page(title="Impor", url_path="impor", icon=":material/upload_file:", verb=Verb.DATA_IMPOR)
KONFLIK = Page(title="Konflik Sosial", url_path="konflik", icon=":material/handshake:", verb=Verb.KASUS_LIHAT)

MENU: tuple[Page, ...] = (SITUASI, PETA_KERAWANAN, KEJADIAN, KONFLIK, IMPOR, TEMPAT)
"""The menu in its order."""
