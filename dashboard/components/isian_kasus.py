"""The fields of a conflict case as a form, to record it and to correct it.

Not for use inside ``st.form``: the ground in dispute is drawn on a map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import streamlit as st
from shapely import LineString, Polygon

from dashboard.components.alamat import buka, daftar
from dashboard.components.bentrok import lanjutkan
from dashboard.components.bidang import bidang
from dashboard.components.giliran import lupakan
from dashboard.components.kabar import kabarkan
from dashboard.components.salah import mulai_isian, penolakan, salah, tandai
from dashboard.components.teks import terbedakan
from services.case_detail import CaseDetail
from services.case_entry import (
    CORRECTED,
    MOST_TITLE,
    CaseEntry,
    correct_case,
    kinds_of_case,
    possible_handlers,
    record_case,
    usual_visibility,
)
from services.case_privacy import sights
from services.case_words import kind_words
from services.locating import desa_names
from services.office import Office
from services.privacy import Sight
from sop.category import Visibility
from sop.conflict import LEVELS, ConflictSource, ConflictTrack, level_words
from sop.dictionary import CONFLICT_CASES
from sop.party import Actor, Verb
from sop.problem import Refused

_KEY, _FORM = "kasus.catat", "kasus.formulir"
_STORIES = {"pemicu": "Apa yang memicunya, tanpa nama orang.", "akar": "Masalah di baliknya."}
_DRAWN = ("gambar", "tergambar", "lokasi")
"""Where the form keeps the ground in dispute."""
_EARLIEST = date(1945, 8, 17)
_NEVER = (
    "KDRT serta kekerasan terhadap perempuan dan anak tidak dicatat di sini: catat sebagai kejadian dan "
    "rujuk ke Polres (PPA) atau DP3A."
)


def catat_kasus(office: Office, actor: Actor, *, at: datetime) -> None:
    """Ask for a case and store it once; afterwards show it, or say who can."""
    form = st.session_state.setdefault(_FORM, uuid4().hex)
    st.caption(f"Isian bertanda \\* wajib. Isian tetap ada bila Anda membuka halaman lain. {_NEVER}")
    said = _fields(office, actor, _KEY, {})
    level, identified = _first(office, _KEY, at)
    said |= {"tingkat_eskalasi": level, "waktu_identifikasi": identified}
    penolakan(_KEY, said)
    with st.container(horizontal=True):
        saved = st.button("Simpan kasus", key="kasus.simpan", type="primary")
        st.button("Kosongkan", key="kasus.kosongkan", on_click=_forget)
        st.button("Kembali ke daftar", key="kasus.batal", type="tertiary", on_click=daftar)
    if not saved:
        return
    entry = CaseEntry(
        title=said["judul"],
        category=said["kode_kategori"] or "",
        source=said["sumber_konflik"],
        identified_at=identified,
        desa=tuple(said["desa"]),
        shape=said["geometry"],
        level=level,
        trigger=said["pemicu"],
        root=said["akar"],
        visibility=said["visibilitas"],
        handlers=tuple(said.get("penangan", ())),
        track=said["jalur"],
    )
    try:
        number = record_case(office, actor, entry, at=at, form_id=form)
    except Refused as refusal:
        tandai(_KEY, refusal, said)
        st.rerun()
    _forget()
    if sights(office, actor)[number] == Sight.PENUH:
        kabarkan(f"Kasus {number} tersimpan.")
        buka(number)
    else:
        kabarkan(f"Kasus {number} tersimpan. Isinya hanya terbuka bagi penangan, Kasi, dan Camat.")
        daftar()
    st.rerun()


def perbaikan_kasus(office: Office, actor: Actor, detail: CaseDetail, *, at: datetime) -> None:
    """Ask for corrections, with a reason, and store them as the next version."""
    key = f"kasus.ubah.{detail.number}"
    if not st.session_state.get(f"{key}.terbuka"):
        st.button("Perbaiki isian", key=f"{key}.mulai", icon=":material/edit:", on_click=_open, args=(key,))
        return
    st.subheader("Perbaiki isian")
    version = st.session_state.setdefault(f"{key}.versi", detail.version)
    before: Mapping[str, Any] = st.session_state.setdefault(f"{key}.semula", detail.values)
    mulai_isian(key, _initial(office, before))
    said = _fields(office, actor, key, before)
    base: dict[str, Any] = st.session_state.setdefault(f"{key}.dasar", dict(said))
    note = st.text_input("Alasan perbaikan *", key=f"{key}.catatan", max_chars=1000, persist_state="session")
    said["catatan"] = note or ""
    # only what was changed here: what somebody else changed meanwhile stays as he left it
    changes = {name: said[name] for name in CORRECTED if name in said and said[name] != base[name]}
    goes_on = version != detail.version and lanjutkan(f"{CONFLICT_CASES.label} {detail.number}", key=key)
    penolakan(key, said)
    with st.container(horizontal=True):
        saved = st.button("Simpan perbaikan", key=f"{key}.simpan", type="primary")
        st.button("Batalkan perbaikan", key=f"{key}.batal", on_click=lupakan, args=(key,))
    if goes_on:
        _take_up(office, detail, key, frozenset(changes))
        st.rerun()
    if not saved:
        return
    try:
        correct_case(office, actor, detail.number, changes, note=note or "", expected_version=version, at=at)
    except Refused as refusal:
        tandai(key, refusal, said)
    else:
        lupakan(key)
        kabarkan(f"Perbaikan {detail.number} tersimpan.")
    st.rerun()


def _fields(office: Office, actor: Actor, key: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for what can be corrected later too; ``before`` is the case as it stands, empty for a new one."""
    said: dict[str, Any] = {}
    left, right = st.columns(2, gap="large")
    with left:
        said["judul"] = _title(key)
        said["kode_kategori"] = _category(office, key, before.get("kode_kategori"))
        said["sumber_konflik"] = _choice("sumber_konflik", key, list(ConflictSource), required=True)
        said["desa"] = _desa(office, key)
        said["visibilitas"] = _visibility(office, actor, key, said["kode_kategori"])
    with right:
        for name, hint in _STORIES.items():
            said[name] = st.text_area(
                CONFLICT_CASES[name].label,
                key=f"{key}.{name}",
                height=80,
                placeholder=hint,
                persist_state="session",
            )
            salah(key, name, said[name])
        said["jalur"] = _choice("jalur", key, list(ConflictTrack), required=False)
        if actor.may(Verb.KASUS_UBAH):
            said["penangan"] = _handlers(office, actor, key, before.get("penangan") or ())
        if before:
            said["status_quo"] = st.checkbox(
                "Para pihak sepakat menjaga status quo", key=f"{key}.status_quo", persist_state="session"
            )
    said["geometry"] = _ground(office, key, before.get("geometry"))
    return said


