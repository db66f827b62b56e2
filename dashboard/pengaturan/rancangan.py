"""A draft of changed settings: what was typed is kept while one looks elsewhere.

A field that nobody touched follows the settings, also when somebody else changes them meanwhile.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any
from uuid import uuid4

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
        return self._begin(self.kunci(sheet, key), self.terbaru(sheet, key, current), current)

    def mulai_bagian(self, *parts: str, current: Any) -> str:
        """Prepare a widget that holds only a part of a setting, and return its name; see `mulai`.

        Parameters
        ----------
        parts
            What it is a part of, and which one.
        current
            What stands there now, as the widget holds it.
        """
        name = self.kunci(*parts)
        return self._begin(name, self._kept("bagian").get(name, current), current)

    def catat_bagian(self, name: str, current: Any, typed: Any) -> Any:
        """Remember what the widget of a part says, if it differs from the current value; return it.

        The whole setting is still to be taken by `catat`.
        """
        return _take(self._kept("bagian"), name, current, typed)

    def catat(self, sheet: Sheet, key: str, current: Any, typed: Any) -> Any:
        """Take what a widget says into the draft, if it differs from the current value; return it."""
        return _take(self._kept("isi"), (sheet, key), current, typed)

    def mulai_tabel(self, sheet: Sheet, key: str, current: Any) -> tuple[str, Any]:
        """Prepare an editor of a whole table; return its name and the value that it starts from.

        An editor knows only what was changed since it was first drawn. So it starts from the same value for
        as long as it stands, and from what was typed when it comes back.
        """
        setting, tables = (sheet, key), self._kept("tabel")
        name, start, seen = tables.get(setting, (None, None, None))
        follows = setting not in self._kept("isi") and seen != current
        if name is None or name not in st.session_state or follows:
            name, start = self.kunci(key, uuid4().hex), self.terbaru(sheet, key, current)
            tables[setting] = name, start, current
        return name, start

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

    def _begin(self, name: str, newest: Any, current: Any) -> str:
        seen = self._kept("dilihat")
        if name not in st.session_state:
            st.session_state[name] = newest
        elif name in seen and seen[name] != current and st.session_state[name] == seen[name]:
            st.session_state[name] = current
        seen[name] = current
        return name

    def _kept(self, what: str) -> dict[Any, Any]:
        kept: dict[Any, Any] = st.session_state.setdefault(f"{self._form}:{what}", {})
        return kept


def _take(kept: dict[Any, Any], name: Hashable, current: Any, typed: Any) -> Any:
    """Keep what was typed as long as it differs from what stands there, and return it."""
    if typed == current:
        kept.pop(name, None)
    else:
        kept[name] = typed
    return typed
