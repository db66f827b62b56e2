"""One request to the Camat, or one order of the Camat, with what its reader can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.akibat import akibat_usulan
from dashboard.components.langkah import Langkah, langkah
from dashboard.components.tautan import tautan
from dashboard.components.teks import polos
from dashboard.session import current_actor
from reports.maps.escape import text
from services.deciding import decide, direct
from services.decisions import Decision, give_disposition, report_disposition, withdraw
from services.office import Office
from sop.deadline import due_words
from sop.decision import DecisionKind
from sop.dictionary import DECISIONS, FRAMES
from sop.party import Actor, Verb
from sop.period import long_time

_STYLE = """<style>
.perkara{overflow-wrap:anywhere;line-height:1.45}
.perkara b.perihal{font-size:1.02rem}
.perkara small{display:block;color:#5d564e;font-size:.83rem;margin:1px 0 4px}
.perkara p{margin:3px 0}
</style>"""


def keputusan(
    office: Office, actor: Actor, one: Decision, *, at: datetime, place: str, link: bool = True
) -> None:
    """Show a request or an order.

    Parameters
    ----------
    place
        Name of the list that it stands in, where `dashboard.components.langkah.kabar` tells what was done.
    link
        Whether to lead to the record that it is about: not on that record's own page.
    """
    with st.container(border=True, gap="xsmall"):
        said = f"<p>{_lines(one.text)}</p>" if one.text else ""
        answer = f"<p><b>{text(one.state.label)}:</b> {_lines(one.note)}</p>" if one.note else ""
        st.html(
            f'{_STYLE}<div class="perkara"><b class="perihal">{text(one.subject)}</b>'
            f"<small>{text(_facts(office, one, at))}</small>{said}{answer}</div>"
        )
        if one.waits and one.kind is DecisionKind.PENGATURAN:
            akibat_usulan(office, actor, one.content, at=at)
        if link and one.frame and one.record:
            tautan(one.frame, one.record, polos(one.about))
        if one.waits:
            langkah(tuple(_steps(office, actor, one)), key=f"{place}.{one.number}", place=place)


def _lines(words: str) -> str:
    return "<br>".join(text(line) for line in words.splitlines())


def _facts(office: Office, one: Decision, at: datetime) -> str:
    kind = one.number if one.is_order else f"{one.number} · {one.kind.label}"
    asked = f"{one.name(one.asked_by)}, {long_time(one.asked_at, office.zone)}"
    if one.waits:
        return f"{kind} · {asked} · {due_words(one.due, at)}"
    answered = "" if one.decided_at is None else f", {long_time(one.decided_at, office.zone)}"
    return f"{kind} · {asked} · {one.state.label} oleh {one.name(one.decided_by)}{answered}"


def _steps(office: Office, actor: Actor, one: Decision) -> Iterator[Langkah]:
    """Yield what the reader's role does with what waits."""
    if one.is_order:
        if actor.may(Verb.DISPOSISI_LAKSANA):
            yield _report(office, one)
        if actor.may(Verb.DISPOSISI_BERI):
            yield _take_back(office, one, "Tarik disposisi")
        return
    if actor.may(Verb.KEPUTUSAN_PUTUS):
        yield _decide(office, one, approve=True)
        yield _decide(office, one, approve=False)
        yield _order(office, one)
    if actor.may(Verb.KEPUTUSAN_AJUKAN) and one.kind is not DecisionKind.SPT:
        yield _take_back(office, one, "Tarik permintaan")


def _decide(office: Office, one: Decision, *, approve: bool) -> Langkah:
    def do(note: str, _form: str) -> None:
        decide(
            office, current_actor(), one.number,
            approve=approve, note=note, expected_version=one.version, at=datetime.now(UTC),
        )  # fmt: skip

    word = "Setujui" if approve else "Tolak"
    return Langkah(
        name=word.lower(),
        label=word,
        send=word,
        asks="Catatan persetujuan" if approve else "Alasan penolakan",
        do=do,
        done=f"{one.number} {'disetujui' if approve else 'ditolak'}.",
        given="Setuju." if approve else "",
        main=approve,
    )


def _order(office: Office, one: Decision) -> Langkah:
    """Answer a question for directions with an order; other requests go on waiting beside the order."""
    answers = one.kind is DecisionKind.ARAHAN

    def do(note: str, form: str) -> None:
        actor, now = current_actor(), datetime.now(UTC)
        if answers:
            direct(office, actor, one.number, note, expected_version=one.version, at=now, form_id=form)
        else:
            frame, record = (FRAMES[one.frame], one.record) if one.frame else (DECISIONS, one.number)
            give_disposition(office, actor, frame, record, note, at=now, form_id=form)

    waits = "" if answers else f"; {one.number} tetap menunggu keputusan"
    return Langkah(
        name="disposisi",
        label="Beri disposisi",
        send="Kirim disposisi",
        asks="Isi disposisi kepada Kasi",
        do=do,
        done=f"Disposisi dikirim{waits}.",
    )


def _report(office: Office, one: Decision) -> Langkah:
    def do(note: str, _form: str) -> None:
        now = datetime.now(UTC)
        report_disposition(
            office, current_actor(), one.number, note=note, expected_version=one.version, at=now
        )

    return Langkah(
        name="laksana",
        label="Laporkan pelaksanaan",
        send="Kirim laporan",
        asks="Apa yang sudah dilaksanakan",
        do=do,
        done=f"Pelaksanaan {one.number} dilaporkan kepada Camat.",
        main=True,
    )


def _take_back(office: Office, one: Decision, label: str) -> Langkah:
    def do(note: str, _form: str) -> None:
        now = datetime.now(UTC)
        withdraw(office, current_actor(), one.number, note=note, expected_version=one.version, at=now)

    return Langkah(
        name="tarik",
        label=label,
        send=label,
        asks="Alasan penarikan",
        do=do,
        done=f"{one.number} ditarik.",
    )
