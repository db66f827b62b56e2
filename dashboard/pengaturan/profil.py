"""Profil & kop: what makes this office this one, with its letterhead as it will be printed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard.components.teks import polos
from dashboard.pengaturan.kop import kop
from dashboard.pengaturan.pejabat import penanda_tangan
from dashboard.pengaturan.rancangan import Rancangan
from dashboard.pengaturan.usulan import riwayat_pengaturan
from dashboard.session import current_actor
from services.office import Office
from services.setting_words import PROFILE_LABELS, profile_values, sentence
from services.settings import change_profile, changes
from sop.incident import Origin
from sop.party import Actor
from sop.period import OFFICE_ZONES
from sop.problem import Refused
from sop.setting import Change, Sheet

_DRAFT = Rancangan("profil")
_TOLD = "pengaturan.profil.kabar"
_LINES = ("nama", "kecamatan", "kabupaten", "provinsi", "tempat")
_LONGEST = 200


def profil(office: Office, actor: Actor) -> None:
    """Ask for the profile; the Kasi changes it without anybody's leave."""
    st.caption("Perubahan di sini langsung berlaku di semua halaman, peta, dan surat, dan tercatat.")
    if told := st.session_state.pop(_TOLD, None):
        (st.success if told[0] else st.error)(polos(told[1]))
    current = profile_values(office.profile)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Kantor")
        for key in _LINES:
            typed = st.text_input(
                PROFILE_LABELS[key],
                key=_DRAFT.mulai(Sheet.PROFIL, key, current[key]),
                max_chars=_LONGEST,
            )
            _DRAFT.catat(Sheet.PROFIL, key, current[key], typed.strip())
        _zone(current["zona"])
    with right:
        st.subheader("Kop surat")
        _letterhead(current["kop"])
    penanda_tangan(_DRAFT, current)
    with st.expander("Nama lain desa"):
        _aliases(current)
    with st.expander("Isian baku dan keterangan peta"):
        _defaults(office, current)
    wanted = changes(office.settings, _DRAFT.isi)
    _save(office, wanted, current["wilayah"])
    riwayat_pengaturan(office, actor, frozenset({Sheet.PROFIL}))


def _zone(current: str) -> None:
    known = list(dict.fromkeys([*OFFICE_ZONES, current]))
    typed = st.selectbox(
        PROFILE_LABELS["zona"],
        known,
        format_func=lambda one: OFFICE_ZONES.get(one, one),
        key=_DRAFT.mulai(Sheet.PROFIL, "zona", current),
    )
    _DRAFT.catat(Sheet.PROFIL, "zona", current, typed)


def _letterhead(current: list[str]) -> None:
    stands = "\n".join(current)
    name = _DRAFT.mulai_bagian(Sheet.PROFIL, "kop", current=stands)
    typed = st.text_area(
        "Satu baris kop di setiap baris",
        key=name,
        height=130,
        max_chars=1000,
        help="Baris pertama nama pemerintah daerah, baris kedua kecamatan, lalu alamat.",
    )
    _DRAFT.catat_bagian(name, stands, typed)
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    _DRAFT.catat(Sheet.PROFIL, "kop", current, lines)
    kop(lines)


def _aliases(current: dict[str, Any]) -> None:
    st.caption("Cara orang menulis nama desa, dipisah titik koma; dipakai saat membaca berkas impor.")
    units = current["wilayah"]
    if not units:
        st.markdown("Profil ini tidak memuat daftar desa, jadi nama lain belum dapat diisi.")
        return
    known, said = current["nama_lain"], {}
    for code, name in units.items():
        stands = "; ".join(known.get(code, []))
        key = _DRAFT.mulai_bagian("nama_lain", code, current=stands)
        typed = _DRAFT.catat_bagian(key, stands, st.text_input(name, key=key, max_chars=1000))
        names = list(dict.fromkeys(part.strip() for part in typed.split(";") if part.strip()))
        if names:
            said[code] = names
    _DRAFT.catat(Sheet.PROFIL, "nama_lain", known, said)


def _defaults(office: Office, current: dict[str, Any]) -> None:
    st.caption("Isian baku dipakai bila berkas impor tidak menyebutnya; selalu ditunjukkan sebelum disimpan.")
    defaults, borders = dict(current["isian_baku"]), dict(current["batas"])
    names = {code: f"{code} · {one.name}" for code, one in office.categories.items()}
    origins = {one.value: one.label for one in Origin}
    defaults["kode_kategori"] = _choose(
        "Kategori bila tidak disebut", names, defaults["kode_kategori"], "kode"
    )
    defaults["asal"] = _choose("Asal bila tidak disebut", origins, defaults["asal"], "asal")
    for key, label in (("catatan", "Catatan batas di peta"), ("kredit", "Sumber batas di peta")):
        stands = borders.get(key, "")
        name = _DRAFT.mulai_bagian("batas", key, current=stands)
        typed = _DRAFT.catat_bagian(name, stands, st.text_input(label, key=name, max_chars=_LONGEST))
        borders[key] = typed.strip()
    _DRAFT.catat(Sheet.PROFIL, "isian_baku", current["isian_baku"], defaults)
    _DRAFT.catat(Sheet.PROFIL, "batas", current["batas"], borders)


def _choose(label: str, words: dict[str, str], current: str, key: str) -> str:
    known = list(dict.fromkeys([*words, current]))
    name = _DRAFT.mulai_bagian("isian_baku", key, current=current)
    typed = st.selectbox(label, known, format_func=lambda one: words.get(one, one), key=name)
    return str(_DRAFT.catat_bagian(name, current, typed))


def _save(office: Office, wanted: tuple[Change, ...], names: dict[str, str]) -> None:
    if wanted:
        st.markdown("\n".join(f"- {polos(sentence(change, names))}" for change in wanted))
    with st.container(horizontal=True):
        # asked within the run, after the fields: what was typed last counts too
        if st.button("Simpan profil", key=_DRAFT.kunci("simpan"), type="primary", disabled=not wanted):
            _send(office, wanted)
        if wanted:
            st.button("Batalkan", key=_DRAFT.kunci("batal"), on_click=_DRAFT.lupakan)


def _send(office: Office, wanted: tuple[Change, ...]) -> None:
    try:
        change_profile(office, current_actor(), wanted, note="", at=datetime.now(UTC))
    except Refused as refused:
        st.session_state[_TOLD] = (False, f"Belum disimpan. {refused}")
    else:
        _DRAFT.lupakan()
        st.session_state[_TOLD] = (True, "Profil disimpan.")
    st.rerun()
