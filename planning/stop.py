"""A stop: a point at which patrols stand for a while, and why."""

from __future__ import annotations

from dataclasses import dataclass

from sop.patrol import StopKind
from sop.problem import ProblemCode, Refused, problem

_DAY_MIN = 24 * 60


@dataclass(frozen=True, kw_only=True)
class Window:
    """A part of the day in which a visit must lie whole, such as market hours.

    Parameters
    ----------
    first_min, last_min
        Minutes after the local midnight with which the patrol's day begins, 0 to 2880; the visit begins at or
        after the first and is over by the last. Beyond 1440 are the small hours of the night that follows.

    Raises
    ------
    Refused
        ``rencana.jendela`` if the window is empty or longer than a day.

    Examples
    --------
    >>> str(Window(first_min=450, last_min=1440)), str(Window(first_min=22 * 60, last_min=26 * 60))
    ('07.30–24.00', '22.00–02.00')
    """

    first_min: int
    last_min: int

    def __post_init__(self) -> None:
        """Refuse a window in which nothing fits."""
        begins_and_ends = 0 <= self.first_min < self.last_min <= 2 * _DAY_MIN
        if not begins_and_ends or self.last_min - self.first_min > _DAY_MIN:
            raise Refused(problem(ProblemCode.RENCANA_JENDELA, mulai=self.first_min, selesai=self.last_min))

    def __str__(self) -> str:
        """Return its hours as clocks show them."""
        return f"{_clock(self.first_min)}–{_clock(self.last_min)}"


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Where a patrol may stand, for how long, and why.

    Parameters
    ----------
    id
        Identity that stays the same from plan to plan, so that visits can be counted.
    name
        What people call it.
    kode_desa
        The desa in which it lies.
    lon, lat
        Degrees, WGS84.
    kind
        Why it is a stop at all.
    dwell_min
        Minutes to stand there at each visit, above 0.
    target_min
        Minutes that it should get in a week, 0 or more.
    risk
        Its part of the expected disturbances of the kecamatan, 0 to 1.
    most_days
        It should not stay without a visit for longer than so many days.
    reason
        One Indonesian sentence: why it is here.
    windows
        Parts of the day in which it can be visited; empty for any time.
    required
        Whether a plan must visit it, whatever else it leaves out: the Camat or a meeting asked for it.

    Examples
    --------
    >>> Stop(id="TMP-2026-0001", name="Pasar Taniran", kode_desa="62.13.02.1001", lon=115.12, lat=-2.03,
    ...     kind=StopKind.RAWAN, dwell_min=15, target_min=45, risk=0.1, most_days=3,
    ...     reason="Titik rawan.").visits_a_week
    3.0
    """

    id: str
    name: str
    kode_desa: str
    lon: float
    lat: float
    kind: StopKind
    dwell_min: float
    target_min: float
    risk: float
    most_days: int
    reason: str
    windows: tuple[Window, ...] = ()
    required: bool = False

    @property
    def visits_a_week(self) -> float:
        """Visits that the target asks for in a week."""
        return self.target_min / self.dwell_min


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute if minute <= _DAY_MIN else minute - _DAY_MIN, 60)
    return f"{hours:02d}.{minutes:02d}"