def _ground(office: Office, key: str, known: Any) -> Any:
    """Ask for the ground in dispute, if somebody wants to draw it; until it is drawn the known one stays."""
    drawing = st.toggle(
        "Gambar bidang atau garis yang disengketakan di peta", key=f"{key}.gambar", persist_state="session"
    )
    kept = f"{key}.tergambar"
    if drawing:
        simple = isinstance(known, LineString) or (isinstance(known, Polygon) and not known.interiors)
        st.session_state[kept] = bidang(office, key=f"{key}.lokasi", initial=known if simple else None)
    drawn = st.session_state.get(kept)
    return known if drawn is None else drawn


def _first(office: Office, key: str, at: datetime) -> tuple[int, datetime | None]:
    """Ask for what is only asked at the beginning: the level, and since when the case is known."""
    now = at.astimezone(office.zone)
    mulai_isian(
        key,
        {"tingkat": 0, "tanggal": now.date(), "jam": now.time().replace(second=0, microsecond=0)},
    )
    left, right = st.columns(2, gap="large")
    with left:
        level = st.radio(
            "Tingkat eskalasi sekarang *",
            list(LEVELS),
            format_func=level_words,
            key=f"{key}.tingkat",
            persist_state="session",
        )
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            "Teridentifikasi tanggal *", key=f"{key}.tanggal", format="DD/MM/YYYY", width=180,
            min_value=_EARLIEST, max_value=now.date(), persist_state="session",
        )  # fmt: skip
        clock = st.time_input("Jam *", key=f"{key}.jam", step=60, width=110, persist_state="session")
    known = _instant(office, day, clock)
    salah(key, "waktu_identifikasi", known)
    return int(level or 0), known


def _instant(office: Office, day: Any, clock: time | None) -> datetime | None:
    if not isinstance(day, date) or clock is None:
        return None
    return datetime.combine(day, clock, tzinfo=office.zone).astimezone(UTC)


def _title(key: str) -> str:
    told = st.text_input(
        "Judul netral *",
        key=f"{key}.judul",
        max_chars=MOST_TITLE,
        placeholder="Misalnya: Batas kebun di hulu sungai",
        help="Tanpa nama orang, perusahaan, agama, atau suku.",
        persist_state="session",
    )
    salah(key, "judul", told or "")
    return told or ""


