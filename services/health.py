"""The health of the office PC: what is fine, what wants attention, what is broken, and what to do."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from records.attachments import kept
from records.sheets import FILES
from records.store import audit
from records.store import backup as backups
from records.store.verify import verify
from services.attachments import photo_problems
from services.office import Office
from services.setting_outside import OutsideEdit, outside_edits
from services.setting_words import sentence
from sop.code import Code
from sop.dictionary import ATTACHMENTS, INCIDENTS
from sop.party import Actor, Verb
from sop.period import long_time
from sop.problem import Refused
from sop.wording import number

_FREE_MB = 500
"""Less free space than this deserves attention: a backup must fit beside the store."""
_STALE = timedelta(days=7)
_CLOCK_SLACK = timedelta(minutes=5)
_MOST_NAMED = 3
_MAKE_ONE = "buat di Pengaturan, bagian Cadangan, atau dengan perintah: python run.py -- backup"


class Level(Code):
    """How something is."""

    BAIK = "baik", "Baik"
    PERHATIAN = "perhatian", "Perlu perhatian"
    MASALAH = "masalah", "Bermasalah"


@dataclass(frozen=True)
class Finding:
    """One line of the health report."""

    name: str
    level: Level
    detail: str

    @property
    def ok(self) -> bool:
        """Whether nothing need be done."""
        return self.level is Level.BAIK


@dataclass(frozen=True, kw_only=True)
class Health:
    """The whole report.

    Parameters
    ----------
    level, sentence
        The worst of the findings, and what it means.
    findings
        One line for each thing that was looked at.
    edits
        Sheets of settings that somebody edited outside the program.
    """

    level: Level
    sentence: str
    findings: tuple[Finding, ...]
    edits: tuple[OutsideEdit, ...]


Check = Callable[[Office, datetime], Finding]


def examine(home: Path, actor: Actor, *, at: datetime, database: str | None = None) -> list[Finding]:
    """Look at everything that makes an office PC fail, and say what to do."""
    actor.require(Verb.SISTEM_PERIKSA)
    try:
        office = Office.open(home, database)
    except Refused as refused:
        return [_program(), Finding("ruang kerja", Level.MASALAH, str(refused))]
    try:
        return [_versions(office), *(check(office, at) for check in _CHECKS)]
    finally:
        office.close()


def health(office: Office, actor: Actor, *, at: datetime, look: int = 0) -> Health:
    """Look at an office that is open.

    Parameters
    ----------
    look
        Reading every record takes a while, so the answer of one look is remembered for one version of
        the data; another number looks anew.
    """
    actor.require(Verb.SISTEM_PERIKSA)
    slow = office.remember(("health", look), lambda: tuple(check(office, at) for check in _SLOW))
    findings = (_versions(office), *slow, *(check(office, at) for check in _QUICK))
    order = list(Level)
    level = max((one.level for one in findings), key=order.index)
    return Health(level=level, sentence=_sentence(findings, level), findings=findings, edits=_edits(office))


def warnings(office: Office, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Return what whoever keeps the office PC must know on the first page, a sentence each.

    Only what can be told at once; the whole report is on the page of settings.
    """
    if not actor.may(Verb.CADANGAN_KELOLA):
        return ()
    found = (check(office, at) for check in _QUICK)
    return tuple(f"{one.name.capitalize()}: {one.detail}" for one in found if not one.ok)


def _sentence(findings: tuple[Finding, ...], level: Level) -> str:
    if level is Level.BAIK:
        return "Semua baik: data utuh, cadangan baru, pengaturan seperti yang disetujui."
    bad = [one.name for one in findings if one.level is level]
    names = ", ".join(bad[:_MOST_NAMED])
    if level is Level.MASALAH:
        return f"Ada yang rusak dan harus ditangani sekarang: {names}."
    return f"Perlu perhatian: {names}."


def _program() -> Finding:
    return Finding("versi", Level.BAIK, f"Tenteram {version('tenteram')}, Python {platform.python_version()}")


