"""Teams while somebody drafts them: a new one, one taken out, and where they can leave from."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import time
from typing import Any

import pandas as pd

from services.office import Office
from services.patrol_setting_words import Entry, parts
from services.places import place_table
from sop.party import Actor
from sop.patrol import PatrolElement
from sop.wording import coordinates

Bases = Mapping[str, tuple[str, list[float]]]
"""Known places: name with desa, and lon and lat, by number."""

_LONGEST_CODE = 24
_DECIMALS = 5


def new_team(name: str, known: Collection[str]) -> dict[str, Any]:
    """Return a team to begin with, under a code of its own.

    Parameters
    ----------
    known
        Codes that are taken.

    Examples
    --------
    >>> new_team("Regu Linmas  Desa", {"kecamatan"})["kode"], new_team("Regu", {"regu"})["kode"]
    ('linmas-desa', 'regu-2')
    """
    words = re.findall(r"[a-z0-9]+", name.casefold())
    own = "-".join(words[1:] if words[:1] == ["regu"] and len(words) > 1 else words)[:_LONGEST_CODE] or "regu"
    codes = (own if n == 1 else f"{own}-{n}" for n in range(1, len(known) + 2))
    return {
        "kode": next(one for one in codes if one not in known),
        "nama": " ".join(name.split()),
        "unsur": [PatrolElement.KECAMATAN.value],
        "hari": [],
        "mulai": "19.30",
        "selesai": "22.30",
        "cuti": [],
        "tambahan": [],
    }


def without(joints: Sequence[Entry], code: str) -> list[Entry]:
    """Return the joint patrols without one team; what is left of two teams is none.

    Examples
    --------
    >>> without([{"regu": ["a", "b"], "hari": []}, {"regu": ["a", "b", "c"], "hari": []}], "a")
    [{'regu': ['b', 'c'], 'hari': []}]
    """
    left = [{**one, "regu": [team for team in one["regu"] if team != code]} for one in joints]
    return [one for one in left if len(one["regu"]) > 1]


def bases(office: Office, actor: Actor) -> Bases:
    """Return the known places from which a team can leave."""
    found = place_table(office, actor)
    found = found.loc[found.geometry.notna()]
    points = zip(found.geometry.x, found.geometry.y, strict=True)
    named = zip(found.index, found["nama"], found["desa"], points, strict=True)
    return {str(number): (f"{name} ({desa})", [*point]) for number, name, desa, point in named}


def base_of(point: Sequence[float] | None, known: Bases) -> str | None:
    """Return the number of the known place at a point, None if there is none.

    Examples
    --------
    >>> base_of([115.1, -2.0], {"TMP-1": ("Pos (Barat)", [115.1, -2.0])}), base_of(None, {})
    ('TMP-1', None)
    """
    if point is None:
        return None
    return next((number for number, (_, there) in known.items() if near(there, point) == list(point)), None)


def near(point: Sequence[float], stands: Sequence[float] | None) -> list[float]:
    """Return a point to the metre, or the one that stands there if it is the same place.

    Examples
    --------
    >>> near([115.123456, -2.0], None), near([115.123456, -2.0], [115.12346, -2.000001])
    ([115.12346, -2.0], [115.12346, -2.000001])
    """
    said = [round(part, _DECIMALS) for part in point]
    return list(stands) if stands and said == [round(part, _DECIMALS) for part in stands] else said


def clock(said: str) -> time:
    """Return a time of day as the sheet of patrols writes it.

    Examples
    --------
    >>> clock("19.30")
    datetime.time(19, 30)
    """
    return time.fromisoformat(said.replace(".", ":"))


def edited_team(
    team: Entry,
    *,
    name: str,
    elements: Sequence[str],
    days: Sequence[str],
    begins: time,
    ends: time,
    longest: int,
    base: Sequence[float] | None,
) -> dict[str, Any]:
    """Return a team as it is said now; what a form does not ask stays.

    Parameters
    ----------
    longest
        Minutes that a patrol lasts at most; 0 for all its hours.
    base
        Lon and lat; None for the office.
    """
    kept = {key: value for key, value in team.items() if key not in {"lama_menit", "titik_awal"}}
    return {
        **kept,
        "nama": " ".join(name.split()),
        "unsur": list(elements),
        "hari": list(days),
        "mulai": f"{begins:%H.%M}",
        "selesai": f"{ends:%H.%M}",
        **({"lama_menit": float(longest)} if longest else {}),
        **({"titik_awal": list(base)} if base else {}),
    }


def team_table(teams: Sequence[Entry], known: Bases) -> pd.DataFrame:
    """Return one row a team, with words to be read."""
    rows = [
        {
            "Regu": team["nama"],
            "Unsur": said["unsur"],
            "Hari": said["hari"],
            "Jam": said["jam"],
            "Lama patroli": said["lama patroli"],
            "Titik awal": _base_words(team.get("titik_awal"), known),
        }
        for team in teams
        for said in [parts(team)]
    ]
    return pd.DataFrame(rows, columns=["Regu", "Unsur", "Hari", "Jam", "Lama patroli", "Titik awal"])


def _base_words(point: Sequence[float] | None, known: Bases) -> str:
    if point is None:
        return "Kantor kecamatan"
    number = base_of(point, known)
    return coordinates(point[0], point[1]) if number is None else known[number][0]
