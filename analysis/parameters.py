"""Every weight, threshold and half-life of the analysis, named once and checked once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, field, fields
from functools import cached_property
from typing import Any, Self

from analysis.settings import (
    Codes,
    Number,
    Numbers,
    Unfit,
    Whole,
    as_kept,
    day,
    faults,
    readable,
    section,
    setting,
    texts,
    unfit_problem,
)
from sop.category import Visibility
from sop.problem import Problem, Refused

_MONTHS = 12
_LEVELS = 5


def _months(value: Any) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Read a table of category code, group prefix or ``semua`` → twelve factors."""
    if not isinstance(value, Mapping):
        value = dict(value) if isinstance(value, tuple) else None
    if value is None:
        raise Unfit("tabel kategori → 12 faktor")
    read = Numbers(_MONTHS, Number(0.05, 20))
    return tuple(sorted((str(code), read(factors)) for code, factors in value.items()))


@dataclass(frozen=True, kw_only=True)
class Event:
    """A dated occasion that multiplies the exposure of some categories.

    Parameters
    ----------
    name
        What it is called.
    first, last
        First and last local day, ISO text.
    categories
        Category codes or group prefixes (``MIR``); empty means all.
    factor
        Exposure against an ordinary day, 0.05 to 20.
    """

    name: str
    first: str
    last: str
    categories: tuple[str, ...]
    factor: float


def _events(value: Any) -> tuple[Event, ...]:
    """Read a list of tables ``nama mulai sampai kategori faktor``."""
    if not isinstance(value, list | tuple):
        raise Unfit("daftar peristiwa")
    return tuple(_event(item) for item in value)


def _event(item: Any) -> Event:
    if isinstance(item, Event):
        item = dict(zip(_EVENT_KEYS, (getattr(item, f.name) for f in fields(Event)), strict=True))
    if not isinstance(item, Mapping) or not {"nama", "mulai", "sampai", "faktor"} <= set(item) <= _EVENT_SET:
        raise Unfit("peristiwa dengan nama, mulai, sampai, kategori, dan faktor")
    event = Event(
        name=str(item["nama"]),
        first=day(item["mulai"]),
        last=day(item["sampai"]),
        categories=texts(item.get("kategori", [])),
        factor=Number(0.05, 20)(item["faktor"]),
    )
    if event.last < event.first:
        raise Unfit("peristiwa yang tidak berakhir sebelum mulai")
    return event


_EVENT_KEYS = ("nama", "mulai", "sampai", "kategori", "faktor")
_EVENT_SET = set(_EVENT_KEYS)


class _Section:
    """Checks its own settings when made, whoever makes it."""

    def __post_init__(self) -> None:
        values = {key: getattr(self, item.name) for key, item in readable(type(self)).items()}
        found = faults(type(self), values, "")
        found += [unfit_problem(*fault) for fault in self.contradictions()] if not found else []
        if found:
            raise Refused.of(found)

    def contradictions(self) -> list[tuple[str, Any, str]]:
        """Return settings that are sound alone but not together: key, value, what it must be."""
        return []


@dataclass(frozen=True, kw_only=True)
class Weights(_Section):
    """Coefficients of the severity weight ``base + safety·K + escalation·E + impact·D`` (poin)."""

    base: float = setting("dasar", 1.0, Number(0, 100), "Nilai dasar", "poin")
    safety: float = setting("keselamatan", 4.0, Number(0, 100), "Pengali K (keselamatan jiwa)")
    escalation: float = setting("eskalasi", 3.0, Number(0, 100), "Pengali E (potensi eskalasi)")
    impact: float = setting("dampak", 2.0, Number(0, 100), "Pengali D (dampak lingkungan, ekonomi, layanan)")


@dataclass(frozen=True, kw_only=True)
class Counting(_Section):
    """Which incidents are scored, and how much one that is not verified weighs."""

    unverified: float = setting("belum", 0.5, Number(0, 1), "Bagian bobot laporan yang belum diverifikasi")
    verified: float = setting("terverifikasi", 1.0, Number(0, 1), "Bagian bobot laporan yang terverifikasi")
    disproved: float = setting(
        "tidak_terbukti", 0.0, Number(0, 1), "Bagian bobot laporan yang tidak terbukti"
    )
    visibilities: tuple[str, ...] = setting(
        "visibilitas", ("umum", "terbatas", "rahasia"), Codes(Visibility), "Visibilitas yang ikut dinilai"
    )
    left_out: tuple[str, ...] = setting(
        "kategori_dikecualikan", ("JHT-01",), texts, "Kategori yang tidak dinilai"
    )


