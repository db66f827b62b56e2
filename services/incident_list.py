"""The list of incidents, the most urgent first, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pandas as pd

from reports.words import happened
from services.incident_record import visible
from services.incident_words import area_name, zone_of
from services.looking import within
from services.office import Office
from services.privacy import (
    Seen,
    Sight,
    briefed,
    category_name,
    closed_words,
    referred_to,
    short_name,
)
from services.reference import number_meant, shown_numbers
from services.running import running
from sop.deadline import due_words
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState, StatusWord, status_word
from sop.party import Actor, Verb
from sop.period import Period
from sop.wording import duration, number

PER_PAGE = 50
"""Rows sent to a screen at once."""
COLUMNS = ("Nomor", "Tenggat", "Kejadian", "Desa", "Keadaan", "Status", "Tingkat", "Waktu", "Patokan")


@dataclass(frozen=True, kw_only=True)
class IncidentFilters:
    """Which incidents are listed.

    Parameters
    ----------
    period
        Local days in which they happened; None for all.
    words
        States in the three words; empty for all.
    kode_desa, categories
        Desa, and codes of categories; None for all.
    overdue
        Only those with a duty that is late.
    search
        Text in number, landmark or hamlet.
    page
        From 1.
    """

    period: Period | None = None
    words: frozenset[StatusWord] = frozenset()
    kode_desa: str | None = None
    categories: frozenset[str] | None = None
    overdue: bool = False
    search: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class IncidentList:
    """One page of the list, and what the whole says.

    Parameters
    ----------
    sentence
        How many wait and how many are late, of all that the reader sees.
    table
        `COLUMNS`, ready to be shown, indexed by number, the most urgent first.
    late
        Whether each row of the table has a late duty.
    total, page, pages
        Incidents that the filters leave, and the page of `PER_PAGE` that is shown.
    closed
        What is said of incidents that are closed to the reader or the room; empty if there can be none.
    none_at_all
        Whether the reader sees no incident whatever the filters.
    """

    sentence: str
    table: pd.DataFrame
    late: pd.Series
    total: int
    page: int
    pages: int
    closed: str
    none_at_all: bool


def incident_list(
    office: Office,
    actor: Actor,
    *,
    at: datetime,
    filters: IncidentFilters | None = None,
    meeting: bool = False,
) -> IncidentList:
    """Return one page of the incidents that the actor sees, the most urgent first.

    Where others look along, only what is open to all is listed, and to a partner what was referred to it.
    """
    actor.require(Verb.KEJADIAN_LIHAT)
    filters = filters or IncidentFilters()
    seen, shown = _told(office, actor, meeting=meeting), told_incidents(office, actor, at=at, meeting=meeting)
    kept = shown.loc[chosen(shown, filters, office, at)]
    kept = kept.sort_values(["due", "waktu_kejadian"], ascending=[True, False], na_position="last")
    pages = max(1, -(-len(kept) // PER_PAGE))
    page = min(max(filters.page, 1), pages)
    rows = kept.iloc[(page - 1) * PER_PAGE : page * PER_PAGE]
    return IncidentList(
        sentence=_sentence(shown, at),
        table=_table(rows, office, at),
        late=(rows["due"] <= pd.Timestamp(at)).set_axis(rows["nomor"]),
        total=len(kept),
        page=page,
        pages=pages,
        none_at_all=shown.empty,
        closed=_closed(seen, meeting=meeting),
    )


def told_incidents(office: Office, actor: Actor, *, at: datetime, meeting: bool = False) -> pd.DataFrame:
    """Return every incident that may be listed for a reader, as he sees it.

    Returns
    -------
    DataFrame
        As stored and cut down, with ``pandang``; ``nomor`` as the reader knows it; ``due`` of its most
        pressing duty. Shared: not to be changed.
    """
    day = at.astimezone(office.zone).date()
    question = ("told incidents", actor.role, meeting, day)
    return office.remember(question, lambda: _every(office, actor, at, meeting=meeting))


def _every(office: Office, actor: Actor, at: datetime, *, meeting: bool) -> pd.DataFrame:
    incidents = _told(office, actor, meeting=meeting).incidents
    clocks = running(office, at=at)
    due = clocks.loc[clocks["objek"] == INCIDENTS.name].groupby("kunci", sort=False)["due"].first()
    numbers = shown_numbers(office, actor, INCIDENTS, incidents.index, meeting=meeting)
    return incidents.assign(
        due=due.reindex(incidents.index), nomor=pd.Series(numbers, index=incidents.index, dtype="str")
    )


def _told(office: Office, actor: Actor, *, meeting: bool) -> Seen:
    seen = visible(office, actor.role, meeting=meeting)
    if not meeting:
        return seen
    room = briefed(seen)
    referred = seen.incidents.loc[
        (seen.incidents["pandang"] == Sight.RINGKAS) & referred_to(seen.incidents, actor.role)
    ]
    return replace(room, incidents=pd.concat([room.incidents, referred]))


def chosen(shown: pd.DataFrame, filters: IncidentFilters, office: Office, at: datetime) -> pd.Series:
    """Say which of the told incidents the filters leave."""
    kept = within(shown["waktu_kejadian"], filters.period, office)
    if filters.words:
        states = [state.value for state in IncidentState if status_word(state) in filters.words]
        kept &= shown["status"].isin(states)
    if filters.kode_desa is not None:
        kept &= shown["kode_desa"] == filters.kode_desa
    if filters.categories is not None:
        # What a secret incident is about must not follow from the filter that finds it.
        kept &= shown["kode_kategori"].isin(filters.categories) & (shown["pandang"] != Sight.DESA)
    if filters.overdue:
        kept &= shown["due"] <= pd.Timestamp(at)
    if wanted := filters.search.strip().casefold():
        number_ = shown["nomor"].str.casefold().str.contains(wanted, regex=False)
        number_ |= shown.index == number_meant(office, INCIDENTS, wanted)
        texts = [shown[name].astype("str").str.casefold() for name in ("patokan", "dusun_rt")]
        for text in texts:
            number_ |= text.str.contains(wanted, regex=False).fillna(value=False).astype(bool)
        kept &= number_
    return kept


def _table(rows: pd.DataFrame, office: Office, at: datetime) -> pd.DataFrame:
    made = [
        (
            row["nomor"],
            _due(row["due"], at),
            short_name(category_name(row["kode_kategori"], row["pandang"], office.categories)),
            area_name(office, row["kode_desa"] if isinstance(row["kode_desa"], str) else None),
            status_word(IncidentState(row["status"])).label,
            IncidentState(row["status"]).label,
            _severity(row, office),
            happened(
                row["waktu_kejadian"].to_pydatetime(),
                row["presisi_waktu"],
                zone_of(str(row["zona_waktu_asli"]), office.zone),
                short=True,
            ),
            row["patokan"] if isinstance(row["patokan"], str) else "",
        )
        for row in rows.to_dict("records")
    ]
    return pd.DataFrame(made, columns=list(COLUMNS), index=rows["nomor"].array)


def _severity(row: Mapping[Any, Any], office: Office) -> str:
    category = office.categories.get(str(row["kode_kategori"]))
    return category.severity.label if category and row["pandang"] != Sight.DESA else ""


def _due(due: pd.Timestamp, at: datetime) -> str:
    return "" if pd.isna(due) else due_words(due.to_pydatetime(), at)


def _sentence(shown: pd.DataFrame, at: datetime) -> str:
    waiting = int((shown["status"] == IncidentState.MASUK).sum())
    words = [state.value for state in IncidentState if status_word(state) is StatusWord.DIPROSES]
    going = int(shown["status"].isin(words).sum())
    late = shown.loc[shown["due"] <= pd.Timestamp(at), "due"]
    if not waiting + going:
        return "Tidak ada kejadian yang menunggu atau sedang diproses."
    told = f"{number(waiting)} laporan menunggu verifikasi, {number(going)} sedang diproses"
    if late.empty:
        return f"{told}; semuanya dalam batas waktu."
    longest = duration((at - late.min().to_pydatetime()).total_seconds())
    return f"{told}; {number(len(late))} lewat tenggat, yang terlama {longest}."


def _closed(seen: Seen, *, meeting: bool) -> str:
    if seen.complete:
        return ""
    words = closed_words(seen.closed, seen.told)
    if meeting:
        return f"Mode rapat: kejadian tertutup tidak dirinci ({words})."
    return f"Sebagian {INCIDENTS.label.lower()} tertutup bagi peran Anda ({words})."
