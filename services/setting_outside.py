"""Sheets of settings that somebody edited outside the program: found, told, put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from records import sheets
from records.sheets import FILES
from records.store.act import Act
from records.store.settings import record, recorded
from services.office import Office
from services.setting_sheets import parse
from services.setting_words import sheet_values
from sop.party import Actor, Verb
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.setting import Change, Sheet


@dataclass(frozen=True, kw_only=True)
class OutsideEdit:
    """A sheet that does not say what the last act left there.

    Parameters
    ----------
    sheet
        Which one.
    changes
        What differs, from what the act left to what stands there now.
    problems
        Why it cannot be used; what the act left counts then.
    """

    sheet: Sheet
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def outside_edits(connection: Connection, home: Path) -> tuple[OutsideEdit, ...]:
    """Return the sheets that were edited by hand; comments and spaces are nobody's business."""
    found = []
    for sheet in Sheet:
        known = _left(connection, sheet)
        if known is None:
            continue
        try:
            changes = _changes(sheet, known, sheets.read_sheet(home, sheet))
        except Refused as refused:
            found.append(OutsideEdit(sheet=sheet, changes=(), problems=refused.problems))
        else:
            if changes:
                found.append(OutsideEdit(sheet=sheet, changes=changes, problems=()))
    return tuple(found)


def put_back(office: Office, actor: Actor, sheet: Sheet, *, at: datetime) -> tuple[Change, ...]:
    """Put a sheet back as the last act left it; the edited file is kept beside it.

    Returns
    -------
    tuple of Change
        What the edit had changed, for whoever wants to propose it now.

    Raises
    ------
    Refused
        If the sheet was not edited, or cannot be written.
    """
    actor.require(Verb.PENGATURAN_KEMBALIKAN)
    home = office.workspace.home
    with office.store.act(actor, at, Verb.PENGATURAN_KEMBALIKAN, sheet.label) as act:
        edit = next((one for one in outside_edits(act.connection, home) if one.sheet is sheet), None)
        if edit is None:
            raise Refused(problem(ProblemCode.PENGATURAN_TANPA_PERUBAHAN))
        undo(act, home, edit, at=at)
    _ = office.settings
    return edit.changes


def undo(act: Act, home: Path, edit: OutsideEdit, *, at: datetime) -> None:
    """Within an act, stage a sheet as the trail knows it; the edited file is copied beside it first."""
    known = _left(act.connection, edit.sheet)
    if known is None:
        return
    aside = _keep_aside(home, edit.sheet, at)
    undone = [Change(edit.sheet, one.key, one.new, one.old) for one in edit.changes]
    record(act, home, edit.sheet, known, undone)
    act.details.setdefault("berkas_disisihkan", []).append(aside)


def _left(connection: Connection, sheet: Sheet) -> str | None:
    """Return what the last act left of a sheet; where there was none, what comes with the product."""
    known = recorded(connection, sheet)
    return known.text if known is not None else sheets.packaged(sheet)


def _changes(sheet: Sheet, before: str, after: str) -> tuple[Change, ...]:
    if sheets.digest(sheets.document(sheet, before)) == sheets.digest(sheets.document(sheet, after)):
        return ()
    old, new = (sheet_values(sheet, parse(sheet, text)) for text in (before, after))
    return tuple(
        Change(sheet, key, old.get(key), new.get(key))
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    )


def _keep_aside(home: Path, sheet: Sheet, at: datetime) -> str:
    """Copy the edited file beside itself, and return the copy's name; a file that is gone needs none."""
    file = home / FILES[sheet]
    if not file.exists():
        return ""
    aside = file.with_name(f"{file.stem}-disisihkan-{at:%Y%m%dT%H%M%S}{file.suffix}")
    try:
        aside.write_bytes(file.read_bytes())
    except OSError as error:
        cause = error.strerror or str(error)
        raise Refused(problem(ProblemCode.PENGATURAN_GAGAL, berkas=aside.name, sebab=cause)) from error
    return aside.name
