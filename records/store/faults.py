"""What an error of the database means to a person."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from sqlalchemy.exc import DBAPIError

from sop.problem import Problem, ProblemCode, problem

_CODES: Mapping[str, ProblemCode] = {
    # Full disk.
    "53100": ProblemCode.DISK_PENUH,
    # Serialization failure, deadlock, too many connections, a lock or a statement that took too long.
    **dict.fromkeys(("40001", "40P01", "53300", "55P03", "57014"), ProblemCode.DATA_SIBUK),
    # The server is shutting down, crashed, is just starting, or ended an idle session.
    **dict.fromkeys(("57P01", "57P02", "57P03", "57P05"), ProblemCode.SERVER_PUTUS),
    # Number or time out of range, a text or a geometry that the server does not take.
    **dict.fromkeys(("22003", "22008", "22021", "22023", "22P05"), ProblemCode.ISIAN_TAK_TERSIMPAN),
    **dict.fromkeys(("XX001", "XX002"), ProblemCode.DATA_RUSAK_ISI),
    **dict.fromkeys(("25006", "42501"), ProblemCode.DATA_TAK_TERSIMPAN),
}
"""What PostgreSQL's codes mean."""

_CLASSES: Mapping[str, ProblemCode] = {
    "08": ProblemCode.SERVER_PUTUS,
    "53": ProblemCode.DATA_TAK_TERSIMPAN,
    "58": ProblemCode.DATA_TAK_TERSIMPAN,
}
"""What the classes of its codes mean: lost connections, want of resources, the system's own errors."""

_CAUSES = {"25006": "server hanya dapat dibaca", "42501": "akun basis data tidak berhak menulis"}

_NO_ANSWER = (
    # What libpq says, in the words of the C locale, and what a Kasi can tell the keeper of the server.
    ("password authentication failed", "nama atau sandi akun basis data salah"),
    ("no password supplied", "sandi akun basis data tidak diberikan"),
    ("does not exist", "basis data atau akunnya tidak ada di server itu"),
    ("no pg_hba.conf entry", "server tidak mengizinkan komputer ini"),
    ("permission denied", "akun itu tidak boleh membuka basis data ini"),
    ("too many", "server sedang penuh"),
    ("starting up", "server sedang dinyalakan"),
    ("recovery", "server sedang memulihkan diri"),
    ("shutting down", "server sedang dimatikan"),
    ("resolve host", "nama server tidak dikenal"),
    ("timeout", "server tidak menjawab"),
)


def database_problem(error: Exception, *, ending: bool = False) -> Problem | None:
    """Return what a failed read or write means to a person, None if it is a fault of the program.

    Parameters
    ----------
    ending
        Whether the transaction was being committed: if the server goes then, nobody knows yet on
        which side of the commit it went.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, psycopg.Error):
        # A bare error of the driver comes from a connection that was open.
        bare = isinstance(error, psycopg.OperationalError) and not error.sqlstate
        lost = bare or (isinstance(error, DBAPIError) and error.connection_invalidated)
        return _of_server(cause, lost=lost, ending=ending)
    if isinstance(cause, UnicodeEncodeError):
        return problem(ProblemCode.ISIAN_TAK_TERSIMPAN)
    return _of_file(str(cause).lower())


def _of_server(error: psycopg.Error, *, lost: bool, ending: bool) -> Problem | None:
    state = error.sqlstate or ""
    code = ProblemCode.SERVER_PUTUS if lost else _CODES.get(state) or _CLASSES.get(state[:2])
    if code is None and not state:
        code = _without_state(error)
    if code is None:
        return None
    if code is ProblemCode.SERVER_TAK_TERJANGKAU:
        return problem(code, sebab=_no_answer(str(error)))
    if code is ProblemCode.SERVER_PUTUS and ending:
        return problem(ProblemCode.SERVER_RAGU)
    return problem(code, sebab=_CAUSES.get(state, str(error)))


def _without_state(error: psycopg.Error) -> ProblemCode | None:
    """Return the meaning of what the driver itself found wrong, or the server before it let us in."""
    if isinstance(error, psycopg.DataError):
        return ProblemCode.ISIAN_TAK_TERSIMPAN
    if isinstance(error, psycopg.OperationalError):
        return ProblemCode.SERVER_TAK_TERJANGKAU
    if isinstance(error, psycopg.ProgrammingError) and "connection option" in str(error):
        return ProblemCode.SERVER_ALAMAT_TAK_SAH
    return None


def _no_answer(said: str) -> str:
    return next((ours for theirs, ours in _NO_ANSWER if theirs in said), "tidak ada server yang menjawab")


def _of_file(said: str) -> Problem | None:
    if "disk is full" in said or "no space left" in said:
        return problem(ProblemCode.DISK_PENUH)
    if "database is locked" in said:
        return problem(ProblemCode.DATA_SIBUK)
    if any(words in said for words in ("disk i/o error", "readonly database", "unable to open")):
        return problem(ProblemCode.DATA_TAK_TERSIMPAN, sebab=said)
    return None
