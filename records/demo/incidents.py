"""Incidents of the demo as the office would have written them down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from records.demo.events import SATELLITE, Event
from records.demo.ground import Ground
from records.demo.location import location, odd_places
from records.demo.patterns import pattern_of
from records.demo.progress import progress
from sop.category import Category
from sop.incident import IncidentState, Origin, TimePrecision, Verification


@dataclass(frozen=True)
class Scene:
    """What every incident is written against: ground, categories, zone, and the last instant known."""

    where: Ground
    categories: Mapping[str, Category]
    zone: ZoneInfo
    zone_word: str
    end: datetime


def reports(
    drawn: Sequence[Event], scene: Scene, rng: np.random.Generator, later: np.random.Generator
) -> list[dict[str, Any]]:
    """Write the incidents down as rows of ``incidents`` with ``geometry``, in order of time.

    Parameters
    ----------
    rng, later
        Chance for what was reported, and for what became of it.
    """
    rows = [_report(event, scene, rng) for event in drawn]
    rows.sort(key=lambda row: row["waktu_kejadian"])
    for number, row in enumerate(rows, start=1):
        row["id_sumber"] = f"demo-kjd-{number:04d}"
    _repeats(rows, rng)
    odd_places(rows, scene.where, rng)
    return [row | progress(row, scene.categories[row["kode_kategori"]], scene.end, later) for row in rows]


def _report(event: Event, scene: Scene, rng: np.random.Generator) -> dict[str, Any]:
    category = scene.categories[event.code]
    moment, precision = _moment(event, scene, rng)
    origin = _origin(event, rng)
    state, verification = _progress((scene.end - moment).days, rng)
    impact = _impact(category, verification, rng)
    delay = timedelta(minutes=0 if event.patrol else round(float(rng.exponential(300.0))))
    if precision is TimePrecision.TANGGAL_SAJA:
        delay += timedelta(days=1)
    return {
        "waktu_kejadian": moment,
        "presisi_waktu": precision.value,
        "zona_waktu_asli": scene.zone_word,
        "waktu_lapor": min(moment + delay, scene.end),
        "kode_kategori": event.code,
        "asal": origin.value,
        "sumber": _SOURCES[origin][int(rng.integers(len(_SOURCES[origin])))],
        "status": state.value,
        "status_verifikasi": verification.value,
        "visibilitas": category.visibility.value,
        "dirujuk_ke": category.lead if state is IncidentState.DIRUJUK else None,
        "dampak_aktual": impact,
        "id_kasus": event.case.reference if event.case else None,
        "id_jurnal": event.patrol.reference if event.patrol else None,
        **location(event, category, scene.where, rng),
        **_harm(event.code, impact, rng),
    }


_SOURCES: dict[Origin, tuple[str, ...]] = {
    Origin.LAPORAN_WARGA: ("pengaduan_masyarakat", "pengaduan_masyarakat", "desa", "fkdm"),
    Origin.TEMUAN_PATROLI: ("hasil_patroli",),
    Origin.INSTANSI: ("polsek", "koramil", "pengawasan", "desa"),
    Origin.MEDIA: ("media",),
    Origin.SATELIT: ("satelit",),
    Origin.TIDAK_DIKETAHUI: ("",),
}


def _origin(event: Event, rng: np.random.Generator) -> Origin:
    if event.code == SATELLITE:
        return Origin.SATELIT
    if event.patrol:
        return Origin.TEMUAN_PATROLI
    others = (Origin.LAPORAN_WARGA, Origin.INSTANSI, Origin.MEDIA, Origin.TIDAK_DIKETAHUI)
    return others[int(rng.choice(4, p=[0.77, 0.14, 0.05, 0.04]))]


def _moment(event: Event, scene: Scene, rng: np.random.Generator) -> tuple[datetime, TimePrecision]:
    """Return the instant in UTC and how exactly it is known."""
    if event.patrol:
        span = event.patrol.end - event.patrol.start
        at = event.patrol.start + span * float(rng.uniform(0.15, 0.85))
        return at.replace(microsecond=0), TimePrecision.TEPAT
    midnight = datetime(event.day.year, event.day.month, event.day.day, tzinfo=scene.zone)
    hours = np.asarray(pattern_of(event.code).hours, dtype=float)
    hour = int(rng.choice(24, p=hours / hours.sum()))
    minute = int(rng.integers(60))
    draw = rng.random()
    if draw < 0.08:  # noqa: PLR2004
        return midnight.astimezone(UTC), TimePrecision.TANGGAL_SAJA
    precision = TimePrecision.TEPAT
    if draw < 0.2:  # noqa: PLR2004
        precision, minute = _part_of_day(hour), 0
    elif draw < 0.45:  # noqa: PLR2004
        precision, minute = TimePrecision.SEKITAR_1_JAM, minute // 30 * 30
    return midnight.replace(hour=hour, minute=minute).astimezone(UTC), precision


def _part_of_day(hour: int) -> TimePrecision:
    if 5 <= hour < 11:  # noqa: PLR2004
        return TimePrecision.PAGI
    if 11 <= hour < 15:  # noqa: PLR2004
        return TimePrecision.SIANG
    return TimePrecision.SORE if 15 <= hour < 18 else TimePrecision.MALAM  # noqa: PLR2004


_PROGRESS: tuple[tuple[float, dict[IncidentState, float]], ...] = (
    (2, {IncidentState.MASUK: 6, IncidentState.TERVERIFIKASI: 3, IncidentState.DITANGANI: 1}),
    (
        21,
        {
            IncidentState.MASUK: 1,
            IncidentState.TERVERIFIKASI: 2,
            IncidentState.DITANGANI: 4,
            IncidentState.DIRUJUK: 2,
            IncidentState.SELESAI: 3,
            IncidentState.TIDAK_TERBUKTI: 1,
        },
    ),
    (
        np.inf,
        {
            IncidentState.SELESAI: 40,
            IncidentState.TUTUP: 38,
            IncidentState.DIRUJUK: 9,
            IncidentState.PEMANTAUAN: 3,
            IncidentState.TIDAK_TERBUKTI: 6,
            IncidentState.DITANGANI: 2,
        },
    ),
)
# By age in days up to a limit: how often an incident stands in each state.


def _progress(age_days: int, rng: np.random.Generator) -> tuple[IncidentState, Verification]:
    """Return state and verification: the older, the further on its way."""
    odds = next(odds for limit, odds in _PROGRESS if age_days <= limit)
    states = list(odds)
    share = np.array(list(odds.values()))
    state = states[int(rng.choice(len(states), p=share / share.sum()))]
    if state is IncidentState.MASUK:
        return state, Verification.BELUM
    if state is IncidentState.TIDAK_TERBUKTI:
        return state, Verification.TIDAK_TERBUKTI
    unchecked = state is not IncidentState.TERVERIFIKASI and rng.random() < 0.06  # noqa: PLR2004
    return state, Verification.BELUM if unchecked else Verification.TERVERIFIKASI


def _impact(category: Category, verification: Verification, rng: np.random.Generator) -> float:
    if verification is Verification.TIDAK_TERBUKTI or category.code == SATELLITE:
        return 0.5
    heavy = category.safety + category.escalation
    odds = np.array([0.16, 0.72, 0.02 + 0.04 * heavy, 0.004 * heavy])
    return float((0.5, 1.0, 1.5, 2.0)[int(rng.choice(4, p=odds / odds.sum()))])


def _harm(code: str, impact: float, rng: np.random.Generator) -> dict[str, Any]:
    """Return counts and amounts that agree with the impact."""
    fire = code.startswith("KAR")
    harm: dict[str, Any] = {"luas_ha": round(float(rng.exponential(0.8)) + 0.05, 2) if fire else None}
    if impact == 1.5:  # noqa: PLR2004 - hurt, damaged, or twenty people
        if rng.random() < 0.5:  # noqa: PLR2004
            harm["korban_luka"] = int(rng.integers(1, 4))
        else:
            harm["kerugian_rp"] = float(rng.integers(1, 60) * 500_000)
        harm["jumlah_terlibat"] = int(rng.integers(2, 35))
    elif impact == 2.0:  # noqa: PLR2004 - a death, or a hundred people
        harm |= {"korban_jiwa": 1} if rng.random() < 0.4 else {"jumlah_terlibat": int(rng.integers(100, 160))}  # noqa: PLR2004
    elif rng.random() < 0.5:  # noqa: PLR2004
        harm["jumlah_terlibat"] = int(rng.integers(1, 15))
    return harm


def _repeats(rows: list[dict[str, Any]], rng: np.random.Generator) -> None:
    """Let a few patrol findings confirm, and a few reports repeat, an earlier report nearby in time."""
    for position, row in enumerate(rows):
        earlier = [
            r
            for r in rows[max(0, position - 12) : position]
            if r["kode_kategori"] == row["kode_kategori"] and "berulang_dari" not in r
        ]
        if not earlier or rng.random() > 0.15:  # noqa: PLR2004
            continue
        row["berulang_dari"] = earlier[-1]["id_sumber"]
        if row["asal"] != Origin.TEMUAN_PATROLI.value and row["status"] == IncidentState.SELESAI.value:
            row["status"] = IncidentState.DUPLIKAT.value
