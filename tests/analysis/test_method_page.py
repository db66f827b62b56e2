"""The method page says what the code does."""

import re
from pathlib import Path

from analysis.parameters import Parameters
from sop.wording import number

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/metode.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())
P = Parameters()


def test_the_figures_of_the_page_are_those_of_the_parameters():
    base = P.weights
    chances = ", ".join(number(100 * chance) for chance in P.conflict.chances)
    for said in (
        f"*Waspada* mulai {number(P.classes.waspada)} poin, *Rawan* mulai {number(P.classes.rawan)} poin",
        f"peluangnya paling sedikit {number(P.classes.probability, 1)}",
        f"catatan {number(P.forecast.share_half_life_weeks)} minggu lalu",
        f"tingkat berubah cepat ({number(P.forecast.level_half_life_weeks)} minggu)",
        f"({chances} persen",
        f"{base.base:.0f} + {base.safety:.0f}·K + {base.escalation:.0f}·E + {base.impact:.0f}·D",
        f"belum {number(P.counting.unverified, 1)}; terverifikasi {number(P.counting.verified)}",
        f"{P.trend.recent_weeks} minggu terakhir desa itu terhadap {P.trend.usual_weeks} minggunya",
        f"catatan {number(P.prior.enough_weeks)} minggu dan {P.prior.enough_incidents} kejadian",
        f"{number(P.prior.month_low)}–{number(P.prior.month_high)} kejadian sebulan",
        f"sekitar {number(100 * P.change.false_alarms)} persen",
        f"Petak {P.cells.size_m} m",
        f"min(c + a, {number(P.forecast.size_cap)})",
        f"+ {number(P.forecast.level_shrink_weeks)} μ",
        f"+ {number(P.forecast.severity_shrink)} S",
        f"uji eksak di bawah {P.change.exact_below}",
    ):
        assert said in TEXT, said


def test_every_module_that_the_page_names_exists():
    named = set(re.findall(r"`((?:analysis|benchmarks|data)/[\w./]+)`", PAGE))
    assert len(named) >= 11
    assert {name for name in named if not (ROOT / name).exists()} == set()
