"""What a person says of an incident, checked at the door: every fault at once, each with its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from records.parsing.text import MAX_LETTERS, clean
from services.case_record import opened as opened_case
from services.incident_record import stored
from services.locating import Location
from services.office import Office
from services.patrol_logs import may_name
from services.reference import known
from sop import scrub
from sop.category import Visibility, stricter
from sop.conflict import NEVER_A_CASE
from sop.dictionary import CONFLICT_CASES, INCIDENTS, PATROL_LOGS, Field, Kind
from sop.incident import IMPACTS, PARTS_OF_DAY, Origin, TimePrecision
from sop.party import Actor, Role, Verb
from sop.period import ZONE_NAMES, long_time
from sop.problem import Problem, ProblemCode, Refused, problem

SHORT_LETTERS = 500
"""Longest text of a line; stories may have as many letters as in an import."""
CLOCK_SLACK = timedelta(minutes=10)
"""A phone's clock may run ahead of the office's by so much."""
STORIES = frozenset({"kronologi", "hasil"})
"""Texts of more than a line."""

_EARLIEST = datetime(1945, 8, 17, tzinfo=UTC)
_TEXTS = ("sumber", "patokan", "dusun_rt", "kronologi", "pasal", "id_kasus", "id_jurnal", "berulang_dari")
_HOUR = timedelta(hours=1)
_SETS_VISIBILITY = frozenset({Role.KASI, Role.LOKAL})


@dataclass(frozen=True, kw_only=True)
class Report:
    """What somebody reports.

    Parameters
    ----------
    kode_kategori
        Code of the master table.
    waktu_kejadian
        When it happened, with a zone.
    presisi_waktu, zona_waktu_asli
        How exactly that is known, and the zone in which it was said: WIB, WITA or WIT.
    location
        Where it happened.
    asal
        How it became known.
    kronologi
        What happened.
    dampak_aktual
        One of `sop.incident.IMPACTS`.
    visibilitas
        That of the category when None. Only the Kasi may choose a laxer one. A record whose category is
        corrected becomes no laxer, unless that is said.
    """

    kode_kategori: str
    waktu_kejadian: datetime
    presisi_waktu: TimePrecision
    zona_waktu_asli: str
    location: Location
    asal: Origin
    kronologi: str
    sumber: str | None = None
    patokan: str | None = None
    dusun_rt: str | None = None
    pasal: str | None = None
    id_kasus: str | None = None
    id_jurnal: str | None = None
    berulang_dari: str | None = None
    jumlah_terlibat: int | None = None
    korban_luka: int | None = None
    korban_jiwa: int | None = None
    kerugian_rp: float | None = None
    luas_ha: float | None = None
    dampak_aktual: float = 1.0
    visibilitas: Visibility | None = None


FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Report))
"""What a report says, by name; all of it can be corrected."""


def checked(
    office: Office, actor: Actor, said: Mapping[str, Any], *, at: datetime, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the columns of an incident from what was said, some or all of `FIELDS`.

    Parameters
    ----------
    at
        When it was said; nothing can have happened after it.
    kept
        What stands already and was not said again; empty for a new record.

    Raises
    ------
    Refused
        With every fault, each with its field as ``column``.
    """
    columns = cleaned({name: said[name] for name in _TEXTS if name in said})[0]
    columns.update({name: said[name] for name in said if name not in columns and name != "location"})
    columns.update(_visibility(office, columns, kept))
    faults = list(_faults(office, actor, columns, said, at, kept))
    if faults:
        raise Refused.of(sorted(faults, key=lambda one: FIELDS.index(str(one.column))))
    for name, frame in (("id_kasus", CONFLICT_CASES), ("berulang_dari", INCIDENTS)):
        if columns.get(name):
            columns[name] = known(office, actor, frame, columns[name])
    place = said.get("location")
    if place is not None:
        columns.update(
            kode_desa=place.kode_desa,
            presisi_lokasi=place.precision.value,
            karantina=place.quarantine.value if place.quarantine else None,
            geometry=place.point,
        )
    return {name: _stored_value(value) for name, value in columns.items()}


def warnings(said: Mapping[str, Any], *, at: datetime) -> tuple[Problem, ...]:
    """Return what a person should weigh before, or after, saving: none of it forbids anything."""
    texts, hidden = cleaned({name: said.get(name) for name in _TEXTS if name in said})
    told = list(hidden)
    for name, text in texts.items():
        if kinds := scrub.kinds(text or ""):
            told.append(
                problem(
                    ProblemCode.TEKS_PRIBADI,
                    column=name,
                    isian=INCIDENTS[name].label,
                    jenis=", ".join(kinds),
                )
            )
    when = said.get("waktu_kejadian")
    exact = said.get("presisi_waktu") == TimePrecision.TEPAT
    if isinstance(when, datetime) and when.tzinfo and exact:
        gap = abs(at.replace(second=0, microsecond=0) - when.replace(second=0, microsecond=0))
        if gap == _HOUR:
            zone = said.get("zona_waktu_asli")
            told.append(problem(ProblemCode.WAKTU_ZONA_RAGU, column="zona_waktu_asli", zona=zone))
    return tuple(told)


