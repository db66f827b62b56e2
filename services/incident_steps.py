"""What somebody may do next with an incident, as buttons say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.incident_moves import FINISHED, PARTNERS, verb_of
from sop.agency import roles_in
from sop.incident import MOVES, IncidentState
from sop.party import Actor, Verb


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """One thing to do next.

    Parameters
    ----------
    label
        What the button says.
    to
        State that it leads to; None acknowledges a referral.
    asks
        What it needs beside the note: ``dirujuk_ke``, ``no_surat_rujukan``, ``hasil``.
    note
        What the note is to say.
    done
        What is said afterwards.
    """

    label: str
    to: IncidentState | None
    asks: tuple[str, ...] = ()
    note: str = "Catatan"
    done: str = ""


_ACKNOWLEDGE = NextStep(
    label="Terima rujukan", to=None, note="Diterima oleh siapa, dan apa rencananya?", done="rujukan diterima"
)
_REOPEN = "Mengapa dibuka kembali?"
_STEPS: dict[IncidentState, NextStep] = {
    step.to: step
    for step in (
        NextStep(
            label="Verifikasi",
            to=IncidentState.TERVERIFIKASI,
            note="Bagaimana laporan ini dipastikan?",
            done="terverifikasi",
        ),
        NextStep(
            label="Mulai tangani",
            to=IncidentState.DITANGANI,
            note="Siapa yang menangani, dan apa langkah pertamanya?",
            done="mulai ditangani",
        ),
        NextStep(
            label="Rujuk ke instansi",
            to=IncidentState.DIRUJUK,
            asks=("dirujuk_ke", "no_surat_rujukan"),
            note="Mengapa dirujuk, dan apa yang diminta?",
            done="dirujuk",
        ),
        NextStep(
            label="Selesaikan",
            to=IncidentState.SELESAI,
            asks=("hasil",),
            note="Catatan penyelesaian",
            done="selesai ditangani",
        ),
        NextStep(
            label="Pantau",
            to=IncidentState.PEMANTAUAN,
            note="Apa yang dipantau, sampai kapan?",
            done="dipantau",
        ),
        NextStep(label="Tutup", to=IncidentState.TUTUP, note="Mengapa dapat ditutup?", done="ditutup"),
        NextStep(
            label="Tidak terbukti",
            to=IncidentState.TIDAK_TERBUKTI,
            note="Mengapa tidak terbukti?",
            done="dinyatakan tidak terbukti",
        ),
        NextStep(label="Buka kembali", to=IncidentState.MASUK, note=_REOPEN, done="dibuka kembali"),
    )
    if step.to is not None
}


_USUAL = (
    IncidentState.TERVERIFIKASI,
    IncidentState.SELESAI,
    IncidentState.DITANGANI,
    IncidentState.DIRUJUK,
    IncidentState.PEMANTAUAN,
    IncidentState.TUTUP,
    IncidentState.TIDAK_TERBUKTI,
    IncidentState.DUPLIKAT,
    IncidentState.MASUK,
)


def next_steps(actor: Actor, row: Mapping[str, Any]) -> tuple[NextStep, ...]:
    """Return what the actor may do next, the usual first; a merge is offered beside the likely twin."""
    state = IncidentState(row["status"])
    offered = [
        _step(state, to)
        for to in sorted(MOVES[state], key=lambda to: _rank(state, to))
        if to is not IncidentState.DUPLIKAT and actor.may(verb_of(state, to))
    ]
    if may_acknowledge(actor, row):
        offered.insert(0, _ACKNOWLEDGE)
    return tuple(offered)


def may_acknowledge(actor: Actor, row: Mapping[str, Any]) -> bool:
    """Say whether a referral waits for this actor's acknowledgement."""
    waits = row["status"] == IncidentState.DIRUJUK and row["waktu_rujukan_diterima"] is None
    theirs = actor.role not in PARTNERS or actor.role in roles_in(row["dirujuk_ke"] or "")
    return actor.may(Verb.KEJADIAN_TERIMA) and waits and theirs


def _rank(state: IncidentState, to: IncidentState) -> tuple[bool, int]:
    """Put the way ahead first, a reopening last."""
    return state in FINISHED and to is IncidentState.DITANGANI, _USUAL.index(to)


def _step(state: IncidentState, to: IncidentState) -> NextStep:
    if to is IncidentState.DITANGANI and state in FINISHED:
        return NextStep(label="Buka kembali", to=to, note=_REOPEN, done="dibuka kembali")
    if to is IncidentState.DITANGANI and state is IncidentState.DIRUJUK:
        return NextStep(
            label="Tangani sendiri",
            to=to,
            note="Mengapa kembali ditangani sendiri?",
            done="ditangani sendiri",
        )
    return _STEPS[to]
