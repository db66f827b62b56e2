"""Stops that somebody asked for: an order of the Camat, a wish of a meeting, a market day or an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import shapely

from planning.demand import Request
from planning.stop import Window
from services.locating import Location, location_of
from services.office import Office
from services.places import standing
from services.removal import standing_of, take_off
from services.stored import row_of, store_once
from services.typed import form_mark, typed
from sop.dictionary import STOP_REQUESTS
from sop.party import Actor, Verb
from sop.patrol import StopKind
from sop.period import WEEKDAYS, long_date
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.scrub import scrubbed
from sop.wording import listed, number, one_sentence

ASKED_BY = (StopKind.PERINTAH, StopKind.RAPAT, StopKind.AGENDA)
"""Who asks for stops that come back."""

_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class StopRequest:
    """What a person asks for.

    Parameters
    ----------
    name
        What people call the stop.
    location
        Where it is: a point within a desa; None as long as nobody has said it.
    kind
        One of `ASKED_BY`.
    reason
        One sentence: who asked, and what for.
    dwell_min
        Minutes to stand there, 3 to 240; None for the ordinary dwell.
    windows
        Parts of the day in which a visit makes sense; empty for any time. Those over midnight are of the day
        on which they begin.
    first, last
        Days from which and up to which it counts.
    weekdays
        On which days of the week, Monday 0 to Sunday 6; empty for every day.
    """

    name: str
    location: Location | None
    kind: StopKind
    reason: str
    dwell_min: float | None
    windows: tuple[Window, ...]
    first: date
    last: date
    weekdays: frozenset[int] = frozenset()

    def on(self, day: date) -> bool:
        """Say whether it counts on a day."""
        return self.first <= day <= self.last and (not self.weekdays or day.weekday() in self.weekdays)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A stored request.

    Parameters
    ----------
    number, version
        Its number, and the version on which a removal is based.
    request
        What was asked for.
    desa
        Name of the desa in which it lies.
    when
        Its days and hours in words.
    over
        Whether its last day is past.
    """

    number: str
    version: int
    request: StopRequest
    desa: str
    when: str
    over: bool


@dataclass(frozen=True, kw_only=True)
class Due:
    """Requests of some days.

    Parameters
    ----------
    requests
        As demand takes them.
    only
        The days of those that do not count on all of them.
    instead
        Known places that lie at the same point, and the days on which they need no visit of their own.
    """

    requests: tuple[Request, ...]
    only: Mapping[str, frozenset[date]]
    instead: frozenset[tuple[str, date]]


def request_list(office: Office, actor: Actor, *, at: datetime, past: bool = False) -> tuple[Asked, ...]:
    """Return what is asked for now and later, by its first day; past requests too if they are wanted."""
    actor.require(Verb.RENCANA_LIHAT)
    today = at.astimezone(office.zone).date()
    rows = standing_requests(office).sort_values(["mulai", "nama"], kind="stable")
    found = (_asked(office, str(key), row, today) for key, row in rows.iterrows())
    return tuple(one for one in found if past or not one.over)


def add_request(office: Office, actor: Actor, request: StopRequest, *, form_id: str, at: datetime) -> str:
    """Store a request and return its number; the same form sent twice stores it once.

    Raises
    ------
    Refused
        With everything that is wrong with it.
    """
    actor.require(Verb.TITIK_MINTA)
    columns = _checked(request, today=at.astimezone(office.zone).date())
    row = pd.DataFrame([{**columns, "sidik": form_mark(STOP_REQUESTS, actor, form_id)}])
    with office.store.act(actor, at, Verb.TITIK_MINTA.value) as act:
        return store_once(act, STOP_REQUESTS, row)[0]


