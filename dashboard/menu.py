"""The menu: every page's title, address, icon and the right that it takes."""

from __future__ import annotations

from dataclasses import dataclass

from sop.party import Actor, Verb


@dataclass(frozen=True, kw_only=True)
class Page:
    """One entry of the menu.

    Parameters
    ----------
    title
        Word in the menu.
    url_path
        Address under the app's root; a role's start page is at the root itself.
    icon
        Name of a Material symbol.
    verb
        Right without which the page is neither in the menu nor shown; the services check it again.
    also
        Another right that opens the page as well.
    listed
        Rights of which one is needed for a page that may be opened to stand in the menu too; without any
        named, it always does. It is linked elsewhere.
    section
        Heading in the menu under which it stands; none if empty.
    """

    title: str
    url_path: str
    icon: str
    verb: Verb
    also: Verb | None = None
    listed: tuple[Verb, ...] = ()
    section: str = ""

    def open_to(self, actor: Actor) -> bool:
        """Say whether an actor's role may open the page.

        Examples
        --------
        >>> from sop.party import Role
        >>> SITUASI.open_to(Actor("camat", Role.CAMAT)), SITUASI.open_to(Actor("a", Role.PETUGAS))
        (True, False)
        """
        return actor.may(self.verb) or (self.also is not None and actor.may(self.also))

    def in_menu_of(self, actor: Actor) -> bool:
        """Say whether the page stands in the menu of an actor's role.

        Examples
        --------
        >>> from sop.party import Role
        >>> PENGATURAN.in_menu_of(Actor("a", Role.KASI)), PENGATURAN.in_menu_of(Actor("a", Role.PETUGAS))
        (True, False)
        """
        return self.open_to(actor) and (not self.listed or any(map(actor.may, self.listed)))


SITUASI = Page(title="Situasi", url_path="situasi", icon=":material/monitoring:", verb=Verb.SITUASI_LIHAT)
PETA_KERAWANAN = Page(
    title="Peta Kerawanan", url_path="peta-kerawanan", icon=":material/map:", verb=Verb.PETA_LIHAT
)
KEJADIAN = Page(title="Kejadian", url_path="kejadian", icon=":material/report:", verb=Verb.KEJADIAN_LIHAT)
TEMPAT = Page(
    title="Tempat",
    url_path="tempat",
    icon=":material/location_on:",
    verb=Verb.TEMPAT_LIHAT,
    section="Kantor",
)
IMPOR = Page(
    title="Impor", url_path="impor", icon=":material/upload_file:", verb=Verb.DATA_IMPOR, section="Kantor"
)
KONFLIK = Page(title="Konflik Sosial", url_path="konflik", icon=":material/handshake:", verb=Verb.KASUS_LIHAT)
LAPOR = Page(title="Lapor Cepat", url_path="lapor", icon=":material/add_a_photo:", verb=Verb.KEJADIAN_CATAT)
RENCANA = Page(
    title="Rencana Patroli",
    url_path="rencana-patroli",
    icon=":material/route:",
    verb=Verb.RENCANA_LIHAT,
    section="Patroli",
)
SURAT_TUGAS = Page(
    title="Surat Tugas",
    url_path="surat-tugas",
    icon=":material/assignment_turned_in:",
    verb=Verb.LEMBAR_LIHAT,
    # an officer finds today's patrols in the log that closes them
    listed=(Verb.KEJADIAN_LIHAT,),
    section="Patroli",
)
JURNAL = Page(
    title="Jurnal Patroli",
    url_path="jurnal-patroli",
    icon=":material/directions_walk:",
    verb=Verb.JURNAL_LIHAT,
    also=Verb.JURNAL_CATAT,
    section="Patroli",
)
PELAKSANAAN = Page(
    title="Pelaksanaan Patroli",
    url_path="pelaksanaan-patroli",
    icon=":material/fact_check:",
    verb=Verb.JURNAL_LIHAT,
    section="Patroli",
)
PENGATURAN = Page(
    title="Pengaturan",
    url_path="pengaturan",
    icon=":material/settings:",
    # everybody has a password to change, and the way to it stands beside the name
    verb=Verb.AKUN_SANDI_SENDIRI,
    listed=(Verb.PENGATURAN_LIHAT, Verb.SISTEM_PERIKSA),
    section="Kantor",
)

SECTIONS = ("", "Patroli", "Kantor")
"""The headings of the menu in their order; what has none comes first."""

MENU: tuple[Page, ...] = tuple(
    sorted(
        (
            SITUASI,
            PETA_KERAWANAN,
            KEJADIAN,
            KONFLIK,
            LAPOR,
            RENCANA,
            SURAT_TUGAS,
            JURNAL,
            PELAKSANAAN,
            IMPOR,
            TEMPAT,
            PENGATURAN,
        ),
        key=lambda page: SECTIONS.index(page.section),
    )
)
"""The menu in its order."""


def start_of(actor: Actor) -> Page:
    """Return the page on which an actor's role starts: the first that it may open.

    Examples
    --------
    >>> from sop.party import Role
    >>> start_of(Actor("camat", Role.CAMAT)).title
    'Situasi'
    """
    return next((page for page in MENU if page.open_to(actor)), MENU[0])
