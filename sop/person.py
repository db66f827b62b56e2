"""Persons and groups who take part in an incident or a case."""

from __future__ import annotations

import re

from sop.code import Code

ADULT_AGE = 18
"""Younger people are children: of them only the initials are kept."""


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


def initials(name: str) -> str:
    """Return the initials of a name; what already is initials stays as it is.

    Examples
    --------
    >>> initials("Nama Rekaan saja"), initials("N. R. S."), initials("NRS"), initials("  ")
    ('N. R. S.', 'N. R. S.', 'N.', '')
    """
    words = re.findall(r"[^\W\d_]+", name)
    return " ".join(f"{word[0].upper()[0]}." for word in words)
