"""A conflict case enters the records, and what was entered is corrected as a new version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from records.store import accounts
from services.case_record import IN_TEXT, opened, personal, reason, refuse, refuse_stale, revise
from services.office import Office
from services.placing import placed_cases
from services.stored import store_once
from services.typed import form_mark, typed
from sop.category import Visibility, stricter
from sop.conflict import (
    LEVELS,
    NEVER_A_CASE,
    ConflictSource,
    ConflictStage,
    ConflictTrack,
    is_kind_of_case,
)
from sop.dictionary import CONFLICT_CASES, Field
from sop.party import Actor, Role, Verb
from sop.period import long_time
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import number as in_words

CLOCK_SLACK = timedelta(minutes=5)
"""A clock of another computer may run ahead by so much."""
MOST_TITLE = 160
"""Longest title, in letters."""
CORRECTED = (
    "judul", "kode_kategori", "sumber_konflik", "desa", "geometry", "pemicu", "akar", "visibilitas",
    "penangan", "jalur", "status_quo",
)  # fmt: skip
"""What a correction can change; the rest is changed by the steps of `services.cases`."""

_TEXTS = ("judul", "pemicu", "akar")
_TITLE_FORBIDS = (*IN_TEXT, "nomor kendaraan", "nama orang")
_EARLIEST = 1945
_VISIBILITIES = (Visibility.TERBATAS, Visibility.RAHASIA)
_HANDLES = frozenset(Role) - {Role.LOKAL, Role.PETUGAS}


@dataclass(frozen=True, kw_only=True)
class CaseEntry:
    """A case as a form gives it.

    Parameters
    ----------
    title
        Neutral: no names, no numbers of persons.
    category, source
        Kind of conflict, and its source after UU 7/2012.
    desa
        Codes of the desa concerned; those that the shape touches when none is named.
    shape
        Ground or line in dispute (EPSG:4326), if it is known.
    level
        Level of escalation now, 0 to 4.
    identified_at
        When it was identified: the clock of *segera* runs from here.
    trigger, root
        What set it off and what lies beneath, if it is known.
    visibility
        That of the category when None; a case is never open to all.
    handlers
        Accounts of those who handle it; named by the Kasi.
    track
        Formal track, if it is known.
    """

    title: str
    category: str
    source: ConflictSource | None
    identified_at: datetime | None
    desa: tuple[str, ...] = ()
    shape: BaseGeometry | None = None
    level: int = 0
    trigger: str = ""
    root: str = ""
    visibility: Visibility | None = None
    handlers: tuple[str, ...] = ()
    track: ConflictTrack | None = None


def record_case(office: Office, actor: Actor, entry: CaseEntry, *, at: datetime, form_id: str) -> str:
    """Store a new case and return its number.

    Parameters
    ----------
    form_id
        Name of the form that was filled in; the same one sent twice is one record.

    Raises
    ------
    Refused
        With every fault, each with its field; nothing is stored then.
    """
    actor.require(Verb.KASUS_CATAT)
    said = {
        "judul": entry.title,
        "kode_kategori": entry.category,
        "sumber_konflik": entry.source,
        "desa": list(entry.desa),
        "geometry": entry.shape,
        "pemicu": entry.trigger,
        "akar": entry.root,
        "visibilitas": entry.visibility,
        "penangan": list(entry.handlers),
        "jalur": entry.track,
    }
    columns, faults = _checked(office, actor, said, entry.category)
    faults += [*_level_faults(entry.level), *_time_faults(office, entry.identified_at, at)]
    refuse(faults)
    row = {**columns, **_first_level(office, entry), "sidik": form_mark(CONFLICT_CASES, actor, form_id)}
    shape = row.pop("geometry")
    rows = gpd.GeoDataFrame([row], geometry=[shape], crs=4326)
    with office.store.act(actor, at, Verb.KASUS_CATAT) as act:
        number, new = store_once(act, CONFLICT_CASES, rows)
        if new:
            act.details.update(nomor=number)
    return number


def correct_case(
    office: Office,
    actor: Actor,
    number: str,
    changes: Mapping[str, Any],
    *,
    note: str,
    expected_version: int,
    at: datetime,
) -> int:
    """Store a corrected version of an open case and return its version.

    Parameters
    ----------
    changes
        New values by field, of `CORRECTED`; those that are as they were are left out. A case whose kind
        is corrected becomes no more open, unless that is said.

    Raises
    ------
    Refused
        With every fault; ``kejadian.tetap`` if nothing is different.
    """
    row = opened(office, actor, number, Verb.KASUS_UBAH)
    refuse_stale(number, row, expected_version)
    if foreign := set(changes) - set(CORRECTED):
        raise ValueError(f"a correction cannot touch {sorted(foreign)}")
    given = {name: value for name, value in changes.items() if not _same(row[name], value)}
    category = str(given.get("kode_kategori", row["kode_kategori"]))
    if "kode_kategori" in given and "visibilitas" not in changes:
        given["visibilitas"] = stricter(row["visibilitas"], usual_visibility(office, category))
    columns, faults = _checked(office, actor, given, category)
    try:
        said = reason(note)
    except Refused as refusal:
        faults += refusal.problems
        said = ""
    refuse(faults)
    changed = {name: value for name, value in columns.items() if not _same(row[name], value)}
    if not changed:
        raise Refused(problem(ProblemCode.KEJADIAN_TETAP))
    return revise(
        office, actor, number, changed,
        verb=Verb.KASUS_UBAH, note=said, expected_version=expected_version, at=at,
    )  # fmt: skip


def usual_visibility(office: Office, category: str) -> Visibility:
    """Return how open cases of a category usually are: never open to all."""
    known = office.categories.get(category)
    secret = known is not None and known.visibility is Visibility.RAHASIA
    return Visibility.RAHASIA if secret else Visibility.TERBATAS


def kinds_of_case(office: Office) -> dict[str, str]:
    """Return the categories that can be recorded as a case, by code, in the order of the master table."""
    return {code: one.name for code, one in office.categories.items() if is_kind_of_case(code)}


def possible_handlers(office: Office, actor: Actor) -> dict[str, str]:
    """Return the accounts that can handle a case, with name and role, by account."""
    actor.require(Verb.KASUS_UBAH)
    return {
        one.username: f"{one.name or one.username} ({one.role.label})"
        for one in accounts.accounts(office.store)
        if not one.disabled and one.role in _HANDLES
    }


def _first_level(office: Office, entry: CaseEntry) -> dict[str, Any]:
    """Return when the case was identified, and its level since then."""
    since = cast("datetime", entry.identified_at).astimezone(UTC)
    day = since.astimezone(office.zone).date().isoformat()
    return {
        "waktu_identifikasi": since,
        "tgl_teridentifikasi": day,
        "tingkat_eskalasi": entry.level,
        "riwayat_eskalasi": [[day, entry.level, since.isoformat()]],
        "tahap": ConflictStage.TERIDENTIFIKASI.value,
    }


def _checked(
    office: Office, actor: Actor, said: Mapping[str, Any], category: str
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the given fields as they are stored, and everything that is wrong with them."""
    texts, faults = typed(CONFLICT_CASES, {name: said[name] for name in _TEXTS if name in said})
    columns: dict[str, Any] = {**said, **texts}
    for name, text in texts.items():
        field = CONFLICT_CASES[name]
        forbidden = _TITLE_FORBIDS if name == "judul" else IN_TEXT
        faults += personal(text or "", label=field.label, name=name, forbidden=forbidden)
    if len(texts.get("judul") or "") > MOST_TITLE:
        faults.append(_too_long(CONFLICT_CASES["judul"], str(texts["judul"])))
    for checks in (_kind_faults, _handler_faults):
        faults += checks(office, actor, columns)
    faults += _visibility_faults(office, actor, columns, category)
    if "desa" in columns:
        columns["desa"] = _desa(office, columns)
        faults += _desa_faults(office, columns["desa"])
    return {name: _stored_value(value) for name, value in columns.items()}, faults


