"""Persons and groups who take part in an incident or a case."""

from __future__ import annotations

import re

from sop.code import Code

ADULT_AGE = 18
"""Younger people are children: of them only the initials are kept."""

PERSONAL: dict[str, str] = {
    "nomor telepon": r"(?:\+62|\b62|\b0)[ \-]?8[\d \-]{7,13}",
    "NIK": r"\b\d{16}\b",
    "nomor kendaraan": r"\b(?:KH|DA|KT|KB|KU|B|L|W|AB|AD)\s?\d{1,4}\s?[A-Z]{1,3}\b",
}
"""What gives a person away in free text, as regular expressions."""


class PartyRole(Code):
    """In which role somebody takes part."""

    PELAPOR = "pelapor", "Pelapor"
    TERLAPOR = "terlapor", "Terlapor"
    KORBAN = "korban", "Korban"
    SAKSI = "saksi", "Saksi"
    PIHAK = "pihak", "Pihak yang berselisih"
    KUASA = "kuasa", "Kuasa pihak"
    TOKOH = "tokoh", "Tokoh yang berpengaruh"


class PartyKind(Code):
    """What kind of party it is."""

    ORANG = "orang", "Orang"
    KELOMPOK = "kelompok", "Kelompok"
    PERUSAHAAN = "perusahaan", "Perusahaan"


def personal_in(text: str, kinds: tuple[str, ...] = tuple(PERSONAL)) -> tuple[str, ...]:
    """Return which of the kinds of personal data a text seems to hold.

    Examples
    --------
    >>> personal_in("Hubungi 0812-3456-7890, NIK 6213020101900001")
    ('nomor telepon', 'NIK')
    >>> personal_in("massa sekitar 25 orang sejak pukul 20.00")
    ()
    """
    return tuple(kind for kind in kinds if re.search(PERSONAL[kind], text))


def initials(name: str) -> str:
    """Return the initials of a name; what already is initials stays as it is.

    Examples
    --------
    >>> initials("Nama Rekaan saja"), initials("N. R. S."), initials("NRS"), initials("  ")
    ('N. R. S.', 'N. R. S.', 'N.', '')
    """
    words = re.findall(r"[^\W\d_]+", name)
    return " ".join(f"{word[0].upper()}." for word in words)
