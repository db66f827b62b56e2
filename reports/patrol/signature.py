"""The block in which somebody signs."""

from __future__ import annotations

from dataclasses import dataclass

from reports.patrol.order import Signer
from reports.patrol.plain import plain, staff_number
from sop.official import Authority

_DOTS = "(" + "." * 38 + ")"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A signature block, line by line.

    Parameters
    ----------
    head
        Title lines above the space for the signature.
    name
        Name beneath it, or dots.
    below
        Rank and number, those that are known.
    """

    head: tuple[str, ...]
    name: str
    below: tuple[str, ...]


def signature(signer: Signer, *, uniformed: bool = False) -> Signature:
    """Return the block of a signer.

    Parameters
    ----------
    signer
        Who signs.
    uniformed
        Whether the number is the NRP of Polri or TNI.

    Examples
    --------
    >>> secretary = Signer(title="CAMAT MURUNG", authority=Authority.ATAS_NAMA, position="SEKRETARIS CAMAT")
    >>> signature(secretary).head
    ('a.n. CAMAT MURUNG', 'SEKRETARIS CAMAT,')
    >>> signature(Signer(title="CAMAT MURUNG", authority=Authority.PLH)).head
    ('Plh. CAMAT MURUNG,',)
    """
    title = f"{signer.authority.label} {plain(signer.title, 90)}".strip()
    position = plain(signer.position, 90)
    above = (title, position) if signer.authority is Authority.ATAS_NAMA and position else (title,)
    number = staff_number(signer.number)
    below = (plain(signer.rank, 60), f"{'NRP' if uniformed else 'NIP.'} {number}" if number else "")
    return Signature(
        head=(*above[:-1], f"{above[-1]},"),
        name=plain(signer.name, 80) or _DOTS,
        below=tuple(text for text in below if text),
    )