def time_said(
    day: date | None, clock: time | None, precision: TimePrecision, zone: str, *, at: datetime
) -> datetime | None:
    """Return the instant that stands for what was said of a time, None if it was not said.

    Parameters
    ----------
    day, clock
        Local date, and time of day where the precision asks for one.
    zone
        WIB, WITA or WIT.
    at
        Now. A part of the day that has begun and is not over stands for now.

    Examples
    --------
    >>> noon = datetime(2026, 11, 25, 5, 30, tzinfo=UTC)
    >>> said = [time_said(date(2026, 11, 25), time(9, 15), one, "WIB", at=noon) for one in (
    ...     TimePrecision.TEPAT, TimePrecision.PAGI, TimePrecision.SIANG, TimePrecision.TANGGAL_SAJA)]
    >>> [one.astimezone(UTC).isoformat()[:16] for one in said]
    ['2026-11-25T02:15', '2026-11-25T01:00', '2026-11-25T05:00', '2026-11-24T17:00']
    """
    if day is None:
        return None
    local = ZoneInfo(ZONE_NAMES[zone])
    if precision is TimePrecision.TANGGAL_SAJA:
        return datetime.combine(day, time(), local)
    if precision in PARTS_OF_DAY:
        begins, stands = (datetime.combine(day, time(hour), local) for hour in PARTS_OF_DAY[precision])
        return at if begins <= at < stands else stands
    return None if clock is None else datetime.combine(day, clock, local)


def cleaned(texts: Mapping[str, str | None]) -> tuple[dict[str, Any], list[Problem]]:
    r"""Return texts without hidden characters and outer blanks, None for blank ones, and what was dropped.

    Examples
    --------
    >>> texts, dropped = cleaned({"patokan": " Simpang\u200b tiga ", "pasal": " "})
    >>> texts, dropped[0].message
    ({'patokan': 'Simpang tiga', 'pasal': None}, 'Huruf tak terlihat (lebar nol) dibuang dari “Patokan”.')
    """
    if not texts:
        return {}, []
    table, dropped = clean(
        pd.DataFrame({name: pd.array([text], dtype="str") for name, text in texts.items()})
    )
    values = {name: None if pd.isna(table[name].iloc[0]) else str(table[name].iloc[0]) for name in texts}
    return values, [
        problem(
            ProblemCode.TEKS_TAK_TERLIHAT,
            column=one.column,
            isian=_label(str(one.column)),
            huruf=one.details["huruf"],
        )
        for one in dropped
    ]


def text_fault(name: str, text: str | None, *, required: bool = False) -> Problem | None:
    """Return what is wrong with a cleaned text, if anything."""
    if text is None:
        return problem(ProblemCode.ISIAN_WAJIB, column=name, isian=_label(name)) if required else None
    limit = MAX_LETTERS if name in STORIES or name == "note" else SHORT_LETTERS
    if len(text) <= limit:
        return None
    return problem(
        ProblemCode.TEKS_TERLALU_PANJANG, column=name, isian=_label(name), panjang=len(text), batas=limit
    )


def _label(name: str) -> str:
    return {"note": "Catatan", "location": "Lokasi"}.get(name) or INCIDENTS[name].label


def _faults(
    office: Office,
    actor: Actor,
    columns: Mapping[str, Any],
    said: Mapping[str, Any],
    at: datetime,
    kept: Mapping[str, Any],
) -> Iterator[Problem]:
    for name in _TEXTS:
        if name in columns and (fault := text_fault(name, columns[name], required=name == "kronologi")):
            yield fault
    if "location" in said and not _is_somewhere(said["location"]):
        yield problem(ProblemCode.ISIAN_WAJIB, column="location", isian=_label("location"))
    for name in ("kode_kategori", "asal", "presisi_waktu", "zona_waktu_asli", "dampak_aktual"):
        if name in columns and columns[name] is None:
            yield problem(ProblemCode.ISIAN_WAJIB, column=name, isian=_label(name))
    if columns.get("kode_kategori") is not None and columns["kode_kategori"] not in office.categories:
        yield _wrong("kode_kategori", columns["kode_kategori"], "salah satu kategori dari daftar")
    yield from _code_faults(columns)
    yield from _time_faults(office, columns, at)
    yield from _number_faults(columns)
    yield from _visibility_faults(office, actor, columns, kept)
    yield from _reference_faults(office, actor, columns)


def _is_somewhere(place: Any) -> bool:
    return isinstance(place, Location) and (place.point is not None or place.kode_desa is not None)


