"""Surat Tugas: the month's order, the sheets that are out, and what waits for the Camat."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.components.alamat import buka, daftar, nomor
from dashboard.components.berkas_patroli import unduh_hari, unduh_kalender
from dashboard.components.daftar import daftar as pilihan
from dashboard.components.gaya import gaya
from dashboard.components.kabar import kabar_halaman
from dashboard.components.kosong import kosong
from dashboard.components.lembar import rincian_lembar
from dashboard.components.rapat import rapat, tera
from dashboard.components.spt import buat_spt, rincian_spt
from dashboard.components.teks import polos
from dashboard.components.tempatnya import tempatnya
from dashboard.office import office
from dashboard.session import current_actor
from services.office import Office
from services.patrol_orders import one_order
from services.patrol_sheets import one_sheet
from services.sheet_board import SheetBoard, board_days, sheet_board
from sop.dictionary import PATROL_ORDERS
from sop.party import Actor
from sop.period import long_date
from sop.problem import Refused
from sop.wording import listed

_WIDTHS = {
    "Hari": st.column_config.TextColumn(width=150),
    "Jam": st.column_config.TextColumn(width=95),
    "Titik": st.column_config.TextColumn(width=50),
    "Jenis": st.column_config.TextColumn(width=130),
}


def show() -> None:
    """Show the list, or one order or sheet, as the address says."""
    gaya()
    number = nomor()
    if number is None:
        _list()
    else:
        _one(number)


def _list() -> None:
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    st.title("Surat Tugas")
    kabar_halaman()
    meeting = rapat()
    tera(here, meeting=meeting, at=now)
    board = sheet_board(here, actor, at=now)
    st.markdown(f"### {polos(board.sentence)}")
    _standing(board)
    if board.uncovered:
        st.warning(
            f"Belum ada SPT bulanan untuk {polos(listed(board.uncovered))} hari ini. Selama itu setiap "
            "lembar rutenya menunggu persetujuan Camat satu per satu."
        )
    if board.wanted is not None and not meeting:
        buat_spt(here, actor, board.wanted, now=bool(board.uncovered))
    st.subheader("Lembar rute")
    if board.sheets.empty:
        kosong(
            "Belum ada lembar rute.",
            "Lembar terbit dari rencana: buka Rencana Patroli, lalu terbitkan rute hari ini.",
        )
    else:
        chosen = pilihan(board.sheets, key="lembar.daftar", widths=_WIDTHS)
        _open("Buka lembar", chosen, key="lembar.buka")
        if not meeting:
            _papers(here, actor, now)
    if not board.orders.empty:
        st.subheader("Surat Perintah Tugas")
        chosen = pilihan(board.orders, key="spt.daftar", widths=_WIDTHS)
        _open("Buka SPT", chosen, key="spt.buka")


def _papers(here: Office, actor: Actor, now: datetime) -> None:
    today = now.astimezone(here.zone).date()
    first, last = board_days(today)
    with st.container(horizontal=True):
        unduh_hari(here, actor, today, at=now)
        unduh_kalender(here, actor, first, last, at=now)


def _standing(board: SheetBoard) -> None:
    if board.standing is not None:
        until = long_date(board.standing.last)
        st.caption(f"SPT bulanan {polos(board.standing.number)} berlaku sampai {until}.")


def _open(label: str, chosen: str | None, *, key: str) -> None:
    st.button(label, key=key, disabled=chosen is None, on_click=buka, args=(chosen or "",))


def _one(number: str) -> None:
    here, actor, now = office(), current_actor(), datetime.now(UTC)
    st.title(f"Surat Tugas {polos(number)}")
    with tempatnya():
        kabar_halaman()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Kembali ke daftar", key="tugas.kembali", icon=":material/arrow_back:", on_click=daftar)
        meeting = rapat()
    with tempatnya():
        tera(here, meeting=meeting, at=now)
    try:
        if number.startswith(f"{PATROL_ORDERS.prefix}-"):
            rincian_spt(here, actor, one_order(here, actor, number), at=now, meeting=meeting)
        else:
            rincian_lembar(here, actor, one_sheet(here, actor, number, at=now), at=now, meeting=meeting)
    except Refused as refusal:
        kosong(polos(str(refusal)), "Periksa nomornya, atau kembali ke daftar.")
