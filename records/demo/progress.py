"""How far the recent incidents of the demo have come, and when each step was taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from records.demo.patrols import MARK
from sop.category import Category, Severity
from sop.deadline import Duty, Limits
from sop.incident import IncidentState, Verification

_RECENT = timedelta(days=60)
"""What is older is taken over from a register: nobody knows when its steps were taken."""
_RESULT = f"{MARK} Ditangani di tempat; para pihak menerima imbauan dan keadaan kembali tertib."


@dataclass(frozen=True)
class _Pace:
    """How quickly an office works that mostly keeps its time limits."""

    severity: Severity
    end: datetime
    rng: np.random.Generator

    def after(self, start: datetime, duty: Duty, most: float = 1.0) -> datetime:
        """Return when a duty that began at ``start`` was done: mostly in time."""
        late = 1.6 if self.rng.random() < 0.15 else 1.0  # noqa: PLR2004
        share = float(self.rng.uniform(0.2, most)) * late
        return _whole(min(start + self._span(duty) * share, self.end))

    def waiting(self, start: datetime, duty: Duty) -> datetime:
        """Return since when a duty waits that nobody has done yet: mostly not too long."""
        return _whole(max(start, self.end - self._span(duty) * float(self.rng.uniform(0.0, 1.3))))

    def _span(self, duty: Duty) -> timedelta:
        return timedelta(hours=Limits().hours[duty][self.severity])


def progress(
    row: Mapping[str, Any], category: Category, end: datetime, rng: np.random.Generator
) -> dict[str, Any]:
    """Return the times of the steps that led to a row's state, in their order and none after ``end``."""
    if end - row["waktu_kejadian"] > _RECENT:
        return {}
    pace = _Pace(category.severity, end, rng)
    by = "operator" if rng.random() < 0.7 else "kasi"  # noqa: PLR2004
    times = _steps(IncidentState(row["status"]), row["waktu_lapor"], pace)
    if row["status_verifikasi"] == Verification.BELUM:
        times["waktu_verifikasi"] = None
    return {"dicatat_oleh": by, **times}


def _steps(state: IncidentState, reported: datetime, pace: _Pace) -> dict[str, Any]:
    verified = pace.after(reported, Duty.VERIFIKASI)
    handled = pace.after(verified, Duty.PENANGANAN)
    match state:
        case IncidentState.MASUK:
            return {"waktu_status": reported}
        case IncidentState.TERVERIFIKASI:
            verified = pace.waiting(verified, Duty.PENANGANAN)
            return {"waktu_verifikasi": verified, "waktu_status": verified}
        case IncidentState.TIDAK_TERBUKTI | IncidentState.DUPLIKAT:
            return {"waktu_verifikasi": verified, "waktu_status": verified}
        case IncidentState.DITANGANI:
            return {"waktu_verifikasi": verified, "waktu_penanganan": handled, "waktu_status": handled}
        case IncidentState.DIRUJUK:
            return {"waktu_verifikasi": verified, **_referred(handled, pace)}
    done = pace.after(handled, Duty.PENYELESAIAN, most=0.6)
    return {
        "waktu_verifikasi": verified,
        "waktu_penanganan": handled,
        "waktu_selesai": done,
        "waktu_status": done,
        "hasil": _RESULT,
    }


def _referred(handled: datetime, pace: _Pace) -> dict[str, Any]:
    letter = f"300.1/{int(pace.rng.integers(10, 400))}/CONTOH"
    if pace.rng.random() < 0.6:  # noqa: PLR2004 - most agencies have answered
        sent, received = handled, pace.after(handled, Duty.RUJUKAN)
    else:
        sent, received = pace.waiting(handled, Duty.RUJUKAN), None
    return {
        "waktu_rujukan": sent,
        "waktu_status": sent,
        "waktu_rujukan_diterima": received,
        "no_surat_rujukan": letter,
    }


def _whole(at: datetime) -> datetime:
    """Return a time without seconds: nobody notes them."""
    return at.replace(second=0, microsecond=0)