def _code_faults(columns: Mapping[str, Any]) -> Iterator[Problem]:
    for name, codes in (("presisi_waktu", TimePrecision), ("asal", Origin), ("visibilitas", Visibility)):
        value = columns.get(name)
        if value is not None and value not in [*codes]:
            allowed = ", ".join(code.label for code in codes)
            yield _wrong(name, value, f"salah satu dari: {allowed}")
    zone, impact = columns.get("zona_waktu_asli"), columns.get("dampak_aktual")
    if zone is not None and zone not in ZONE_NAMES:
        yield _wrong("zona_waktu_asli", zone, "WIB, WITA, atau WIT")
    if impact is not None and impact not in IMPACTS:
        yield _wrong("dampak_aktual", impact, ", ".join(IMPACTS.values()))


def _time_faults(office: Office, columns: Mapping[str, Any], at: datetime) -> Iterator[Problem]:
    if "waktu_kejadian" not in columns:
        return
    when, label = columns["waktu_kejadian"], INCIDENTS["waktu_kejadian"].label
    if when is None:
        yield problem(ProblemCode.ISIAN_WAJIB, column="waktu_kejadian", isian=label)
    elif when < _EARLIEST:
        yield _wrong("waktu_kejadian", when.year, "tahun yang masuk akal")
    elif when > at + CLOCK_SLACK:
        told = long_time(when, office.zone)
        yield problem(ProblemCode.WAKTU_DEPAN, column="waktu_kejadian", isian=label, nilai=told)


def _number_faults(columns: Mapping[str, Any]) -> Iterator[Problem]:
    for field in INCIDENTS:
        if field.kind not in {Kind.INTEGER, Kind.NUMBER} or field.name == "dampak_aktual":
            continue
        value = columns.get(field.name)
        if value is not None and not _fits(field, value):
            whole = "bilangan bulat" if field.kind is Kind.INTEGER else "bilangan"
            most = "" if field.high is None else f" dan paling banyak {field.high:,.0f}".replace(",", ".")
            yield _wrong(field.name, value, f"{whole}, paling sedikit 0{most}")


def _fits(field: Field, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    whole = field.kind is not Kind.INTEGER or float(value).is_integer()
    low = 0.0 if field.low is None else field.low
    high = 1e15 if field.high is None else field.high
    return whole and low <= value <= high


def _visibility(office: Office, columns: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Visibility]:
    """Return the visibility that follows from the category where none was chosen."""
    usual = _usual_visibility(office, columns, kept)
    if "visibilitas" in columns:
        return {"visibilitas": usual} if columns["visibilitas"] is None else {}
    if columns.get("kode_kategori", kept["kode_kategori"]) == kept["kode_kategori"]:
        return {}
    return {"visibilitas": stricter(kept["visibilitas"], usual)}


def _usual_visibility(office: Office, columns: Mapping[str, Any], kept: Mapping[str, Any]) -> Visibility:
    category = office.categories.get(columns.get("kode_kategori") or kept.get("kode_kategori") or "")
    return category.visibility if category else Visibility.TERBATAS


def _visibility_faults(
    office: Office, actor: Actor, columns: Mapping[str, Any], kept: Mapping[str, Any]
) -> Iterator[Problem]:
    """Only the Kasi may show a record more openly than its category does."""
    chosen, code = columns.get("visibilitas"), columns.get("kode_kategori") or kept.get("kode_kategori")
    if code not in office.categories or actor.role in _SETS_VISIBILITY:
        return
    if chosen is None or chosen not in [*Visibility]:
        return
    usual = office.categories[code].visibility
    if stricter(chosen, usual) != chosen:
        yield _wrong("visibilitas", Visibility(chosen).label, f"{usual.label} atau lebih tertutup")


def _reference_faults(office: Office, actor: Actor, columns: Mapping[str, Any]) -> Iterator[Problem]:
    log, case, earlier = (columns.get(name) for name in ("id_jurnal", "id_kasus", "berulang_dari"))
    if log is not None and not may_name(office, actor, log):
        yield problem(ProblemCode.REKAM_TAK_ADA, column="id_jurnal", objek=PATROL_LOGS.label, kunci=log[:40])
    elif log is not None and office.frame(PATROL_LOGS).loc[log, "nihil"]:
        yield problem(ProblemCode.JURNAL_NIHIL, column="id_jurnal", nomor=log)
    if case is not None:
        yield from _refusals("id_kasus", lambda: opened_case(office, actor, case, Verb.KASUS_LIHAT))
        if columns.get("kode_kategori") in NEVER_A_CASE:
            yield problem(ProblemCode.KASUS_RUJUKAN_SAJA, column="id_kasus")
    if earlier is not None:
        yield from _refusals("berulang_dari", lambda: stored(office, actor, earlier))


def _refusals(name: str, ask: Callable[[], object]) -> Iterator[Problem]:
    """Yield why something cannot be referred to, as faults of the field that names it."""
    try:
        ask()
    except Refused as refusal:
        yield from (replace(one, column=name) for one in refusal.problems)


def _wrong(name: str, value: Any, must: str) -> Problem:
    shown = str(value)[:80]
    return problem(
        ProblemCode.ISIAN_TAK_SAH, column=name, value=value, isian=_label(name), nilai=shown, harus=must
    )


def _stored_value(value: Any) -> Any:
    return str(value) if isinstance(value, (TimePrecision, Origin, Visibility)) else value
