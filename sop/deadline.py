"""Time limits: which duty is due when, on which calendar, and who is told when it slips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sop.category import Severity
from sop.code import Code
from sop.period import day_start
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import duration

_SATURDAY = 5
LONGEST_H = 24 * 366
"""Longest time limit, in hours."""


class Duty(Code):
    """What must be done within a time; no law says the hours: they are the office's own, to be changed."""

    VERIFIKASI = "verifikasi", "Verifikasi laporan"
    PENANGANAN = "penanganan_awal", "Penanganan awal"
    RUJUKAN = "rujukan_diterima", "Tanda terima rujukan"
    PENYELESAIAN = "penyelesaian", "Penyelesaian kejadian"
    KLASIFIKASI = "klasifikasi", "Penetapan kategori"
    CEK_HOTSPOT = "cek_hotspot", "Cek lapangan hotspot"
    KONFLIK_RESPON = "konflik_respon", "Respons awal konflik (segera)"
    KONFLIK_RENCANA = "konflik_rencana", "Rencana penanganan konflik"
    KONFLIK_MEDIASI = "konflik_mediasi", "Mediasi pertama"
    KONFLIK_KABUPATEN = "konflik_kabupaten", "Laporan ke Kesbangpol / Tim Terpadu"
    LAPORAN_PATROLI = "laporan_patroli", "Laporan patroli"
    KEPUTUSAN = "keputusan", "Keputusan Camat"
    DISPOSISI = "disposisi", "Pelaksanaan disposisi"


class Escalation(Code):
    """How far up a slipping duty is told."""

    BELUM = "belum", "Dalam batas waktu"
    KASI = "kasi", "Mendekati tenggat"
    SEKCAM = "sekcam", "Lewat tenggat"
    CAMAT = "camat", "Lewat dua kali tenggat"


_DEFAULT_HOURS: Mapping[Duty, tuple[float, float, float, float]] = {
    # ringan, sedang, berat, kritis
    Duty.VERIFIKASI: (72, 24, 6, 1),
    Duty.PENANGANAN: (72, 24, 6, 2),
    Duty.RUJUKAN: (72, 48, 24, 6),
    Duty.PENYELESAIAN: (720, 720, 336, 168),
    Duty.KLASIFIKASI: (168, 168, 168, 168),
    Duty.CEK_HOTSPOT: (12, 12, 12, 3),
    Duty.KONFLIK_RESPON: (24, 24, 6, 2),
    Duty.KONFLIK_RENCANA: (24, 24, 24, 24),
    Duty.KONFLIK_MEDIASI: (168, 168, 168, 72),
    Duty.KONFLIK_KABUPATEN: (24, 24, 24, 24),
    Duty.LAPORAN_PATROLI: (24, 24, 24, 24),
    Duty.KEPUTUSAN: (48, 48, 24, 6),
    Duty.DISPOSISI: (72, 72, 48, 24),
}


