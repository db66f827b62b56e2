"""Ways between points as the office knows them."""

from __future__ import annotations

from collections.abc import Sequence

from planning.rules import PlanRules
from planning.travel import Roads, Travel, straight
from services.office import Office
from sop.dictionary import ROADS


class OfficeWays:
    """Measures ways over the office's roads, or straight where it has none.

    Parameters
    ----------
    rules
        Speed, and how much longer a way is than the straight line.

    Attributes
    ----------
    guessed
        Whether some way measured last is only a straight line.
    """

    def __init__(self, office: Office, rules: PlanRules) -> None:
        self._rules = rules
        self.guessed = False
        lines = office.geoframe(ROADS)
        self._roads = (
            office.remember(
                ("roads", rules.kmh),
                lambda: Roads(lines.to_crs(office.profile.metric_epsg), default_kmh=rules.kmh),
            )
            if len(lines)
            else None
        )

    def __call__(self, points: Sequence[tuple[float, float]]) -> Travel:
        """Return the ways between all of some points, lon and lat."""
        rules = self._rules
        if self._roads is None:
            found = straight(points, kmh=rules.kmh, detour=rules.detour)
        else:
            found = self._roads.travel(points, straight_kmh=rules.kmh, detour=rules.detour)
        self.guessed = self._roads is None or bool(found.guessed)
        return found
