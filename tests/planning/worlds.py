"""Tiny worlds of patrols: stops on a line, teams, ways as the crow flies."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

import pandas as pd

from planning.days import plan_days
from planning.roster import Roster
from planning.rules import PlanRules
from planning.stop import Stop
from planning.team import Team
from planning.travel import straight
from sop.patrol import PatrolElement, StopKind

MONDAY = date(2026, 11, 23)
ZONE = ZoneInfo("Asia/Pontianak")
SEAT = (115.0, -2.0)
KMH = 30
NOTHING = pd.DataFrame({"stop": [], "day": [], "minutes": []})
QUICK = PlanRules(rounds=60)
WAYS = partial(straight, kmh=KMH)


def stop(name, east=0.01, **more):
    """A stop so many degrees east of the seat: a hundredth is 1.1 km, or 3.1 minutes with the detour."""
    given = {
        "id": name, "name": name, "kode_desa": "1", "lon": SEAT[0] + east, "lat": SEAT[1],
        "kind": StopKind.RAWAN, "dwell_min": 12.0, "target_min": 12.0, "risk": 0.1, "most_days": 7,
        "reason": f"Alasan {name}.",
    }  # fmt: skip
    return Stop(**{**given, **more})


def team(code="a", start=20, end=23, **more):
    given = {
        "code": code, "name": f"Regu {code}", "elements": (PatrolElement.KECAMATAN,),
        "weekdays": frozenset(range(7)), "start_min": start * 60, "end_min": end * 60,
    }  # fmt: skip
    return Team(**{**given, **more})


def shifts(*teams, joints=(), days=7):
    return Roster(teams=teams, joints=joints).shifts(MONDAY, days, ZONE, seat=SEAT)


def plan(stops, on_duty, *, rules=QUICK, first=MONDAY, days=1, seed=1, delivered=NOTHING, **more):
    return plan_days(
        stops, on_duty, WAYS, rules, first=first, days=days, seed=seed, zone=ZONE, delivered=delivered, **more
    )  # fmt: skip


def seconds(a, b):
    return int(straight([a, b], kmh=KMH).seconds[0, 1])


def order(route):
    return [visit.stop.id for visit in route.visits]
