"""A tiny kecamatan of two square desa, an evening patrol of two stops, and the same with as many as asked."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from planning.plan import Route, Visit
from planning.shift import Shift
from planning.stop import Stop
from reports.patrol.order import Crew, Office, Officer, Order, Sheet, Signer
from sop.official import Paper
from sop.patrol import PatrolElement, PatrolKind, StopKind

EVENING = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""19.00 WIB of a Monday."""


def make_sheet(
    stops=2,
    *,
    word="",
    number="300.1.2.1 / 12 / B.Lima / 2026",
    demo=False,
    paper=Paper.A4,
    zone="Asia/Pontianak",
):
    """``word`` stands in every text that a person could have written."""
    office = Office(
        letterhead=("PEMERINTAH KABUPATEN CONTOH", f"KECAMATAN MURUNG{word}", "Alamat : Jl. Contoh No. 1"),
        kecamatan=f"Murung{word}",
        seat=f"Taniran{word}",
        zone=ZoneInfo(zone),
        metric_epsg=32750,
        paper=paper,
        demo=demo,
    )
    crew = Crew(
        personnel=(
            Officer(name=f"Kasi Contoh, S.Sos{word}", element=PatrolElement.KECAMATAN, rank=f"Penata{word}",
                    number=f"198001012005011001{word}", position=f"Kasi Trantib{word}"),
            Officer(name=f"Anggota Contoh{word}", element=PatrolElement.SATPOL_PP,
                    rank=f"Pengatur{word}", number=f"199002022010012002{word}", position=f"Anggota{word}"),
            Officer(name=f"Bripka Contoh{word}", element=PatrolElement.POLSEK, rank=f"Bripka{word}",
                    number=f"78090123{word}", position=f"Bhabinkamtibmas{word}"),
        ),
        leader=f"Kasi Contoh, S.Sos{word}",
        vehicle=f"Mobil patroli KH 1 CTH{word}",
    )  # fmt: skip
    order = Order(
        office=office,
        number=number if number is None else f"{number}{word}",
        day=date(2026, 11, 22),
        basis=(f"Standar Operasional Prosedur Seksi Trantib{word}", f"Program kerja tahun 2026{word}"),
        purpose=f"Melaksanakan patroli pengawasan ketertiban umum{word}",
        begins=EVENING,
        ends=EVENING + timedelta(hours=3),
        crew=crew,
        signer=Signer(title=f"CAMAT MURUNG{word}", name=f"Camat Contoh, S.STP{word}",
                      rank=f"Pembina (IV/a){word}", number=f"197501012000031001{word}"),
        copies=(f"Bupati Contoh di Tempat{word}", f"Kapolsek Contoh{word}"),
    )  # fmt: skip
    kept = word.encode("utf-8", "ignore").decode()  # a frame refuses halves of characters by itself
    areas = gpd.GeoDataFrame(
        {"nama": [f"Bamban{kept}", f"Kandris{kept}"]},
        geometry=[shapely.box(115.1, -2.2, 115.2, -2.1), shapely.box(115.2, -2.2, 115.3, -2.1)],
        crs=4326,
        index=pd.Index(["62.01", "62.02"], name="kode_desa"),
    )
    elements = (PatrolElement.KECAMATAN, PatrolElement.SATPOL_PP, PatrolElement.POLSEK)
    shift = Shift(team="R1", name=f"Regu 1{word}", day=date(2026, 11, 23), start=EVENING,
                  end=EVENING + timedelta(hours=3), lon=115.15, lat=-2.15, elements=elements)  # fmt: skip
    return Sheet(
        number="LBR-2026-0007",
        order=order,
        kind=PatrolKind.HARIAN,
        route=route_of(stops, shift, word),
        crew=crew,
        issuer=Signer(title=f"KEPALA SEKSI TRANTIB{word}",
                      name=f"Kasi Contoh, S.Sos{word}", number=f"198001012005011001{word}"),
        areas=areas,
        plan_id="PTR-2026-11-001",
        seed=42,
        digest="3f9a0c1d2e4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeeff",
        made_at=datetime(2026, 11, 22, 23, 40, tzinfo=UTC),
        start_name=f"Kantor Kecamatan{word}",
    )  # fmt: skip


def route_of(stops, shift, word):
    """A stop every 20 minutes from 19.10 on, 15 minutes each; back 10 minutes after the last."""
    visits = tuple(
        Visit(
            stop=Stop(
                id=f"TMP-{order}",
                name=(f"Pasar {order}" if order % 2 else f"Simpang {order}") + word,
                kode_desa="62.01" if order % 2 else "62.02",
                lon=115.11 + 0.18 * ((order * 7) % 10) / 10,
                lat=-2.19 + 0.08 * ((order * 3) % 10) / 10,
                kind=StopKind.RAWAN if order % 2 else StopKind.KEHADIRAN,
                dwell_min=15,
                target_min=30,
                risk=0.1,
                most_days=7,
                reason=f"Titik rawan.{word}",
            ),
            arrive=EVENING + timedelta(minutes=20 * order - 10),
            depart=EVENING + timedelta(minutes=20 * order + 5),
            prize=1.0,
            reason=f"Tujuh gangguan dalam 12 bulan terakhir.{word}",
        )
        for order in range(1, stops + 1)
    )
    end = visits[-1].depart + timedelta(minutes=10) if visits else EVENING + timedelta(minutes=1)
    return Route(shift=shift, start=EVENING, end=end, distance_km=12.34, travel_min=15.0, visits=visits)


@pytest.fixture
def sheet_of():
    return make_sheet


@pytest.fixture
def sheet():
    return make_sheet()
