"""A patrol log, asked in the order of the paper form; one form for the new log and for its correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import streamlit as st

from dashboard.components.teks import polos
from services.locating import desa_names
from services.office import Office
from services.patrol_logs import length
from services.patrol_report import PatrolReport
from sop.patrol import PatrolElement, PatrolKind
from sop.period import long_time
from sop.problem import Problem

NIHIL, TEMUAN = "Nihil – aman dan kondusif", "Ada temuan"
_WEATHER = ("Cerah", "Berawan", "Gerimis", "Hujan", "Berkabut asap")


def isi_jurnal(
    office: Office, *, key: str, at: datetime, initial: PatrolReport | None = None, places: bool = True
) -> PatrolReport:
    """Ask for a patrol log and return what was said so far.

    Parameters
    ----------
    key
        Name of the form.
    at
        Now.
    initial
        What stands already, if it is to be corrected, or what is usual.
    places
        Whether to ask for desa and minutes; those of a route sheet follow from its stops.
    """
    _begin(office, key, at, initial)
    left, back = _times(office, key, at)
    visited = _places(office, key) if places else {}
    st.markdown("**Hasil**")
    result = st.segmented_control(
        "Hasil",
        (NIHIL, TEMUAN),
        key=f"{key}.isi.hasil",
        required=True,
        label_visibility="collapsed",
        width="stretch",
        persist_state="session",
    )
    text = st.text_area(
        "Uraian" if result == NIHIL else "Uraian temuan",
        key=f"{key}.isi.uraian",
        height=90,
        placeholder="Boleh kosong bila nihil"
        if result == NIHIL
        else "Apa yang ditemukan, di mana, tindakannya",
        persist_state="session",
    )
    with st.container(horizontal=True):
        kind = st.selectbox(
            "Jenis patroli",
            [*PatrolKind],
            format_func=lambda one: one.label,
            key=f"{key}.isi.kind",
            width=220,
            persist_state="session",
        )
        crew = st.number_input(
            "Jumlah personel", min_value=1, max_value=10_000, value=None, step=1,
            key=f"{key}.isi.personel", placeholder="tidak dicatat", width=180,
            persist_state="session",
        )  # fmt: skip
    elements = st.pills(
        "Unsur",
        [*PatrolElement],
        selection_mode="multi",
        format_func=lambda one: one.label,
        key=f"{key}.isi.unsur",
        wrap=True,
        persist_state="session",
    )
    with st.expander("Cuaca, hambatan, jarak"):
        weather = st.pills(
            "Cuaca",
            _weathers(key),
            format_func=polos,
            key=f"{key}.isi.cuaca",
            wrap=True,
            persist_state="session",
        )
        obstacles = st.text_input("Hambatan", key=f"{key}.isi.hambatan", persist_state="session")
        km = st.number_input(
            "Jarak (km)", min_value=0.0, max_value=10_000.0, value=None, step=1.0, format="%.1f",
            key=f"{key}.isi.km", placeholder="tidak dicatat", persist_state="session",
        )  # fmt: skip
    return PatrolReport(
        jenis=PatrolKind(kind),
        berangkat=left,
        kembali=back,
        menit_desa=visited,
        nihil=result == NIHIL,
        unsur=tuple(elements),
        personel=crew,
        uraian=text,
        cuaca=weather or "",
        hambatan=obstacles,
        km=km,
    )


def peringatan(warnings: Sequence[Problem], *, key: str) -> bool:
    """Tell what is odd, and say whether it may be saved all the same."""
    for one in warnings:
        st.warning(polos(one.message))
    return not warnings or st.checkbox(
        "Sudah diperiksa, simpan apa adanya", key=f"{key}.isi.tetap", persist_state="session"
    )


def disentuh(office: Office, *, key: str, at: datetime, initial: PatrolReport) -> frozenset[str]:
    """Return which fields of a form say something else than a log that stood when it began."""
    return frozenset(
        name
        for name, value in _values(office, at, initial).items()
        if _minute(st.session_state.get(f"{key}.isi.{name}", value)) != _minute(value)
    )


def muat_yang_tetap(office: Office, *, key: str, at: datetime, initial: PatrolReport) -> None:
    """Forget the fields that nobody touched, so that they show what stands now.

    Parameters
    ----------
    initial
        What stood when the form began.
    """
    touched = disentuh(office, key=key, at=at, initial=initial)
    for name in _values(office, at, initial).keys() - touched:
        st.session_state.pop(f"{key}.isi.{name}", None)


def _begin(office: Office, key: str, at: datetime, initial: PatrolReport | None) -> None:
    """Put what stands already, or what is usual, into the form, unless somebody has been here before."""
    for name, value in _values(office, at, initial).items():
        st.session_state.setdefault(f"{key}.isi.{name}", value)


def _values(office: Office, at: datetime, initial: PatrolReport | None) -> dict[str, Any]:
    """Return the fields as their widgets hold them."""
    today = at.astimezone(office.zone).date()
    known = initial or PatrolReport(
        jenis=PatrolKind.HARIAN,
        berangkat=None,
        kembali=None,
        menit_desa={},
        nihil=True,
        unsur=(PatrolElement.KECAMATAN,),
    )
    return {
        "hari": known.berangkat.date() if known.berangkat else today,
        "berangkat": known.berangkat.time() if known.berangkat else None,
        "kembali": known.kembali.time() if known.kembali else None,
        "desa": list(known.menit_desa),
        "hasil": NIHIL if known.nihil else TEMUAN,
        "uraian": known.uraian,
        "kind": known.jenis,
        "personel": known.personel,
        "unsur": list(known.unsur),
        "cuaca": known.cuaca or None,
        "hambatan": known.hambatan,
        "km": known.km,
        **{f"menit.{code}": None if not told else round(told) for code, told in known.menit_desa.items()},
    }


def _minute(value: Any) -> Any:
    """Return a value as a field gives it back: of a time, hour and minute."""
    return value.replace(second=0, microsecond=0, tzinfo=None) if isinstance(value, time) else value


def _times(office: Office, key: str, at: datetime) -> tuple[datetime | None, datetime | None]:
    with st.container(horizontal=True):
        today = at.astimezone(office.zone).date()
        day: date = st.date_input(
            "Tanggal", max_value=today, format="DD/MM/YYYY", key=f"{key}.isi.hari", width=170,
            persist_state="session",
        )  # fmt: skip
        left: time | None = st.time_input(
            "Berangkat", step=300, key=f"{key}.isi.berangkat", width=130, persist_state="session"
        )
        back: time | None = st.time_input(
            "Kembali", step=300, key=f"{key}.isi.kembali", width=130, persist_state="session"
        )
    departed = None if left is None else datetime.combine(day, left, tzinfo=office.zone)
    returned = None if back is None else datetime.combine(day, back, tzinfo=office.zone)
    if departed and returned and returned < departed:
        # Most patrols that seem to come back before they left came back after midnight.
        returned += timedelta(days=1)
    if departed and returned:
        st.caption(f"Kembali {long_time(returned, office.zone)}, setelah {length(returned - departed)}.")
    return departed, returned


def _places(office: Office, key: str) -> dict[str, float | None]:
    names = desa_names(office)
    codes = st.pills(
        "Desa yang dikunjungi",
        list(names),
        selection_mode="multi",
        format_func=lambda code: polos(names.get(str(code), str(code))),
        key=f"{key}.isi.desa",
        wrap=True,
        persist_state="session",
    )
    if not codes:
        return {}
    st.caption("Menit di tiap desa; kosongkan bila tidak dicatat.")
    with st.container(horizontal=True):
        return {
            code: st.number_input(
                polos(names.get(str(code), str(code))), min_value=1, max_value=1440, step=5,
                value=None, key=f"{key}.isi.menit.{code}", placeholder="tidak dicatat", width=190,
                persist_state="session",
            )
            for code in codes
        }  # fmt: skip


def _weathers(key: str) -> list[str]:
    """Return the usual weathers, one of them as an import wrote it, or that beside them."""
    said = st.session_state.get(f"{key}.isi.cuaca")
    if not said:
        return [*_WEATHER]
    return [*(one for one in _WEATHER if one.lower() != said.lower()), said]
