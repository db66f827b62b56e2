"""What the method page says of patrols is what the planner does."""

import re
from pathlib import Path

import numpy as np

from planning.need import Need
from planning.rules import PlanRules
from planning.travel import DETOUR
from sop.wording import number
from tests.planning.worlds import stop

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/metode.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())
R = PlanRules()


def test_the_figures_of_the_page_are_those_of_the_rules():
    for said in (
        f"satu singgah {number(R.dwell_min)} menit",
        f"sampai {number(R.near_m)} m",
        f"({number(100 * R.standing)} % dari jam tugas",
        f"paling sedikit {number(R.floor_min)} menit seminggu",
        f"paling banyak {number(100 * R.comparison)} % waktu",
        f"mulai {number(R.hot_lift)} kali rata-rata",
        f"titik utama tiap {R.top_days} hari, titik lain tiap {R.most_days} hari",
        f"sampai {number(R.late_start_min)} menit sesudah jam tugas mulai",
        f"untuk {R.top_stops} titik paling rawan",
        f"lebih dari {number(100 * R.hours_price)} % nilai hari itu",
        f"exp({number(R.noise, 2)} · Gumbel)",
        f"garis lurus × {number(R.detour, 1)} dengan {number(R.kmh)} km/jam",
        f"Di atas {R.most_stops} titik",
    ):
        assert said in TEXT, said
    assert R.detour == DETOUR


def test_the_weights_of_being_due_are_those_of_the_page():
    # of three stops that owe nothing one is not due, one tomorrow, one today; a fourth is one interval late
    prizes = Need(np.zeros(4), np.array([1, 6, 7, 14])).prizes([stop(name, risk=0.0) for name in "ABCD"])
    soon, today, late = prizes[1:] - prizes[0]
    assert (round(soon, 6), round(today, 6), round(late, 6)) == (2.0, 6.0, 12.0)
    assert "Ditambah **2** bila besok jatuh tempo, **6** bila hari ini jatuh tempo" in TEXT
    assert "+ 2 (besok tempo) + 6 · (1 + min(lewat / tempo; 3)) · (1 + risiko / risiko terbesar)" in TEXT


def test_every_module_of_the_planner_that_the_page_names_exists():
    named = set(re.findall(r"`(planning/[\w./]+)`", PAGE))
    assert len(named) >= 4
    assert {name for name in named if not (ROOT / name).exists()} == set()
