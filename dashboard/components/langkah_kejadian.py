"""What can be done next with an incident, and what the likely twins of a report are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard.components.alamat import buka
from dashboard.components.langkah import Isian, Langkah, langkah
from dashboard.session import current_actor
from reports.maps.escape import text
from services.incidents import (
    Alike,
    IncidentDetail,
    NextStep,
    acknowledge_referral,
    declare_different,
    incident,
    link_repeat,
    merge_incidents,
    move_incident,
)
from services.office import Office
from sop.agency import Agency
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState

_AGENCIES = tuple(agency.label for agency in Agency)
_ASKS = {
    "dirujuk_ke": Isian(name="agency", label="Instansi", options=_AGENCIES),
    "no_surat_rujukan": Isian(
        name="letter", label="Nomor surat rujukan", hint="Belum bersurat? Tulis “lisan” dan caranya."
    ),
    "hasil": Isian(name="result", label=INCIDENTS["hasil"].label),
}


def tempat(number: str) -> str:
    """Return the name of the place where `dashboard.components.langkah.kabar` tells how a step went."""
    return f"kejadian.langkah.{number}"


def langkah_kejadian(office: Office, detail: IncidentDetail) -> None:
    """Offer the next steps of an incident."""
    steps = [_step(office, detail, step, main=n == 0) for n, step in enumerate(detail.steps)]
    if detail.may_merge:
        steps.append(_merge_into(office, detail))
    langkah(steps, key=tempat(detail.number), place=tempat(detail.number))


def mirip(office: Office, detail: IncidentDetail) -> None:
    """Show the reports that may be the same, and ask what they are."""
    if not detail.alike:
        return
    st.markdown("**Mungkin laporan yang sama**")
    for one in detail.alike:
        with st.container(border=True):
            told = " · ".join(part for part in (one.when, one.landmark) if part)
            st.html(
                f'<div class="kejadian"><b>{text(one.number)}</b> · {text(one.status)} · {text(one.nearness)}'
                f"<br>{text(told)}</div>"
            )
            place = tempat(detail.number)
            langkah(tuple(_twin(office, detail, one)), key=f"{place}.{one.number}", place=place)
            st.button(
                "Buka", key=f"{place}.{one.number}.lihat", type="tertiary", on_click=buka, args=(one.number,)
            )


def _step(office: Office, detail: IncidentDetail, step: NextStep, *, main: bool) -> Langkah:
    def do(note: str, _form: str, **said: str) -> str:
        now, actor = datetime.now(UTC), current_actor()
        if step.to is None:
            acknowledge_referral(
                office, actor, detail.number, expected_version=detail.version, note=note, at=now
            )
        else:
            move_incident(
                office, actor, detail.number, step.to,
                expected_version=detail.version, note=note, at=now, **said,
            )  # fmt: skip
        return _told(office, detail.number, step.done)

    return Langkah(
        name="terima" if step.to is None else step.to.value,
        label=step.label,
        send=step.label,
        asks=step.note,
        do=do,
        main=main,
        more=tuple(_ASKS[name] for name in step.asks),
    )


def _merge_into(office: Office, detail: IncidentDetail) -> Langkah:
    return Langkah(
        name=IncidentState.DUPLIKAT.value,
        label="Gabungkan ke laporan lain",
        send="Gabungkan",
        asks="Mengapa ini laporan yang sama?",
        do=partial(_merge, office, detail),
        more=(Isian(name="into", label="Nomor laporan asal", hint="Misalnya KJD-2026-0012."),),
    )


def _twin(office: Office, detail: IncidentDetail, one: Alike) -> Iterator[Langkah]:
    if detail.may_merge:
        yield Langkah(
            name="gabung",
            label="Gabungkan",
            send=f"Gabungkan ke {one.number}",
            asks="Mengapa ini laporan yang sama?",
            do=partial(_merge, office, detail, into=one.number),
        )
    if detail.may_correct and one.earlier:
        yield Langkah(
            name="ulang",
            label="Tautkan sebagai pengulangan",
            send="Tautkan",
            asks="Mengapa ini pengulangan?",
            do=partial(_repeat, office, detail, one.number),
            done=f"{detail.number} ditautkan sebagai pengulangan {one.number}.",
        )
    yield Langkah(
        name="beda",
        label="Bukan",
        send="Bukan laporan yang sama",
        asks="Apa bedanya? (boleh kosong)",
        do=partial(_different, office, detail, one.number),
        done=f"{one.number} tidak akan disarankan lagi.",
    )


def _merge(office: Office, detail: IncidentDetail, note: str, _form: str, *, into: str) -> str:
    number = into.strip().upper()
    merge_incidents(
        office, current_actor(), detail.number, number,
        expected_version=detail.version, note=note, at=datetime.now(UTC),
    )  # fmt: skip
    return f"{detail.number} digabungkan ke {number}."


def _repeat(office: Office, detail: IncidentDetail, earlier: str, note: str, _form: str) -> None:
    link_repeat(
        office, current_actor(), detail.number, earlier,
        expected_version=detail.version, note=note, at=datetime.now(UTC),
    )  # fmt: skip


def _different(office: Office, detail: IncidentDetail, other: str, note: str, _form: str) -> None:
    declare_different(office, current_actor(), detail.number, other, at=datetime.now(UTC), note=note)


def _told(office: Office, number: str, done: str) -> str:
    next_ = incident(office, current_actor(), number, at=datetime.now(UTC)).next
    return f"{number} {done}. {next_}".strip()
