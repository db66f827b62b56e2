"""Bobot & ambang: how heavy each category weighs, and every threshold of the score."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard.components.teks import polos
from dashboard.pengaturan.isian import isian
from dashboard.pengaturan.rancangan import Rancangan
from dashboard.pengaturan.usulan import ajukan, menunggu, riwayat_pengaturan
from services.office import Office
from services.setting_fields import Ask, sections
from services.setting_tables import category_table, formula_words, weight_words
from services.setting_words import CATEGORY_LABELS, category_values, parameter_values
from services.settings import changes
from sop.category import Visibility
from sop.party import Actor, Verb
from sop.setting import Sheet

_PLACE = "pengaturan.bobot"
_SHEETS = frozenset({Sheet.PARAMETER, Sheet.KATEGORI})
_DRAFT = Rancangan("bobot")
_FIRST = "Ambang kelas"
_WIDE = frozenset({Ask.NUMBERS, Ask.MONTHS, Ask.EVENTS})
_ROW, _HEIGHT = 36, 330
_COLUMNS = {
    "Kode": st.column_config.TextColumn(width=76),
    "Kategori": st.column_config.TextColumn(width=330),
    "Bobot": st.column_config.TextColumn(width=64, alignment="right"),
    "Tingkat": st.column_config.TextColumn(width=80),
    "Faktor": st.column_config.TextColumn(width=64, alignment="right"),
    "Visibilitas": st.column_config.TextColumn(width=90),
}


def bobot(office: Office, actor: Actor) -> None:
    """Show weights and thresholds; the Kasi drafts a proposal, the Camat decides on it."""
    now, may_draft = datetime.now(UTC), actor.may(Verb.PENGATURAN_UBAH)
    st.caption(
        "Semua angka di sini patokan kantor, bukan ketentuan peraturan. Kasi mengusulkan, Camat menyetujui, "
        "dan setiap perubahan tercatat."
    )
    menunggu(office, actor, _SHEETS, place=_PLACE, at=now)
    st.subheader("Bobot kategori")
    _categories(office, may_draft=may_draft)
    st.subheader("Ambang dan parameter")
    _parameters(office, may_draft=may_draft)
    st.subheader("Akibatnya")
    ajukan(office, actor, changes(office.settings, _DRAFT.isi), _DRAFT, _SHEETS, place=_PLACE, at=now)
    riwayat_pengaturan(office, actor, _SHEETS)


def _categories(office: Office, *, may_draft: bool) -> None:
    st.caption(polos(formula_words(office.parameters)))
    table = category_table(office)
    codes = list(table["Kode"])
    chosen = _DRAFT.kunci("kategori")

    def picked() -> None:
        rows = st.session_state[_DRAFT.kunci("tabel")]["selection"]["rows"]
        if rows:
            st.session_state[chosen] = codes[rows[0]]

    st.dataframe(
        table,
        key=_DRAFT.kunci("tabel"),
        hide_index=True,
        on_select=picked,
        selection_mode="single-row",
        column_config=_COLUMNS,
        row_height=_ROW,
        height=_HEIGHT,
    )
    names = {code: f"{code} · {category.name}" for code, category in office.categories.items()}
    code = st.selectbox(
        "Ubah kategori" if may_draft else "Rincian kategori",
        codes,
        index=None,
        format_func=lambda one: names.get(one, one),
        key=chosen,
        placeholder="Pilih di tabel, atau ketik sebagian namanya",
        persist_state="session",
    )
    if code is not None:
        _category(office, code, may_draft=may_draft)


def _category(office: Office, code: str, *, may_draft: bool) -> None:
    current = category_values(office.categories)
    with st.container(border=True):
        parts = st.columns(5)
        typed: dict[str, Any] = {}
        for column, place in zip(CATEGORY_LABELS, parts, strict=True):
            key = f"{code}.{column}"
            name = _DRAFT.mulai(Sheet.KATEGORI, key, current[key])
            with place:
                said = _cell(column, name, disabled=not may_draft)
            typed[column] = _DRAFT.catat(Sheet.KATEGORI, key, current[key], said)
        st.markdown(polos(weight_words(office.parameters, typed)))


def _cell(column: str, name: str, *, disabled: bool) -> Any:
    label = CATEGORY_LABELS[column]
    label = label[:1].upper() + label[1:]
    if column == "visibilitas":
        words = {one.value: one.label for one in Visibility}
        return st.selectbox(
            label, list(words), format_func=lambda one: words[one], key=name, disabled=disabled
        )
    if column == "faktor_skor":
        return st.number_input(
            label, 0.0, 2.0, step=0.1, format="%g", key=name, disabled=disabled,
            help="Bagian bobot yang masuk skor: 1 penuh, 0 tidak dinilai.",
        )  # fmt: skip
    return st.number_input(label, 0, 4, step=1, key=name, disabled=disabled)


def _parameters(office: Office, *, may_draft: bool) -> None:
    current = parameter_values(office.parameters)
    known = {section.label: section for section in sections()}
    chosen = st.pills(
        "Bagian parameter",
        list(known),
        default=_FIRST,
        key=_DRAFT.kunci("parameter"),
        required=True,
        label_visibility="collapsed",
        wrap=True,
        persist_state="session",
    )
    section = known[chosen or _FIRST]
    with st.container(border=True):
        st.caption(polos(section.about))
        columns = st.columns(3)
        for position, field in enumerate(section.fields):
            wide = field.ask in _WIDE
            with st.container() if wide else columns[position % 3]:
                isian(office, _DRAFT, field, current[field.key], disabled=not may_draft)
