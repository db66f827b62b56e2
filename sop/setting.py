"""The office's own settings: on which sheets they stand, and what a change of one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sop.code import Code
from sop.problem import ProblemCode, Refused, problem


class Sheet(Code):
    """One sheet of settings; each is one file of the workspace."""

    PROFIL = "profil", "Profil dan kop"
    PARAMETER = "parameter", "Bobot dan ambang"
    ATURAN = "aturan", "Tenggat dan hari libur"
    KATEGORI = "kategori", "Kategori kejadian"
    PATROLI = "patroli", "Regu dan aturan patroli"


@dataclass(frozen=True)
class Change:
    """One setting with its old and its new value, both as JSON knows them.

    Parameters
    ----------
    sheet
        The sheet on which it stands.
    key
        Its name on the sheet, such as ``kelas.waspada`` or ``JLN-04.faktor_skor``.
    old, new
        The values; None where the setting is not there.

    Examples
    --------
    >>> change = Change(Sheet.PARAMETER, "kelas.waspada", 6.0, 8.0)
    >>> Change.of(change.to_json()) == change
    True
    """

    sheet: Sheet
    key: str
    old: Any
    new: Any

    def to_json(self) -> dict[str, Any]:
        """Return the change as the audit trail and a proposal keep it."""
        return {"lembar": self.sheet.value, "kunci": self.key, "lama": self.old, "baru": self.new}

    @classmethod
    def of(cls, kept: Any) -> Change:
        """Read a change that was kept.

        Raises
        ------
        Refused
            With ``pengaturan.usulan_rusak`` if it is none.
        """
        sheets = {sheet.value: sheet for sheet in Sheet}
        if not isinstance(kept, Mapping) or not {"lembar", "kunci", "lama", "baru"} <= set(kept):
            raise Refused(problem(ProblemCode.PENGATURAN_USULAN_RUSAK))
        sheet, key = sheets.get(kept["lembar"]), kept["kunci"]
        if sheet is None or not isinstance(key, str):
            raise Refused(problem(ProblemCode.PENGATURAN_USULAN_RUSAK))
        return cls(sheet, key, kept["lama"], kept["baru"])
