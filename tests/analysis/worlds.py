"""Named tiny worlds, small enough to reckon by hand."""

import json
from datetime import UTC, datetime

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import Point, box

from analysis.evidence import Evidence
from sop.category import Category, Visibility

AT = datetime(2026, 6, 1, tzinfo=UTC)
"""A Monday. The worlds live in UTC, so that days are easy."""
ZONE = "UTC"
EPSG = 32750
EAST, NORTH = 250_000.0, 9_780_000.0
"""South-west corner of the row of desa, in metres of EPSG:32750, on the grid of 250 m."""

_INCIDENT = {
    "waktu_kejadian": AT,
    "kode_kategori": "SED",
    "kode_desa": "01",
    "presisi_lokasi": "gps",
    "asal": "laporan_warga",
    "dampak_aktual": 1.0,
    "status": "selesai",
    "status_verifikasi": "terverifikasi",
    "visibilitas": "umum",
    "id_kasus": None,
    "id_jurnal": None,
    "berulang_dari": None,
    "karantina": None,
}
_TEXTS = [name for name, value in _INCIDENT.items() if name not in {"waktu_kejadian", "dampak_aktual"}]


def category(code, safety=0, escalation=0, impact=0, factor=1.0):
    return Category(
        code=code,
        group="Contoh",
        name=f"Kategori {code}",
        safety=safety,
        escalation=escalation,
        impact=impact,
        lead="",
        support="",
        perda="",
        visibility=Visibility.UMUM,
        geometry="titik",
        score_factor=factor,
    )


CATEGORIES = {
    c.code: c
    for c in (
        category("RIN", impact=1),  # 1 + 2 = 3
        category("SED", safety=2, impact=1),  # 1 + 8 + 2 = 11
        category("KRI", safety=2, escalation=4, impact=4),  # 1 + 8 + 12 + 8 = 29
        category("NOL", safety=4, factor=0.0),
        category("JHT-01"),  # 1, produced by enforcement itself
        category("LLN-99", safety=1, escalation=1, impact=1, factor=0.5),  # half of 10
    )
}


def row_of_desa(count=3, side_m=2000.0):
    """Square desa side by side from west to east: 01, 02, 03 …"""
    west = EAST + side_m * np.arange(count)
    squares = box(west, NORTH, west + side_m, NORTH + side_m)
    codes = pd.Index([f"{i + 1:02d}" for i in range(count)], name="kode_desa", dtype="str")
    frame = gpd.GeoDataFrame({"nama": "Desa " + codes}, index=codes, geometry=squares, crs=EPSG)
    return frame.to_crs(4326)


def weeks_ago(weeks, at=AT):
    return pd.Timestamp(at) - pd.Timedelta(days=7 * weeks)


def incidents(*rows):
    """Incidents from what is said of each; ``ago`` is weeks before `AT`, ``xy`` metres from the corner."""
    made, points = [], []
    for row in rows:
        told = dict(row)
        xy = told.pop("xy", None)
        if "ago" in told:
            told["waktu_kejadian"] = weeks_ago(told.pop("ago"))
        made.append(_INCIDENT | told)
        points.append(None if xy is None else Point(EAST + xy[0], NORTH + xy[1]))
    frame = pd.DataFrame(made, columns=list(_INCIDENT)).astype(dict.fromkeys(_TEXTS, "str"))
    frame["waktu_kejadian"] = pd.to_datetime(frame["waktu_kejadian"], utc=True).astype("datetime64[ms, UTC]")
    frame["dampak_aktual"] = frame["dampak_aktual"].astype("float64")
    frame.index = pd.Index([f"KJD-{i + 1:04d}" for i in range(len(frame))], name="id_kejadian", dtype="str")
    geometry = gpd.GeoSeries(points, index=frame.index, crs=EPSG).to_crs(4326)
    return gpd.GeoDataFrame(frame, geometry=geometry)


def logs(*rows):
    """Patrol logs: ``ago`` weeks, ``menit`` per desa, ``hours`` long, ``nihil``."""
    made = []
    for row in rows:
        left = weeks_ago(row["ago"])
        made.append(
            {
                "berangkat": left,
                "kembali": left + pd.Timedelta(hours=row.get("hours", 2)),
                "menit_desa": row["menit"],
                "nihil": row.get("nihil", True),
            }
        )
    frame = pd.DataFrame(made, columns=["berangkat", "kembali", "menit_desa", "nihil"])
    for name in ("berangkat", "kembali"):
        frame[name] = pd.to_datetime(frame[name], utc=True).astype("datetime64[ms, UTC]")
    frame["nihil"] = frame["nihil"].astype("boolean")
    frame.index = pd.Index([f"JRN-{i + 1:04d}" for i in range(len(frame))], name="id_jurnal", dtype="str")
    return frame


def cases(*rows):
    """Conflict cases: ``since`` and ``until`` ISO days, ``levels`` [[day, level], …], ``desa``."""
    made = [
        {
            "kode_kategori": row.get("kode_kategori", "KRI"),
            "desa": row.get("desa", ["01"]),
            "tgl_teridentifikasi": row["since"],
            "tingkat_eskalasi": row["levels"][-1][1] if row.get("levels") else row.get("level", 0),
            "riwayat_eskalasi": row.get("levels", []),
            "tahap": row.get("tahap", "mediasi"),
            "tgl_tutup": row.get("until"),
            "visibilitas": "terbatas",
        }
        for row in rows
    ]
    columns = [
        "kode_kategori", "desa", "tgl_teridentifikasi", "tingkat_eskalasi",
        "riwayat_eskalasi", "tahap", "tgl_tutup", "visibilitas",
    ]  # fmt: skip
    frame = pd.DataFrame(made, columns=columns)
    plain = ["kode_kategori", "tgl_teridentifikasi", "tahap", "tgl_tutup", "visibilitas"]
    frame = frame.astype(dict.fromkeys(plain, "str")).astype({"tingkat_eskalasi": "Int64"})
    frame.index = pd.Index([f"KFL-{i + 1:04d}" for i in range(len(frame))], name="id_kasus", dtype="str")
    return frame


def evidence(happened=None, patrols=None, conflicts=None, areas=None):
    return Evidence(
        incidents=incidents() if happened is None else happened,
        logs=logs() if patrols is None else patrols,
        cases=cases() if conflicts is None else conflicts,
        areas=row_of_desa() if areas is None else areas,
        categories=CATEGORIES,
    )


def weekly(desa, per_week, weeks, **more):
    """A steady stream: ``per_week`` incidents in every one of the last ``weeks`` weeks."""
    return [
        {"kode_desa": desa, "ago": week + (i + 0.5) / per_week, **more}
        for week in range(weeks)
        for i in range(per_week)
    ]


def frozen(frame):
    """Everything in a frame, as text that changes when anything does."""
    plain = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    shape = frame.geometry.to_wkb().to_list() if "geometry" in frame else []
    table = plain.reset_index().astype("str").to_dict("list")
    return json.dumps([table, [str(t) for t in plain.dtypes], [str(s) for s in shape]])
