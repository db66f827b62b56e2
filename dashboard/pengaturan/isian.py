"""One field of the parameters, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.components.teks import polos
from dashboard.pengaturan.kalender import bulan, peristiwa
from dashboard.pengaturan.rancangan import Rancangan
from services.office import Office
from services.setting_fields import Ask, Field
from sop.conflict import LEVELS


def isian(office: Office, draft: Rancangan, field: Field, current: Any, *, disabled: bool) -> None:
    """Ask for one parameter; what differs goes into the draft."""
    asked: dict[Ask, Callable[[Rancangan, Field, Any, bool], None]] = {
        Ask.NUMBER: _number,
        Ask.WHOLE: _number,
        Ask.NUMBERS: _numbers,
        Ask.LIST: _list,
        Ask.CHOICES: _choices,
        Ask.MONTHS: bulan,
        Ask.EVENTS: peristiwa,
    }
    if field.ask is Ask.CATEGORIES:
        _categories(office, draft, field, current, disabled=disabled)
    else:
        asked[field.ask](draft, field, current, disabled)
    st.caption(polos(field.hint))


def label(field: Field) -> str:
    """Return the label of a field with its unit."""
    return f"{field.label} ({field.unit})" if field.unit else field.label


def _number(draft: Rancangan, field: Field, current: Any, disabled: bool) -> None:
    whole = field.ask is Ask.WHOLE
    low, high = (int, float)[not whole](field.low or 0), (int, float)[not whole](field.high or 0)
    typed = st.number_input(
        label(field),
        low,
        high,
        step=1 if whole else _step(high),
        format="%d" if whole else "%g",
        key=draft.mulai(field.sheet, field.key, current),
        disabled=disabled,
    )
    draft.catat(field.sheet, field.key, current, typed)


def _numbers(draft: Rancangan, field: Field, current: Any, disabled: bool) -> None:
    st.markdown(polos(label(field)))
    typed = []
    for position, value in enumerate(current):
        name = draft.mulai_bagian(field.key, str(position), current=value)
        said = st.number_input(
            f"E{position}: {LEVELS[position]}",
            float(field.low or 0),
            float(field.high or 1),
            step=0.01,
            format="%g",
            key=name,
            disabled=disabled,
        )
        typed.append(draft.catat_bagian(name, value, said))
    draft.catat(field.sheet, field.key, current, typed)


def _list(draft: Rancangan, field: Field, current: Any, disabled: bool) -> None:
    stands = _words(current)
    name = draft.mulai_bagian(field.key, current=stands)
    said = st.text_input(label(field), key=name, disabled=disabled, help="Pisahkan dengan titik koma.")
    draft.catat_bagian(name, stands, said)
    typed = [_read(part) for part in said.split(";") if part.strip()]
    draft.catat(field.sheet, field.key, current, typed)


def _choices(draft: Rancangan, field: Field, current: Any, disabled: bool) -> None:
    typed = st.multiselect(
        label(field),
        list(field.choices),
        format_func=lambda one: field.choices.get(one, one),
        key=draft.mulai(field.sheet, field.key, current),
        disabled=disabled,
        placeholder="Pilih",
    )
    # in the order of the choices, so that the same ones are the same
    draft.catat(field.sheet, field.key, current, [one for one in field.choices if one in typed])


def _categories(office: Office, draft: Rancangan, field: Field, current: Any, *, disabled: bool) -> None:
    names = {code: f"{code} · {one.name}" for code, one in office.categories.items()}
    known = [*names, *(code for code in current if code not in names)]
    typed = st.multiselect(
        label(field),
        known,
        format_func=lambda one: names.get(one, one),
        key=draft.mulai(field.sheet, field.key, current),
        disabled=disabled,
        placeholder="Pilih",
    )
    draft.catat(field.sheet, field.key, current, [one for one in known if one in typed])


def _step(high: float) -> float:
    return 0.01 if high <= 1 else 0.5


def _words(values: list[float]) -> str:
    return "; ".join(f"{value:g}" for value in values)


def _read(part: str) -> Any:
    try:
        return float(part.strip().replace(",", "."))
    except ValueError:
        return part.strip()
