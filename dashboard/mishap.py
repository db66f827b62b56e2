"""What people read when a page fails: our sentence, never a traceback."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import streamlit as st

from dashboard.components.teks import alasan
from sop.problem import Refused

_LOG = logging.getLogger("tenteram.halaman")


def on_script_error(error: Exception) -> bool:
    """Show a refusal in its own words, anything else as our fault, kept in the log.

    Returns
    -------
    bool
        True: Streamlit need not show anything itself.
    """
    if isinstance(error, Refused):
        st.error(alasan(error))
        return True
    _LOG.error("Halaman gagal ditampilkan", exc_info=error)
    st.error(
        "Maaf, halaman ini gagal ditampilkan. Data Anda aman. Muat ulang halaman; "
        "jika terulang, sampaikan isi jendela terminal Tenteram kepada pengelola."
    )
    return True


def keep_words_out_of_logs() -> None:
    """Let the logs of this process tell of every fault what and where, and never the words of its message.

    A message can hold what somebody typed: a name, a number, a password. That goes for the logs of the
    libraries too. And what a browser sends may not pass for a line of ours, nor steer the terminal.
    """
    make = logging.getLogRecordFactory()

    def made(*given: Any, **named: Any) -> logging.LogRecord:
        record = make(*given, **named)
        if isinstance(record.args, tuple):
            record.args = tuple(_one_line(one) if isinstance(one, str) else one for one in record.args)
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            record.exc_text, record.exc_info = where(record.exc_info[1]), None
        return record

    logging.setLogRecordFactory(made)


def _one_line(text: str) -> str:
    r"""Return text with every sign that cannot be seen written out.

    Examples
    --------
    >>> print(_one_line("isian é\n2026-11-25 palsu \x1b[31m"))
    isian é\n2026-11-25 palsu \x1b[31m
    """
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def where(error: BaseException) -> str:
    """Return what kind of error it was and where in the program, its causes first, without its message.

    Examples
    --------
    >>> try:
    ...     int("Sdr. Rekaan")
    ... except ValueError as error:
    ...     told = where(error)
    >>> told.splitlines()[0], told.splitlines()[-1], "Rekaan" in told.splitlines()[-1]
    ('Urutan pemanggilan:', 'ValueError', False)
    """
    parts = []
    known: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in known:
        known.add(id(one))
        calls = "".join(traceback.format_tb(one.__traceback__))
        parts.append(f"Urutan pemanggilan:\n{calls}{type(one).__qualname__}")
        one = one.__cause__ or one.__context__
    return "\n\n".join(reversed(parts))
