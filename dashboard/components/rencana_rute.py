"""One route: where it goes on the map, and its stops in order with their times and reasons."""

from __future__ import annotations

import streamlit as st

from dashboard.components.peta import bingkai
from dashboard.components.teks import polos
from planning.plan import Route, Visit
from reports.maps.base import base_map
from reports.maps.escape import text
from reports.maps.layers import places, roads
from reports.maps.route import ORDER_NOT_ROAD, MapStop, route
from services.basemap import base_of, drawn_places, drawn_roads
from services.locating import desa_names
from services.office import Office
from sop.wording import number

_STYLE = """<style>
ol.singgah-daftar{list-style:none;margin:0;padding:0}
.singgah-daftar li{display:grid;grid-template-columns:1.9rem 3.4rem 1fr;gap:0 .6rem;align-items:baseline;
padding:.45rem 0;border-bottom:1px solid #e2ddd3;overflow-wrap:anywhere}
.singgah-daftar i{font-style:normal;font-weight:700;background:#0b3954;color:#fff;border-radius:50%;
width:1.55rem;height:1.55rem;line-height:1.55rem;text-align:center;font-size:.82rem}
.singgah-daftar li.kunci i{background:#7a2f05;border-radius:4px}
.singgah-daftar time{font-weight:650;font-variant-numeric:tabular-nums}
.singgah-daftar small{display:block;color:#5f584f;font-size:.84rem;line-height:1.4}
.singgah-daftar em{font-style:normal;font-size:.78rem;color:#7a2f05;border:1px solid #7a2f05;
border-radius:4px;padding:0 .3rem;margin-left:.35rem;white-space:nowrap}
@media (min-width:800px){
[data-testid=stHorizontalBlock]:has(ol.singgah-daftar)>[data-testid=stColumn]:first-child{
position:sticky;top:4rem;align-self:flex-start}}
</style>"""


def rute(office: Office, path: Route, *, key: str, meeting: bool) -> None:
    """Show a route on the map and its stops beside it; below it where the screen is narrow.

    Parameters
    ----------
    key
        Name of the map; it is sent anew only when this changes.
    meeting
        Whether others look along.
    """
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _map(office, path, key=key, meeting=meeting)
    with right:
        _stops(office, path)


def _map(office: Office, path: Route, *, key: str, meeting: bool) -> None:
    shift = path.shift
    stops = [
        MapStop(
            lon=visit.stop.lon,
            lat=visit.stop.lat,
            number=n,
            time=f"{visit.arrive:%H.%M}",
            name=visit.stop.name,
            reason=visit.reason,
            locked=visit.locked,
        )
        for n, visit in enumerate(path.visits, start=1)
    ]
    bingkai(
        base_map(base_of(office)),
        [
            roads(drawn_roads(office)),
            places(drawn_places(office, meeting=meeting)),
            route(stops, (shift.lon, shift.lat), "Titik berangkat dan kembali"),
        ],
        key=key,
        height=470,
        on_change=lambda: None,
    )
    st.caption(f"{ORDER_NOT_ROAD} Kotak putih: titik berangkat.")


def _stops(office: Office, path: Route) -> None:
    names = desa_names(office)
    rows = "".join(
        _row(n, visit, names.get(visit.stop.kode_desa, visit.stop.kode_desa))
        for n, visit in enumerate(path.visits, start=1)
    )
    st.html(f'<ol class="singgah-daftar">{rows}</ol>{_STYLE}')
    st.caption(
        polos(
            f"Berangkat {path.start:%H.%M}, kembali {path.end:%H.%M}; "
            f"{number(path.travel_min)} menit di jalan."
        )
    )


def _row(n: int, visit: Visit, desa: str) -> str:
    lock = "<em>dikunci</em>" if visit.locked else ""
    dwell = number(visit.dwell_min)
    return (
        f"<li{' class=kunci' if visit.locked else ''}><i>{n}</i>"
        f"<time>{visit.arrive:%H.%M}</time>"
        f"<span><b>{text(visit.stop.name)}</b>{lock}"
        f"<small>{text(desa)} · singgah {dwell} menit<br>{text(visit.reason)}</small></span></li>"
    )
