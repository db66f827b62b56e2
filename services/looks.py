"""What changed since somebody last looked, read off the audit trail and the records' versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

import pandas as pd

from analysis.certainty import RiskClass
from records.store.looks import note_look
from records.store.settings import DETAIL
from records.store.since import Done, acts_since, before
from reports.maps.palette import style_of
from services.case_privacy import about, seen_cases
from services.decisions import Decision, decisions
from services.incident_record import visible
from services.looking import look
from services.office import Office
from services.privacy import READS_TEXT, SMALL_COUNT, Sight, bucket, category_name, short_name, sight
from services.quarantine import waits
from services.reference import shown_number
from services.scoring import exact, origin, outlook
from sop.category import Severity
from sop.conflict import ConflictStage
from sop.dictionary import CONFLICT_CASES, FRAMES, INCIDENTS
from sop.incident import ENDED, IncidentState
from sop.party import Actor, Verb
from sop.period import long_time
from sop.setting import Sheet
from sop.wording import listed, number

SITUASI = "situasi"
"""The page of which looks are noted."""
NEW_VISIT, SEEN_EVERY = timedelta(minutes=30), timedelta(minutes=5)

_NAMED = 3
"""Records of one kind that are named one by one; more are only counted."""
_CLASSES = [kind.value for kind in (RiskClass.AMAN, RiskClass.WASPADA, RiskClass.RAWAN)]
_IMPORT = ".impor"


class _Weight(IntEnum):
    """How early a change is told."""

    CRITICAL, WORSE, CASE, DECISION, NEW, STATE, WAITING, BETTER, SETTING, IMPORT = range(10)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that changed, ready to be read.

    Parameters
    ----------
    text
        What changed.
    frame, number
        The record that it is about; None where it is about several or none.
    """

    text: str
    frame: str | None = None
    number: str | None = None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed since an instant.

    Parameters
    ----------
    since
        The instant, in words.
    lines
        The changes, the most important first.
    """

    since: str
    lines: tuple[Change, ...]


def looked(office: Office, actor: Actor, *, at: datetime) -> datetime | None:
    """Note that an actor looks at Situasi, and return when the visit before this one ended.

    Who comes back after more than half an hour pays another visit.

    Returns
    -------
    datetime or None
        None at the first visit, and for who has no account.
    """
    actor.require(Verb.SITUASI_LIHAT)
    return note_look(office.store, actor.name, SITUASI, at, new_visit=NEW_VISIT, seen_every=SEEN_EVERY)


def changes(office: Office, actor: Actor, *, since: datetime, at: datetime) -> Changes:
    """Return what changed since an instant, as far as the actor may know of it."""
    actor.require(Verb.SITUASI_LIHAT)
    ahead = origin(office, None, at)
    return office.remember(("changes", actor, since, ahead), lambda: _changes(office, actor, since, ahead))


def _changes(office: Office, actor: Actor, since: datetime, ahead: datetime) -> Changes:
    found = [
        *_incidents(office, actor, since),
        *_states(office, actor, since),
        *_cases(office, actor, since),
        *_classes(office, actor, since, ahead),
    ]
    if actor.may(Verb.KEPUTUSAN_LIHAT):
        found += _decisions(office, actor, since)
    if actor.role in READS_TEXT:
        found += _quarantine(office, actor, since)
        found += _acts(office, since)
    found.sort(key=lambda one: one[0])
    return Changes(since=long_time(since, office.zone), lines=tuple(change for _, change in found))


_Weighed = tuple[_Weight, Change]


def _incidents(office: Office, actor: Actor, since: datetime) -> Iterator[_Weighed]:
    """Tell of new incidents: the critical ones by name, all of them by severity."""
    view = look(office, actor)
    new = view.incidents.loc[view.incidents["waktu_input"] > pd.Timestamp(since)]
    severities = new["kode_kategori"].map(
        {code: category.severity.value for code, category in office.categories.items()}
    )
    critical = new.loc[severities == Severity.KRITIS]
    if len(critical) <= _NAMED:
        for key, row in zip(critical.index, critical.to_dict("records"), strict=True):
            name = short_name(category_name(row["kode_kategori"], row["pandang"], office.categories))
            told = f"Kejadian kritis baru: {name} di {_desa(office, [row['kode_desa']])}."
            number_ = shown_number(office, actor, INCIDENTS, str(key))
            yield _Weight.CRITICAL, Change(text=told, frame=INCIDENTS.name, number=number_)
    if len(new):
        counts = severities.value_counts()
        parts = [
            f"{number(int(counts[severity.value]))} {severity.label.lower()}"
            for severity in reversed(Severity)
            if severity.value in counts
        ]
        yield _Weight.NEW, Change(text=f"{number(len(new))} kejadian baru: {listed(parts)}.")
    closed = view.seen.closed.loc[view.seen.closed["waktu_input"] > pd.Timestamp(since)]
    for kind in view.seen.told:
        hidden = int((closed["visibilitas"] == kind).sum())
        # Fewer are not told apart from none.
        if hidden >= SMALL_COUNT:
            told = f"Kejadian {kind.label.lower()} baru yang tertutup bagi Anda: {bucket(hidden)}."
            yield _Weight.NEW, Change(text=told)


def _states(office: Office, actor: Actor, since: datetime) -> Iterator[_Weighed]:
    """Tell of incidents that moved on, counted by where they stand now."""
    then = before(office.store, INCIDENTS, since, ["status"])
    now = office.frame(INCIDENTS).reindex(then.index)
    seen = sight(now, actor.role, office.categories) != Sight.TERTUTUP
    moved = seen & (now["status"] != then["status"])
    told = [_moved(*pair) for pair in zip(then.loc[moved, "status"], now.loc[moved, "status"], strict=True)]
    if len(told) == 1:
        key = shown_number(office, actor, INCIDENTS, str(moved.index[moved][0]))
        yield _Weight.STATE, Change(text=f"Kejadian {key} {told[0]}.", frame=INCIDENTS.name, number=key)
    elif told:
        parts = [f"{number(n)} {words}" for words, n in Counter(told).items()]
        yield _Weight.STATE, Change(text=f"{number(len(told))} kejadian berubah status: {listed(parts)}.")


def _moved(old: str, new: str) -> str:
    reopened = IncidentState(old) in ENDED and IncidentState(new) not in ENDED
    return "dibuka kembali" if reopened else f"menjadi {IncidentState(new).label.lower()}"


def _cases(office: Office, actor: Actor, since: datetime) -> Iterator[_Weighed]:
    """Tell of cases that are new, that rose or fell, or were closed."""
    cases = seen_cases(office, actor)
    new = cases.loc[cases["waktu_input"] > pd.Timestamp(since)]
    if len(new) > _NAMED:
        yield _Weight.CASE, Change(text=f"{number(len(new))} kasus konflik baru.")
    for key, row in _rows(new if len(new) <= _NAMED else new.iloc[:0]):
        told = f"Kasus konflik baru, E{row['tingkat_eskalasi']}: {_case(office, row)}."
        shown = shown_number(office, actor, CONFLICT_CASES, key)
        yield _Weight.CASE, Change(text=told, frame=CONFLICT_CASES.name, number=shown)
    then = before(office.store, CONFLICT_CASES, since, ["tingkat_eskalasi", "tahap"])
    then = then.loc[then.index.isin(cases.index)]
    levels = then["tingkat_eskalasi"].to_dict()
    for key, row in _rows(cases.loc[then.index]):
        old, level = int(levels[key]), int(row["tingkat_eskalasi"])
        if row["tahap"] == ConflictStage.TUTUP and then.loc[key, "tahap"] != ConflictStage.TUTUP:
            weight, told = _Weight.BETTER, f"Kasus konflik ditutup: {_case(office, row)}."
        elif level != old:
            weight = _Weight.WORSE if level > old else _Weight.BETTER
            word = "naik" if level > old else "turun"
            told = f"Kasus konflik {word} dari E{old} ke E{level}: {_case(office, row)}."
        else:
            continue
        shown = shown_number(office, actor, CONFLICT_CASES, key)
        yield weight, Change(text=told, frame=CONFLICT_CASES.name, number=shown)


def _case(office: Office, row: Mapping[Any, Any]) -> str:
    name = about(row["kode_kategori"], row["judul"], row["pandang"], office.categories)
    return f"{name} ({_desa(office, row['desa'])})"


def _classes(office: Office, actor: Actor, since: datetime, ahead: datetime) -> Iterator[_Weighed]:
    """Tell of desa whose class is another one than at the last look, also through a late report."""
    then = outlook(office, at=origin(office, None, since), whole=exact(actor), known=since).areas
    now = outlook(office, at=ahead, whole=exact(actor)).areas
    for code in now.index:
        old, new = (str(areas["kelas"].get(code)) for areas in (then, now))
        if old == new or not {old, new} <= set(_CLASSES):
            continue
        worse = _CLASSES.index(new) > _CLASSES.index(old)
        word = "naik" if worse else "turun"
        told = f"{now.loc[code, 'nama']} {word} dari {style_of(old).short} ke {style_of(new).short}."
        yield _Weight.WORSE if worse else _Weight.BETTER, Change(text=told)


def _decisions(office: Office, actor: Actor, since: datetime) -> Iterator[_Weighed]:
    """Tell what others asked, ordered and answered, except what the page lists by itself."""
    known = decisions(office, actor)
    answered = [one for one in known if one.decided_at and one.decided_at > since]
    new = [one for one in known if one.waits and one.asked_at > since and not _on_own_list(actor, one)]
    yield from _named(
        [one for one in answered if one.decided_by != actor.name],
        lambda one: f"{one.state.label} oleh {one.name(one.decided_by)}: {one.subject}.",
        "permintaan dan disposisi dijawab",
    )
    yield from _named(
        [one for one in new if not one.is_order],
        lambda one: f"Permintaan keputusan baru: {one.subject}.",
        "permintaan keputusan baru",
    )
    yield from _named(
        [one for one in new if one.is_order],
        lambda one: f"Disposisi baru: {one.subject}.",
        "disposisi baru",
    )


def _named(found: Sequence[Decision], words: Callable[[Decision], str], many: str) -> Iterator[_Weighed]:
    """Tell each of a few, and only how many of many."""
    if len(found) > _NAMED:
        yield _Weight.DECISION, Change(text=f"{number(len(found))} {many}.")
        return
    for one in found:
        yield _Weight.DECISION, Change(text=words(one), frame=one.frame, number=one.record)


def _on_own_list(actor: Actor, one: Decision) -> bool:
    does = Verb.DISPOSISI_LAKSANA if one.is_order else Verb.KEPUTUSAN_PUTUS
    return actor.may(does) or one.asked_by == actor.name


def _quarantine(office: Office, actor: Actor, since: datetime) -> Iterator[_Weighed]:
    incidents = visible(office, actor.role).incidents
    new = (incidents["waktu_input"] > pd.Timestamp(since)) & waits(incidents)
    if new.any():
        told = f"{number(int(new.sum()))} laporan baru menunggu lokasinya ditetapkan."
        yield _Weight.WAITING, Change(text=told)


def _acts(office: Office, since: datetime) -> Iterator[_Weighed]:
    """Tell of settings that were changed, and of what was imported."""
    sheets: dict[str, int] = {}
    for done in acts_since(office.store, since):
        for sheet in done.details.get(DETAIL, ()):
            if changed := len(sheet.get("ubah", ())):
                sheets[sheet["lembar"]] = sheets.get(sheet["lembar"], 0) + changed
        if done.verb == Verb.WILAYAH_UBAH:
            yield _Weight.SETTING, Change(text="Batas wilayah diganti.")
        elif done.verb.endswith(_IMPORT):
            yield _Weight.IMPORT, Change(text=_imported(done))
    for name, changed in sheets.items():
        told = f"Pengaturan berubah: {Sheet(name).label}, {number(changed)} nilai."
        yield _Weight.SETTING, Change(text=told)


def _imported(done: Done) -> str:
    label = FRAMES[done.verb.removesuffix(_IMPORT)].label
    return f"Impor {label.lower()}: {number(int(done.details.get('diterima', 0)))} baris diterima."


def _desa(office: Office, codes: list[Any]) -> str:
    names = office.areas()["nama"]
    return listed([str(names[code]) for code in codes if code in names.index]) or "lokasi belum ditetapkan"


def _rows(frame: pd.DataFrame) -> Iterator[tuple[str, dict[Any, Any]]]:
    return zip(map(str, frame.index), frame.to_dict("records"), strict=True)