DAY_AND_NIGHT = frozenset({Duty.KONFLIK_KABUPATEN, Duty.LAPORAN_PATROLI})
"""Duties that wait for no working day: 24 hours after violence began, or after a patrol came back (domain
§3.2, §3.3)."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The office's time limits and its calendar.

    Parameters
    ----------
    hours
        Hours per duty and severity.
    holidays
        Days that are no working days, beside Saturdays and Sundays.
    tell_kasi, tell_sekcam, tell_camat
        Share of the time after which a duty is told to the Kasi, the Sekcam, the Camat.

    Examples
    --------
    >>> Limits().hours[Duty.VERIFIKASI][Severity.KRITIS]
    1.0
    """

    hours: Mapping[Duty, Mapping[Severity, float]] = field(
        default_factory=lambda: {
            duty: {severity: float(h) for severity, h in zip(Severity, hours, strict=True)}
            for duty, hours in _DEFAULT_HOURS.items()
        }
    )
    holidays: frozenset[date] = frozenset()
    tell_kasi: float = 0.5
    tell_sekcam: float = 1.0
    tell_camat: float = 2.0

    @classmethod
    def from_mapping(cls, document: Mapping[str, Any]) -> Limits:
        """Read the limits of a parsed TOML document; what it leaves out keeps its default.

        Raises
        ------
        Refused
            With everything that is wrong.
        """
        base = cls()
        faults: list[Problem] = []
        unknown = [key for key in document if key not in {"tenggat", "libur", "eskalasi"}]
        faults += [problem(ProblemCode.PARAMETER_TAK_DIKENAL, kunci=key) for key in unknown]
        hours = _hours(base.hours, document.get("tenggat", {}), faults)
        shares = _shares(document.get("eskalasi", {}), faults)
        holidays = _holidays(document.get("libur", {}), faults)
        if faults:
            raise Refused.of(faults)
        return cls(
            hours=hours,
            holidays=holidays,
            tell_kasi=shares["kasi"],
            tell_sekcam=shares["sekcam"],
            tell_camat=shares["camat"],
        )

    def to_mapping(self) -> dict[str, Any]:
        """Return the limits as the document that `from_mapping` reads."""
        return {
            "tenggat": {
                duty.value: {severity.value: hours for severity, hours in per.items()}
                for duty, per in self.hours.items()
            },
            "eskalasi": {"kasi": self.tell_kasi, "sekcam": self.tell_sekcam, "camat": self.tell_camat},
            "libur": {"tanggal": [day.isoformat() for day in sorted(self.holidays)]},
        }

    def due(self, duty: Duty, severity: Severity, start: datetime, zone: ZoneInfo) -> datetime:
        """Return when a duty that began at ``start`` is due.

        Hours run day and night for what is *berat* or *kritis*, and for `DAY_AND_NIGHT`; else on working
        days only.

        Examples
        --------
        >>> wib = ZoneInfo("Asia/Pontianak")
        >>> friday = datetime(2026, 11, 27, 15, 0, tzinfo=wib)
        >>> Limits().due(Duty.VERIFIKASI, Severity.SEDANG, friday, wib).astimezone(wib).isoformat()
        '2026-11-30T15:00:00+07:00'
        >>> Limits().due(Duty.VERIFIKASI, Severity.BERAT, friday, wib).astimezone(wib).isoformat()
        '2026-11-27T21:00:00+07:00'
        """
        span = timedelta(hours=self.hours[duty][severity])
        if severity in {Severity.BERAT, Severity.KRITIS} or duty in DAY_AND_NIGHT:
            return start.astimezone(UTC) + span
        return self._after_working(start, span, zone)

    def is_working(self, day: date) -> bool:
        """Say whether a local day is a working day."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def escalation(self, start: datetime, due: datetime, at: datetime) -> Escalation:
        """Return how far up a duty is told at ``at``.

        Examples
        --------
        >>> start, due = (datetime(2026, 11, 23, h, tzinfo=UTC) for h in (0, 10))
        >>> [Limits().escalation(start, due, start + timedelta(hours=h)).value for h in (4, 5, 10, 20)]
        ['belum', 'kasi', 'sekcam', 'camat']
        """
        share = (at - start) / (due - start)
        if share >= self.tell_camat:
            return Escalation.CAMAT
        if share >= self.tell_sekcam:
            return Escalation.SEKCAM
        return Escalation.KASI if share >= self.tell_kasi else Escalation.BELUM

    def _after_working(self, start: datetime, span: timedelta, zone: ZoneInfo) -> datetime:
        """Return the instant after ``span`` of working days, each of them 24 hours long."""
        at, left = start.astimezone(UTC), span
        for _ in range(10_000):
            day = at.astimezone(zone).date()
            end = day_start(day + timedelta(days=1), zone)
            if self.is_working(day):
                if left <= end - at:
                    return at + left
                left -= end - at
            at = end
        raise Refused(
            problem(
                ProblemCode.PARAMETER_TAK_SAH,
                kunci="libur",
                nilai="semua hari",
                harus="menyisakan hari kerja",
            )
        )


def due_words(due: datetime, at: datetime) -> str:
    """Return how a time limit stands at ``at``.

    Examples
    --------
    >>> noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    >>> due_words(noon, noon - timedelta(minutes=40)), due_words(noon, noon + timedelta(hours=3))
    ('tinggal 40 menit', 'lewat 3 jam')
    """
    seconds = (due - at).total_seconds()
    return f"tinggal {duration(seconds)}" if seconds > 0 else f"lewat {duration(-seconds)}"


def _hours(
    base: Mapping[Duty, Mapping[Severity, float]], document: Any, faults: list[Problem]
) -> dict[Duty, dict[Severity, float]]:
    hours = {duty: dict(per) for duty, per in base.items()}
    duties, severities = {d.value: d for d in Duty}, {s.value: s for s in Severity}
    for duty, per in _table("tenggat", document, faults).items():
        if duty not in duties:
            faults.append(problem(ProblemCode.PARAMETER_TAK_DIKENAL, kunci=f"tenggat.{duty}"))
            continue
        for severity, value in _table(f"tenggat.{duty}", per, faults).items():
            key = f"tenggat.{duty}.{severity}"
            if severity not in severities:
                faults.append(problem(ProblemCode.PARAMETER_TAK_DIKENAL, kunci=key))
            elif not _is_number(value) or not 0 < value <= LONGEST_H:
                faults.append(_wrong(key, value, f"jam, lebih dari 0 dan paling banyak {LONGEST_H}"))
            else:
                hours[duties[duty]][severities[severity]] = float(value)
    return hours


def _shares(document: Any, faults: list[Problem]) -> dict[str, float]:
    shares = {"kasi": 0.5, "sekcam": 1.0, "camat": 2.0}
    for name, value in _table("eskalasi", document, faults).items():
        if name not in shares:
            faults.append(problem(ProblemCode.PARAMETER_TAK_DIKENAL, kunci=f"eskalasi.{name}"))
        elif not _is_number(value) or not 0 < value <= 100:  # noqa: PLR2004 - a hundred times the limit
            faults.append(_wrong(f"eskalasi.{name}", value, "kelipatan tenggat, lebih dari 0"))
        else:
            shares[name] = float(value)
    if not shares["kasi"] <= shares["sekcam"] <= shares["camat"]:
        faults.append(_wrong("eskalasi", "tidak urut", "kasi ≤ sekcam ≤ camat"))
    return shares


def _holidays(document: Any, faults: list[Problem]) -> frozenset[date]:
    table = _table("libur", document, faults)
    faults.extend(
        problem(ProblemCode.PARAMETER_TAK_DIKENAL, kunci=f"libur.{key}") for key in table if key != "tanggal"
    )
    days = table.get("tanggal", [])
    found = set()
    for day in days if isinstance(days, list) else [days]:
        try:
            found.add(day if type(day) is date else date.fromisoformat(day))
        except (TypeError, ValueError):
            faults.append(_wrong("libur.tanggal", day, "tanggal, misalnya 2026-12-25"))
    return frozenset(found)


def _table(key: str, value: Any, faults: list[Problem]) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    faults.append(_wrong(key, value, "tabel"))
    return {}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _wrong(key: str, value: Any, must: str) -> Problem:
    return problem(ProblemCode.PARAMETER_TAK_SAH, kunci=key, nilai=value, harus=must)
