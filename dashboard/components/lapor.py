"""The quick report: few taps, in the order in which somebody on the spot knows the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from dashboard.components.foto import pilih_foto
from dashboard.components.posisi import Posisi, posisi
from dashboard.components.teks import polos
from services.attachments import Picture, place_in, time_in
from services.field_reports import category_names, first_categories, usual_origin
from services.incidents import Report, warnings
from services.locating import Location, desa_names, locate_desa, locate_point
from services.office import Office
from sop.incident import LocationPrecision, Origin, TimePrecision
from sop.party import Actor
from sop.period import ZONE_NAMES, long_time, zone_word
from sop.wording import number

SEKARANG, TADI, JAM = "Sekarang", "Tadi", "Jam lain"
SAYA, FOTO, DESA = "Lokasi saya", "Lokasi foto", "Pilih desa"
_OTHER = "Lainnya…"
_AGO = {"15 menit": 15, "½ jam": 30, "1 jam": 60, "2 jam": 120, "4 jam": 240}
_EXACT_M = 100
"""A position that is less exact than this says about where, not where."""


def isi_laporan(
    office: Office, actor: Actor, *, key: str, at: datetime, patrol: str | None = None
) -> tuple[Report | None, list[str], list[Picture]]:
    """Ask for a report.

    Parameters
    ----------
    key
        Name of the form.
    at
        Now.
    patrol
        Number of the patrol log on which it was found, if it was.

    Returns
    -------
    tuple
        The report, or None and what is still missing, in words; and the photos chosen.
    """
    if patrol is not None:
        st.info(f"Temuan pada patroli {polos(patrol)}.")
    code = _what(office, key=key, at=at)
    chosen = _photos(key)
    when, precision = _when(office, chosen, key=key, at=at)
    place = _where(office, chosen, key=key)
    landmark = st.text_input(
        "Patokan", key=f"{key}.isi.patokan", placeholder="simpang tiga, depan pasar, km 12 …"
    )
    story = st.text_area(
        "Apa yang terjadi", key=f"{key}.isi.uraian", height=120, placeholder="Singkat saja, tanpa nama orang."
    )
    _weigh({"patokan": landmark, "kronologi": story}, at=at)
    origin = _origin(actor, key=key) if patrol is None else Origin.TEMUAN_PATROLI
    missing = [
        words
        for words, lacks in (
            ("jenis kejadian", code is None),
            ("waktu", when is None),
            ("tempat", place is None),
            ("apa yang terjadi", not story.strip()),
            ("tahu dari mana", origin is None),
        )
        if lacks
    ]
    if code is None or when is None or place is None or origin is None or missing:
        return None, missing, chosen
    report = Report(
        kode_kategori=code,
        waktu_kejadian=when,
        presisi_waktu=precision,
        zona_waktu_asli=zone_word(when),
        location=place,
        asal=origin,
        kronologi=story,
        patokan=landmark,
        id_jurnal=patrol,
    )
    return report, [], chosen


def _what(office: Office, *, key: str, at: datetime) -> str | None:
    first, names = first_categories(office, at=at), category_names(office)
    _heading("Kejadian apa?")
    picked = st.pills(
        "Kejadian apa?",
        [*first, _OTHER],
        format_func=lambda code: polos(first.get(str(code), str(code))),
        key=f"{key}.isi.jenis",
        label_visibility="collapsed",
        wrap=True,
    )
    if picked != _OTHER:
        return picked
    return st.selectbox(
        "Cari jenis kejadian",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        key=f"{key}.isi.jenis_lain",
        placeholder="Ketik untuk mencari",
    )


def _photos(key: str) -> list[Picture]:
    _heading("Foto")
    return pilih_foto(key=key)


def _when(
    office: Office, chosen: Sequence[Picture], *, key: str, at: datetime
) -> tuple[datetime | None, TimePrecision]:
    _heading("Kapan?")
    st.session_state.setdefault(f"{key}.isi.kapan", SEKARANG)
    way = st.segmented_control(
        "Kapan?",
        (SEKARANG, TADI, JAM),
        key=f"{key}.isi.kapan",
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
    if way == TADI:
        st.session_state.setdefault(f"{key}.isi.tadi", "½ jam")
        ago = st.pills(
            "Berapa lama yang lalu?",
            list(_AGO),
            key=f"{key}.isi.tadi",
            required=True,
            label_visibility="collapsed",
            wrap=True,
        )
        ago_m = timedelta(minutes=_AGO[ago or "½ jam"])
        return (at - ago_m).astimezone(office.zone), TimePrecision.SEKITAR_1_JAM
    if way == JAM:
        return _clock(office, chosen, key=key, at=at), TimePrecision.TEPAT
    return at.astimezone(office.zone), TimePrecision.TEPAT


def _clock(office: Office, chosen: Sequence[Picture], *, key: str, at: datetime) -> datetime | None:
    """Ask for day and hour, and for their zone where in doubt; what a photo says is offered, not taken."""
    taken = next((found for one in chosen if (found := time_in(office, one, at=at))), None)
    if taken is not None:
        local = taken.astimezone(office.zone)
        st.button(
            f"Pakai waktu foto: {long_time(taken, office.zone)}",
            key=f"{key}.waktu_foto",
            on_click=_set,
            args=(
                {
                    f"{key}.isi.hari": local.date(),
                    f"{key}.isi.jam": local.time().replace(second=0),
                    f"{key}.isi.zona": zone_word(local),
                },
            ),
            width="stretch",
        )
    usual = zone_word(at.astimezone(office.zone))
    words = tuple(dict.fromkeys([usual, _zone_of_phone(at) or usual]))
    today = max(at.astimezone(ZoneInfo(ZONE_NAMES[word])).date() for word in words)
    st.session_state.setdefault(f"{key}.isi.hari", today)
    left, right = st.columns(2)
    day: date = left.date_input("Hari", max_value=today, format="DD/MM/YYYY", key=f"{key}.isi.hari")
    hour: time | None = right.time_input("Jam", value=None, step=300, key=f"{key}.isi.jam")
    word = _zone(*words, key=key) if len(words) > 1 else usual
    if hour is None:
        return None
    when = datetime.combine(day, hour, tzinfo=ZoneInfo(ZONE_NAMES[word]))
    _weigh({"waktu_kejadian": when, "presisi_waktu": TimePrecision.TEPAT, "zona_waktu_asli": word}, at=at)
    return when


def _zone_of_phone(at: datetime) -> str | None:
    """Return the word of the zone that the phone's clock shows; None where it is none of ours."""
    try:
        zone = ZoneInfo(st.context.timezone or "")
    except (ZoneInfoNotFoundError, ValueError):
        return None
    word = zone_word(at.astimezone(zone))
    return word if word in ZONE_NAMES else None


