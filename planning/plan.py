"""A plan: who drives where on which day, what had to be left out, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from planning.shift import Shift
from planning.stop import Stop


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A stop on a route.

    Parameters
    ----------
    stop
        Where.
    arrive, depart
        Aware instants; between them lies the dwell, after any waiting.
    prize
        Points that the plan gives the visit on that day.
    reason
        One Indonesian sentence: why it is on this route.
    locked
        Whether a person put it here, so that a new plan leaves it here.
    """

    stop: Stop
    arrive: datetime
    depart: datetime
    prize: float
    reason: str
    locked: bool = False

    @property
    def dwell_min(self) -> float:
        """Minutes of standing there."""
        return (self.depart - self.arrive).total_seconds() / 60


@dataclass(frozen=True, kw_only=True)
class Route:
    """One patrol of one team on one day.

    Parameters
    ----------
    shift
        The team's hours and its start point.
    start, end
        When it leaves and is back.
    distance_km, travel_min
        Length of all ways, and the time that they take.
    visits
        Stops in order; none when the team has nothing to do.
    """

    shift: Shift
    start: datetime
    end: datetime
    distance_km: float
    travel_min: float
    visits: tuple[Visit, ...]


@dataclass(frozen=True, kw_only=True)
class Unvisited:
    """A stop that no route visits, due or not, and why."""

    stop: Stop
    reason: str


@dataclass(frozen=True, kw_only=True)
class Infeasible:
    """A stop that cannot be served as it should with the shifts that there are.

    Parameters
    ----------
    stop
        Which.
    reason
        One Indonesian sentence.
    extra_shifts
        How many more shifts like the longest would serve it; 0 where no further shift would help.
    """

    stop: Stop
    reason: str
    extra_shifts: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Routes of one or more days.

    Parameters
    ----------
    first, days
        First local day, and how many.
    seed
        From which everything that was drawn can be drawn again.
    params_hash
        Fingerprint of the rules by which it was made.
    routes
        By day, then team.
    unvisited, infeasible
        What was left out, and what no plan could do.
    entropy
        How evenly the visits of a stop spread over five parts of the day, 0 to 1, mean over the top stops;
        None under 14 visits.
    best_guess
        Share of the visits of a top stop that the best hour to lie in wait would meet, 0 to 1; None under
        14 visits.
    risk_share
        Points visited, as a share of all points that were due.
    surprise_cost
        Share of the points that being unpredictable gave up, 0 to 1.
    """

    first: date
    days: int
    seed: int
    params_hash: str
    routes: tuple[Route, ...]
    unvisited: tuple[Unvisited, ...]
    infeasible: tuple[Infeasible, ...]
    entropy: float | None
    best_guess: float | None
    risk_share: float
    surprise_cost: float
