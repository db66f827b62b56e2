"""Whom the demo can send on patrol, and who of them is away."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from sop.patrol import MemberKind, PatrolElement

_MARK = "[DATA CONTOH]"
_TEAMS = ("kecamatan", "satpolpp", "polsek")
"""Codes of the teams that come with the product."""
_PEOPLE: tuple[tuple[str, PatrolElement, str, str], ...] = (
    ("kecamatan", PatrolElement.KECAMATAN, "Kasi Trantib", "Penata (III/c)"),
    ("kecamatan", PatrolElement.KECAMATAN, "Staf Seksi Trantib", "Pengatur (II/c)"),
    ("kecamatan", PatrolElement.LINMAS, "Anggota Satlinmas", ""),
    ("satpolpp", PatrolElement.SATPOL_PP, "Komandan regu", "Pengatur Tingkat I (II/d)"),
    ("satpolpp", PatrolElement.SATPOL_PP, "Anggota", "Pengatur Muda (II/a)"),
    ("polsek", PatrolElement.POLSEK, "Kanit Samapta", "Aipda"),
    ("polsek", PatrolElement.POLSEK, "Bhabinkamtibmas", "Bripka"),
)
_VEHICLES: tuple[tuple[str, PatrolElement, str], ...] = (
    ("kecamatan", PatrolElement.KECAMATAN, "Mobil dinas contoh"),
    ("satpolpp", PatrolElement.SATPOL_PP, "Mobil patroli contoh"),
    ("polsek", PatrolElement.POLSEK, "Sepeda motor contoh"),
)


def demo_members() -> pd.DataFrame:
    """Return people and vehicles of every team, as `PATROL_MEMBERS` takes them; the first leads.

    Examples
    --------
    >>> demo_members()["nama"].iloc[0], demo_members()["nomor"].iloc[-1]
    ('Anggota Contoh 1', 'KH 0003 XX')
    """
    people: list[dict[str, object]] = [
        {
            "jenis": MemberKind.ORANG.value,
            "nama": f"Anggota Contoh {n}",
            "unsur": element.value,
            "regu": team,
            "pangkat": rank or None,
            "jabatan": position,
            "pimpinan": n in {1 + [one[0] for one in _PEOPLE].index(code) for code in _TEAMS},
        }
        for n, (team, element, position, rank) in enumerate(_PEOPLE, start=1)
    ]
    vehicles: list[dict[str, object]] = [
        {
            "jenis": MemberKind.KENDARAAN.value,
            "nama": name,
            "unsur": element.value,
            "regu": team,
            "nomor": f"KH {n:04d} XX",
            "pimpinan": False,
        }
        for n, (team, element, name) in enumerate(_VEHICLES, start=1)
    ]
    return _marked([*people, *vehicles], "personel")


def demo_absences(numbers: pd.Series[str], *, today: date) -> pd.DataFrame:
    """Return leave and extra duty in the days ahead, as `AVAILABILITY` takes them.

    Parameters
    ----------
    numbers
        Number of each row of `demo_members`, in its order.
    today
        Local day on which the demo is made.
    """
    rows = [
        (numbers.iloc[1], 2, 4, False, "Cuti tahunan"),
        (numbers.iloc[len(_PEOPLE) + 1], 1, 3, False, "Servis berkala"),
        ("satpolpp", 5, 5, True, "Pengamanan pasar malam"),
    ]
    return _marked(
        [
            {
                "subjek": subject,
                "mulai": (today + timedelta(days=first)).isoformat(),
                "selesai": (today + timedelta(days=last)).isoformat(),
                "ada": there,
                "alasan": f"{_MARK} {why}",
            }
            for subject, first, last, there, why in rows
        ],
        "ketersediaan",
    )


def _marked(rows: list[dict[str, object]], what: str) -> pd.DataFrame:
    return pd.DataFrame(rows).assign(sidik=[f"contoh-{what}-{n}" for n in range(len(rows))])