def remove_request(
    office: Office, actor: Actor, number: str, *, expected_version: int, at: datetime, note: str
) -> None:
    """Take a request off the list; plans made before keep it, and its history stays.

    Raises
    ------
    Refused
        Without a reason; ``versi.bentrok`` if somebody else was first.
    """
    actor.require(Verb.TITIK_MINTA)
    row_of(standing_requests(office), STOP_REQUESTS, number)
    take_off(
        office,
        actor,
        Verb.TITIK_MINTA,
        STOP_REQUESTS,
        number,
        expected_version=expected_version,
        at=at,
        note=note,
    )


def requests_on(office: Office, first: date, days: int) -> Due:
    """Return what is asked for on some days.

    A request at a known place that counts on all of these days is a request for that place. One that counts
    on some of them is a stop of its own, and takes the place's turn on those.
    """
    calendar = [first + timedelta(days=n) for n in range(days)]
    places = standing(office)
    known = places.loc[places.geometry.notna()]
    points = shapely.get_coordinates(known.geometry.to_numpy()).tolist()
    at_point = {(x, y): str(key) for key, (x, y) in zip(known.index, points, strict=True)}
    requests: list[Request] = []
    only: dict[str, frozenset[date]] = {}
    instead: set[tuple[str, date]] = set()
    for key, row in standing_requests(office).sort_index().iterrows():
        one = _request(office, row)
        on = frozenset(day for day in calendar if one.on(day))
        place = at_point.get((row["lon"], row["lat"]))
        if not on:
            continue
        always = len(on) == len(calendar)
        stop = place if place is not None and always else str(key)
        requests.append(_wanted(stop, row, one))
        if not always:
            only[stop] = on
            instead |= {(place, day) for day in on if place is not None}
    return Due(requests=tuple(requests), only=only, instead=frozenset(instead))


def words_of(request: StopRequest) -> str:
    """Return the days and hours of a request in words.

    Examples
    --------
    >>> words_of(StopRequest(name="Pasar", location=None, kind=StopKind.AGENDA, reason="Hari pasar.",
    ...     dwell_min=None, windows=(Window(first_min=420, last_min=660),), first=date(2026, 11, 1),
    ...     last=date(2026, 12, 31), weekdays=frozenset({1})))
    'Tiap Selasa, pukul 07.00–11.00, 1 November 2026 sampai 31 Desember 2026'
    """
    days = [WEEKDAYS[n] for n in sorted(request.weekdays)]
    hours = [str(one) for one in request.windows]
    one_day = request.first == request.last
    span = long_date(request.first) + ("" if one_day else f" sampai {long_date(request.last)}")
    parts = [
        f"tiap {listed(days)}" if days and len(days) < _WEEK and not one_day else "",
        f"pukul {listed(hours)}" if hours else "",
        span,
    ]
    told = ", ".join(part for part in parts if part)
    return told[0].upper() + told[1:]


def standing_requests(office: Office) -> pd.DataFrame:
    """Return to a service the requests that nobody has taken off the list, past ones as well."""
    rows = office.frame(STOP_REQUESTS)
    return standing_of(rows)


def _asked(office: Office, number_: str, row: Any, today: date) -> Asked:
    request = _request(office, row)
    return Asked(
        number=number_,
        version=int(row["versi"]),
        request=request,
        desa=str(office.areas()["nama"].get(row["kode_desa"], row["kode_desa"])),
        when=words_of(request),
        over=request.last < today,
    )


def _request(office: Office, row: Any) -> StopRequest:
    from_store = row["menit"]
    return StopRequest(
        name=str(row["nama"]),
        location=location_of(office, shapely.Point(row["lon"], row["lat"]), row["kode_desa"]),
        kind=StopKind(row["jenis"]),
        reason=str(row["alasan"]),
        dwell_min=None if pd.isna(from_store) else float(from_store),
        windows=tuple(Window(first_min=int(a), last_min=int(b)) for a, b in row["jam"]),
        first=date.fromisoformat(row["mulai"]),
        last=date.fromisoformat(row["selesai"]),
        weekdays=frozenset(int(n) for n in row["hari"]),
    )


