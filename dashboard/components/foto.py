"""Photos: chosen for a form that is still open, and shown beside a record."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.components.teks import alasan, polos
from services.attachments import (
    MOST,
    Photo,
    Picture,
    attach_picture,
    erase_photo,
    may_attach,
    may_look,
    photo_bytes,
    photos,
    prepare_photo,
)
from services.office import Office
from sop.dictionary import Frame
from sop.party import Actor, Verb
from sop.period import long_time
from sop.problem import Refused

TYPES = ("jpg", "jpeg", "png", "webp")
"""What may be chosen. An iPhone turns its HEIC into JPEG where HEIC is not among them."""
_LARGEST_MB = 20
_COLUMNS = 3

# On a computer there is no camera to open: one button is enough there.
_STYLE = """<style>
[class*="-kamera"] [data-testid=stFileUploaderDropzone],
[class*="-galeri"] [data-testid=stFileUploaderDropzone]{
padding:0;border:0;background:transparent;min-height:0}
[class*="-kamera"] [data-testid=stFileUploaderDropzone]>span,
[class*="-galeri"] [data-testid=stFileUploaderDropzone]>span{width:100%}
[class*="-kamera"] [data-testid=stFileUploaderDropzone] button,
[class*="-galeri"] [data-testid=stFileUploaderDropzone] button{width:100%;min-height:52px;font-weight:600}
[class*="-kamera"] [data-testid=stFileUploaderDropzoneInstructions],
[class*="-galeri"] [data-testid=stFileUploaderDropzoneInstructions]{display:none}
@media (hover:hover) and (pointer:fine){[class*="-kamera"]{display:none}}
[class*="-pajangan"] [data-testid=stElementToolbar]{display:flex}
[class*="-pajangan"] img{border-radius:6px;max-height:340px;object-fit:contain}
</style>"""


def pilih_foto(*, key: str) -> list[Picture]:
    """Let photos be taken or chosen and return those chosen so far; nothing is stored yet.

    They are kept under ``key`` and ``.isi.foto`` with everything else that is typed into the form.

    Parameters
    ----------
    key
        Name of the form.
    """
    st.html(_STYLE)
    chosen: list[Picture] = st.session_state.setdefault(f"{key}.isi.foto", [])
    turn = st.session_state.setdefault(f"{key}.foto.giliran", 0)
    with st.container(horizontal=True):
        _uploader("Ambil foto", key=key, place="kamera", turn=turn)
        _uploader("Pilih foto", key=key, place="galeri", turn=turn)
    for refusal in st.session_state.get(f"{key}.foto.ditolak", []):
        st.warning(polos(refusal))
    _chosen(chosen, key=key)
    return chosen


def foto(
    office: Office, actor: Actor, frame: Frame, number: str, *, key: str, at: datetime, meeting: bool = False
) -> None:
    """Show the photos of a record, and let photos be added and taken out by who may.

    Parameters
    ----------
    frame, number
        The record.
    key
        Name of this part of the page.
    at
        Now.
    meeting
        Whether others look along: then no photo is shown at all.
    """
    looks, adds = may_look(office, actor, frame, number), may_attach(office, actor, frame, number)
    if not (looks or adds):
        return
    st.html(_STYLE)
    st.subheader("Foto")
    if meeting:
        st.caption("Foto tidak ditampilkan dalam mode rapat.")
        return
    if looks:
        _gallery(office, actor, photos(office, actor, frame, number), key=key, at=at)
    if adds:
        with st.expander("Tambah foto"):
            chosen = pilih_foto(key=key)
            if chosen and st.button("Simpan foto", key=f"{key}.foto.simpan", type="primary"):
                lost = simpan_foto(office, actor, frame, number, chosen, at=at)
                st.session_state[f"{key}.isi.foto"] = []
                st.session_state[f"{key}.foto.ditolak"] = lost
                st.rerun()


def simpan_foto(
    office: Office, actor: Actor, frame: Frame, number: str, chosen: list[Picture], *, at: datetime
) -> list[str]:
    """Keep chosen photos beside a record and return what was refused, in words."""
    refused = []
    for picture in chosen:
        try:
            attach_picture(office, actor, frame, number, picture, at=at)
        except Refused as refusal:
            refused.append(f"{picture.name}: {refusal}")
    return refused


def _uploader(label: str, *, key: str, place: str, turn: int) -> None:
    widget = f"{key}.foto.{place}.{turn}"
    with st.container(key=f"{key}-{place}"):
        st.file_uploader(
            label,
            type=list(TYPES),
            accept_multiple_files=True,
            max_upload_size=_LARGEST_MB,
            key=widget,
            label_visibility="collapsed",
            on_change=lambda: _take(key, widget),
        )


def _take(key: str, widget: str) -> None:
    """Make of the files that came what may be kept, and clear the way for the next ones."""
    chosen: list[Picture] = list(st.session_state.get(f"{key}.isi.foto", []))
    refused: list[str] = []
    for file in st.session_state.get(widget) or []:
        try:
            picture = prepare_photo(file.name, file.getvalue())
        except Refused as refusal:
            refused.append(str(refusal))
            continue
        if len(chosen) >= MOST:
            refused.append(f"Paling banyak {MOST} foto.")
            break
        if picture.sha256 not in {one.sha256 for one in chosen}:
            chosen.append(picture)
    st.session_state[f"{key}.isi.foto"] = chosen
    st.session_state[f"{key}.foto.ditolak"] = refused
    st.session_state[f"{key}.foto.giliran"] += 1


def _chosen(chosen: list[Picture], *, key: str) -> None:
    if not chosen:
        return
    with st.container(horizontal=True, key=f"{key}-terpilih"):
        for picture in chosen:
            with st.container(width=110):
                st.image(picture.jpeg, width=110)
                st.button(
                    "Buang",
                    key=f"{key}.foto.buang.{picture.sha256}",
                    help=polos(f"Buang {picture.name}"),
                    on_click=chosen.remove,
                    args=(picture,),
                )


def _gallery(office: Office, actor: Actor, shown: tuple[Photo, ...], *, key: str, at: datetime) -> None:
    if not shown:
        st.caption("Belum ada foto.")
        return
    with st.container(key=f"{key}-pajangan"):
        for start in range(0, len(shown), _COLUMNS):
            for column, photo in zip(st.columns(_COLUMNS), shown[start : start + _COLUMNS], strict=False):
                with column:
                    _one(office, actor, photo, key=key, at=at)


def _one(office: Office, actor: Actor, photo: Photo, *, key: str, at: datetime) -> None:
    try:
        st.image(photo_bytes(office, actor, photo.number), width="stretch")
    except Refused as refusal:
        st.warning(alasan(refusal))
    said = f"{photo.note} – " if photo.note else ""
    st.caption(polos(f"{said}{photo.name}, {photo.added_by}, {long_time(photo.added_at, office.zone)}"))
    if actor.may(Verb.LAMPIRAN_HAPUS):
        with st.popover("Hapus"):
            reason = st.text_input("Alasan menghapus", key=f"{key}.foto.alasan.{photo.number}")
            st.caption("Foto hilang untuk selamanya; yang tercatat hanya siapa, kapan, dan alasannya.")
            if st.button("Hapus foto ini", key=f"{key}.foto.hapus.{photo.number}", type="primary"):
                _erase(office, actor, photo, reason, at=at)


def _erase(office: Office, actor: Actor, photo: Photo, reason: str, *, at: datetime) -> None:
    try:
        erase_photo(office, actor, photo.number, reason=reason, expected_version=photo.version, at=at)
    except Refused as refusal:
        st.warning(alasan(refusal))
        return
    st.rerun()