def _stored_value(value: Any) -> Any:
    coded = isinstance(value, (ConflictSource, ConflictTrack, Visibility))
    return str(value) if coded else value


def _kind_faults(_office: Office, _actor: Actor, columns: Mapping[str, Any]) -> Iterator[Problem]:
    if "kode_kategori" in columns:
        code = columns["kode_kategori"]
        if not code:
            yield problem(ProblemCode.ISIAN_WAJIB, column="kode_kategori", isian="Jenis konflik")
        elif code in NEVER_A_CASE:
            yield problem(ProblemCode.KASUS_RUJUKAN_SAJA, column="kode_kategori", value=code)
        elif not is_kind_of_case(code):
            yield problem(ProblemCode.KASUS_BUKAN_JENIS, column="kode_kategori", value=code, kode=code)
    if "sumber_konflik" in columns and columns["sumber_konflik"] is None:
        yield _required("sumber_konflik")


def _visibility_faults(
    office: Office, actor: Actor, columns: dict[str, Any], category: str
) -> Iterator[Problem]:
    """Fill in the usual visibility; only the Kasi shows a case more openly than its kind is."""
    if "visibilitas" not in columns:
        return
    usual = usual_visibility(office, category)
    chosen = columns["visibilitas"] or usual
    columns["visibilitas"] = chosen
    field = CONFLICT_CASES["visibilitas"]
    if chosen not in _VISIBILITIES:
        yield _wrong(field, Visibility(chosen).label, "Terbatas atau Rahasia")
    elif usual is Visibility.RAHASIA and chosen != usual and not actor.may(Verb.KASUS_UBAH):
        yield _wrong(field, Visibility(chosen).label, f"{usual.label} untuk jenis ini")


