"""What changed time limits would do to the duties that run now, before anybody decides on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from services.office import Office
from services.overdue import closed_clocks
from services.running import running_under
from services.setting_sheets import Settings
from services.settings import drafted
from sop.deadline import Duty
from sop.party import Actor, Verb
from sop.setting import Change
from sop.wording import number


@dataclass(frozen=True, kw_only=True)
class LimitPreview:
    """Running duties before and after a change of time limits, on what the reader may see.

    Parameters
    ----------
    sentence
        What changes, in one sentence.
    duties
        By duty: ``nama``, ``berjalan`` (how many run), ``lewat_lama`` and ``lewat_baru`` (how many are
        late under the old and the new limits); only duties that run.
    """

    sentence: str
    duties: pd.DataFrame


def limit_preview(office: Office, actor: Actor, wanted: Iterable[Change], *, at: datetime) -> LimitPreview:
    """Compare what is late with what would be; nothing is changed.

    Raises
    ------
    Refused
        With everything that is wrong about the changed settings.
    """
    actor.require(Verb.PENGATURAN_LIHAT)
    settings = drafted(office.settings, wanted)
    sides = {
        "lama": _seen(office, actor, office.settings, at),
        "baru": _seen(office, actor, settings, at),
    }
    names = {duty.value: duty.label for duty in Duty}
    late = {
        f"lewat_{side}": table.loc[table["due"] <= pd.Timestamp(at)].groupby("duty").size()
        for side, table in sides.items()
    }
    runs = sides["lama"].groupby("duty").size()
    duties = pd.DataFrame({"berjalan": runs, **late}).fillna(0).astype("int64")
    duties.insert(0, "nama", [names.get(code, code) for code in duties.index])
    before, after = int(duties["lewat_lama"].sum()), int(duties["lewat_baru"].sum())
    return LimitPreview(sentence=_sentence(before, after), duties=duties)


def _seen(office: Office, actor: Actor, settings: Settings, at: datetime) -> pd.DataFrame:
    """Return the clocks of records that the actor may see: a count of all would tell of the others."""
    clocks = running_under(office, settings, at=at)
    return clocks[~closed_clocks(office, actor, clocks)]


def _sentence(before: int, after: int) -> str:
    if before == after:
        return f"Pekerjaan yang lewat tenggat tetap {number(before)}."
    return f"Pekerjaan yang lewat tenggat berubah dari {number(before)} menjadi {number(after)}."
