"""One stored record, and what was done to it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from services.accounts import display_names
from services.office import Office
from sop.dictionary import Frame
from sop.party import Verb
from sop.period import long_time
from sop.problem import ProblemCode, Refused, problem

_IMPORTED = ".impor"


def row_of(rows: pd.DataFrame, frame: Frame, number: str) -> dict[str, Any]:
    """Return a row by its number, None where something is missing.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if it is not among the rows.

    Examples
    --------
    >>> from sop.dictionary import PLACES
    >>> row_of(pd.DataFrame({"nama": ["Pos"], "luas": [None]}, index=["TMP-1"]), PLACES, "TMP-1")
    {'nama': 'Pos', 'luas': None}
    """
    if number not in rows.index:
        raise Refused(problem(ProblemCode.REKAM_TAK_ADA, objek=frame.label, kunci=number[:40]))
    row = rows.loc[number].to_dict()
    return {str(name): None if _missing(value) else value for name, value in row.items()}


def history(office: Office, frame: Frame, number: str) -> pd.DataFrame:
    """Return who did what to a record, the latest first, ready to be read.

    Returns
    -------
    DataFrame
        ``Kapan``, ``Siapa``, ``Apa``, ``Catatan``, one row a version.
    """
    versions = office.store.history(frame, number).iloc[::-1]
    names = display_names(office)
    return pd.DataFrame(
        {
            "Kapan": [long_time(at, office.zone) for at in versions["at"]],
            "Siapa": [names.get(actor, actor) for actor in versions["actor"]],
            "Apa": [act_word(verb) for verb in versions["verb"]],
            "Catatan": versions["note"].to_list(),
        }
    )


def act_word(verb: str) -> str:
    """Return an act of the audit trail in words.

    Examples
    --------
    >>> act_word("tempat.ubah"), act_word("places.impor"), act_word("contoh.isi")
    ('Mengubah tempat', 'Impor berkas', 'contoh.isi')
    """
    if verb.endswith(_IMPORTED):
        return "Impor berkas"
    return {one.value: one.label for one in Verb}.get(verb, verb)


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)  # noqa: PLR0124 - NaN
