"""A list of incidents as a file: a workbook with what it is, or plain text for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pandas as pd

from records.store.identities import named_in
from reports.tables import semicolons, workbook
from services.accounts import display_name
from services.briefing import agency
from services.incident_list import IncidentFilters, chosen, told_incidents
from services.incident_words import area_name, label, worded
from services.office import Office
from services.privacy import Sight, category_name
from services.scrubbing import Made, Prepared, Text
from sop.category import Visibility
from sop.code import Code
from sop.dictionary import INCIDENTS, Kind
from sop.party import Actor
from sop.period import Period, long_date, long_time
from sop.problem import ProblemCode, Refused, problem
from sop.scrub import scrubbed
from sop.wording import number

MOST_ROWS = 20_000
"""Incidents in one list: what is longer nobody looks through."""
TEXTS = ("dusun_rt", "patokan", "sumber", "dirujuk_ke", "no_surat_rujukan", "pasal", "hasil", "kronologi")
"""Columns that somebody wrote."""

_BEFORE = (
    "waktu_kejadian", "presisi_waktu", "zona_waktu_asli", "kode_kategori", "kode_desa", "presisi_lokasi",
)  # fmt: skip
_AFTER = (
    "asal", "jumlah_terlibat", "korban_luka", "korban_jiwa", "kerugian_rp", "luas_ha", "dampak_aktual",
    "status", "status_verifikasi", "visibilitas", "waktu_lapor", "waktu_selesai",
)  # fmt: skip
_AS_NUMBER = {Kind.INTEGER, Kind.NUMBER}


class ListFormat(Code):
    """In which form a list is taken along."""

    XLSX = "xlsx", "Excel (XLSX)"
    CSV = "csv", "Teks (CSV)"


_MEDIA = {
    ListFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ListFormat.CSV: "text/csv",
}


@dataclass(frozen=True, kw_only=True)
class ListChoice:
    """Which incidents are taken along, and how.

    Parameters
    ----------
    filters
        As on the page; every page of it.
    format
        XLSX, which says what it is on a sheet of its own, or CSV.
    secret
        Whether secret incidents are among them.
    meeting
        Whether it is for others: then only what is open to all, without texts.
    """

    filters: IncidentFilters
    format: ListFormat = ListFormat.XLSX
    secret: bool = False
    meeting: bool = False


def prepared_list(office: Office, actor: Actor, choice: ListChoice, *, at: datetime) -> Prepared:
    """Return a list ready to be looked at and to be made."""
    shown = told_incidents(office, actor, at=at, meeting=choice.meeting)
    rows = shown.loc[chosen(shown, choice.filters, office, at)]
    if not choice.secret:
        rows = rows.loc[rows["visibilitas"] != Visibility.RAHASIA]
    if len(rows) > MOST_ROWS:
        raise Refused(problem(ProblemCode.EKSPOR_BANYAK, jumlah=number(len(rows)), batas=number(MOST_ROWS)))
    rows = rows.sort_values(["waktu_kejadian", "nomor"], ascending=[False, True])
    texts = dict(_texts(office, rows))

    def make(cleaned: Mapping[str, str]) -> Made:
        table = _table(office, rows, cleaned)
        replaced = sum(one.text != cleaned[name] for name, one in texts.items())
        name = f"kejadian-{at.astimezone(office.zone):%Y%m%d-%H%M}.{choice.format.value}"
        if choice.format is ListFormat.CSV:
            return Made(name=name, media_type=_MEDIA[choice.format], content=semicolons(table))
        about = _about(office, actor, choice, table, replaced, at)
        content = workbook({"Kejadian": table, "Keterangan": about})
        return Made(name=name, media_type=_MEDIA[choice.format], content=content)

    return Prepared(
        title=f"Daftar kejadian ({choice.format.value.upper()})",
        texts=texts,
        make=make,
        basis=(_filters(office, choice), period_words(choice.filters.period), _versions(rows)),
        facts={"jenis": "daftar", "baris": len(rows), "rahasia": choice.secret, "rapat": choice.meeting},
    )


def _versions(rows: pd.DataFrame) -> list[tuple[str, int]]:
    """Return which records these are, each with its version."""
    return [(str(key), int(version)) for key, version in zip(rows.index, rows["versi"], strict=True)]


def _texts(office: Office, rows: pd.DataFrame) -> Iterator[tuple[str, Text]]:
    said = {
        str(key): {name: str(row[name]) for name in TEXTS if isinstance(row[name], str)}
        for key, row in zip(rows.index, rows[list(TEXTS)].to_dict("records"), strict=True)
    }
    named = named_in(office.store, INCIDENTS, {key: list(texts.values()) for key, texts in said.items()})
    numbers = dict(zip(map(str, rows.index), rows["nomor"], strict=True))
    for key, texts in said.items():
        for name, text in texts.items():
            yield f"{key} {name}", Text(numbers[key], label(name), text, named.get(text, ()))


def _table(office: Office, rows: pd.DataFrame, cleaned: Mapping[str, str]) -> pd.DataFrame:
    made = [
        {
            "Nomor kejadian": row["nomor"],
            **{label(name): _value(office, name, row) for name in _BEFORE},
            "Bujur": _coordinate(row, "x"),
            "Lintang": _coordinate(row, "y"),
            **{label(name): _value(office, name, row) for name in _AFTER},
            **{label(name): cleaned.get(f"{key} {name}") for name in TEXTS},
        }
        for key, row in zip(map(str, rows.index), rows.to_dict("records"), strict=True)
    ]
    headings = [
        "Nomor kejadian",
        *map(label, _BEFORE),
        "Bujur",
        "Lintang",
        *map(label, _AFTER),
        *map(label, TEXTS),
    ]
    return pd.DataFrame(made, columns=headings, dtype="object")


def _value(office: Office, name: str, row: Mapping[Any, Any]) -> Any:
    value = row[name]
    if value is None or pd.isna(value):
        return None
    if name == "kode_kategori":
        return category_name(str(value), row["pandang"], office.categories)
    if name == "kode_desa":
        return area_name(office, str(value))
    kind = INCIDENTS[name].kind
    if kind is Kind.TIME:
        return value.to_pydatetime().astimezone(office.zone)
    if kind in _AS_NUMBER and name != "dampak_aktual":
        return float(value) if kind is Kind.NUMBER else int(value)
    return worded(office, name, value)


def _coordinate(row: Mapping[Any, Any], axis: str) -> float | None:
    point = row["geometry"]
    if point is None or row["pandang"] != Sight.PENUH:
        return None
    return round(float(getattr(point, axis)), 6)


def _about(
    office: Office, actor: Actor, choice: ListChoice, table: pd.DataFrame, replaced: int, at: datetime
) -> pd.DataFrame:
    """Return what the list is: the sheet *Keterangan*."""
    lines = {
        "Kantor": agency(office, actor),
        "Isi": f"Daftar kejadian, {number(len(table))} baris",
        "Periode": period_words(choice.filters.period),
        "Saringan": _filters(office, choice),
        "Kejadian rahasia": "termasuk" if choice.secret else "tidak termasuk",
        "Data pribadi": f"disamarkan pada {number(replaced)} isian setelah ditinjau; [dalam kurung siku]",
        "Dibuat oleh": f"{display_name(office, actor)} ({actor.role.label})",
        "Dibuat pada": long_time(at, office.zone),
        "Zona waktu": office.profile.zone,
        "Sidik isi (SHA-256)": sha256(semicolons(table)).hexdigest(),
        "Ingat": "Untuk keperluan dinas. Jangan diteruskan di luar instansi yang menangani.",
    }
    if office.demo:
        lines = {"DATA CONTOH": "bukan data sebenarnya", **lines}
    return pd.DataFrame({"Butir": list(lines), "Keterangan": list(lines.values())})


def period_words(period: Period | None) -> str:
    """Return a period as a file or a map says it.

    Examples
    --------
    >>> from datetime import date
    >>> period_words(Period(date(2026, 11, 1), date(2026, 12, 1))), period_words(None)
    ('1 November 2026 s.d. 30 November 2026', 'semua catatan')
    """
    if period is None:
        return "semua catatan"
    return f"{long_date(period.first)} s.d. {long_date(period.after - timedelta(days=1))}"


def _filters(office: Office, choice: ListChoice) -> str:
    filters = choice.filters
    told = [word.label for word in filters.words]
    if filters.kode_desa is not None:
        told.append(f"desa {area_name(office, filters.kode_desa)}")
    if filters.categories is not None:
        told.append(f"{number(len(filters.categories))} kategori")
    if filters.overdue:
        told.append("hanya yang terlambat")
    if filters.search.strip():
        told.append(f"memuat “{scrubbed(filters.search.strip(), companies=True)}”")
    if choice.meeting:
        told.append("mode rapat")
    return ", ".join(told) or "tanpa saringan"
