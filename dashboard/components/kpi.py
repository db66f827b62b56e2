"""KPI cards: value, difference, previous value, and a word for the change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from reports.maps.escape import text


class Card(Protocol):
    """What a card shows, every part ready to be read."""

    @property
    def label(self) -> str:
        """What is measured."""

    @property
    def value(self) -> str:
        """The value now."""

    @property
    def previous(self) -> str:
        """The value before, or nothing."""

    @property
    def difference(self) -> str:
        """The absolute difference, or nothing."""

    @property
    def signal(self) -> str:
        """The word for the change, or nothing."""

    @property
    def note(self) -> str:
        """What the value means or covers."""


_STYLE = """<style>
.kpi{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px}
.kpi .kartu{border:1px solid #e2ddd3;border-radius:10px;padding:11px 14px 10px;background:#fff}
.kpi .nama{font-size:.82rem;color:#6b645b}
.kpi .nilai{font-size:1.75rem;font-weight:650;line-height:1.2;color:#2e2a25;font-variant-numeric:tabular-nums}
.kpi .beda{font-size:.82rem;color:#4a443c;min-height:1.2em}
.kpi .tanda{display:inline-block;font-size:.76rem;font-weight:600;
border-radius:8px;padding:0 7px;margin-top:3px;
background:#efece5;color:#4a443c}
.kpi .tanda.naik{background:#a8450c;color:#fff}.kpi .tanda.turun{background:#0b3954;color:#fff}
.kpi .ket{font-size:.78rem;color:#6b645b;margin-top:3px}
@media(max-width:560px){.kpi{grid-template-columns:1fr 1fr;gap:8px}.kpi .nilai{font-size:1.4rem}}
</style>"""


def kpi(cards: Sequence[Card]) -> None:
    """Show the cards in one row that wraps."""
    st.html(f'{_STYLE}<div class="kpi">{"".join(map(_card, cards))}</div>')


def _card(card: Card) -> str:
    before = f"{text(card.difference)} · sebelumnya {text(card.previous)}" if card.previous else ""
    kind = "naik" if card.signal.startswith("naik") else "turun" if card.signal.startswith("turun") else ""
    signal = f'<div class="tanda {kind}">{text(card.signal)}</div>' if card.signal else ""
    return (
        f'<div class="kartu"><div class="nama">{text(card.label)}</div>'
        f'<div class="nilai">{text(card.value)}</div><div class="beda">{before}</div>'
        f'{signal}<div class="ket">{text(card.note)}</div></div>'
    )