def _category(office: Office, key: str, known: str | None) -> str | None:
    offered = kinds_of_case(office)
    if known and known not in offered:
        offered = {known: kind_words(office, known), **offered}
    names = {code: f"{code} · {name}" for code, name in offered.items()}
    code = st.selectbox(
        "Jenis konflik *",
        list(names),
        index=None,
        format_func=lambda one: names.get(one, one),
        key=f"{key}.kode_kategori",
        placeholder="Pilih jenis",
        persist_state="session",
    )
    salah(key, "kode_kategori", code)
    return code


def _desa(office: Office, key: str) -> list[str]:
    names = desa_names(office)
    chosen = st.multiselect(
        "Desa terkait *",
        list(names),
        format_func=lambda one: names.get(one, one),
        key=f"{key}.desa",
        placeholder="Pilih desa, atau gambar bidangnya di bawah",
        persist_state="session",
    )
    salah(key, "desa", chosen)
    return list(chosen)


def _visibility(office: Office, actor: Actor, key: str, category: str | None) -> Visibility | None:
    usual = usual_visibility(office, category or "")
    offered = [Visibility.TERBATAS, Visibility.RAHASIA]
    if usual is Visibility.RAHASIA and not actor.may(Verb.KASUS_UBAH):
        offered = [usual]
    chosen = st.selectbox(
        CONFLICT_CASES["visibilitas"].label,
        offered,
        index=None,
        format_func=lambda one: one.label,
        key=f"{key}.visibilitas",
        placeholder=f"Menurut jenisnya: {usual.label}",
        help="Rahasia: hanya penangan, Kasi, dan Camat yang tahu kasus ini ada.",
        persist_state="session",
    )
    salah(key, "visibilitas", chosen)
    return chosen


def _handlers(office: Office, actor: Actor, key: str, known: Sequence[str]) -> list[str]:
    names = terbedakan({**{account: account for account in known}, **possible_handlers(office, actor)})
    chosen = st.multiselect(
        CONFLICT_CASES["penangan"].label,
        list(names),
        format_func=lambda one: names.get(one, one),
        key=f"{key}.penangan",
        placeholder="Akun yang menangani kasus ini",
        persist_state="session",
    )
    salah(key, "penangan", chosen)
    return list(chosen)


def _choice(name: str, key: str, codes: list[Any], *, required: bool) -> Any:
    chosen = st.selectbox(
        CONFLICT_CASES[name].label + (" *" if required else ""),
        codes,
        index=None,
        format_func=lambda one: one.label,
        key=f"{key}.{name}",
        placeholder="Pilih" if required else "Belum ditentukan",
        persist_state="session",
    )
    salah(key, name, chosen)
    return chosen


def _initial(office: Office, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields as their widgets hold them; what they do not offer (any more) is left out."""
    names = desa_names(office)
    secret = row["visibilitas"] == Visibility.RAHASIA
    source, track = row["sumber_konflik"], row["jalur"]
    tracks = {one.value: one for one in ConflictTrack}
    return {
        "judul": row["judul"],
        "kode_kategori": row["kode_kategori"],
        "sumber_konflik": ConflictSource(source) if source else None,
        "desa": [code for code in row["desa"] if code in names],
        "visibilitas": Visibility.RAHASIA if secret else Visibility.TERBATAS,
        "penangan": list(row["penangan"] or ()),
        "pemicu": row["pemicu"] or "",
        "akar": row["akar"] or "",
        "jalur": tracks.get(track or ""),
        "status_quo": bool(row["status_quo"]),
    }


def _take_up(office: Office, detail: CaseDetail, key: str, changed: frozenset[str]) -> None:
    """Show what stands now in every field that was left alone, and keep the others as they were typed."""
    now: Mapping[str, Any] = detail.values or {}
    left = [name for name in CORRECTED if name not in changed]
    for part in [part for name in left for part in (_DRAWN if name == "geometry" else (name,))]:
        for held in [one for one in st.session_state if f"{one}.".startswith(f"{key}.{part}.")]:
            del st.session_state[held]
    st.session_state[f"{key}.versi"] = detail.version
    st.session_state[f"{key}.semula"] = now
    st.session_state[f"{key}.dasar"] = {**_initial(office, now), "geometry": now["geometry"]}


def _open(key: str) -> None:
    st.session_state[f"{key}.terbuka"] = True


def _forget() -> None:
    lupakan(_KEY)
    st.session_state.pop(_FORM, None)
