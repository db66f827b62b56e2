"""A Surat Perintah Tugas: the form of the month's order, and one order with what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import streamlit as st

from dashboard.components.alamat import buka
from dashboard.components.berkas_patroli import unduh_spt
from dashboard.components.draf import ingat, isian
from dashboard.components.fakta import fakta
from dashboard.components.kabar import kabarkan
from dashboard.components.langkah import Isian, Langkah, kabar, langkah
from dashboard.components.riwayat import riwayat
from dashboard.components.teks import alasan, polos
from dashboard.session import current_actor
from services.office import Office
from services.patrol_orders import (
    OrderDraft,
    PatrolOrder,
    cancel_order,
    draft_order,
    number_order,
    order_of_form,
    propose_order,
)
from services.sheet_board import order_facts, order_history
from sop.party import Actor, Verb
from sop.patrol import ORDER_MOVES, PatrolState
from sop.period import long_date
from sop.problem import Refused
from sop.wording import lowered

_FORM = "spt"


def buat_spt(office: Office, actor: Actor, wanted: OrderDraft, *, now: bool) -> None:
    """Offer to write a standing order.

    Parameters
    ----------
    wanted
        What is usually written.
    now
        Whether somebody lacks one today.
    """
    label = "Buat SPT bulanan" if now else f"Siapkan SPT bulanan mulai {long_date(wanted.first)}"
    with st.expander(label, icon=":material/edit_document:", expanded=now):
        _entry(office, actor, wanted)


def _entry(office: Office, actor: Actor, wanted: OrderDraft) -> None:
    form = isian(_FORM, actor, sent=lambda name: order_of_form(office, actor, name) is not None)
    names = {one.code: one.name for one in office.patrols.roster.teams}
    key = f"{form}.isi"
    left, right = st.columns(2)
    first = left.date_input("Berlaku mulai", wanted.first, format="DD/MM/YYYY", key=f"{key}.mulai")
    last = right.date_input("Sampai", wanted.last, format="DD/MM/YYYY", key=f"{key}.selesai")
    st.session_state.setdefault(f"{key}.regu", list(wanted.teams))
    teams = st.multiselect("Regu", list(names), format_func=names.__getitem__, key=f"{key}.regu")
    basis = st.text_area("Dasar (satu baris satu dasar)", "\n".join(wanted.basis), key=f"{key}.dasar")
    purpose = st.text_area("Untuk", wanted.purpose, key=f"{key}.untuk", height=80)
    draft = OrderDraft(
        first=first, last=last, teams=tuple(teams), basis=tuple(basis.splitlines()), purpose=purpose
    )
    with st.container(horizontal=True):
        if actor.may(Verb.SPT_AJUKAN) and st.button("Ajukan ke Camat", type="primary", key=f"{form}.ajukan"):
            _save(office, actor, draft, form, put=True)
        if st.button("Simpan draf", key=f"{form}.simpan"):
            _save(office, actor, draft, form, put=False)
    ingat(form, actor)


def _save(office: Office, actor: Actor, draft: OrderDraft, form: str, *, put: bool) -> None:
    now = datetime.now(UTC)
    try:
        number = draft_order(office, actor, draft, at=now, form_id=form)
        if put:
            propose_order(office, actor, number, note="", expected_version=1, at=now, form_id=f"{form}.aju")
    except Refused as refusal:
        st.error(alasan(refusal))
        return
    kabarkan(f"{number} {'menunggu persetujuan Camat' if put else 'tersimpan sebagai draf'}.")
    buka(number)
    st.rerun()


def rincian_spt(office: Office, actor: Actor, order: PatrolOrder, *, at: datetime, meeting: bool) -> None:
    """Show an order; in a meeting without names."""
    place = f"spt.{order.number}"
    st.subheader(f"SPT {polos(lowered(order.kind.label))}")
    left, right = st.columns([3, 2], gap="large")
    with left:
        kabar(place)
        if order.state is PatrolState.DIAJUKAN:
            st.info("Menunggu keputusan Camat di halaman Situasi, bagian Perlu keputusan.")
        if not meeting:
            langkah(tuple(_steps(office, actor, order, at)), key=place, place=place)
        fakta(order_facts(office, order, people=not meeting))
        if not meeting:
            unduh_spt(office, actor, order)
    with right:
        if not meeting:
            st.markdown("**Riwayat**")
            riwayat(order_history(office, actor, order.number))


def _steps(office: Office, actor: Actor, order: PatrolOrder, at: datetime) -> Iterator[Langkah]:
    """Yield what the reader's role can do with an order that stands so."""
    ahead, number, version = ORDER_MOVES[order.state], order.number, order.version

    def put(note: str, form: str) -> None:
        propose_order(
            office, current_actor(), number,
            note=note, expected_version=version, at=datetime.now(UTC), form_id=form,
        )  # fmt: skip

    def cancel(reason: str, _form: str) -> None:
        cancel_order(
            office, current_actor(), number, reason=reason, expected_version=version, at=datetime.now(UTC)
        )

    if PatrolState.DIAJUKAN in ahead and actor.may(Verb.SPT_AJUKAN):
        yield Langkah(
            name="ajukan", label="Ajukan ke Camat", send="Ajukan", asks="Catatan untuk Camat (boleh kosong)",
            do=put, done=f"{number} menunggu persetujuan Camat.", main=True,
        )  # fmt: skip
    if actor.may(Verb.SPT_NOMOR):
        yield from _letter(office, order, at)
    if PatrolState.BATAL in ahead and actor.may(Verb.SPT_BATAL):
        yield Langkah(
            name="batal", label="Batalkan", send="Batalkan SPT", asks="Alasan pembatalan", do=cancel,
            done=f"{number} dibatalkan.",
        )  # fmt: skip


def _letter(office: Office, order: PatrolOrder, at: datetime) -> Iterator[Langkah]:
    """Yield giving an order the number of its letter, or correcting it."""
    number, version = order.number, order.version

    def letter(said: str, _form: str, *, day: date) -> None:
        number_order(
            office, current_actor(), number,
            letter=said, day=day, expected_version=version, at=datetime.now(UTC),
        )  # fmt: skip

    def correct(reason: str, _form: str, *, letter: str, day: date) -> None:
        number_order(
            office, current_actor(), number, letter=letter, day=day, reason=reason,
            expected_version=version, at=datetime.now(UTC),
        )  # fmt: skip

    def ask_day(key: str) -> None:
        st.session_state.setdefault(key, order.letter_day or at.astimezone(office.zone).date())
        st.date_input("Tanggal surat", key=key, format="DD/MM/YYYY")

    def ask_letter(key: str) -> None:
        st.session_state.setdefault(key, order.letter or "")
        st.text_input("Nomor surat", key=key)

    if order.letter is None and PatrolState.TERBIT in ORDER_MOVES[order.state]:
        yield Langkah(
            name="nomor", label="Beri nomor surat", send="Simpan nomor", asks="Nomor surat", do=letter,
            done=f"Nomor surat untuk {number} tersimpan.", main=True,
            more=(Isian(name="day", draw=ask_day),),
        )  # fmt: skip
    if order.letter is not None and order.state is PatrolState.TERBIT:
        yield Langkah(
            name="ralat", label="Perbaiki nomor surat", send="Simpan nomor", asks="Alasan perbaikan",
            do=correct, done=f"Nomor surat untuk {number} diperbaiki.",
            more=(Isian(name="letter", draw=ask_letter), Isian(name="day", draw=ask_day)),
        )  # fmt: skip
