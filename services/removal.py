"""What is taken off its list: it stays in the store with its history, and counts no more."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from services.office import Office
from services.typed import said_reason
from sop.dictionary import Frame
from sop.party import Actor, Verb

_REASON = "Alasan"


def standing_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that nobody has taken off.

    Examples
    --------
    >>> standing_of(pd.DataFrame({"dihapus": [None, True, False]}, index=["a", "b", "c"])).index.tolist()
    ['a', 'c']
    """
    return rows.loc[~rows["dihapus"].fillna(value=False).astype(bool)]


def take_off(
    office: Office,
    actor: Actor,
    verb: Verb,
    frame: Frame,
    number: str,
    *,
    expected_version: int,
    at: datetime,
    note: str,
    needs_note: bool = True,
) -> None:
    """Take a record off its list for whoever has the right; its history stays.

    Raises
    ------
    Refused
        Without a note where one is needed; ``versi.bentrok`` if somebody else was first.
    """
    actor.require(verb)
    said = said_reason(note, label=_REASON, required=needs_note)
    with office.store.act(actor, at, verb.value, said) as act:
        act.revise(frame, number, expected_version=expected_version, changes={"dihapus": True})
