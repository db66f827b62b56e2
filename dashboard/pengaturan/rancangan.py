"""A draft of changed settings: what was typed is kept while one looks elsewhere.

A field that nobody touched follows the settings, also when somebody else changes them meanwhile.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from sop.setting import Sheet


class Rancangan:
    """The draft of one form, by sheet and key of its settings.

    Parameters
    ----------
    form
        Name of the form; its widgets' keys begin with it.
    """

    def __init__(self, form: str) -> None:
        self._form = form

    def mulai(self, sheet: Sheet, key: str, current: Any) -> str:
        """Prepare the widget of a setting, and return its name.

        It shows what was typed, else the current value.
        """
        name, setting, seen = self.kunci(sheet, key), (sheet, key), self._kept("dilihat")
        if name not in st.session_state:
            st.session_state[name] = self._kept("isi").get(setting, current)
        elif setting in seen and seen[setting] != current and st.session_state[name] == seen[setting]:
            st.session_state[name] = current
        seen[setting] = current
        return name

    def catat(self, sheet: Sheet, key: str, current: Any, typed: Any) -> Any:
        """Take what a widget says into the draft, if it differs from the current value; return it."""
        if typed == current:
            self._kept("isi").pop((sheet, key), None)
        else:
            self._kept("isi")[sheet, key] = typed
        return typed

    def terbaru(self, sheet: Sheet, key: str, current: Any) -> Any:
        """Return what was typed, else the current value."""
        return self._kept("isi").get((sheet, key), current)

    @property
    def isi(self) -> dict[Sheet, dict[str, Any]]:
        """What differs from the current values so far, by sheet and key."""
        found: dict[Sheet, dict[str, Any]] = {}
        for (sheet, key), value in self._kept("isi").items():
            found.setdefault(sheet, {})[key] = value
        return found

    def kunci(self, *parts: str) -> str:
        """Return the name of a widget of this form."""
        return f"{self._form}.{'/'.join(parts)}"

    def lupakan(self) -> None:
        """Forget everything that was typed."""
        mine = (f"{self._form}.", f"{self._form}:")
        for name in [one for one in st.session_state if str(one).startswith(mine)]:
            del st.session_state[name]

    def _kept(self, what: str) -> dict[Any, Any]:
        kept: dict[Any, Any] = st.session_state.setdefault(f"{self._form}:{what}", {})
        return kept
