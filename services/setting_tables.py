"""The weights of categories and the time limits as tables and sentences, ready to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.parameters import Parameters
from services.office import Office
from services.privacy import short_name
from sop.category import Formula, Severity
from sop.deadline import Duty
from sop.wording import number


def category_table(office: Office) -> pd.DataFrame:
    """Return one row a category: code, name, K, E, D, weight, severity, factor, visibility."""
    rows = [
        {
            "Kode": one.code,
            "Kategori": short_name(one.name),
            "K": one.safety,
            "E": one.escalation,
            "D": one.impact,
            "Bobot": _short(one.weight),
            "Tingkat": one.severity.label,
            "Faktor": _short(one.score_factor),
            "Visibilitas": one.visibility.label,
        }
        for one in office.categories.values()
    ]
    return pd.DataFrame(rows)


def limit_table(office: Office) -> pd.DataFrame:
    """Return one row a duty, with its hours for each severity."""
    rows = [
        {
            "Pekerjaan": duty.label,
            **{severity.label: f"{_short(per[severity])} jam" for severity in Severity},
        }
        for duty, per in office.limits.hours.items()
    ]
    return pd.DataFrame(rows, index=[duty.value for duty in Duty if duty in office.limits.hours])


def formula_words(parameters: Parameters) -> str:
    """Return the formula of the weight in words.

    Examples
    --------
    >>> formula_words(Parameters())[:55]
    'Bobot = 1 + 4 × K + 3 × E + 2 × D, masing-masing 0–4. R'
    """
    own = parameters.weights
    return (
        f"Bobot = {_short(own.base)} + {_short(own.safety)} × K + {_short(own.escalation)} × E + "
        f"{_short(own.impact)} × D, masing-masing 0–4. Ringan di bawah 9, Sedang sampai 16, "
        "Berat sampai 24, Kritis di atasnya."
    )


def weight_words(parameters: Parameters, typed: Mapping[str, Any]) -> str:
    """Return how a category comes to its weight, term by term.

    Examples
    --------
    >>> weight_words(Parameters(), {"K_keselamatan": 3, "E_eskalasi": 2, "D_dampak": 0, "faktor_skor": 0.5})
    'Bobot 1 + 4 × 3 + 3 × 2 + 2 × 0 = 19 (Berat); dalam skor 19 × 0,5 = 9,5.'
    """
    own = parameters.weights
    formula = Formula(base=own.base, safety=own.safety, escalation=own.escalation, impact=own.impact)
    k, e, d = (int(typed[name]) for name in ("K_keselamatan", "E_eskalasi", "D_dampak"))
    weight, factor = formula.weight(k, e, d), float(typed["faktor_skor"])
    terms = (
        f"{_short(own.base)} + {_short(own.safety)} × {k} + {_short(own.escalation)} × {e} + "
        f"{_short(own.impact)} × {d}"
    )
    scored = f"{_short(weight)} × {_short(factor)} = {_short(weight * factor)}"
    return f"Bobot {terms} = {_short(weight)} ({Severity.of_weight(weight).label}); dalam skor {scored}."


def _short(value: float) -> str:
    return number(value, next((n for n in range(3) if round(value, n) == round(value, 6)), 3))