def _wanted(stop: str, row: Any, request: StopRequest) -> Request:
    return Request(
        id=stop,
        name=request.name,
        kode_desa=str(row["kode_desa"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        kind=request.kind,
        reason=_reason(request),
        dwell_min=request.dwell_min,
        windows=request.windows,
    )


def _reason(request: StopRequest) -> str:
    """Return why the stop is on a route, in one sentence; what happens there by itself is its own reason.

    Partners carry it on paper: persons who are named in the request are not named there.
    """
    said = request.reason if request.kind is StopKind.AGENDA else f"{request.kind.label}: {request.reason}"
    return one_sentence(scrubbed(said))


def _checked(request: StopRequest, *, today: date) -> dict[str, Any]:
    texts, faults = typed(STOP_REQUESTS, {"nama": request.name, "alasan": request.reason})
    faults += [*_faults(request, today)]
    where = request.location
    if faults or where is None or where.point is None:
        raise Refused(*faults)
    return {
        **texts,
        "kode_desa": where.kode_desa,
        "lon": where.point.x,
        "lat": where.point.y,
        "jenis": request.kind.value,
        "menit": request.dwell_min,
        "jam": [[one.first_min, one.last_min] for one in request.windows],
        "mulai": request.first.isoformat(),
        "selesai": request.last.isoformat(),
        "hari": sorted(request.weekdays),
        "dihapus": False,
    }


def _faults(request: StopRequest, today: date) -> Iterator[Problem]:
    where = request.location
    if where is None or where.point is None:
        yield problem(ProblemCode.ISIAN_WAJIB, column="lokasi", isian="Letak")
    elif where.kode_desa is None:
        yield problem(ProblemCode.TITIK_LUAR, column="lokasi")
    if request.kind not in ASKED_BY:
        yield problem(ProblemCode.ISIAN_WAJIB, column="jenis", isian=STOP_REQUESTS["jenis"].label)
    yield from _day_faults(request, today)
    dwell = request.dwell_min
    field = STOP_REQUESTS["menit"]
    if dwell is not None and not (field.low or 0) <= dwell <= (field.high or dwell):
        yield problem(
            ProblemCode.ISIAN_TAK_SAH, column="menit", isian=field.label, nilai=number(dwell),
            harus=f"{number(field.low or 0)}–{number(field.high or 0)}",
        )  # fmt: skip
    for one in request.windows:
        if dwell is not None and one.last_min - one.first_min < dwell:
            yield problem(ProblemCode.TITIK_JAM, column="jam", jam=one, menit=number(dwell))


def _day_faults(request: StopRequest, today: date) -> Iterator[Problem]:
    if not request.weekdays <= set(range(_WEEK)):
        told = listed([str(n) for n in sorted(request.weekdays)])
        yield problem(
            ProblemCode.ISIAN_TAK_SAH, column="hari", isian=STOP_REQUESTS["hari"].label, nilai=told,
            harus="0–6",
        )  # fmt: skip
    elif request.last < request.first:
        yield problem(
            ProblemCode.TITIK_TANGGAL, column="selesai",
            mulai=long_date(request.first), selesai=long_date(request.last),
        )  # fmt: skip
    elif request.last < today:
        yield problem(ProblemCode.TITIK_LEWAT, column="selesai", selesai=long_date(request.last))
    elif not _any_day(request):
        yield problem(
            ProblemCode.TITIK_TANPA_HARI,
            column="hari",
            hari=listed([WEEKDAYS[n] for n in sorted(request.weekdays)]),
            mulai=long_date(request.first),
            selesai=long_date(request.last),
        )


def _any_day(request: StopRequest) -> bool:
    # Every day of the week comes within seven days.
    days = min((request.last - request.first).days + 1, _WEEK)
    return any(request.on(request.first + timedelta(days=n)) for n in range(days))
