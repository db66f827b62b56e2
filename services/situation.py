"""Situasi: what changed, where to look first, and how complete the picture is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import geopandas as gpd
import pandas as pd

from analysis import conflict
from analysis.certainty import RiskClass
from analysis.change import Signal, change, dispersion, past_spans
from reports.words import amount
from services.case_privacy import insight, seen_cases
from services.desa import class_note, completeness, desa_table
from services.looking import Look, local_days, look, visits, within
from services.office import Office
from services.privacy import READS_TEXT, category_name, short_name
from services.quarantine import waiting_count
from services.scoring import exact, origin, outlook
from sop.category import Visibility
from sop.conflict import LEVELS
from sop.incident import Verification
from sop.party import Actor, Verb
from sop.period import QUICK_PERIODS, Period, long_time, quick_period
from sop.wording import listed, number, signed

_WEEK = 7
_HALF = 0.5
_FEW = 5
_MOST_NAMES = 3

_SPOKEN = {
    "Hari ini": ("Hari ini", "hari yang sama pekan lalu"),
    "Minggu ini": ("Minggu ini", "minggu lalu sampai hari yang sama"),
    "Bulan ini": ("Bulan ini", "bulan lalu sampai tanggal yang sama"),
    "Bulan lalu": ("Bulan lalu", "bulan sebelumnya"),
    "Tahun ini": ("Tahun ini", "tahun lalu sampai tanggal yang sama"),
}
_CLASSES = (RiskClass.RAWAN, RiskClass.WASPADA, RiskClass.AMAN)
_TOGETHER = {2: "keduanya", 3: "ketiganya"}


@dataclass(frozen=True, kw_only=True)
class KpiCard:
    """One figure, every part ready to be read; a part that does not apply is empty."""

    label: str
    value: str
    previous: str = ""
    difference: str = ""
    signal: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything that the page Situasi shows.

    Parameters
    ----------
    at, period
        The instant from which the score looks ahead, and the days that are counted (None: all).
    sentence
        The answer in one sentence.
    cards
        Four to six figures.
    areas, points
        The desa as in `services.desa.desa_table`, and whether their points are among it.
    distinguishable
        Whether the desa on top is on top with a probability of at least 0.8.
    n_incidents
        Incidents in the period that the reader sees.
    basis
        What the figures rest on, in words.
    class_note
        Why a desa stands in a lower class than its value alone would give; empty where none does.
    notices
        What the reader must know to read the figures rightly.
    completeness
        Per desa ``nama laporan_terakhir patroli_terakhir keadaan n_kejadian n_tertutup``.
    """

    at: datetime
    period: Period | None
    sentence: str
    cards: tuple[KpiCard, ...]
    areas: gpd.GeoDataFrame
    points: bool
    distinguishable: bool
    n_incidents: int
    basis: str
    class_note: str
    notices: tuple[str, ...]
    completeness: pd.DataFrame


def situation(
    office: Office, actor: Actor, *, at: datetime, period: Period | None, meeting: bool = False
) -> Situation:
    """Answer what the situation is.

    Parameters
    ----------
    at
        Now; the score looks ahead from the next full hour.
    period
        Local days that are counted; None counts everything.
    meeting
        Whether others look along.
    """
    actor.require(Verb.SITUASI_LIHAT)
    ahead = origin(office, None, at)
    today = at.astimezone(office.zone).date()
    question = ("situation", actor.role, insight(office, actor, meeting=meeting), meeting)
    return office.remember(
        (*question, ahead, today, period),
        lambda: _situation(office, _Reader(actor, meeting), ahead, today, period),
    )


@dataclass(frozen=True)
class _Reader:
    """Who reads, and whether others look along."""

    actor: Actor
    meeting: bool

    @property
    def exact(self) -> bool:
        return exact(self.actor, meeting=self.meeting)

    @property
    def inside(self) -> bool:
        return self.actor.role in READS_TEXT and not self.meeting

    def look(self, office: Office) -> Look:
        return look(office, self.actor, meeting=self.meeting)

    def open_cases(self, office: Office, at: datetime) -> gpd.GeoDataFrame:
        return open_cases(office, self.actor, at, meeting=self.meeting)


