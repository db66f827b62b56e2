"""What an import would do, or did: counts, questions, warnings, and every rejected row with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from dashboard.components.catatan import catatan
from dashboard.components.kiriman import Kiriman, lepaskan, periksa, simpan
from dashboard.components.kpi import kpi
from dashboard.components.tautan import ke_halaman
from dashboard.components.teks import polos
from dashboard.menu import PETA_KERAWANAN, SITUASI, TEMPAT
from dashboard.session import current_actor
from services.importing import BOUNDARIES, ImportResult
from services.office import Office
from services.preview import ColumnMapping
from services.questions import ASKED, Question, questions
from services.uploads import rejected_table, rejected_workbook
from sop.problem import Problem
from sop.wording import number

_SHOWN_ON = {"incidents": (SITUASI, PETA_KERAWANAN), "logs": (SITUASI,), "places": (TEMPAT,)}
_MOST_LISTED = 1_000
_MOST_WARNED = 30
_ROW = 36
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = {
    "Baris": st.column_config.NumberColumn(width=70, format="%d"),
    "Isian": st.column_config.TextColumn(width=140),
    "Nilai": st.column_config.TextColumn(width=180),
}


@dataclass(frozen=True)
class _Card:
    label: str
    value: str
    note: str
    previous: str = ""
    difference: str = ""
    signal: str = ""


def hasil_periksa(office: Office, one: Kiriman) -> None:
    """Count what an import would do, ask what is in doubt, and offer the import."""
    rejected = one.counts.rejected if one.counts else ()
    _ask(office, one, questions(office, (*one.shown.problems, *one.refused, *rejected), one.shown.mapping))
    for problem in [problem for problem in one.refused if problem.code not in ASKED][:_MOST_WARNED]:
        st.error(polos(problem.message))
    if one.counts is None:
        st.button(
            "Periksa dulu",
            type="primary",
            disabled=bool(one.shown.problems),
            key="impor.periksa",
            help="Semua baris dihitung; belum ada yang disimpan.",
            on_click=lambda: periksa(office, current_actor(), one, at=datetime.now(UTC)),
        )
        return
    st.subheader("Hasil pemeriksaan – belum ada yang disimpan")
    _counts(one.counts)
    catatan(_warnings(one.counts.warnings))
    _rejected(one, one.counts)
    _offer(office, one, one.counts)


def hasil_impor(one: Kiriman, result: ImportResult, *, to_quarantine: Callable[[], None]) -> None:
    """Say what was stored, and lead on.

    Parameters
    ----------
    to_quarantine
        Opens the list of what waits to be placed.
    """
    areas = one.upload.kind == BOUNDARIES
    done = "Batas wilayah diganti" if areas else "Tersimpan"
    st.success(f"{done}: {sentence(result)}")
    _counts(result)
    _next(one, result, to_quarantine)
    catatan(_warnings(result.warnings))
    _rejected(one, result)


def _next(one: Kiriman, result: ImportResult, to_quarantine: Callable[[], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if result.quarantined:
            st.button(
                f"Tempatkan {number(result.quarantined)} yang dikarantina",
                type="primary",
                key="impor.ke_karantina",
                on_click=to_quarantine,
            )
        st.button("Impor berkas lain", key="impor.lagi", on_click=lepaskan)
        _download_mapping(one)
        for page in _SHOWN_ON.get(one.upload.kind, (PETA_KERAWANAN,)):
            ke_halaman(page, f"Lihat di {page.title}")


def sentence(result: ImportResult) -> str:
    """Return what became of the rows, in one sum."""
    return (
        f"{number(result.rows)} baris = {number(result.accepted)} diterima + "
        f"{number(result.duplicates)} sudah ada + {number(result.quarantined)} dikarantina + "
        f"{number(len(result.rejected))} ditolak."
    )


def _counts(result: ImportResult) -> None:
    kpi(
        [
            _Card("Baris di berkas", number(result.rows), "Judul kolom tidak dihitung"),
            _Card("Diterima", number(result.accepted), "Baru, dan letaknya jelas"),
            _Card("Sudah ada", number(result.duplicates), "Tidak masuk dua kali"),
            _Card("Karantina", number(result.quarantined), "Disimpan; dihitung setelah ditempatkan"),
            _Card("Ditolak", number(len(result.rejected)), "Tidak disimpan; sebabnya di bawah"),
        ]
    )


def _ask(office: Office, one: Kiriman, asked: Sequence[Question]) -> None:
    for question in asked:
        with st.container(border=True):
            st.markdown(f"**Perlu jawaban Anda.** {polos(question.text)}")
            with st.container(horizontal=True):
                for words, mapping in question.answers:
                    st.button(
                        polos(words),
                        key=f"impor.jawab.{one.turn}.{question.code}.{words}",
                        on_click=_answer,
                        args=(office, one, mapping),
                    )


def _answer(office: Office, one: Kiriman, mapping: ColumnMapping) -> None:
    actor, now = current_actor(), datetime.now(UTC)
    one.read_as(office, actor, mapping, at=now)
    one.turn += 1
    periksa(office, actor, one, at=now)


def _warnings(warnings: Sequence[Problem]) -> list[str]:
    told = [f"Baris {one.row}: {one.message}" if one.row else one.message for one in warnings]
    rest = len(told) - _MOST_WARNED
    return [*told[:_MOST_WARNED], *([f"Dan {number(rest)} catatan lain."] if rest > 0 else [])]


def _rejected(one: Kiriman, result: ImportResult) -> None:
    if not result.rejected:
        return
    st.subheader(f"Baris yang ditolak ({number(len(result.rejected))})")
    listed = result.rejected[:_MOST_LISTED]
    st.dataframe(
        rejected_table(one.upload.kind, listed),
        hide_index=True,
        row_height=_ROW,
        height=min(_ROW * (len(listed) + 1) + 3, 400),
        column_config=_COLUMNS,
    )
    if len(result.rejected) > len(listed):
        st.caption(f"Ditampilkan {number(len(listed))} yang pertama; semuanya ada di daftar yang diunduh.")
    st.download_button(
        "Unduh baris yang ditolak (XLSX)",
        data=lambda: rejected_workbook(one.upload, result.rejected),
        file_name=f"ditolak-{_stem(one.upload.name)}.xlsx",
        mime=_XLSX,
        on_click="ignore",
        key="impor.unduh_ditolak",
        help="Berisi baris aslinya beserta sebabnya. Perbaiki di sana, lalu impor berkas itu.",
    )


def _offer(office: Office, one: Kiriman, counts: ImportResult) -> None:
    new = counts.accepted + counts.quarantined
    if counts.rejected:
        one.strict = st.toggle(
            "Hanya simpan bila semua baris baik",
            value=one.strict,
            key=f"impor.ketat.{one.turn}",
            help="Satu baris yang ditolak membatalkan semuanya.",
        )
    if not new:
        st.info("Tidak ada baris baru yang dapat disimpan.")
    held_back = bool(one.strict and counts.rejected)
    if held_back:
        st.warning("Masih ada baris yang ditolak, jadi tidak ada yang akan disimpan.")
    areas = one.upload.kind == BOUNDARIES
    words = f"Ganti batas dengan {number(new)} wilayah ini" if areas else f"Impor {number(new)} baris"
    with st.container(horizontal=True):
        st.button(
            words,
            type="primary",
            disabled=held_back or not new,
            key="impor.simpan",
            on_click=lambda: simpan(office, current_actor(), one, at=datetime.now(UTC)),
        )
        _download_mapping(one)


def _download_mapping(one: Kiriman) -> None:
    if one.shown.columns and one.upload.kind != BOUNDARIES:
        st.download_button(
            "Simpan pemetaan ini (TOML)",
            data=one.shown.mapping.to_toml(),
            file_name=f"pemetaan-{_stem(one.upload.name)}.toml",
            mime="application/toml",
            on_click="ignore",
            key="impor.unduh_pemetaan",
            help="Untuk berkas yang bentuknya sama bulan depan.",
        )


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0] or "berkas"