@dataclass(frozen=True, kw_only=True)
class Classes(_Section):
    """Thresholds of the classes (poin a week) and the probability that an upper class needs."""

    waspada: float = setting("waspada", 6.0, Number(0, 10_000), "Waspada mulai", "poin per minggu")
    rawan: float = setting("rawan", 17.0, Number(0, 10_000), "Rawan mulai", "poin per minggu")
    probability: float = setting("peluang", 0.8, Number(0.5, 0.999), "Peluang yang diminta untuk kelas atas")

    def contradictions(self) -> list[tuple[str, Any, str]]:
        """Demand that Rawan lies above Waspada."""
        if self.rawan > self.waspada:
            return []
        return [("kelas.rawan", self.rawan, "lebih tinggi daripada ambang waspada")]


@dataclass(frozen=True, kw_only=True)
class Conflict(_Section):
    """Weekly chance that an open case escalates, for the levels E0 to E4."""

    chances: tuple[float, ...] = setting(
        "peluang_mingguan",
        (0.01, 0.03, 0.10, 0.25, 0.50),
        Numbers(_LEVELS, Number(0, 1)),
        "Peluang memanas dalam seminggu, E0 sampai E4",
    )


@dataclass(frozen=True, kw_only=True)
class Forecast(_Section):
    """The area forecast "share × level"."""

    share_half_life_weeks: float = setting(
        "paruh_porsi_minggu", 104.0, Number(1, 1040), "Umur paruh porsi desa", "minggu"
    )
    level_half_life_weeks: float = setting(
        "paruh_tingkat_minggu", 8.0, Number(1, 104), "Umur paruh tingkat kecamatan", "minggu"
    )
    level_shrink_weeks: float = setting(
        "susut_tingkat_minggu",
        4.0,
        Number(0, 104),
        "Tarikan tingkat ke rata-rata panjang, seberat data",
        "minggu",
    )
    mean_weeks: float = setting("rata_rata_minggu", 104.0, Number(13, 1040), "Panjang rata-rata", "minggu")
    size_cap: float = setting(
        "batas_ukuran", 60.0, Number(1, 10_000), "Batas keyakinan sebaran binomial negatif"
    )
    severity_shrink: float = setting(
        "susut_bobot_kejadian",
        10.0,
        Number(0.1, 1000),
        "Tarikan bobot desa ke rata-rata kecamatan, seberat",
        "kejadian",
    )


@dataclass(frozen=True, kw_only=True)
class Prior(_Section):
    """What is assumed of a kecamatan without history, and when history takes over."""

    month_low: float = setting(
        "kejadian_sebulan_rendah", 5.0, Number(0.1, 10_000), "Dugaan rendah sekecamatan", "kejadian per bulan"
    )
    month_high: float = setting(
        "kejadian_sebulan_tinggi",
        30.0,
        Number(0.1, 10_000),
        "Dugaan tinggi sekecamatan",
        "kejadian per bulan",
    )
    severity: float = setting(
        "bobot_kejadian", 12.0, Number(0.1, 100), "Bobot rata-rata satu kejadian", "poin"
    )
    enough_weeks: float = setting("cukup_minggu", 13.0, Number(0, 520), "Data cukup mulai", "minggu catatan")
    enough_incidents: int = setting("cukup_kejadian", 30, Whole(0, 10_000), "Data cukup mulai", "kejadian")

    def contradictions(self) -> list[tuple[str, Any, str]]:
        """Demand that the upper end lies clearly above the lower one."""
        if self.month_high >= 1.5 * self.month_low:
            return []
        must_be = "paling sedikit 1,5 kali kejadian_sebulan_rendah"
        return [("awal.kejadian_sebulan_tinggi", self.month_high, must_be)]


@dataclass(frozen=True, kw_only=True)
class Calendar(_Section):
    """Exposure factors per category and month, and per dated event; 1 everywhere by default."""

    months: tuple[tuple[str, tuple[float, ...]], ...] = setting("bulan", (), _months, "Faktor per bulan")
    events: tuple[Event, ...] = setting("peristiwa", (), _events, "Hari besar dan peristiwa")