def _situation(
    office: Office, reader: _Reader, ahead: datetime, today: date, period: Period | None
) -> Situation:
    view = reader.look(office)
    compared = comparable(period)
    areas = desa_table(office, reader.actor, at=ahead, period=period, meeting=reader.meeting)
    counts = _counts(office, view, period, compared)
    known = outlook(office, at=ahead, whole=reader.exact)
    distinguishable = bool(known.distinguishable)
    return Situation(
        at=ahead,
        period=period,
        sentence=_sentence(_spoken(period, today), counts, areas, distinguishable=distinguishable),
        cards=_cards(office, reader, ahead, period, compared, counts, areas),
        areas=areas,
        points=reader.exact,
        distinguishable=distinguishable,
        n_incidents=counts.now,
        basis=_basis(office, reader, counts.now, ahead),
        class_note=class_note(areas, office.parameters.classes),
        notices=tuple(_notices(office, reader, areas, period)),
        completeness=completeness(office, reader.actor, areas, meeting=reader.meeting),
    )


def _basis(office: Office, reader: _Reader, counted: int, ahead: datetime) -> str:
    """Say on what the figures rest; of how many incidents only to who sees them all."""
    told, since = f"Periode ini: {number(counted)} kejadian.", long_time(ahead, office.zone)
    if not reader.exact:
        return f"{told} Kelas dan peringkat dihitung tanpa yang rahasia, untuk tujuh hari sejak {since}."
    scored = number(outlook(office, at=ahead, whole=True).areas["n_incidents"].sum())
    return f"{told} Poin dihitung dari {scored} kejadian yang tercatat, untuk tujuh hari sejak {since}."


def comparable(period: Period | None) -> Period | None:
    """Return the earlier days with which a period is compared: as many, and of the same kind.

    Up to a week: the same weekdays a week earlier. From the first of a month or year: the same
    days of the month or year before. Otherwise, or when these would overlap: the days just before.

    Examples
    --------
    >>> comparable(Period(date(2026, 11, 23), date(2026, 11, 26)))
    Period(first=datetime.date(2026, 11, 16), after=datetime.date(2026, 11, 19))
    >>> comparable(Period(date(2026, 11, 1), date(2026, 11, 25)))
    Period(first=datetime.date(2026, 10, 1), after=datetime.date(2026, 10, 25))
    """
    if period is None:
        return None
    first = _earlier(period)
    after = first + timedelta(days=period.days)
    return Period(first, after) if after <= period.first else period.before()


def _earlier(period: Period) -> date:
    start = period.first
    if period.days <= _WEEK:
        return start - timedelta(days=_WEEK)
    if start.day == 1 and period.days <= 31:  # noqa: PLR2004 - a month
        return (start - timedelta(days=1)).replace(day=1)
    if (start.month, start.day) == (1, 1):
        return start.replace(year=start.year - 1)
    return start - timedelta(days=period.days)


@dataclass(frozen=True)
class _Counts:
    now: int
    before: int | None
    signal: str


def _counts(office: Office, view: Look, period: Period | None, compared: Period | None) -> _Counts:
    times = view.incidents["waktu_kejadian"]
    now = int(within(times, period, office).sum())
    if period is None or compared is None:
        return _Counts(now, None, "")
    before = int(within(times, compared, office).sum())
    rules = office.parameters
    start = period.bounds(office.zone)[0]
    past = past_spans(times, before=start, days=period.days, spans=rules.change.history_spans)
    told = change(pd.Series([now]), pd.Series([before]), rules, dispersion=dispersion(past.to_frame()))
    return _Counts(now, before, str(told["signal"].iloc[0]))


def _spoken(period: Period | None, today: date) -> tuple[str, str]:
    """Return the period and its comparison in words."""
    for name in QUICK_PERIODS:
        if name in _SPOKEN and quick_period(name, today) == period:
            return _SPOKEN[name]
    return ("Sepanjang catatan", "") if period is None else ("Pada periode ini", "periode sebelumnya")


def _sentence(spoken: tuple[str, str], counts: _Counts, areas: pd.DataFrame, *, distinguishable: bool) -> str:
    when, before = spoken
    if counts.now == 0:
        told = f"{when} belum ada kejadian yang dilaporkan"
    else:
        told = f"{when} {number(counts.now)} kejadian dilaporkan"
    if counts.before is not None:
        told += {
            "": f"; {before} {number(counts.before)}",
            Signal.KURANG: f" ({before}: {number(counts.before)}; data masih kurang untuk menilai perubahan)",
        }.get(counts.signal, f", {counts.signal} dibanding {before} ({number(counts.before)})")
    return f"{told}. {_attention(areas, distinguishable=distinguishable)}"