def _versions(office: Office) -> Finding:
    kind = f"SQLite {sqlite3.sqlite_version}" if office.store.file else "PostgreSQL"
    return Finding("versi", Level.BAIK, f"{_program().detail}, {kind}")


def _workspace(office: Office, _at: datetime) -> Finding:
    areas = office.areas()
    kind = " (DATA CONTOH)" if office.demo else ""
    return Finding("ruang kerja", Level.BAIK, f"{office.profile.name}{kind}, {len(areas)} wilayah")


def _integrity(office: Office, _at: datetime) -> Finding:
    problems = verify(office.store)
    told = "; ".join(p.message for p in problems)
    return Finding("keutuhan", Level.MASALAH if problems else Level.BAIK, told or "data utuh")


def _photos(office: Office, _at: datetime) -> Finding:
    problems, count = photo_problems(office), len(kept(office.frame(ATTACHMENTS)))
    told = f"{number(count)} foto utuh" if count else "belum ada foto"
    broken = "; ".join(p.message for p in problems)
    return Finding("foto", Level.MASALAH if problems else Level.BAIK, broken or told)


def _settings(office: Office, _at: datetime) -> Finding:
    broken = [p.message for p in office.settings.problems]
    if broken:
        told = "; ".join(broken)
        return Finding("pengaturan", Level.MASALAH, f"{told} Yang terakhir disetujui tetap dipakai.")
    edited = [
        f"{FILES[edit.sheet]} diubah di luar aplikasi ({'; '.join(map(sentence, edit.changes[:3]))})"
        for edit in _edits(office)
    ]
    if edited:
        return Finding("pengaturan", Level.PERHATIAN, "; ".join(edited))
    return Finding("pengaturan", Level.BAIK, f"seperti yang tercatat, sidik {office.settings.digest[:12]}")


def _edits(office: Office) -> tuple[OutsideEdit, ...]:
    _ = office.settings
    with office.store.reading() as connection:
        return outside_edits(connection, office.workspace.home)


def _last_entry(office: Office, _at: datetime) -> Finding:
    entered = office.frame(INCIDENTS)["waktu_input"].max()
    if entered != entered:  # noqa: PLR0124 - NaT: nothing was entered yet
        return Finding("kejadian terakhir", Level.BAIK, "belum ada kejadian")
    return Finding("kejadian terakhir", Level.BAIK, f"dimasukkan {long_time(entered, office.zone)}")


def _last_backup(office: Office, at: datetime) -> Finding:
    newest = backups.newest(office.workspace.backups)
    if newest is None:
        return Finding("cadangan", Level.PERHATIAN, f"belum ada; {_MAKE_ONE}")
    made = long_time(newest.made_at, office.zone)
    if at - newest.made_at <= _STALE:
        return Finding("cadangan", Level.BAIK, made)
    return Finding("cadangan", Level.PERHATIAN, f"terakhir {made}, sudah lebih dari seminggu; {_MAKE_ONE}")


def _free_space(office: Office, _at: datetime) -> Finding:
    free_mb = shutil.disk_usage(office.workspace.home).free / 1e6
    enough = free_mb >= _FREE_MB
    told = f"{number(free_mb / 1000, 1)} GB tersisa" + ("" if enough else "; kosongkan sebelum penuh")
    return Finding("ruang diska", Level.BAIK if enough else Level.MASALAH, told)


def _clock(office: Office, at: datetime) -> Finding:
    with office.store.reading() as connection:
        last = audit.entry(connection, audit.head(connection)[0])
    if last is None or last.at <= at + _CLOCK_SLACK:
        return Finding("jam komputer", Level.BAIK, long_time(at, office.zone))
    told = f"mundur: tindakan terakhir tercatat {long_time(last.at, office.zone)}; periksa tanggal dan jam"
    return Finding("jam komputer", Level.PERHATIAN, told)


_SLOW: tuple[Check, ...] = (_workspace, _integrity, _photos)
_QUICK: tuple[Check, ...] = (_settings, _last_entry, _last_backup, _free_space, _clock)
_CHECKS: tuple[Check, ...] = (*_SLOW, *_QUICK)