@dataclass(frozen=True, kw_only=True)
class Trend(_Section):
    """Di atas, seperti or di bawah biasanya: the latest weeks against a desa's own year."""

    recent_weeks: int = setting(
        "minggu_terakhir", 4, Whole(1, 26), "Minggu terakhir yang dibandingkan", "minggu"
    )
    usual_weeks: int = setting("minggu_biasa", 52, Whole(8, 520), "Dibandingkan dengan", "minggu")
    tail: float = setting("peluang_ekor", 0.1, Number(0.001, 0.5), "Peluang yang disebut tidak biasa")

    def contradictions(self) -> list[tuple[str, Any, str]]:
        """Demand that the usual weeks hold the latest ones several times."""
        if self.usual_weeks >= 2 * self.recent_weeks:
            return []
        return [("tren.minggu_biasa", self.usual_weeks, "paling sedikit dua kali minggu_terakhir")]


@dataclass(frozen=True, kw_only=True)
class Certainty(_Section):
    """When the class of a desa is held with high or medium certainty."""

    high: float = setting("tinggi", 0.8, Number(0.5, 1), "Keyakinan tinggi mulai peluang")
    medium: float = setting("sedang", 0.6, Number(0.1, 1), "Keyakinan sedang mulai peluang")
    high_sample: float = setting(
        "sampel_tinggi", 10.0, Number(0, 10_000), "Keyakinan tinggi mulai", "kejadian berarti"
    )

    def contradictions(self) -> list[tuple[str, Any, str]]:
        """Demand that high lies above medium."""
        if self.high > self.medium:
            return []
        return [("keyakinan.tinggi", self.high, "lebih tinggi daripada keyakinan sedang")]


@dataclass(frozen=True, kw_only=True)
class Change(_Section):
    """The change signal: share of false alarms, and when the exact test is used."""

    false_alarms: float = setting("alarm_palsu", 0.05, Number(0.001, 0.5), "Bagian alarm palsu yang diterima")
    exact_below: int = setting("uji_eksak_di_bawah", 10, Whole(0, 1000), "Uji eksak di bawah", "kejadian")
    history_spans: int = setting(
        "rentang_riwayat", 12, Whole(2, 520), "Rentang lampau untuk menaksir ragam", "rentang"
    )


@dataclass(frozen=True, kw_only=True)
class Cells(_Section):
    """The grid of hotspot cells."""

    size_m: int = setting("ukuran_m", 250, Whole(50, 10_000), "Sisi petak", "meter")
    visibilities: tuple[str, ...] = setting(
        "visibilitas", ("umum", "terbatas"), Codes(Visibility), "Visibilitas yang dipetakan ke petak"
    )
    bandwidths_m: tuple[float, ...] = setting(
        "jangkauan_m",
        (250.0, 375.0, 500.0, 750.0, 1000.0, 1500.0, 2000.0),
        Numbers(None, Number(50, 50_000)),
        "Pilihan jangkauan pengaruh",
        "meter",
    )
    even: float = setting("bagian_merata", 0.02, Number(0.001, 1), "Bagian yang disebar merata")

    def contradictions(self) -> list[tuple[str, Any, str]]:
        """Demand that secret incidents are never put on the map."""
        if Visibility.RAHASIA.value not in self.visibilities:
            return []
        return [("petak.visibilitas", ", ".join(self.visibilities), "tanpa rahasia")]


