"""The quick report from a phone: what is offered first, and what became of one's own reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from reports.words import happened
from services.attachments import photo_counts
from services.locating import desa_names
from services.office import Office
from services.patrol_logs import may_name
from services.privacy import PARTNERS, short_name
from services.reference import shown_number
from services.typed import form_mark
from sop.category import UNCLASSIFIED, Visibility
from sop.dictionary import INCIDENTS, Frame
from sop.incident import IncidentState, Origin, StatusWord, status_word
from sop.party import Actor, Verb

_LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class OwnReport:
    """One's own report, ready to be read.

    Parameters
    ----------
    number
        Its number, as its writer knows it.
    what, when, where
        Category, time and desa in words.
    status
        Where it stands, in one of three words.
    photos
        How many photos it has.
    """

    number: str
    what: str
    when: str
    where: str
    status: StatusWord
    photos: int


def own_reports(office: Office, actor: Actor, *, most: int = 20) -> tuple[OwnReport, ...]:
    """Return the latest reports that somebody entered himself, the latest first."""
    actor.require(Verb.KEJADIAN_CATAT)
    rows = office.frame(INCIDENTS)
    rows = rows.loc[rows["dicatat_oleh"] == actor.name]
    rows = rows.sort_values("waktu_input", ascending=False, kind="stable").head(most)
    names, counts = desa_names(office), photo_counts(office, INCIDENTS)
    return tuple(
        OwnReport(
            number=shown_number(office, actor, INCIDENTS, str(key)),
            what=_category_name(office, row["kode_kategori"]),
            when=happened(row["waktu_kejadian"], row["presisi_waktu"], office.zone, short=True),
            where="Di luar wilayah" if pd.isna(row["kode_desa"]) else names.get(row["kode_desa"], ""),
            status=status_word(IncidentState(row["status"])),
            photos=int(counts.get(key, 0)),
        )
        for key, row in zip(rows.index, rows.to_dict("records"), strict=True)
    )


def first_categories(office: Office, *, at: datetime, most: int = 6) -> dict[str, str]:
    """Return the names of the categories that are reported most, by code, the most frequent first.

    Categories that are nobody's business on a phone's screen are found by searching, not offered.

    Parameters
    ----------
    at
        Now; a year back counts.
    """
    rows = office.frame(INCIDENTS)
    recent = rows.loc[rows["waktu_kejadian"] >= pd.Timestamp(at - _LOOKS_BACK), "kode_kategori"]
    counts = recent.value_counts()
    offered = [
        code
        for code, category in office.categories.items()
        if category.visibility is not Visibility.RAHASIA and code != UNCLASSIFIED
    ]
    offered.sort(key=lambda code: -int(counts.get(code, 0)))
    return {code: _category_name(office, code) for code in offered[:most]}


def category_names(office: Office) -> dict[str, str]:
    """Return the names of all categories by code, in the order of the master table."""
    return {code: _category_name(office, code) for code in office.categories}


def usual_origin(actor: Actor) -> Origin | None:
    """Return how what somebody reports usually became known; None where both ways are usual.

    Examples
    --------
    >>> from sop.party import Role
    >>> usual_origin(Actor("a", Role.POLSEK)).label, usual_origin(Actor("a", Role.PETUGAS))
    ('Instansi', None)
    """
    return Origin.INSTANSI if actor.role in PARTNERS else None


def patrol_named(office: Office, actor: Actor, number: str) -> str | None:
    """Return the number of a patrol log if this person may report what was found on it."""
    return number if may_name(office, actor, number) else None


def number_of_form(office: Office, actor: Actor, frame: Frame, form_id: str) -> str | None:
    """Return the number of the record that a form has become, None as long as it has become none.

    It is the number under which the actor knows the record.
    """
    rows = office.frame(frame)
    found = rows.index[rows["sidik"] == form_mark(frame, actor, form_id)]
    return shown_number(office, actor, frame, str(found[0])) if len(found) else None


def _category_name(office: Office, code: str) -> str:
    category = office.categories.get(code)
    return short_name(category.name) if category else code
