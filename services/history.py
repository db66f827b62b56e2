"""The history of a record as people read it: who did what when, why, and what changed by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from services.accounts import display_names, role_names
from services.office import Office
from sop.code import Code
from sop.dictionary import Field, Frame, Kind
from sop.party import Role, Verb
from sop.period import long_date, long_time
from sop.wording import number

Told = Callable[[Any], str]
"""Says a value of a field in words."""

_ACTS = {"contoh.isi": "Mengisi data contoh"}
_CODES = {verb.value: verb.label for verb in Verb}
_NEVER_TOLD = frozenset({"sidik", "id_sumber", "waktu_input"})
_LONGEST = 240
_PLAIN: dict[Kind, Told] = {
    Kind.DATE: lambda value: long_date(date.fromisoformat(value)),
    Kind.FLAG: lambda value: "ya" if value else "tidak",
    Kind.INTEGER: number,
    Kind.NUMBER: lambda value: number(value, 0 if float(value).is_integer() else 2),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act on a record, ready to be read.

    Parameters
    ----------
    at, when
        The time, and its words.
    who, what, note
        Who did what, and why (may be empty).
    changes
        What was different afterwards, a sentence for each field; empty where nothing was.
    """

    at: datetime
    when: str
    who: str
    what: str
    note: str = ""
    changes: tuple[str, ...] = ()


def history(
    office: Office,
    frame: Frame,
    key: str,
    *,
    words: Mapping[str, Told] | None = None,
    untold: frozenset[str] = frozenset(),
    closed: frozenset[str] = frozenset(),
    outside: bool = False,
) -> tuple[Step, ...]:
    """Return the steps of a record, the latest first.

    Whoever calls it has made sure of what the reader may see of the record.

    Parameters
    ----------
    words
        How to say the values of fields for which the dictionary does not suffice.
    untold
        Fields of which changes are not told, because another one tells them.
    closed
        Fields of which only that they changed is told, not how.
    outside
        Whether the reader is not of the office: then roles stand for names, and notes are left out.
    """
    versions = office.store.history(frame, key)
    names = role_names(office) if outside else display_names(office)
    teller = _Teller(office, frame, words or {}, _NEVER_TOLD | untold | {frame.key}, closed)
    steps = []
    before: Mapping[Any, Any] | None = None
    for row in versions.to_dict("records"):
        steps.append(
            Step(
                at=row["at"].to_pydatetime(),
                when=long_time(row["at"].to_pydatetime(), office.zone),
                who=names.get(row["actor"]) or (Role.LOKAL.label if outside else office_pc(row["actor"])),
                what=act_words(row["verb"]),
                note=row["note"] if isinstance(row["note"], str) and not outside else "",
                changes=() if before is None else tuple(teller.changes(before, row)),
            )
        )
        before = row
    return tuple(reversed(steps))


def office_pc(account: str) -> str:
    """Return who acted at the office PC's own command line; an account that is gone by its name.

    Examples
    --------
    >>> office_pc("cli:budi"), office_pc("kasi.lama")
    ('Komputer kantor (budi)', 'kasi.lama')
    """
    user = account.removeprefix("cli:")
    return account if user == account else f"Komputer kantor ({user})"


def act_words(verb: str) -> str:
    """Return what was done, in words.

    Examples
    --------
    >>> act_words("kasus.tingkat"), act_words("conflict_cases.impor"), act_words("lain.lain")
    ('Mengubah tingkat eskalasi', 'Mengimpor dari berkas', 'lain.lain')
    """
    if verb.endswith(".impor"):
        return "Mengimpor dari berkas"
    return _CODES.get(verb) or _ACTS.get(verb, verb)


@dataclass(frozen=True)
class _Teller:
    office: Office
    frame: Frame
    words: Mapping[str, Told]
    untold: frozenset[str]
    closed: frozenset[str]

    def changes(self, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[str]:
        for field in self.frame:
            if field.name in self.untold:
                continue
            old, new = before[field.name], after[field.name]
            if _same(old, new):
                continue
            if field.name in self.closed:
                yield f"{field.label} diubah"
            elif _missing(new):
                yield f"{field.label} dikosongkan (sebelumnya {self._say(field, old)})"
            elif _missing(old):
                yield f"{field.label}: {self._say(field, new)}"
            else:
                yield f"{field.label}: {self._say(field, old)} → {self._say(field, new)}"
        if self.frame.geometry and not _same_shape(before["geometry"], after["geometry"]):
            yield "Lokasi di peta diubah"

    def _say(self, field: Field, value: Any) -> str:
        if field.name in self.words:
            return self.words[field.name](value)
        return _short(self._plain(field, value))

    def _plain(self, field: Field, value: Any) -> str:
        match field.kind:
            case Kind.CODE:
                return _label(field.codes, value)
            case Kind.TIME:
                return long_time(value.to_pydatetime(), self.office.zone)
            case Kind.JSON if isinstance(value, list):
                return ", ".join(map(str, value)) or "–"
        return _PLAIN.get(field.kind, str)(value)


def _label(codes: type[Code] | None, value: Any) -> str:
    known = {code.value: code.label for code in codes} if codes else {}
    return known.get(value, str(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def _missing(value: Any) -> bool:
    return value is None or (not isinstance(value, (list, dict)) and bool(pd.isna(value)))


def _same(old: Any, new: Any) -> bool:
    if _missing(old) or _missing(new):
        return _missing(old) and _missing(new)
    return bool(old == new)


def _same_shape(old: Any, new: Any) -> bool:
    if old is None or new is None:
        return old is new
    return bool(old.equals_exact(new, 1e-9))