@dataclass(frozen=True, kw_only=True)
class Draws(_Section):
    """Random draws behind the intervals; their seed comes from the data."""

    count: int = setting("jumlah", 2000, Whole(200, 20_000), "Banyaknya undian", "kali")


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """All parameters of the analysis.

    The packaged table ``data/reference/parameter.toml`` says the same as the defaults, in the words
    of the office, and a test keeps the two equal.

    Examples
    --------
    >>> mine = Parameters.from_mapping({"kelas": {"waspada": 8}})
    >>> mine.classes.waspada, mine.classes.rawan
    (8.0, 17.0)
    >>> Parameters.from_mapping({"kelas": {"waspada": "tinggi", "rawn": 20}})
    Traceback (most recent call last):
    ...
    sop.problem.Refused: Parameter kelas.waspada berisi “tinggi”, padahal harus bilangan.
    Parameter kelas.rawn tidak dikenal.
    """

    weights: Weights = field(
        default_factory=Weights,
        metadata=section(
            "bobot",
            "Rumus bobot",
            "Bobot kategori = nilai dasar + pengali × K, E, dan D (0–4) dari tabel kategori.",
        ),
    )
    counting: Counting = field(
        default_factory=Counting,
        metadata=section(
            "hitungan",
            "Yang dihitung",
            "Pengali bobot menurut hasil verifikasi, dan apa yang tidak ikut dinilai.",
        ),
    )
    classes: Classes = field(
        default_factory=Classes,
        metadata=section(
            "kelas",
            "Ambang kelas",
            "Sama untuk semua periode. Kelas atas hanya diberikan bila peluangnya mencapai batas ini.",
        ),
    )
    conflict: Conflict = field(
        default_factory=Conflict,
        metadata=section(
            "konflik",
            "Konflik terbuka",
            "Belum teruji dengan data; sesuaikan menurut pengalaman bersama Polsek, Koramil, dan Damang.",
        ),
    )
    forecast: Forecast = field(
        default_factory=Forecast,
        metadata=section(
            "prakiraan",
            "Prakiraan: porsi × tingkat",
            "Umur paruh: setelah sekian minggu sebuah kejadian tinggal berarti separuhnya.",
        ),
    )
    prior: Prior = field(
        default_factory=Prior,
        metadata=section(
            "awal",
            "Dugaan awal",
            "Dipakai sampai catatan kecamatan mencapai keduanya: sekian minggu dan sekian kejadian.",
        ),
    )
    calendar: Calendar = field(
        default_factory=Calendar,
        metadata=section(
            "kalender", "Kalender", "1 = biasa. Catatan lampau dibagi faktornya, minggu depan dikalikan."
        ),
    )
    trend: Trend = field(
        default_factory=Trend,
        metadata=section(
            "tren",
            "Di atas atau di bawah biasanya",
            "Minggu-minggu terakhir sebuah desa dibandingkan dengan kebiasaannya sendiri.",
        ),
    )
    certainty: Certainty = field(
        default_factory=Certainty,
        metadata=section(
            "keyakinan",
            "Keyakinan",
            "Tinggi bila peluang kelas itu benar dan banyaknya kejadian berarti mencukupi.",
        ),
    )
    change: Change = field(
        default_factory=Change,
        metadata=section(
            "perubahan", "Tanda naik dan turun", "Kapan perubahan jumlah kejadian disebut bermakna."
        ),
    )
    cells: Cells = field(
        default_factory=Cells,
        metadata=section("petak", "Petak di peta", "Kejadian rahasia tidak pernah dipetakan ke petak."),
    )
    draws: Draws = field(
        default_factory=Draws,
        metadata=section(
            "undian",
            "Undian di balik kisaran",
            "Benihnya dari sidik data, sehingga dapat diulang persis sama.",
        ),
    )

    @classmethod
    def from_mapping(cls, table: Mapping[str, Any]) -> Self:
        """Make parameters from the tables of a TOML file; what is not named keeps its default.

        Raises
        ------
        Refused
            With every unknown and every unfit setting, by its name in the file.
        """
        known = readable(cls)
        found: list[Problem] = []
        sections: dict[str, Any] = {}
        for key, values in table.items():
            if key not in known:
                found += faults(cls, {key: values}, "")
            elif not isinstance(values, Mapping):
                found.append(unfit_problem(key, values, "sebuah tabel"))
            else:
                item = known[key]
                kind: Any = item.default_factory
                wrong = faults(kind, values, key)
                found += wrong
                if not wrong:
                    try:
                        sections[item.name] = kind(**as_kept(kind, values))
                    except Refused as refused:
                        found += refused.problems
        if found:
            raise Refused.of(found)
        return cls(**sections)

    def to_mapping(self) -> dict[str, dict[str, Any]]:
        """Return the parameters as the tables that `from_mapping` reads.

        Examples
        --------
        >>> Parameters.from_mapping(Parameters().to_mapping()) == Parameters()
        True
        """
        return {
            section: {
                key: _as_file(getattr(getattr(self, outer.name), item.name), key)
                for key, item in readable(type(getattr(self, outer.name))).items()
            }
            for section, outer in readable(type(self)).items()
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of all parameters, 64 hexadecimal digits."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _as_file(value: Any, key: str) -> Any:
    """Return a value as a TOML or JSON file holds it."""
    if key == "bulan":
        return {code: list(factors) for code, factors in value}
    if key == "peristiwa":
        return [
            {**dict(zip(_EVENT_KEYS, astuple(event), strict=True)), "kategori": list(event.categories)}
            for event in value
        ]
    return list(value) if isinstance(value, tuple) else value
