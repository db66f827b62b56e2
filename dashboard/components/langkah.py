"""A step that a person takes with words of his own: a button, then a form, then done, once.

What was typed stays until the step is done, also when it is refused. The step runs before the page is
drawn again, so that it cannot be lost with the record it was about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard.components.tak_terlihat import perhatikan
from dashboard.components.teks import polos
from sop.problem import Refused

_LETTERS = 4_000


@dataclass(frozen=True, kw_only=True)
class Isian:
    """One more thing that a step asks for.

    Parameters
    ----------
    name
        Under which `Langkah.do` gets the answer.
    label, hint
        Heading of the field, and what helps to fill it.
    options
        Usual answers; others can be typed.
    draw
        Draws the field under a key, where the answer is no text.
    """

    name: str
    label: str = ""
    hint: str = ""
    options: tuple[str, ...] = ()
    draw: Callable[[str], object] | None = None


@dataclass(frozen=True, kw_only=True)
class Langkah:
    """One step.

    Parameters
    ----------
    name
        Its name among the steps of the same place.
    label, send
        Word of the button that opens it, and of the one that does it.
    asks
        Heading of the field for the words.
    do
        Does it, given the words, the name of the form, and by name what `more` asks for; raises `Refused`
        when it cannot be. A text that it returns is said afterwards.
    done
        What to say afterwards when it returns none.
    given
        Words that stand there already.
    main
        Whether it is the step that is usually taken.
    more
        What it asks for beside the words.
    """

    name: str
    label: str
    send: str
    asks: str
    do: Callable[..., object]
    done: str = ""
    given: str = ""
    main: bool = False
    more: tuple[Isian, ...] = ()


def kabar(place: str) -> None:
    """Tell how the steps went that were taken last at a place."""
    for told, typed in st.session_state.get(_told(place), ()):
        (st.error if typed is not None else st.success)(polos(told))
        if typed:
            st.caption("Isian Anda, untuk disalin bila masih diperlukan:")
            st.code(typed, language=None, wrap_lines=True)


def ikuti(place: str) -> None:
    """Let the rest of the page follow a step that was taken in a fragment; to be called at its end.

    Not before: what is not drawn in a run loses its callbacks, and a click that arrives meanwhile is lost.
    """
    if st.session_state.pop(_changed(place), False):
        st.rerun()


def langkah(steps: Sequence[Langkah], *, key: str, place: str) -> None:
    """Offer steps in a row; the chosen one asks for words below them.

    Parameters
    ----------
    key
        Name of what the steps are about.
    place
        Where `kabar` tells how it went.
    """
    if not steps:
        return
    chosen = st.session_state.get(_open(key))
    with st.container(horizontal=True, gap="small"):
        for step in steps:
            st.button(
                step.label,
                key=f"{key}.{step.name}.buka",
                type="primary" if step.main and chosen is None else "secondary",
                on_click=_choose,
                args=(None if chosen == step.name else step.name, key, place),
            )
    for step in steps:
        if step.name == chosen:
            _form(step, key, place)


def _form(step: Langkah, key: str, place: str) -> None:
    words = f"{key}.{step.name}.isi"
    for one in step.more:
        _ask(one, f"{key}.{step.name}.{one.name}")
    st.session_state.setdefault(words, step.given)
    st.text_area(
        step.asks, key=words, height=100, max_chars=_LETTERS, on_change="ignore", persist_state="session"
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            step.send,
            key=f"{key}.{step.name}.kirim",
            type="primary",
            on_click=_take,
            args=(step, key, place),
        )
        st.button("Batal", key=f"{key}.{step.name}.batal", on_click=_choose, args=(None, key, place))


def _ask(one: Isian, key: str) -> None:
    if one.draw is not None:
        one.draw(key)
    elif one.options:
        st.selectbox(
            one.label,
            one.options,
            index=None,
            key=key,
            placeholder="Pilih, atau ketik yang lain",
            help=one.hint or None,
            accept_new_options=True,
            on_change="ignore",
            persist_state="session",
        )
    else:
        st.text_input(one.label, key=key, help=one.hint or None, on_change="ignore", persist_state="session")


def _choose(name: str | None, key: str, place: str) -> None:
    st.session_state[_open(key)] = name
    st.session_state[_told(place)] = []


def _take(step: Langkah, key: str, place: str) -> None:
    if st.session_state.get(_open(key)) != step.name:
        return  # the second of two quick clicks: the first one did it
    words, form = f"{key}.{step.name}.isi", f"{key}.{step.name}.formulir"
    typed = st.session_state.get(words) or ""
    perhatikan()
    answers = {one.name: f"{key}.{step.name}.{one.name}" for one in step.more}
    said = {one.name: _answer(one, answers[one.name]) for one in step.more}
    try:
        told = step.do(typed, st.session_state.setdefault(form, uuid4().hex), **said)
    except Refused as refusal:
        st.session_state[_told(place)] = [(str(refusal), typed)]
        return
    st.session_state[_told(place)] = [(told if isinstance(told, str) else step.done, None)]
    st.session_state[_open(key)] = None
    st.session_state[_changed(place)] = True
    for name in (words, form, *answers.values()):
        st.session_state.pop(name, None)


def _answer(one: Isian, key: str) -> Any:
    value = st.session_state.get(key)
    return value if one.draw is not None else value or ""


def _open(key: str) -> str:
    return f"{key}.langkah"


def _told(place: str) -> str:
    return f"{place}.kabar"


def _changed(place: str) -> str:
    return f"{place}.berubah"
