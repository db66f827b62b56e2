"""The teams of the settings in words, and what a change of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sop.patrol import PatrolElement
from sop.wording import coordinates, listed, number

Entry = Mapping[str, Any]
"""A team or a joint patrol as the sheet of patrols keeps it; see `planning.roster_sheet`."""

_ELEMENTS = {one.value: one.label for one in PatrolElement}


def team_words(team: Entry) -> str:
    """Return a team in words.

    Examples
    --------
    >>> team_words({"nama": "Regu Malam", "unsur": ["kecamatan", "linmas"], "hari": ["Senin", "Rabu"],
    ...     "mulai": "20.00", "selesai": "23.00", "lama_menit": 120})
    'Regu Malam (Kecamatan dan Linmas; Senin dan Rabu 20.00–23.00; paling lama 120 menit)'
    """
    parts = [_elements(team), f"{_days(team)} {_hours(team)}"]
    if team.get("lama_menit"):
        parts.append(_length(team))
    return f"{team.get('nama')} ({'; '.join(parts)})"


def joint_words(joint: Entry) -> str:
    """Return a joint patrol in words.

    Examples
    --------
    >>> joint_words({"regu": ["kec", "polsek"], "hari": ["Sabtu"]})
    'kec + polsek (Sabtu)'
    """
    return f"{' + '.join(map(str, joint.get('regu') or ()))} ({_days(joint)})"


def team_change(old: Sequence[Entry], new: Sequence[Entry]) -> str:
    """Return what a change does to the teams, known by their codes.

    Examples
    --------
    >>> one = {"kode": "kec", "nama": "Regu Malam", "unsur": ["kecamatan"], "hari": ["Senin"],
    ...     "mulai": "20.00", "selesai": "23.00"}
    >>> team_change([one], [{**one, "selesai": "23.30", "titik_awal": [115.1, -2.0]}])
    'Regu Malam: jam 20.00–23.00 → 20.00–23.30, titik awal kantor → 2,00000° LS 115,10000° BT'
    >>> team_change([], [one]), team_change([one], [])
    ('ditambah Regu Malam (Kecamatan; Senin 20.00–23.00)', 'dihapus Regu Malam')
    """
    before, after = ({str(one.get("kode")): one for one in side} for side in (old, new))
    parts = [f"ditambah {team_words(after[code])}" for code in after if code not in before]
    parts += [f"dihapus {before[code].get('nama')}" for code in before if code not in after]
    for code in after:
        if code in before and (told := _differences(before[code], after[code])):
            parts.append(f"{before[code].get('nama')}: {told}")
    return "; ".join(parts) or "urutan berubah"


def joint_change(old: Sequence[Entry], new: Sequence[Entry]) -> str:
    """Return what a change does to the joint patrols.

    Examples
    --------
    >>> joint_change([], [{"regu": ["kec", "polsek"], "hari": ["Sabtu"]}])
    'ditambah kec + polsek (Sabtu)'
    """
    before, after = ([joint_words(one) for one in side] for side in (old, new))
    parts = [f"ditambah {one}" for one in after if one not in before]
    parts += [f"dihapus {one}" for one in before if one not in after]
    return "; ".join(parts) or "urutan berubah"


def _differences(old: Entry, new: Entry) -> str:
    said: dict[str, Callable[[Entry], str]] = {
        "nama": lambda team: str(team.get("nama")),
        "unsur": _elements,
        "hari": _days,
        "jam": _hours,
        "lama patroli": _length,
        "titik awal": _base,
        "cuti": lambda team: _dates(team, "cuti"),
        "tambahan": lambda team: _dates(team, "tambahan"),
    }
    pairs = ((name, say(old), say(new)) for name, say in said.items())
    return ", ".join(f"{name} {before} → {after}" for name, before, after in pairs if before != after)


def _elements(team: Entry) -> str:
    return listed([_ELEMENTS.get(one, str(one)) for one in team.get("unsur") or ()])


def _days(entry: Entry) -> str:
    return listed(list(map(str, entry.get("hari") or ()))) or "tanpa hari tetap"


def _hours(team: Entry) -> str:
    return f"{team.get('mulai')}–{team.get('selesai')}"


def _length(team: Entry) -> str:
    length = team.get("lama_menit")
    return f"paling lama {number(length)} menit" if length else "sepanjang jam tugas"


def _base(team: Entry) -> str:
    base = team.get("titik_awal")
    return coordinates(*base) if base else "kantor"


def _dates(team: Entry, key: str) -> str:
    return ", ".join(map(str, team.get(key) or ())) or "–"
