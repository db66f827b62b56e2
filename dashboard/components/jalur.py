"""Tracks of phones: handed in, and held against the route sheet that they drove."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.components.kosong import kosong
from dashboard.components.teks import alasan, polos
from dashboard.components.unggah import Berkas, unggah
from reports.maps.escape import text
from services.office import Office
from services.track_proof import SEEN_M, TrackProof, hand_in_track, track_numbers, track_proof
from services.tracks import AtStop
from sop.party import Actor, Verb
from sop.period import Period, long_date
from sop.problem import Refused
from sop.wording import number

_CHOSEN, _PAGE = "jalur_pilihan", "jalur"
_LARGEST_MB = 20
_STYLE = """<style>
.bukti{width:100%;max-width:720px;border-collapse:collapse;font-size:.93rem}
.bukti th,.bukti td{padding:6px 8px;border-bottom:1px solid #e2ddd3;text-align:left}
.bukti .n{text-align:right;white-space:nowrap}.bukti thead th{font-size:.8rem;color:#5f584f}
.bukti tbody th{font-weight:600;overflow-wrap:anywhere}
</style>"""


def jalur(office: Office, actor: Actor, period: Period | None, *, at: datetime) -> None:
    """Take a track, and show what one of the period proves."""
    if actor.may(Verb.JALUR_SERAH):
        handed = _take(office, actor, at, key=_PAGE)
        if handed is not None:
            st.session_state[_CHOSEN] = handed
    known = track_numbers(office, actor, period)
    if not known:
        kosong(
            "Belum ada jalur dalam periode ini.",
            "Tanpa jalur, menit yang dilaporkan tetap tercatat, tetapi belum terbukti.",
        )
        return
    if st.session_state.get(_CHOSEN) not in known:
        st.session_state[_CHOSEN] = next(iter(known))
    chosen = st.selectbox("Jalur", list(known), format_func=lambda one: known[one], key=_CHOSEN)
    try:
        _show(track_proof(office, actor, chosen))
    except Refused as refusal:
        st.warning(alasan(refusal))


def serahkan_jalur(office: Office, actor: Actor, *, key: str, log: str, at: datetime) -> None:
    """Take the track of a patrol from whoever drove, and show what it proves.

    Parameters
    ----------
    key
        Name of this question: what is told of one patrol's track is not told of another's.
    log
        Number of the log of the patrol.
    """
    _take(office, actor, at, key=key, log=log)
    if number_ := st.session_state.get(f"{key}.diserahkan"):
        try:
            _show(track_proof(office, actor, number_))
        except Refused as refusal:
            st.warning(alasan(refusal))


def _take(office: Office, actor: Actor, at: datetime, *, key: str, log: str | None = None) -> str | None:
    """Ask for a track, tell what became of the last one, and return its number once."""
    file = unggah("Serahkan jalur GPX dari telepon", key=f"{key}.berkas", largest_mb=_LARGEST_MB)
    if file is not None:
        _hand_in(office, actor, file, at, key=key, log=log)
        st.rerun()
    for kind, words in st.session_state.get(f"{key}.kabar", ()):
        (st.warning if kind == "awas" else st.success)(words)
    new: str | None = st.session_state.pop(f"{key}.baru", None)
    return new


def _hand_in(office: Office, actor: Actor, file: Berkas, at: datetime, *, key: str, log: str | None) -> None:
    st.session_state.pop(f"{key}.diserahkan", None)
    try:
        done = hand_in_track(office, actor, file.name, file.data, at=at, log=log)
    except Refused as refusal:
        st.session_state[f"{key}.kabar"] = [("awas", alasan(refusal))]
        return
    told = [("awas", polos(one.message)) for one in done.problems]
    if done.numbers:
        told.insert(0, ("baik", f"{len(done.numbers)} jalur tersimpan: {', '.join(done.numbers)}."))
        st.session_state[f"{key}.diserahkan"] = st.session_state[f"{key}.baru"] = done.numbers[-1]
    elif done.known:
        told.insert(0, ("awas", "Jalur ini sudah pernah diserahkan; tidak ada yang ditambahkan."))
    st.session_state[f"{key}.kabar"] = told


def _show(proof: TrackProof) -> None:
    st.markdown(f"**{polos(_answer(proof))}**")
    for line in (_driven(proof), _seen(proof)):
        st.caption(polos(line))
    if not proof.stops:
        return
    rows = "".join(_row(one) for one in proof.stops)
    st.html(
        '<table class="bukti"><thead><tr><th scope="col">Titik</th><th scope="col" class="n">Rencana</th>'
        '<th scope="col" class="n">Terbukti (menit)</th><th scope="col">Hasil</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{_STYLE}"
    )


def _driven(proof: TrackProof) -> str:
    length = f"{number(proof.km, 1)} km, {number(proof.hours, 1)} jam terbukti"
    return (
        f"{length}, {number(proof.points)} titik GPS; {number(proof.dropped)} loncatan dibuang, "
        f"{number(proof.gaps)} jeda rekaman."
    )


def _seen(proof: TrackProof) -> str:
    ground = f"Terlihat sampai {number(SEEN_M)} m dari jalurnya: {number(proof.seen_km2, 1)} km²"
    shares = ", ".join(f"{name} {number(100 * share, 1)} %" for name, share in proof.seen)
    return f"{ground} ({shares} dari luas desa)." if shares else f"{ground}."


def _row(one: AtStop) -> str:
    said = "✓ didatangi" if one.visited else "✕ belum cukup"
    return (
        f'<tr><th scope="row">{text(one.stop.name)}</th><td class="n">{number(one.stop.dwell_min)}</td>'
        f'<td class="n">{number(one.minutes, 1)}</td><td>{said}</td></tr>'
    )


def _answer(proof: TrackProof) -> str:
    if proof.day is None:
        return "Jalur ini tidak memuat waktu: bentuknya disimpan, tetapi tidak membuktikan menit."
    day = long_date(proof.day)
    if proof.sparse:
        return (
            f"Rekaman jalur {day} terlalu jarang atau terputus-putus untuk menjadi bukti; menit yang "
            "dilaporkan jurnal tetap dihitung seperti tanpa jalur."
        )
    if proof.sheet is None:
        return f"Jalur {day} tidak cocok dengan lembar rute mana pun; menitnya dihitung per desa."
    minutes = sum(one.minutes for one in proof.stops)
    visited = f"{proof.visited} dari {len(proof.stops)} titik didatangi"
    return f"{proof.team}, {day}, lembar {proof.sheet}: {visited}, {number(minutes)} menit terbukti."