def _zone(office: str, phone: str, *, key: str) -> str:
    """Ask of which zone the hour is: the phone's clock shows another one than the office's."""
    st.session_state.setdefault(f"{key}.isi.zona", phone)
    st.caption(f"Ponsel ini menunjukkan waktu {phone}, kantor memakai {office}. Jam di atas menurut:")
    word = st.segmented_control(
        "Zona waktu",
        [office, phone],
        key=f"{key}.isi.zona",
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
    return word or phone


def _weigh(said: Mapping[str, Any], *, at: datetime) -> None:
    """Say what a person should weigh before it is sent; none of it forbids anything."""
    for doubt in warnings(said, at=at):
        st.warning(polos(doubt.message))


def _where(office: Office, chosen: Sequence[Picture], *, key: str) -> Location | None:
    _heading("Di mana?")
    photographed = next((found for one in chosen if (found := place_in(office, one))), None)
    ways = [SAYA, *([FOTO] if photographed else []), DESA]
    if st.session_state.get(f"{key}.isi.tempat") not in ways:
        st.session_state[f"{key}.isi.tempat"] = SAYA
    way = st.segmented_control(
        "Di mana?",
        ways,
        key=f"{key}.isi.tempat",
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
    if way == FOTO and photographed is not None:
        return _told(photographed, "menurut foto")
    if way == DESA:
        names = desa_names(office)
        code = st.pills(
            "Desa", list(names), format_func=lambda one: polos(names[one]), key=f"{key}.isi.desa", wrap=True,
            label_visibility="collapsed",
        )  # fmt: skip
        if code is None:
            return None
        st.caption("Hanya desanya yang dicatat: sebut juga patokannya bila bisa.")
        return locate_desa(office, code)
    return _own(office, key=key)


def _own(office: Office, *, key: str) -> Location | None:
    found = posisi(key=f"{key}.posisi")
    if found is not None:
        st.session_state[f"{key}.isi.posisi"] = found
    kept: Posisi | None = st.session_state.get(f"{key}.isi.posisi")
    if kept is None:
        return None
    precision = LocationPrecision.GPS if kept.accuracy_m <= _EXACT_M else LocationPrecision.PATOKAN
    place = locate_point(office, kept.lon, kept.lat, precision)
    if kept.accuracy_m > _EXACT_M:
        st.warning(f"Ketelitian ± {number(kept.accuracy_m)} m: sebut juga patokannya.")
    return _told(place, f"± {number(kept.accuracy_m)} m")


def _told(place: Location, remark: str) -> Location:
    """Say where it is, as a person would check it."""
    (st.warning if place.quarantine else st.success)(polos(f"{place.words} · {remark}"))
    return place


def _origin(actor: Actor, *, key: str) -> Origin | None:
    """Ask how it became known: where patrols find, patrols go, so nobody guesses it."""
    usual = usual_origin(actor)
    ways = [Origin.LAPORAN_WARGA if usual is None else usual, Origin.TEMUAN_PATROLI]
    if usual is not None:
        st.session_state.setdefault(f"{key}.isi.asal", usual)
    _heading("Tahu dari mana?")
    return st.segmented_control(
        "Tahu dari mana?",
        ways,
        format_func=lambda origin: origin.label,
        key=f"{key}.isi.asal",
        label_visibility="collapsed",
        width="stretch",
    )


def _heading(words: str) -> None:
    st.markdown(f"##### {words}")


def _set(values: dict[str, object]) -> None:
    st.session_state.update(values)
