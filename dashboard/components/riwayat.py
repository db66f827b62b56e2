"""The history of a record: who did what when, why, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from reports.maps.escape import text

_STYLE = """<style>
.riwayat{list-style:none;margin:0;padding:0 0 0 14px;border-left:2px solid #cdd8dc;font-size:.92rem}
.riwayat>li{position:relative;margin:0 0 14px;overflow-wrap:anywhere;line-height:1.45}
.riwayat>li::before{content:"";position:absolute;left:-20px;top:7px;width:10px;height:10px;
border-radius:50%;background:#1f4e5f}
.riwayat time{display:block;color:#5d564e;font-size:.82rem}
.riwayat q{display:block;color:#2e2a25;quotes:"“" "”";margin-top:1px}
.riwayat ul{margin:3px 0 0;padding-left:1.1rem;color:#4a443c;font-size:.88rem}
</style>"""


class Step(Protocol):
    """One act, ready to be read."""

    @property
    def when(self) -> str:
        """When, in words."""

    @property
    def who(self) -> str:
        """Who did it."""

    @property
    def what(self) -> str:
        """What was done."""

    @property
    def note(self) -> str:
        """Why, or nothing."""

    @property
    def changes(self) -> Sequence[str]:
        """What was different afterwards."""


def riwayat(steps: Sequence[Step]) -> None:
    """Show the steps of a record, as they are given: the latest first."""
    st.html(f'{_STYLE}<ol class="riwayat">{"".join(map(_step, steps))}</ol>')


def _step(step: Step) -> str:
    note = f"<q>{text(step.note)}</q>" if step.note else ""
    changed = "".join(f"<li>{text(one)}</li>" for one in step.changes)
    listed = f"<ul>{changed}</ul>" if changed else ""
    return f"<li><time>{text(step.when)}</time><b>{text(step.what)}</b> · {text(step.who)}{note}{listed}</li>"