def _attention(areas: pd.DataFrame, *, distinguishable: bool) -> str:
    known = areas[areas["kelas"] != "belum_cukup_data"]
    if known.empty:
        return "Data belum cukup untuk mengurutkan desa."
    if distinguishable:
        return f"{known['nama'].iloc[0]} paling perlu perhatian."
    first = list(known.loc[known["rank_low"] <= 1, "nama"]) or [known["nama"].iloc[0]]
    if len(first) == 1:
        return f"{first[0]} berada di urutan teratas, tetapi bedanya dengan desa lain belum meyakinkan."
    if len(first) > _MOST_NAMES:
        largest = "" if known["score"].isna().all() else f"; yang terbesar nilainya {first[0]}"
        return f"{len(first)} desa teratas belum dapat dibedakan{largest}."
    return f"{listed(first)} paling perlu perhatian, tetapi {_TOGETHER[len(first)]} belum dapat dibedakan."


def _cards(
    office: Office,
    reader: _Reader,
    at: datetime,
    period: Period | None,
    compared: Period | None,
    counts: _Counts,
    areas: pd.DataFrame,
) -> tuple[KpiCard, ...]:
    cards = [
        _incident_card(counts, note=_incident_note(reader.look(office).seen.told)),
        _score_card(office, at) if reader.exact else _class_card(areas),
        _case_card(office, reader, at, period),
        _patrol_card(office, period, compared),
    ]
    if reader.inside:
        cards += [_unverified_card(office, reader, at), _quarantine_card(office, reader.actor)]
    return tuple(cards)


def _difference(value: float, decimals: int = 0) -> str:
    told = signed(value, decimals)
    return told if told.strip("0,") else "tetap"


def _incident_note(told: tuple[Visibility, ...]) -> str:
    if not told:
        return "Pada periode yang dipilih"
    return f"Belum termasuk kejadian {' dan '.join(one.label.lower() for one in told)} yang tertutup"


def _incident_card(counts: _Counts, *, note: str) -> KpiCard:
    if counts.before is None:
        return KpiCard(label="Kejadian", value=number(counts.now), note=note)
    return KpiCard(
        label="Kejadian",
        value=number(counts.now),
        previous=number(counts.before),
        difference=_difference(counts.now - counts.before),
        signal=counts.signal,
        note=note,
    )


def _class_card(areas: pd.DataFrame) -> KpiCard:
    """Return how many desa stand in which class, for readers to whom points are closed."""
    counts = areas["kelas"].value_counts()
    if counts.get(RiskClass.BELUM_CUKUP_DATA, 0) == len(areas):
        return KpiCard(label="Desa Rawan", value="–", note="Belum cukup data")
    rawan, waspada, aman = (int(counts.get(one.value, 0)) for one in _CLASSES)
    return KpiCard(
        label="Desa Rawan",
        value=f"{number(rawan)} dari {number(len(areas))}",
        note=f"{number(waspada)} Waspada, {number(aman)} Aman",
    )


def _score_card(office: Office, at: datetime) -> KpiCard:
    ahead, earlier = (outlook(office, at=then, whole=True) for then in (at, at - timedelta(days=_WEEK)))
    if not ahead.enough:
        return KpiCard(label="Poin minggu depan", value="–", note="Belum cukup data")
    now = ahead.total
    if not earlier.enough:
        return KpiCard(label="Poin minggu depan", value=amount(now["score"]), note=_range(now))
    before = earlier.total
    return KpiCard(
        label="Poin minggu depan",
        value=amount(now["score"]),
        previous=amount(before["score"]),
        difference=_difference(now["score"] - before["score"], 1),
        note=_range(now),
    )


def _range(total: Mapping[str, float]) -> str:
    return f"Kisaran {amount(total['score_low'])}–{amount(total['score_high'])}, seluruh wilayah"


