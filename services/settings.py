"""Changing the office's settings: drafted, proposed by the Kasi, approved by the Camat, told for ever.

The truth stays on the sheets, which are files of the workspace; a change of one is part of an act, whose
details hold the old and the new values and the whole new sheet (`records.store.settings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from records import sheets
from records.sheets import FILES
from records.store.act import Act
from records.store.settings import record, settle_within
from services.decisions import Decision, request_decision
from services.office import Office
from services.setting_outside import outside_edits
from services.setting_sheets import Settings, read_settings, settings_of
from services.setting_words import label, say, sentence, values
from services.typed import remark
from sop.decision import DecisionKind
from sop.party import Actor, Verb
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.setting import Change, Sheet

APPROVED_BY_CAMAT = frozenset({Sheet.PARAMETER, Sheet.ATURAN, Sheet.KATEGORI, Sheet.PATROLI})
"""Sheets that the Kasi proposes to change and the Camat approves; the profile is the Kasi's own."""

_CONTENT = "ubah"


def changes(settings: Settings, wanted: Mapping[Sheet, Mapping[str, Any]]) -> tuple[Change, ...]:
    """Return what would be different; values that are as they were are left out.

    Parameters
    ----------
    wanted
        New value by sheet and key.
    """
    now = values(settings)
    return tuple(
        Change(sheet, key, now[sheet].get(key), _kept(value))
        for sheet, table in wanted.items()
        for key, value in table.items()
        if now[sheet].get(key) != _kept(value)
    )


def drafted(settings: Settings, wanted: Iterable[Change]) -> Settings:
    """Return the settings as they would be, checked.

    Raises
    ------
    Refused
        With everything that is wrong about them.
    """
    return settings_of(_texts(settings, wanted))


def propose(
    office: Office, actor: Actor, wanted: Iterable[Change], *, reason: str, at: datetime, form_id: str
) -> str:
    """Ask the Camat to approve a change of settings, and return the number of the request.

    Parameters
    ----------
    reason
        Why, in the Kasi's words.
    form_id
        Name of the form that was sent; the same one again changes nothing.

    Raises
    ------
    Refused
        If nothing changes, no reason is given, the result would not be sound, or a sheet has been edited
        outside the program.
    """
    actor.require(Verb.PENGATURAN_UBAH)
    asked, unclean = _cleaned(wanted)
    said, faults = remark(reason, label="Alasan", required=True)
    faults += unclean
    if not asked or not APPROVED_BY_CAMAT.issuperset(change.sheet for change in asked):
        faults.append(problem(ProblemCode.PENGATURAN_TANPA_PERUBAHAN))
    with office.store.reading() as connection:
        touched = {change.sheet for change in asked}
        faults += _edited_outside(connection, office.workspace.home, sorted(touched))
    if faults:
        raise Refused.of(faults)
    drafted(office.settings, asked)
    return request_decision(
        office,
        actor,
        kind=DecisionKind.PENGATURAN,
        subject=_subject(asked),
        text="\n".join([said, *(f"• {sentence(change)}" for change in asked)]),
        at=at,
        content={_CONTENT: [change.to_json() for change in asked]},
        form_id=form_id,
    )


