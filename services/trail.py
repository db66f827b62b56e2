"""The audit trail in words: who did what, when and why; nothing in it names a person beside a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from records.store import trail
from records.store.audit import Entry
from records.store.settings import DETAIL
from records.store.trail import Search
from services.accounts import display_names
from services.case_privacy import sights
from services.decisions import may_see
from services.history import Step, act_words
from services.locating import desa_names
from services.office import Office
from services.privacy import Sight
from services.setting_words import sentence
from sop.dictionary import CONFLICT_CASES, DECISIONS, FRAMES
from sop.party import Actor, Role, Verb
from sop.period import Period, long_time
from sop.problem import Refused
from sop.scrub import scrubbed
from sop.setting import Change, Sheet
from sop.wording import number

PAGE = 25
"""Acts on one page."""

_ACTS: Mapping[str, str] = {
    "akun.masuk": "Masuk",
    "akun.keluar": "Keluar",
    "akun.tambah": "Membuat akun",
    "akun.ubah": "Mengubah akun",
    "akun.aktif": "Mengaktifkan akun",
    "akun.nonaktif": "Menonaktifkan akun",
    "akun.sandi": "Memberi kata sandi baru",
}
_ROLES = {role.value: role.label for role in Role}
_COUNTS = {
    "baris": "baris",
    "diterima": "diterima",
    "ganda": "sudah ada",
    "dikarantina": "dikarantina",
    "ditolak": "ditolak",
}
_MOST_KEYS = 5
_MAY_BE_CLOSED = (CONFLICT_CASES, DECISIONS)
"""Kinds of records of which every one that an act wrote must be known before the act is told."""
_LONGEST = 100
"""Letters; no record has a longer number."""
_CLOSED = "Kasus rahasia: hanya untuk yang menanganinya."


@dataclass(frozen=True, kw_only=True)
class Acts:
    """One page of acts.

    Parameters
    ----------
    steps
        The acts, the latest first.
    total, pages
        How many there are, on how many pages.
    """

    steps: tuple[Step, ...]
    total: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class Choices:
    """By what the acts can be filtered: words by what is stored."""

    people: Mapping[str, str]
    verbs: Mapping[str, str]


def choices(office: Office, actor: Actor) -> Choices:
    """Return everybody who ever acted and everything that was ever done, in words."""
    actor.require(Verb.AUDIT_LIHAT)
    names = display_names(office)
    with office.store.reading() as connection:
        people, verbs = trail.who_and_what(connection)
    words = {verb: verb_words(verb) for verb in verbs}
    return Choices(
        people={one: _person(one, names) for one in people},
        verbs=dict(sorted(words.items(), key=lambda item: item[1])),
    )


def acts(
    office: Office,
    actor: Actor,
    *,
    person: str | None = None,
    verb: str | None = None,
    period: Period | None = None,
    record: str = "",
    page: int = 1,
) -> Acts:
    """Return one page of the acts that are looked for.

    Parameters
    ----------
    person, verb
        As `choices` gives them; None for all.
    period
        Local days; None for all.
    record
        Number of a record, in any letters; empty for all.
    page
        From 1.
    """
    actor.require(Verb.AUDIT_LIHAT)
    hidden, key = _hidden(office, actor), record.strip().upper()
    if key in hidden or len(key) > _LONGEST or not key.isprintable():
        return Acts(steps=(), total=0, pages=1)
    first, after = period.bounds(office.zone) if period else (None, None)
    search = Search(actor=person, verb=verb, first=first, after=after, record=key or None)
    with office.store.reading() as connection:
        entries, total = trail.found(connection, search, limit=PAGE, offset=PAGE * (max(page, 1) - 1))
        written = {
            frame.name: trail.keys_written(
                connection,
                frame,
                [entry.id for entry in entries],
                most=None if frame in _MAY_BE_CLOSED else _MOST_KEYS + 1,
            )
            for frame in FRAMES.values()
            if any(frame.name in entry.written for entry in entries)
        }
    teller = _Teller(office, display_names(office), written, hidden, desa_names(office))
    return Acts(
        steps=tuple(teller.step(entry) for entry in entries), total=total, pages=max(1, -(-total // PAGE))
    )


def setting_steps(
    office: Office, actor: Actor, sheets: frozenset[Sheet], *, limit: int = 50
) -> tuple[Step, ...]:
    """Return who changed the settings on some sheets, when, why and from what, the latest first.

    Parameters
    ----------
    limit
        Steps to return at most.
    """
    actor.require(Verb.PENGATURAN_LIHAT)
    # The whole history may have to be read for a sheet that was seldom changed.
    question = ("setting steps", sheets, limit)
    return office.remember(question, lambda: _setting_steps(office, sheets, limit))


def _setting_steps(office: Office, sheets: frozenset[Sheet], limit: int) -> tuple[Step, ...]:
    names = desa_names(office)
    with office.store.reading() as connection:
        told = (
            (entry, tuple(_changed(entry.details, sheets, names))) for entry in trail.of_settings(connection)
        )
        latest = list(islice((one for one in told if one[1]), limit))
    teller = _Teller(office, display_names(office), {}, frozenset(), names)
    return tuple(teller.setting_step(entry, changes) for entry, changes in latest)


def verb_words(verb: str) -> str:
    """Return what was done, in words.

    Examples
    --------
    >>> verb_words("akun.masuk"), verb_words("incidents.impor")
    ('Masuk', 'Mengimpor kejadian')
    """
    name, _, what = verb.partition(".")
    if what == "impor" and name in FRAMES:
        return f"Mengimpor {FRAMES[name].label.lower()}"
    return _ACTS.get(verb) or act_words(verb)


@dataclass(frozen=True)
class _Teller:
    office: Office
    names: Mapping[str, str]
    written: Mapping[str, Mapping[int, tuple[str, ...]]]
    hidden: frozenset[str]
    desa: Mapping[str, str]

    def step(self, entry: Entry, *, changes: tuple[str, ...] | None = None) -> Step:
        closed = changes is None and self._is_closed(entry)
        told = changes if changes is not None else tuple(self._told(entry, closed=closed))
        role = _ROLES.get(entry.role, entry.role)
        return Step(
            at=entry.at,
            when=long_time(entry.at, self.office.zone),
            who=f"{_person(entry.actor, self.names)} ({role})",
            what=verb_words(entry.verb),
            note="" if closed else _note(entry),
            changes=told,
        )

    def setting_step(self, entry: Entry, changes: tuple[str, ...]) -> Step:
        """Return a change of settings with who asked for it and why, who approved it and in what words."""
        step, decisions = self.step(entry, changes=changes), self.office.frame(DECISIONS)
        row = decisions.loc[decisions.index == entry.details.get("nomor")]
        if row.empty:
            return step
        asked, did = (_person(name, self.names) for name in (str(row["diajukan_oleh"].iloc[0]), entry.actor))
        reason = str(row["uraian"].iloc[0]).partition("\n")[0]
        return replace(
            step,
            who=f"disetujui {did}, diusulkan {asked}",
            what="Mengubah pengaturan",
            note=f"{scrubbed(reason)} – Camat: {step.note}",
        )

    def _is_closed(self, entry: Entry) -> bool:
        """Say whether the act is about a conflict case of which the reader may not know."""
        mine = {key for frame in _MAY_BE_CLOSED for key in self.written.get(frame.name, {}).get(entry.id, ())}
        told = str(entry.details)
        return any(key in mine or key in told for key in self.hidden)

    def _told(self, entry: Entry, *, closed: bool) -> Iterator[str]:
        if closed:
            yield _CLOSED
            return
        for name, rows in entry.written.items():
            keys = self.written.get(name, {}).get(entry.id, ())
            label = FRAMES[name].label if name in FRAMES else name
            shown = ", ".join(keys) if len(keys) <= _MOST_KEYS else ""
            yield f"{label}: {shown or number(rows.get('baris', 0)) + ' rekam'}"
        details = entry.details
        if isinstance(details.get("berkas"), str):
            counts = ", ".join(
                f"{number(details[key])} {word}"
                for key, word in _COUNTS.items()
                if isinstance(details.get(key), int)
            )
            yield f"Berkas {details['berkas']}" + (f": {counts}" if counts else "")
        yield from _changed(details, frozenset(Sheet), self.desa)


def _hidden(office: Office, actor: Actor) -> frozenset[str]:
    """Return the conflict cases of which the reader may not even know, and what is decided about them."""

    def found() -> frozenset[str]:
        seen, asked = sights(office, actor), office.frame(DECISIONS).index
        closed = (str(key) for key in asked if not may_see(office, actor, DECISIONS.name, str(key)))
        return frozenset(seen.index[seen == Sight.TERTUTUP]) | frozenset(closed)

    return office.remember(("closed in the trail", actor), found)


def _changed(details: Mapping[str, Any], sheets: frozenset[Sheet], names: Mapping[str, str]) -> Iterator[str]:
    for told in details.get(DETAIL, ()):
        for kept in told.get("ubah", ()):
            try:
                change = Change.of(kept)
            except Refused:
                continue
            if change.sheet in sheets:
                yield sentence(change, names)


def _note(entry: Entry) -> str:
    """Return why, without names and numbers of persons; the role of an account in words."""
    account, _, role = entry.note.removesuffix(")").rpartition(" (")
    if entry.verb.startswith("akun.") and role in _ROLES:
        return f"{account} ({_ROLES[role]})"
    return scrubbed(entry.note)


def _person(account: str, names: Mapping[str, str]) -> str:
    """Return a person's name with the account, which alone is unique."""
    name = names.get(account, "")
    if account.startswith("cli:"):
        return f"Komputer kantor ({account.removeprefix('cli:')})"
    return f"{name} ({account})" if name and name != account else account
