"""One route sheet: who goes where and when, what its reader can do with it, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.berkas_patroli import unduh_lembar
from dashboard.components.fakta import fakta
from dashboard.components.langkah import Isian, Langkah, kabar, langkah
from dashboard.components.rencana_rute import rute
from dashboard.components.riwayat import riwayat
from dashboard.components.tautan import tautan
from dashboard.components.teks import polos
from dashboard.session import current_actor
from services.office import Office
from services.patrol_orders import REPLACEABLE
from services.patrol_sheets import PatrolSheet, cancel_sheet, return_sheet, start_sheet, verify_sheet
from services.sheet_board import sheet_facts, sheet_history, sheet_route
from services.sheet_issue import change_sheet, issue_sheet, replacements
from sop.dictionary import PATROL_LOGS, PATROL_ORDERS
from sop.party import Actor, Verb
from sop.patrol import SHEET_MOVES, PatrolState


def rincian_lembar(office: Office, actor: Actor, sheet: PatrolSheet, *, at: datetime, meeting: bool) -> None:
    """Show a sheet; in a meeting without names."""
    place = f"lembar.{sheet.number}"
    st.subheader(polos(sheet.team_name))
    left, right = st.columns([3, 2], gap="large")
    with left:
        kabar(place)
        if not meeting:
            langkah(tuple(_steps(office, actor, sheet, at)), key=place, place=place)
        fakta(sheet_facts(sheet, at=at, people=not meeting))
        if not meeting:
            unduh_lembar(office, actor, sheet, at=at)
        if sheet.order is not None and actor.may(Verb.SPT_LIHAT):
            tautan(PATROL_ORDERS.name, sheet.order, f"Surat Perintah Tugas {polos(sheet.order)}")
        if sheet.log is not None and actor.may(Verb.JURNAL_LIHAT):
            tautan(PATROL_LOGS.name, sheet.log, f"Jurnal {polos(sheet.log)}")
    with right:
        if not meeting:
            st.markdown("**Riwayat**")
            riwayat(sheet_history(office, actor, sheet.number, at=at))
    rute(office, sheet_route(sheet, meeting=meeting), key=f"{place}.peta", meeting=meeting)


def _change(office: Office, sheet: PatrolSheet, others: dict[str, str]) -> Langkah:
    def choose(key: str) -> None:
        st.selectbox("Rute dari rencana", list(others), format_func=others.__getitem__, key=key)

    def change(reason: str, form: str, *, plan: str) -> str:
        new = change_sheet(
            office, current_actor(), sheet.number, plan,
            reason=reason, expected_version=sheet.version, at=datetime.now(UTC), form_id=form,
        )  # fmt: skip
        return f"{new} menunggu persetujuan Camat; sampai saat itu {sheet.number} tetap berlaku."

    return Langkah(
        name="ubah",
        label="Ganti rute",
        send="Ajukan perubahan",
        asks="Alasan perubahan",
        do=change,
        more=(Isian(name="plan", draw=choose),),
    )


def _steps(office: Office, actor: Actor, sheet: PatrolSheet, at: datetime) -> Iterator[Langkah]:
    """Yield what the reader's role can do with a sheet that stands so."""
    ahead = SHEET_MOVES[sheet.state]
    number, version, over = sheet.number, sheet.version, sheet.over(at)

    def take(step: Callable[..., object], words: str) -> Callable[[str, str], object]:
        """Return what takes a step with the words under the name that it has for them."""

        def do(said: str, _form: str) -> object:
            at = datetime.now(UTC)
            return step(office, current_actor(), number, expected_version=version, at=at, **{words: said})

        return do

    if sheet.state is PatrolState.DISETUJUI and not over and actor.may(Verb.LEMBAR_TERBIT):
        yield Langkah(
            name="terbit", label="Terbitkan", send="Terbitkan", asks="Catatan (boleh kosong)", main=True,
            do=take(issue_sheet, "note"),
            done=f"{number} terbit.",
        )  # fmt: skip
    if sheet.state in REPLACEABLE and not over and actor.may(Verb.LEMBAR_TERBIT):
        others = replacements(office, actor, number)
        if others:
            yield _change(office, sheet, others)
    if PatrolState.BERJALAN in ahead and not over and actor.may(Verb.LEMBAR_MULAI):
        yield Langkah(
            name="mulai", label="Mulai patroli", send="Berangkat sekarang", asks="Catatan (boleh kosong)",
            main=True,
            do=take(start_sheet, "note"),
            done="Patroli berjalan. Tutup lewat Jurnal Patroli sepulangnya.",
        )  # fmt: skip
    if sheet.state is PatrolState.BERJALAN and not over and actor.may(Verb.LEMBAR_KEMBALI):
        yield Langkah(
            name="kembali", label="Belum berangkat", send="Kembalikan ke terbit", asks="Alasan",
            do=take(return_sheet, "reason"),
            done=f"{number} kembali berstatus terbit.",
        )  # fmt: skip
    if PatrolState.TERVERIFIKASI in ahead and actor.may(Verb.LEMBAR_VERIFIKASI):
        yield Langkah(
            name="verifikasi", label="Verifikasi", send="Verifikasi", asks="Catatan", main=True,
            given="Sesuai jurnal dan jalur.",
            do=take(verify_sheet, "note"),
            done=f"{number} terverifikasi.",
        )  # fmt: skip
    if PatrolState.BATAL in ahead and actor.may(Verb.LEMBAR_BATAL):
        yield Langkah(
            name="batal", label="Batalkan", send="Batalkan lembar", asks="Alasan pembatalan",
            do=take(cancel_sheet, "reason"),
            done=f"{number} dibatalkan.",
        )  # fmt: skip
