"""The conflict cases as their reader may see them: the gravest first, with what is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from services.case_privacy import about, insight, seen_cases
from services.case_words import day_words, desa_words, kind_words, next_words
from services.office import Office
from services.privacy import READS_TEXT, SECRET_CATEGORY, Sight, short_name
from services.reference import shown_numbers
from services.running import running
from services.stored import row_of
from sop.category import Visibility
from sop.conflict import ConflictStage, level_words
from sop.deadline import Duty, due_words
from sop.dictionary import CONFLICT_CASES
from sop.party import Actor, Verb
from sop.wording import listed
from sop.wording import number as in_words

_DUTIES = {duty.value: duty.label for duty in Duty}


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case in the list, every part ready to be read; what is closed to the reader is empty.

    Parameters
    ----------
    number, about, kind, desa, stage, since
        What it is called for this reader, its kind, where, how far, and since when (or until when).
    level, level_words
        Level of escalation.
    opens
        Whether the reader may open it.
    secret
        Whether it is secret.
    due, late
        How its most pressing duty stands, and whether it is late.
    next
        What is to be done next.
    """

    number: str
    about: str
    kind: str
    desa: str
    stage: str
    since: str
    level: int
    level_words: str
    opens: bool
    secret: bool
    due: str
    late: bool
    next: str


@dataclass(frozen=True, kw_only=True)
class CaseList:
    """Every case that the reader may know of.

    Parameters
    ----------
    sentence
        How many are open at which level, and how much is late.
    open, closed
        The open ones, the gravest first; the closed ones, the latest first.
    """

    sentence: str
    open: tuple[CaseRow, ...]
    closed: tuple[CaseRow, ...]


def case_list(office: Office, actor: Actor, *, at: datetime, meeting: bool = False) -> CaseList:
    """Return the cases as their reader may see them.

    Parameters
    ----------
    meeting
        Whether others look along.
    """
    actor.require(Verb.KASUS_LIHAT)
    cases = office.remember(
        ("listed cases", insight(office, actor, meeting=meeting)),
        # without the ground in dispute: what is left depends on the insight alone
        lambda: pd.DataFrame(seen_cases(office, actor, meeting=meeting).drop(columns="geometry")),
    )
    shown = dict(
        zip(
            cases.index,
            shown_numbers(office, actor, CONFLICT_CASES, cases.index, meeting=meeting),
            strict=True,
        )
    )
    pressing = _pressing(office, at) if actor.role in READS_TEXT else {}
    today = at.astimezone(office.zone).date()
    rows = [
        replace(
            _row(office, row_of(cases, CONFLICT_CASES, number), number, pressing, at, today),
            number=shown[number],
        )
        for number in map(str, cases.index)
    ]
    ended = cases["tahap"] == ConflictStage.TUTUP
    opened = [row for row, closed in zip(rows, ended, strict=True) if not closed]
    closed = [row for row, closed in zip(rows, ended, strict=True) if closed]
    until = {shown[str(number)]: day for number, day in cases["tgl_tutup"].fillna("").items()}
    return CaseList(
        sentence=_sentence(opened),
        open=tuple(sorted(opened, key=lambda row: (-row.level, not row.late, row.number))),
        closed=tuple(sorted(closed, key=lambda row: (until[row.number], row.number), reverse=True)),
    )


def _pressing(office: Office, at: datetime) -> dict[str, Mapping[Any, Any]]:
    """Return the most pressing duty of each case."""
    clocks = running(office, at=at)
    mine = clocks.loc[clocks["objek"] == CONFLICT_CASES.name].drop_duplicates("kunci")
    return {str(row["kunci"]): row for row in mine.to_dict("records")}


def _row(
    office: Office,
    row: Mapping[str, Any],
    number: str,
    pressing: Mapping[str, Mapping[Any, Any]],
    at: datetime,
    today: date,
) -> CaseRow:
    full = row["pandang"] == Sight.PENUH
    clock = pressing.get(number) if full else None
    due = clock["due"].to_pydatetime() if clock else None
    unknown = row["pandang"] == Sight.DESA
    return CaseRow(
        number=number,
        about=about(row["kode_kategori"], row["judul"], row["pandang"], office.categories),
        kind=SECRET_CATEGORY if unknown else short_name(kind_words(office, row["kode_kategori"])),
        desa=desa_words(office, row["desa"]),
        stage=ConflictStage(row["tahap"]).label,
        since=_since(row),
        level=int(row["tingkat_eskalasi"]),
        level_words=level_words(int(row["tingkat_eskalasi"])),
        opens=not unknown,
        secret=row["visibilitas"] == Visibility.RAHASIA,
        due=f"{_DUTIES[clock['duty']]}: {due_words(due, at)}" if clock and due else "",
        late=due is not None and due <= at,
        next=next_words(row, today),
    )


def _since(row: Mapping[str, Any]) -> str:
    if row["tgl_tutup"]:
        return f"ditutup {day_words(row['tgl_tutup'])}"
    return f"sejak {day_words(row['tgl_teridentifikasi'])}"


def _sentence(opened: list[CaseRow]) -> str:
    if not opened:
        return "Tidak ada kasus konflik yang terbuka."
    told = f"{in_words(len(opened))} kasus terbuka: {listed(list(_by_level(opened)))}."
    late = sum(row.late for row in opened)
    if late:
        told += f" {in_words(late)} kasus lewat tenggat penanganan."
    return told


def _by_level(opened: list[CaseRow]) -> Iterator[str]:
    counts = pd.Series([row.level for row in opened]).value_counts().sort_index(ascending=False)
    for level, count in counts.items():
        yield f"{in_words(count)} di tingkat E{level}"
