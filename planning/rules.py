"""Rules of planning: every number that decides where patrols go, named once and checked once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from analysis.settings import Number, Whole, as_kept, faults, readable, setting, unfit_problem
from sop.problem import Refused

SECTION = "rencana"
"""The table of the sheet on which the rules stand."""


@dataclass(frozen=True, kw_only=True)
class PlanRules:
    """Rules by which stops are chosen, weighed and visited.

    Visits of 10 to 16 minutes (Koper 1995) at unforeseen times; the effect is gone the next day, so that
    what counts is the dose of every week. Method: `docs/metode.md`.

    Raises
    ------
    Refused
        With every setting that does not fit, by its name on the sheet.

    Examples
    --------
    >>> PlanRules().dwell_min
    12.0
    """

    dwell_min: float = setting("menit_singgah", 12.0, Number(3, 120), "Lama singgah di satu titik", "menit")
    most_stops: int = setting("titik_terbanyak", 40, Whole(1, 2000), "Titik paling banyak")
    near_m: float = setting(
        "jarak_petak_m", 300.0, Number(50, 5000), "Petak sejauh ini ikut titik terdekat", "m"
    )
    hot_lift: float = setting(
        "titik_rawan_kali", 2.0, Number(1, 100), "Titik rawan mulai dari kerapatan", "kali rata-rata"
    )
    top_stops: int = setting("titik_utama", 10, Whole(1, 200), "Banyaknya titik utama")
    top_days: int = setting("hari_titik_utama", 3, Whole(1, 14), "Titik utama didatangi tiap", "hari")
    most_days: int = setting("hari_titik", 7, Whole(1, 28), "Titik lain didatangi tiap", "hari")
    floor_min: float = setting(
        "menit_desa", 24.0, Number(0, 600), "Kehadiran paling sedikit di tiap desa seminggu", "menit"
    )
    comparison: float = setting(
        "bagian_pembanding", 0.15, Number(0, 0.5), "Bagian waktu untuk kunjungan pembanding"
    )
    standing: float = setting(
        "bagian_singgah", 0.6, Number(0.1, 0.95), "Bagian jam tugas yang dipakai singgah, bukan di jalan"
    )
    kmh: float = setting("kecepatan_kmj", 30.0, Number(3, 120), "Kecepatan di jalan", "km/jam")
    detour: float = setting("liku_jalan", 1.4, Number(1, 5), "Panjang jalan dibanding garis lurus", "×")
    late_start_min: float = setting(
        "undian_berangkat", 60.0, Number(0, 240), "Jam berangkat diundi sampai terlambat", "menit"
    )
    noise: float = setting("undian_titik", 0.05, Number(0, 2), "Kuatnya undian pilihan titik")
    hours_price: float = setting(
        "undian_jam", 0.01, Number(0, 0.2), "Bagian kebutuhan yang boleh dibayar untuk jam yang diundi"
    )
    rounds: int = setting("putaran_hitung", 600, Whole(1, 100_000), "Putaran hitung untuk satu hari")
    memory_days: int = setting("hari_ingatan", 28, Whole(7, 365), "Kunjungan lampau yang diingat", "hari")

    def __post_init__(self) -> None:
        """Refuse settings that do not fit."""
        values = {key: getattr(self, item.name) for key, item in readable(type(self)).items()}
        found = faults(type(self), values, SECTION)
        if not found and self.top_days > self.most_days:
            name = f"{SECTION}.hari_titik_utama"
            found = [unfit_problem(name, self.top_days, "paling banyak hari_titik")]
        if found:
            raise Refused.of(found)

    @classmethod
    def from_mapping(cls, table: Mapping[str, Any]) -> Self:
        """Make rules from the table of a sheet; what is not named keeps its default.

        Raises
        ------
        Refused
            With every unknown and every unfit setting.
        """
        found = faults(cls, table, SECTION)
        if found:
            raise Refused.of(found)
        return cls(**as_kept(cls, table))

    def to_mapping(self) -> dict[str, Any]:
        """Return the rules as the table that `from_mapping` reads.

        Examples
        --------
        >>> PlanRules.from_mapping(PlanRules().to_mapping()) == PlanRules()
        True
        """
        return {key: getattr(self, item.name) for key, item in readable(type(self)).items()}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of all rules, 64 hexadecimal digits."""
        # As kept: rules made with 12 and with 12.0 are equal, so they have one fingerprint.
        kept = as_kept(type(self), self.to_mapping())
        text = json.dumps(kept, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
