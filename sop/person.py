"""Persons and groups who take part in an incident or a case."""

from __future__ import annotations

from sop.code import Code


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
