"""Messages as the office sends them on WhatsApp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from reports.words import happened


@dataclass(frozen=True, kw_only=True)
class IncidentNews:
    """What a message tells of an incident, every part in words; what is empty is left out.

    Parameters
    ----------
    to, sender
        To whom, and who reports.
    number
        Number under which other agencies know it.
    what, place, story, losses, steps
        What happened, where, how, with which victims and losses, and what was done.
    when, precision, zone
        When it happened, how exactly that is known, and in which zone it was said.
    """

    to: str
    sender: str
    number: str
    what: str
    when: datetime
    precision: str
    zone: ZoneInfo
    place: str
    story: str
    losses: str
    steps: Sequence[str]


def incident_message(news: IncidentNews) -> str:
    r"""Return the message, in the form in which patrols and incidents are reported to the Camat.

    Examples
    --------
    >>> zone = ZoneInfo("Asia/Pontianak")
    >>> print(incident_message(IncidentNews(to="Camat Benua Lima", sender="Seksi Trantib", number="KJD-AB",
    ...     what="Balap liar", when=datetime(2026, 11, 24, 21, tzinfo=zone), precision="tepat", zone=zone,
    ...     place="Bamban, simpang tiga", story="Dibubarkan warga.", losses="", steps=["Terverifikasi"])))
    Kepada Yth.
    Camat Benua Lima
    <BLANKLINE>
    Mohon izin melaporkan *kejadian: Balap liar* sbb :
    <BLANKLINE>
    *I. Waktu*
    Hari/Tgl : Selasa, 24 November 2026
    Pukul : 21.00 WIB
    *II. Lokasi*
    Bamban, simpang tiga
    *III. Kronologis*
    Dibubarkan warga.
    *IV. Korban / kerugian*
    Nihil
    *V. Langkah*
    - Terverifikasi
    <BLANKLINE>
    Nomor : KJD-AB
    Demikian dilaporkan. DUMP
    Seksi Trantib
    """
    told = happened(news.when, news.precision, news.zone)
    day, _, clock = told.partition(" pukul ")
    times = [f"Hari/Tgl : {day.removesuffix(' sekitar')}"]
    if clock:
        times.append(f"Pukul : {'± ' if 'sekitar pukul' in told else ''}{clock}")
    parts = [
        ("Waktu", times),
        ("Lokasi", [news.place]),
        ("Kronologis", [news.story] if news.story else []),
        ("Korban / kerugian", [news.losses or "Nihil"]),
        ("Langkah", [f"- {step}" for step in news.steps]),
    ]
    filled = [(title, lines) for title, lines in parts if lines]
    body = [
        line
        for numeral, (title, lines) in zip(("I", "II", "III", "IV", "V"), filled, strict=False)
        for line in (f"*{numeral}. {title}*", *lines)
    ]
    return "\n".join(
        (
            "Kepada Yth.", news.to, "",
            f"Mohon izin melaporkan *kejadian: {news.what}* sbb :", "",
            *body, "",
            f"Nomor : {news.number}", "Demikian dilaporkan. DUMP", news.sender,
        )
    )  # fmt: skip
