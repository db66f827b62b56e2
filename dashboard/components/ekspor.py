"""What leaves the office: first a look at everything that tells of somebody, then the file or the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from dashboard.components.teks import alasan
from dashboard.session import current_actor
from services.exporting import (
    Draft,
    ListChoice,
    ListFormat,
    MapChoice,
    Piece,
    Released,
    look_at_list,
    look_at_map,
    look_at_message,
    take_list,
    take_map,
    take_message,
)
from services.incident_list import IncidentFilters
from services.office import Office
from sop.problem import Refused
from sop.wording import number

_KEEP = "Biarkan"
_ROW, _MOST_HEIGHT = 36, 400
_COLUMNS = {
    _KEEP: st.column_config.CheckboxColumn(
        width=66, help="Centang hanya bila ini bukan data pribadi, atau memang boleh diketahui penerimanya."
    ),
    "Ditemukan": st.column_config.TextColumn(width=140),
    "Menjadi": st.column_config.TextColumn(width=136),
    "Bunyinya": st.column_config.TextColumn(width=330),
    "Isian": st.column_config.TextColumn(width=90),
    "Rekam": st.column_config.TextColumn(width=124),
}


@st.fragment
def unduh_daftar(office: Office, filters: IncidentFilters, *, meeting: bool) -> None:
    """Offer the list of incidents as a file."""
    key = "ekspor.daftar"
    with st.expander("Unduh daftar (Excel atau CSV)", icon=":material/download:"):
        with st.container(horizontal=True, vertical_alignment="center"):
            kind = st.segmented_control(
                "Bentuk berkas", [*ListFormat], default=ListFormat.XLSX, required=True,
                format_func=lambda one: one.label, key=f"{key}.bentuk", label_visibility="collapsed",
            )  # fmt: skip
            secret = not meeting and st.toggle("Sertakan kejadian rahasia", key=f"{key}.rahasia")
        choice = ListChoice(
            filters=filters, format=kind or ListFormat.XLSX, secret=bool(secret), meeting=meeting
        )
        _leave(
            key,
            choice,
            look=lambda: look_at_list(office, current_actor(), choice, at=_now()),
            take=lambda seen, kept: take_list(
                office, current_actor(), choice, seen=seen, kept=kept, at=_now()
            ),
            give=_file,
        )


@st.fragment
def unduh_peta(office: Office, choice: MapChoice) -> None:
    """Offer the map for a meeting as one file; it is in meeting mode whatever the screen shows."""
    with st.expander("Unduh peta rapat", icon=":material/download:"):
        st.caption(
            "Satu berkas HTML yang dapat dibuka di mana saja tanpa internet, selalu dalam mode rapat, dengan "
            "tera instansi dan waktu. Sidiknya dapat dicatat di notulen."
        )
        _leave(
            "ekspor.peta",
            choice,
            look=lambda: look_at_map(office, current_actor(), choice, at=_now()),
            take=lambda seen, kept: take_map(
                office, current_actor(), choice, seen=seen, kept=kept, at=_now()
            ),
            give=_file,
        )


@st.fragment
def salin_pesan(office: Office, incident: str) -> None:
    """Offer a message about one incident, to be copied."""
    key = f"ekspor.pesan.{incident}"
    with st.expander("Salin untuk WhatsApp", icon=":material/content_copy:"):
        story = st.toggle(
            "Sertakan kronologi",
            value=True,
            key=f"{key}.kronologi",
            help="Kronologi kejadian terbatas tidak pernah ikut.",
        )
        _leave(
            key,
            (incident, story),
            look=lambda: look_at_message(office, current_actor(), incident, story=story),
            take=lambda seen, kept: take_message(
                office, current_actor(), incident, story=story, seen=seen, kept=kept, at=_now()
            ),
            give=_text,
        )


def _leave(
    key: str,
    question: object,
    *,
    look: Callable[[], Draft],
    take: Callable[[str, set[int]], Released],
    give: Callable[[str, Released], None],
) -> None:
    """Lead from the look to what leaves; whatever is asked otherwise begins with a new look."""
    state = st.session_state
    if state.get(f"{key}.soal") != question:
        state[f"{key}.soal"] = question
        for part in ("draf", "hasil"):
            state.pop(f"{key}.{part}", None)
    if st.button("Tinjau dulu", key=f"{key}.tinjau"):
        state.pop(f"{key}.hasil", None)
        try:
            state[f"{key}.draf"] = look()
        except Refused as refused:
            st.error(alasan(refused))
            return
    draft: Draft | None = state.get(f"{key}.draf")
    if draft is None:
        return
    kept = _looked(draft.pieces, key=f"{key}.{draft.mark[:12]}")
    if st.button("Sudah saya tinjau, lanjutkan", key=f"{key}.lanjut", type="primary"):
        try:
            state[f"{key}.hasil"] = (kept, take(draft.mark, kept))
        except Refused as refused:
            state.pop(f"{key}.draf", None)
            st.error(alasan(refused))
            return
    done = state.get(f"{key}.hasil")
    if done is not None and done[0] == kept:
        give(key, done[1])


def _looked(pieces: Sequence[Piece], *, key: str) -> set[int]:
    """Show every piece and return the positions of those that stay as they are."""
    if not pieces:
        st.caption("Tidak ditemukan nama, nomor, pelat, atau nama perusahaan. Isinya tetap perlu dibaca.")
        return set()
    st.markdown(f"**{number(len(pieces))} bagian akan disamarkan.** Periksa satu per satu.")
    shown = pd.DataFrame(
        {
            _KEEP: False,
            "Ditemukan": [one.found for one in pieces],
            "Menjadi": [one.replacement for one in pieces],
            "Bunyinya": [f"…{one.before}{one.found}{one.after}…" for one in pieces],
            "Isian": [one.label for one in pieces],
            "Rekam": [one.record for one in pieces],
        }
    )
    edited = st.data_editor(
        shown,
        key=key,
        hide_index=True,
        disabled=[name for name in _COLUMNS if name != _KEEP],
        column_config=_COLUMNS,
        row_height=_ROW,
        height=min(_ROW * (len(shown) + 1) + 3, _MOST_HEIGHT),
    )
    kept = {place for place, stays in enumerate(edited[_KEEP]) if stays}
    if kept:
        st.caption(f"{number(len(kept))} bagian dibiarkan apa adanya.")
    return kept


def _file(key: str, released: Released) -> None:
    made = released.made
    st.download_button(
        f"Unduh {made.name}",
        made.content,
        file_name=made.name,
        mime=made.media_type,
        key=f"{key}.unduh",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
    mark = f"Sidik peta untuk notulen: {made.mark[:16]}. " if made.mark else ""
    st.caption(f"{mark}Tercatat dalam riwayat tindakan; sidik berkas (SHA-256) {released.sha256[:16]}…")


def _text(_key: str, released: Released) -> None:
    st.code(released.made.content.decode(), language=None, wrap_lines=True)
    st.caption("Tekan tanda salin di kanan atas, lalu tempel di WhatsApp. Penyalinan ini tercatat.")


def _now() -> datetime:
    return datetime.now(UTC)