def open_cases(office: Office, actor: Actor, at: datetime, *, meeting: bool = False) -> gpd.GeoDataFrame:
    """Return the conflict cases that were open at an instant, with the level they had then.

    They are cut down to what the reader may see (`services.case_privacy.seen_cases`).
    """
    cases = seen_cases(office, actor, meeting=meeting)
    opened = conflict.open_cases(cases, at=at, zone=office.profile.zone)
    return cases.loc[opened.index].assign(tingkat_eskalasi=opened["level"])


def _case_card(office: Office, reader: _Reader, at: datetime, period: Period | None) -> KpiCard:
    now = reader.open_cases(office, at)
    highest = "Tidak ada kasus terbuka"
    if len(now):
        level = int(now["tingkat_eskalasi"].max())
        highest = f"Eskalasi tertinggi E{level}: {LEVELS[level]}"
    if period is None:
        return KpiCard(label="Kasus konflik terbuka", value=number(len(now)), note=highest)
    start = period.bounds(office.zone)[0] - timedelta(seconds=1)
    before = len(reader.open_cases(office, start))
    return KpiCard(
        label="Kasus konflik terbuka",
        value=number(len(now)),
        previous=number(before),
        difference=_difference(len(now) - before),
        note=highest,
    )


def _patrol_card(office: Office, period: Period | None, compared: Period | None) -> KpiCard:
    gone = visits(office)
    days = _patrol_days(office, gone, period)
    if period is None or compared is None:
        return KpiCard(label="Hari patroli", value=number(days), note="Hari dengan jurnal patroli")
    before = _patrol_days(office, gone, compared)
    return KpiCard(
        label="Hari patroli",
        value=f"{number(days)} dari {number(period.days)}",
        previous=number(before),
        difference=_difference(days - before),
        note="Hari dengan jurnal patroli",
    )


def _patrol_days(office: Office, gone: pd.DataFrame, period: Period | None) -> int:
    inside = gone.loc[within(gone["berangkat"], period, office), "berangkat"]
    return int(local_days(inside, office).nunique())


def _unverified_card(office: Office, reader: _Reader, at: datetime) -> KpiCard:
    incidents = reader.look(office).incidents
    waiting = incidents.loc[incidents["status_verifikasi"] == Verification.BELUM, "waktu_kejadian"]
    note = "Semua kejadian sudah diperiksa"
    if len(waiting):
        note = f"Terlama {number((pd.Timestamp(at) - waiting.min()).days)} hari"
    return KpiCard(label="Belum diverifikasi", value=number(len(waiting)), note=note)


def _quarantine_card(office: Office, actor: Actor) -> KpiCard:
    held = waiting_count(office, actor)
    note = "Belum dihitung sampai lokasinya jelas" if held else "Semua laporan sudah ditempatkan"
    return KpiCard(label="Laporan dikarantina", value=number(held), note=note)


def _notices(office: Office, reader: _Reader, areas: pd.DataFrame, period: Period | None) -> list[str]:
    view = reader.look(office)
    told = [_majority(office, view, period)]
    unknown = areas.loc[areas["keadaan"] == "tidak_dipatroli", "nama"]
    if len(unknown):
        told.append(f"Tidak dipatroli pada periode ini: {listed(list(unknown))}.")
    thin = areas.loc[areas["kelas"] == "belum_cukup_data", "nama"]
    if len(thin):
        told.append(f"Belum cukup data untuk menilai {listed(list(thin))}.")
    if reader.meeting:
        told.append("Mode rapat: kejadian terbatas dan rahasia tidak dihitung di halaman ini.")
    elif not view.seen.complete:
        told.append("Sebagian kejadian tertutup bagi peran Anda dan tidak dihitung di halaman ini.")
    return [sentence for sentence in told if sentence]


def _majority(office: Office, view: Look, period: Period | None) -> str:
    """Return a warning when one category makes up more than half of the total."""
    inside = view.incidents.loc[within(view.incidents["waktu_kejadian"], period, office)]
    if len(inside) < _FEW:
        return ""
    per_category = inside["kode_kategori"].value_counts()
    code, n = str(per_category.index[0]), int(per_category.iloc[0])
    if n <= _HALF * len(inside):
        return ""
    sights: Any = inside.loc[inside["kode_kategori"] == code, "pandang"]
    name = short_name(category_name(code, sights.iloc[0], office.categories))
    return f"Lebih dari separuh kejadian ({number(n)} dari {number(len(inside))}) satu kategori: {name}."