def _handler_faults(office: Office, actor: Actor, columns: Mapping[str, Any]) -> Iterator[Problem]:
    handlers = columns.get("penangan")
    if not handlers:
        return
    known = possible_handlers(office, actor)
    unknown = [name[:40] for name in handlers if name not in known]
    if unknown:
        yield problem(ProblemCode.PENANGAN_TAK_ADA, column="penangan", daftar=", ".join(unknown))


def _desa(office: Office, columns: Mapping[str, Any]) -> list[str]:
    """Return the desa that are named, else those that the shape touches."""
    named = pd.Series([list(columns["desa"])], dtype="object")
    shape = gpd.GeoSeries(cast("Any", [columns.get("geometry")]), crs=4326)
    rows = gpd.GeoDataFrame({"desa": named}, geometry=shape)
    return [str(code) for code in placed_cases(rows, office.areas())["desa"].iloc[0]]


def _desa_faults(office: Office, codes: list[str]) -> Iterator[Problem]:
    if not codes:
        yield _required("desa")
    unknown = [code[:40] for code in codes if code not in office.areas().index]
    if unknown:
        yield problem(ProblemCode.DESA_TAK_DIKENAL, column="desa", daftar=", ".join(unknown))


def _level_faults(level: int) -> Iterator[Problem]:
    if level not in LEVELS:
        yield _wrong(CONFLICT_CASES["tingkat_eskalasi"], level, "0 sampai 4")


def _time_faults(office: Office, when: datetime | None, at: datetime) -> Iterator[Problem]:
    field = CONFLICT_CASES["waktu_identifikasi"]
    if when is None:
        yield problem(ProblemCode.ISIAN_WAJIB, column=field.name, isian=field.label)
    elif when > at + CLOCK_SLACK:
        shown = long_time(when, office.zone)
        yield problem(ProblemCode.WAKTU_DEPAN, column=field.name, isian=field.label, nilai=shown)
    elif when.year < _EARLIEST:
        yield _wrong(field, when.year, "tahun yang masuk akal")


def _required(name: str) -> Problem:
    return problem(ProblemCode.ISIAN_WAJIB, column=name, isian=CONFLICT_CASES[name].label)


def _wrong(field: Field, value: Any, must: str) -> Problem:
    return problem(
        ProblemCode.ISIAN_TAK_SAH, column=field.name, value=value, isian=field.label, nilai=value, harus=must
    )


def _too_long(field: Field, text: str) -> Problem:
    return problem(
        ProblemCode.TEKS_TERLALU_PANJANG,
        column=field.name,
        isian=field.label,
        panjang=in_words(len(text)),
        batas=MOST_TITLE,
    )


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, BaseGeometry) and isinstance(new, BaseGeometry):
        return bool(old.equals_exact(new, 1e-9))
    return bool(old == new) or (_nothing(old) and _nothing(new))


def _nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [])
