"""Mulai kantor kami: from the demo to the office's own workspace, in four steps on one page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components.teks import polos
from dashboard.components.unggah import unggah
from dashboard.office import choose, founding
from dashboard.pengaturan.kop import kop
from dashboard.session import current_actor, farewell
from services.founding import (
    FirstAccount,
    Ground,
    packaged_ground,
    packaged_profile,
    renamed,
    uploaded_ground,
)
from services.office import Office
from services.setting_words import PROFILE_LABELS
from services.uploads import LARGEST_MB, Upload, receive
from sop.party import Actor
from sop.period import OFFICE_ZONES
from sop.problem import Refused

_KEY = "mulai"
_TOLD, _UPLOAD = f"{_KEY}.kabar", f"{_KEY}.batas"
_PACKAGED, _OWN = "Kecamatan Benua Lima", "Kecamatan lain"
_LINES = ("nama", "kecamatan", "kabupaten", "provinsi", "tempat")
_BOUNDARIES = "boundaries"
_AUTOMATIC = "Tebak sendiri"


def mulai_kantor(office: Office, actor: Actor) -> None:
    """Lead the Kasi of the demo to an office of its own."""
    if founding() is None:
        st.warning("Kantor tidak dapat disiapkan dari sini. Jalankan ulang Tenteram di komputer kantor.")
        return
    st.markdown(
        "Empat langkah, lalu aplikasi ini langsung berpindah ke data kantor Anda. Data contoh tidak ikut, "
        "dan tetap dapat dilihat lagi nanti."
    )
    st.subheader("1 · Wilayah")
    ground = _ground(office, actor)
    st.subheader("2 · Profil dan kop")
    profile = _profile(packaged=_is_packaged())
    st.subheader("3 · Akun Kasi yang pertama")
    first = _account()
    st.subheader("4 · Mulai")
    _start(office, ground, profile, first)


def _is_packaged() -> bool:
    return bool(st.session_state.get(f"{_KEY}.wilayah", _PACKAGED) == _PACKAGED)


def _ground(office: Office, actor: Actor) -> Ground | None:
    st.segmented_control(
        "Wilayah",
        (_PACKAGED, _OWN),
        key=f"{_KEY}.wilayah",
        default=_PACKAGED,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    try:
        found = packaged_ground() if _is_packaged() else _own_ground(office, actor)
    except Refused as refused:
        st.error(polos(str(refused)))
        return None
    if found is None:
        return None
    for one in found.warnings:
        st.warning(polos(one.message))
    if _is_packaged():
        st.caption(polos(f"{len(found.names)} wilayah: {', '.join(found.names.values())}."))
        return found
    return _named(found)


def _own_ground(office: Office, actor: Actor) -> Ground | None:
    st.caption("Berkas batas desa: GeoJSON, GeoPackage, Shapefile dalam zip, KML, atau GeoParquet.")
    if taken := unggah("Berkas batas wilayah", key=f"{_KEY}.berkas", largest_mb=LARGEST_MB):
        st.session_state.pop(_UPLOAD, None)
        now = datetime.now(UTC)
        st.session_state[_UPLOAD] = receive(office, actor, _BOUNDARIES, taken.name, taken.data, at=now)
    upload: Upload | None = st.session_state.get(_UPLOAD)
    if upload is None:
        return None
    st.markdown(f"**{polos(upload.name)}** · {upload.rows} bidang")
    columns = [_AUTOMATIC, *map(str, upload.file.raw.table)]
    left, right = st.columns(2)
    with left:
        code = st.selectbox("Kolom kode desa", columns, key=f"{_KEY}.kolom_kode")
    with right:
        name = st.selectbox("Kolom nama desa", columns, key=f"{_KEY}.kolom_nama")
    return uploaded_ground(
        upload,
        code_column=None if code == _AUTOMATIC else code,
        name_column=None if name == _AUTOMATIC else name,
    )


def _named(found: Ground) -> Ground:
    st.caption("Betulkan nama yang keliru langsung di tabel.")
    table = pd.DataFrame({"Kode": list(found.names), "Nama": list(found.names.values())}, dtype="str")
    edited = st.data_editor(
        table, key=f"{_KEY}.nama_desa", hide_index=True, disabled=["Kode"], num_rows="fixed", width=520
    )
    names = {
        str(row["Kode"]): row["Nama"] if isinstance(row["Nama"], str) else ""
        for row in edited.to_dict("records")
    }
    return renamed(found, names)


def _profile(*, packaged: bool) -> dict[str, Any]:
    base = packaged_profile() if packaged else {}
    kind = "benua_lima" if packaged else "sendiri"
    left, right = st.columns(2, gap="large")
    said: dict[str, Any] = {}
    with left:
        for key in _LINES:
            name = f"{_KEY}.{kind}.{key}"
            st.session_state.setdefault(name, base.get(key, ""))
            said[key] = st.text_input(
                PROFILE_LABELS[key], key=name, max_chars=200, persist_state="session"
            ).strip()
        zones = list(OFFICE_ZONES)
        said["zona"] = st.selectbox(
            PROFILE_LABELS["zona"],
            zones,
            index=zones.index(base.get("zona", zones[1])),
            format_func=lambda one: OFFICE_ZONES[one],
            key=f"{_KEY}.{kind}.zona",
            persist_state="session",
        )
    with right:
        name = f"{_KEY}.{kind}.kop"
        st.session_state.setdefault(name, "\n".join(base.get("kop", [])))
        typed = st.text_area(
            "Kop surat, satu baris kop di setiap baris", key=name, height=130, persist_state="session"
        )
        said["kop"] = [line.strip() for line in typed.splitlines() if line.strip()]
        kop(said["kop"])
    rest: dict[str, Any] = {
        key: base[key] for key in ("batas", "nama_lain", "isian_baku", "konteks") if key in base
    }
    return rest | said


def _account() -> FirstAccount:
    left, right = st.columns(2, gap="large")
    with left:
        name = st.text_input("Nama Kasi", key=f"{_KEY}.kasi", max_chars=100, persist_state="session")
        username = st.text_input(
            "Nama pengguna", key=f"{_KEY}.pengguna", max_chars=40, persist_state="session",
            help="3–40 huruf kecil, angka, atau . _ - ; dipakai untuk masuk.",
        )  # fmt: skip
    with right:
        password = st.text_input(
            "Kata sandi", type="password", key=f"{_KEY}.sandi", help="Paling sedikit 10 karakter."
        )
        st.text_input("Ulangi kata sandi", type="password", key=f"{_KEY}.ulang")
    return FirstAccount(username=username, name=name, password=password)


def _start(office: Office, ground: Ground | None, profile: dict[str, Any], first: FirstAccount) -> None:
    st.caption("Kode penyiapan tercetak di jendela terminal tempat Tenteram dijalankan.")
    code = st.text_input("Kode penyiapan", key=f"{_KEY}.kode", max_chars=20, width=260)
    if told := st.session_state.pop(_TOLD, ""):
        st.error("Belum dimulai.\n\n" + "\n".join(f"- {polos(one)}" for one in told.splitlines()))

    if st.button("Mulai kantor kami", key=f"{_KEY}.tombol", type="primary", disabled=ground is None):
        _found(office, ground, profile, first, code)


def _found(
    office: Office, ground: Ground | None, profile: dict[str, Any], first: FirstAccount, code: str
) -> None:
    chance = founding()
    if ground is None or chance is None:
        return
    if first.password != st.session_state.get(f"{_KEY}.ulang"):
        st.session_state[_TOLD] = "Kata sandi dan ulangannya tidak sama."
        st.rerun()
    try:
        home = chance.found(
            office, current_actor(),
            code=code, profile=profile, ground=ground, first=first, at=datetime.now(UTC),
        )  # fmt: skip
    except Refused as refused:
        st.session_state[_TOLD] = str(refused)
        st.rerun()
    farewell(
        f"{profile['nama']} siap, dan aplikasi ini sekarang membuka data kantor Anda. Masuk dengan akun "
        "yang baru dibuat; langkah berikutnya: impor data di halaman Impor, lalu tambah akun di Pengaturan."
    )
    choose(home, chance.database)
    st.rerun()
