"""Values of a conflict case as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.accounts import display_names
from services.history import Told
from services.incident_words import area_name
from services.office import Office
from sop.conflict import CloseReason, ConflictSource, ConflictTrack, level_words
from sop.period import long_date, long_time
from sop.wording import listed


def desa_words(office: Office, codes: Sequence[str] | None) -> str:
    """Return the names of desa as one enumeration."""
    return listed([area_name(office, code) for code in codes or ()]) or "Desa belum diketahui"


def kind_words(office: Office, code: str) -> str:
    """Return the full name of a kind of conflict."""
    return office.categories[code].name if code in office.categories else code


def day_words(day: str) -> str:
    """Return a local day, kept as ISO text, in words.

    Examples
    --------
    >>> day_words("2026-11-25")
    '25 November 2026'
    """
    return long_date(date.fromisoformat(day))


def track_words(track: str) -> str:
    """Return a formal track in words; a text of an older register as it stands.

    Examples
    --------
    >>> track_words("tim_terpadu"), track_words("Kodim")
    ('Tim Terpadu', 'Kodim')
    """
    return {one.value: one.label for one in ConflictTrack}.get(track, track)


def handler_words(office: Office, accounts: Sequence[str] | None) -> str:
    """Return the names of the accounts that handle a case."""
    names = display_names(office)
    return ", ".join(names.get(account, account) for account in accounts or ())


def history_words(office: Office) -> dict[str, Told]:
    """Return how the history of a case says what the dictionary alone cannot."""
    return {
        "kode_kategori": lambda code: kind_words(office, code),
        "desa": lambda codes: desa_words(office, codes),
        "penangan": lambda accounts: handler_words(office, accounts) or "–",
        "tingkat_eskalasi": lambda level: level_words(int(level)),
        "dialihkan_ke": track_words,
    }


def facts(office: Office, row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return label and value of what is known of a case, in the order in which one asks for it.

    What is empty, or closed to the reader, is left out.
    """
    answered = _dated(office, row["waktu_respon"], row["respon"])
    planned = _dated(office, row["waktu_rencana"], row["rencana"])
    told = row["waktu_lapor_kabupaten"]
    source = row["sumber_konflik"]
    closed = row["tgl_tutup"]
    given = (
        ("Jenis", kind_words(office, row["kode_kategori"])),
        ("Sumber konflik", ConflictSource(source).label if source else None),
        ("Desa", desa_words(office, row["desa"])),
        ("Teridentifikasi", _identified(office, row)),
        ("Pemicu", row["pemicu"]),
        ("Akar masalah", row["akar"]),
        ("Respons awal", answered),
        ("Rencana penanganan", planned),
        ("Laporan ke kabupaten", long_time(told, office.zone) if told else None),
        ("Jalur penyelesaian", track_words(row["jalur"]) if row["jalur"] else None),
        ("Dialihkan ke", track_words(row["dialihkan_ke"]) if row["dialihkan_ke"] else None),
        ("Status quo", {True: "Disepakati dijaga", False: None}.get(row["status_quo"])),
        ("Penangan", handler_words(office, row["penangan"])),
        ("Ditutup", _closed(closed, row["alasan_tutup"]) if closed else None),
    )
    return tuple((label, value) for label, value in given if value)


def next_words(row: Mapping[str, Any], today: date) -> str:
    """Return what is to be done next and by when; empty if nothing is set."""
    if not row["tindak_berikut"]:
        return ""
    day = row["tgl_berikut"]
    if not day:
        return str(row["tindak_berikut"])
    late = " (lewat)" if date.fromisoformat(day) < today else ""
    return f"{day_words(day)}{late}: {row['tindak_berikut']}"


def _identified(office: Office, row: Mapping[str, Any]) -> str:
    known = row["waktu_identifikasi"]
    return long_time(known, office.zone) if known else day_words(row["tgl_teridentifikasi"])


def _dated(office: Office, when: Any, text: Any) -> str | None:
    if not when:
        return None
    return f"{long_time(when, office.zone)} – {text}" if text else long_time(when, office.zone)


def _closed(day: str, why: str | None) -> str:
    reason = {one.value: one.label for one in CloseReason}.get(why or "", why)
    return f"{day_words(day)} – {reason}" if reason else day_words(day)
