"""What is being typed into a form: named in the address, so that a reload or a second tap is the same form.

Values whose keys begin with ``isian(...)`` and ``.isi.`` are kept in this process beside the session, by
account, so that they outlive a reload, another page and a lost connection. They never touch the disk.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import streamlit as st

from sop.party import Actor

_PARAMETER = "isian"
_NAME = re.compile(r"[0-9a-f]{32}")
_MOST = 200
"""Forms kept at most; the oldest go first."""
_MOST_EACH = 20
"""Forms kept of one account, so that nobody can push out what the others type."""
_LONGEST_TEXT = 100_000
"""Letters of one answer; a longer one, which no record takes, is not kept."""
_LONGEST_S = 12 * 3600
"""A form that nobody has touched for so long is forgotten."""

_kept: OrderedDict[tuple[str, str], tuple[float, dict[str, Any]]] = OrderedDict()
_lock = threading.Lock()


def isian(form: str, actor: Actor, *, sent: Callable[[str], bool]) -> str:
    """Return the name of the form that is open, and bring back what was typed into it.

    Parameters
    ----------
    form
        Kind of the form, such as ``lapor``.
    sent
        Says whether the form of a name has been stored. A reload shows what it has become; who comes back
        from another page begins a new one.
    """
    asked = str(st.query_params.get(_PARAMETER, ""))
    open_here = st.session_state.get(f"{form}.isian", "")
    if _NAME.fullmatch(asked):
        name = asked
    else:
        name = open_here if open_here and not sent(open_here) else uuid4().hex
        st.query_params[_PARAMETER] = name
    st.session_state[f"{form}.isian"] = name
    with _lock:
        touched, known = _kept.get((actor.name, name), (0.0, {}))
        if time.monotonic() - touched > _LONGEST_S:
            known = {}
    for key, value in known.items():
        st.session_state.setdefault(key, value)
    return name


def ingat(name: str, actor: Actor) -> None:
    """Keep what is typed now; to be called at the end of a run."""
    mark = f"{name}.isi."
    values = {
        str(key): value
        for key, value in st.session_state.items()
        if str(key).startswith(mark) and not (isinstance(value, str) and len(value) > _LONGEST_TEXT)
    }
    now = time.monotonic()
    with _lock:
        _kept[actor.name, name] = now, values
        _kept.move_to_end((actor.name, name))
        own = [kept for kept in _kept if kept[0] == actor.name]
        for old in own[:-_MOST_EACH]:
            del _kept[old]
        while len(_kept) > _MOST or now - next(iter(_kept.values()))[0] > _LONGEST_S:
            _kept.popitem(last=False)


def isian_baru(form: str, actor: Actor) -> None:
    """Forget the open form and begin another one."""
    name = st.session_state.pop(f"{form}.isian", "")
    with _lock:
        _kept.pop((actor.name, name), None)
    for key in [key for key in st.session_state if str(key).startswith(f"{name}.")]:
        del st.session_state[key]
    st.query_params.pop(_PARAMETER, None)