def proposed(content: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the changes that a request asks for.

    Raises
    ------
    Refused
        If its content is none.
    """
    kept = content.get(_CONTENT)
    if not isinstance(kept, list) or not kept:
        raise Refused(problem(ProblemCode.PENGATURAN_USULAN_RUSAK))
    return tuple(Change.of(one) for one in kept)


def approved(office: Office, act: Act, asked: Decision) -> None:
    """Within the act that approves a request, make the change that it asks for.

    Raises
    ------
    Refused
        As `apply`; the request waits on then.
    """
    apply(office, act, asked.content)


def apply(office: Office, act: Act, content: Mapping[str, Any]) -> None:
    """Within an act, make the changes of a proposal: all of them, or nothing.

    Whoever calls it has checked the right.

    Raises
    ------
    Refused
        If a setting is not any more what it was when the change was proposed, a sheet was edited outside
        the program, or the result would not be sound.
    """
    asked = proposed(content)
    if not APPROVED_BY_CAMAT.issuperset(change.sheet for change in asked):
        raise Refused(problem(ProblemCode.PENGATURAN_USULAN_RUSAK))
    _write(office, act, asked)


def change_profile(
    office: Office, actor: Actor, wanted: Iterable[Change], *, note: str, at: datetime
) -> None:
    """Change the profile; the Kasi needs nobody's leave for it.

    Raises
    ------
    Refused
        If nothing changes, somebody else changed the same meanwhile, or the profile would not be sound.
    """
    actor.require(Verb.PROFIL_UBAH)
    _change(office, actor, Verb.PROFIL_UBAH, wanted, allowed=frozenset({Sheet.PROFIL}), note=note, at=at)


def change_directly(
    office: Office, actor: Actor, wanted: Iterable[Change], *, note: str, at: datetime
) -> None:
    """Change any setting at once, as the local administrator may.

    Raises
    ------
    Refused
        As `change_profile`.
    """
    actor.require(Verb.PENGATURAN_TERAPKAN)
    _change(office, actor, Verb.PENGATURAN_TERAPKAN, wanted, allowed=frozenset(Sheet), note=note, at=at)


def _change(
    office: Office,
    actor: Actor,
    verb: Verb,
    wanted: Iterable[Change],
    *,
    allowed: frozenset[Sheet],
    note: str,
    at: datetime,
) -> None:
    asked, unclean = _cleaned(wanted)
    said, faults = remark(note, label="Catatan")
    faults += unclean
    if not asked or not allowed.issuperset(change.sheet for change in asked):
        faults.append(problem(ProblemCode.PENGATURAN_TANPA_PERUBAHAN))
    if faults:
        raise Refused.of(faults)
    with office.store.act(actor, at, verb, said or _subject(asked)) as act:
        _write(office, act, asked)
    # Asked once now, so that what the act left staged is in place before anybody is told of it.
    _ = office.settings


def _cleaned(wanted: Iterable[Change]) -> tuple[tuple[Change, ...], list[Problem]]:
    """Return changes with every text in them in one clean line, and which of them are too long."""
    faults: list[Problem] = []

    def clean(value: Any, name: str) -> Any:
        if isinstance(value, str):
            said, found = remark(value, label=name)
            faults.extend(found)
            return said
        if isinstance(value, list | tuple):
            return [clean(one, name) for one in value]
        if isinstance(value, Mapping):
            return {key: clean(one, name) for key, one in value.items()}
        return value

    asked = [replace(one, new=clean(one.new, label(one.sheet, one.key))) for one in wanted]
    return tuple(asked), faults


def _write(office: Office, act: Act, asked: tuple[Change, ...]) -> None:
    """Stage the changed sheets and let the act tell of them, on what stands there now."""
    home = office.workspace.home
    settle_within(act.connection, home, sheets.staged(home))
    settings = read_settings(act.connection, home)
    touched = sorted({change.sheet for change in asked})
    faults = [*_edited_outside(act.connection, home, touched), *_moved(settings, asked)]
    if faults:
        raise Refused.of(faults)
    texts = _texts(settings, asked)
    settings_of(texts)
    for sheet in touched:
        record(act, home, sheet, texts[sheet], [change for change in asked if change.sheet is sheet])


def _edited_outside(connection: Connection, home: Path, touched: Iterable[Sheet]) -> list[Problem]:
    found = {one.sheet for one in outside_edits(connection, home)}
    return [
        problem(ProblemCode.PENGATURAN_DI_LUAR, berkas=FILES[sheet]) for sheet in touched if sheet in found
    ]


def _moved(settings: Settings, asked: Iterable[Change]) -> list[Problem]:
    """Return the settings that are not any more what the change takes them to be."""
    now, found = values(settings), []
    for change in asked:
        table = now[change.sheet]
        if change.key not in table:
            found.append(problem(ProblemCode.PENGATURAN_USULAN_RUSAK))
        elif table[change.key] != change.old:
            moved = problem(
                ProblemCode.PENGATURAN_BERGESER,
                isian=label(change.sheet, change.key),
                lama=say(change.sheet, change.key, change.old),
                kini=say(change.sheet, change.key, table[change.key]),
            )
            found.append(moved)
    return found


def _texts(settings: Settings, asked: Iterable[Change]) -> dict[Sheet, str]:
    texts = dict(settings.texts)
    for sheet, mine in groupby(sorted(asked, key=lambda one: one.sheet), key=lambda one: one.sheet):
        new = {change.key: _written(change.new) for change in mine}
        texts[sheet] = sheets.edited(sheet, texts[sheet], new)
    return texts


def _written(value: Any) -> Any:
    """Return a value as people would write it: 8, not 8.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list | tuple):
        return [_written(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _written(item) for key, item in value.items()}
    return value


def _kept(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_kept(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _kept(item) for key, item in value.items()}
    return value


def _subject(asked: tuple[Change, ...]) -> str:
    """Return a change in one line.

    Examples
    --------
    >>> one = Change(Sheet.PARAMETER, "kelas.waspada", 6.0, 8.0)
    >>> _subject((one,)), _subject((one, one, one))
    ('Ambang kelas: Waspada mulai: 6 → 8 poin per minggu', 'Perubahan 3 pengaturan: Bobot dan ambang')
    """
    if len(asked) == 1:
        return sentence(asked[0])
    names = dict.fromkeys(change.sheet.label for change in asked)
    return f"Perubahan {len(asked)} pengaturan: {', '.join(names)}"
