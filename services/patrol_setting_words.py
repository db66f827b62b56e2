"""The teams of the settings in words, and what a change of them does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sop.patrol import PatrolElement
from sop.period import WEEKDAYS
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
    told = [_elements(team), f"{_days(team)} {_hours(team)}"]
    if team.get("lama_menit"):
        told.append(_length(team))
    return f"{team.get('nama')} ({'; '.join(told)})"


def joint_words(joint: Entry, names: Mapping[str, str] | None = None) -> str:
    """Return a joint patrol in words.

    Parameters
    ----------
    names
        Names of the teams by code, where they are known.

    Examples
    --------
    >>> joint_words({"regu": ["kec", "polsek"], "hari": ["Sabtu"]}, {"kec": "Regu Kecamatan"})
    'Regu Kecamatan + polsek (Sabtu)'
    """
    teams = [(names or {}).get(str(one), str(one)) for one in joint.get("regu") or ()]
    return f"{' + '.join(teams)} ({_days(joint)})"


def parts(team: Entry) -> dict[str, str]:
    """Return what a team is, part by part, in words.

    Examples
    --------
    >>> parts({"nama": "Regu", "unsur": ["linmas"], "hari": ["Senin", "Selasa", "Rabu", "Sabtu"],
    ...     "mulai": "20.00", "selesai": "23.00"})["hari"]
    'Senin–Rabu dan Sabtu'
    """
    return {
        "nama": str(team.get("nama")),
        "unsur": _elements(team),
        "hari": _days(team),
        "jam": _hours(team),
        "lama patroli": _length(team),
        "titik awal": _base(team),
        "cuti": _dates(team, "cuti"),
        "tambahan": _dates(team, "tambahan"),
    }


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
    told = [f"ditambah {team_words(after[code])}" for code in after if code not in before]
    told += [f"dihapus {before[code].get('nama')}" for code in before if code not in after]
    for code in after:
        if code in before and (other := _differences(before[code], after[code])):
            told.append(f"{before[code].get('nama')}: {other}")
    return "; ".join(told) or "urutan berubah"


def joint_change(old: Sequence[Entry], new: Sequence[Entry]) -> str:
    """Return what a change does to the joint patrols.

    Examples
    --------
    >>> joint_change([], [{"regu": ["kec", "polsek"], "hari": ["Sabtu"]}])
    'ditambah kec + polsek (Sabtu)'
    """
    before, after = ([joint_words(one) for one in side] for side in (old, new))
    told = [f"ditambah {one}" for one in after if one not in before]
    told += [f"dihapus {one}" for one in before if one not in after]
    return "; ".join(told) or "urutan berubah"


def _differences(old: Entry, new: Entry) -> str:
    before, after = parts(old), parts(new)
    told = (f"{name} {before[name]} → {after[name]}" for name in after if before[name] != after[name])
    return ", ".join(told)


def _elements(team: Entry) -> str:
    return listed([_ELEMENTS.get(one, str(one)) for one in team.get("unsur") or ()])


def _days(entry: Entry) -> str:
    """Return weekdays in words, three or more in a row as a span."""
    said = set(map(str, entry.get("hari") or ()))
    runs: list[list[str]] = []
    for n, day in enumerate(WEEKDAYS):
        if day in said and n and WEEKDAYS[n - 1] in said:
            runs[-1].append(day)
        elif day in said:
            runs.append([day])
    told = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else run for run in runs]  # noqa: PLR2004 - three
    return listed([day for run in told for day in run]) or "tanpa hari tetap"


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
