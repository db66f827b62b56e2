"""Patrol logs as people read them: the list, one log in full, and one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from analysis.clocks import Watch, log_clocks, log_delays
from services.accounts import display_names
from services.history import Step, history
from services.locating import desa_names
from services.looking import within
from services.office import Office
from services.patrol_logs import findings, length
from services.privacy import Sight, category_name, short_name, sight
from services.stored import row_of
from sop.deadline import due_words
from sop.dictionary import PATROL_LOGS
from sop.party import Actor, Verb
from sop.patrol import PatrolKind, elements
from sop.period import Period, long_time
from sop.wording import duration
from sop.wording import number as numeral

COLUMNS = ("Nomor", "Tanggal", "Jam", "Desa (menit)", "Hasil", "Laporan", "Jenis", "Unsur")
NIHIL = "Nihil"
"""What a patrol says that found nothing: a result, not a gap."""

_OWN = ("Nomor", "Tanggal", "Jam", "Desa (menit)", "Hasil")
_NOT_NOTED = "tidak dicatat"
_NOT_IN_MEETINGS = frozenset({"Uraian", "Hambatan", "Dicatat oleh"})


@dataclass(frozen=True, kw_only=True)
class LogList:
    """Patrol logs of a period.

    Parameters
    ----------
    sentence
        How many there are, how many found nothing, and how many are late.
    table
        `COLUMNS`, ready to be shown, indexed by number, the latest patrol first.
    late
        Numbers of the patrols that came back, have not reported, and are past their time.
    """

    sentence: str
    table: pd.DataFrame
    late: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LogDetail:
    """One patrol log in full.

    Parameters
    ----------
    number, version
        Its number, and the version that its reader saw.
    nihil
        Whether nothing was found.
    lines
        What it says: heading and words, in order; what was not said is left out.
    findings
        Number and words of each incident found on it that the reader may see.
    """

    number: str
    version: int
    nihil: bool
    lines: tuple[tuple[str, str], ...]
    findings: tuple[tuple[str, str], ...]


def log_list(
    office: Office,
    actor: Actor,
    *,
    at: datetime,
    period: Period | None = None,
    kode_desa: str | None = None,
    only_nihil: bool = False,
    meeting: bool = False,
) -> LogList:
    """Return the patrol logs of a period.

    Parameters
    ----------
    at
        Now.
    period
        Local days in which the patrols left; None for all.
    kode_desa
        Only patrols that went there; None for all.
    only_nihil
        Only patrols that found nothing.
    meeting
        Whether others look along: then findings are not counted.
    """
    actor.require(Verb.JURNAL_LIHAT)
    rows = office.frame(PATROL_LOGS)
    kept = within(rows["berangkat"], period, office)
    if kode_desa is not None:
        kept &= rows["menit_desa"].map(lambda visited: kode_desa in visited).astype("bool")
    if only_nihil:
        kept &= rows["nihil"].astype("bool")
    rows = rows.loc[kept].sort_values("berangkat", ascending=False, kind="stable")
    table = _table(office, actor, rows, at, meeting=meeting)
    late = tuple(str(one) for one in rows.index if table.loc[one, "Laporan"].startswith("belum"))
    return LogList(sentence=_sentence(rows, late), table=table[list(COLUMNS)], late=late)


def own_logs(office: Office, actor: Actor, *, most: int = 10) -> pd.DataFrame:
    """Return the latest logs that somebody entered himself, ready to be shown, indexed by number."""
    actor.require(Verb.JURNAL_CATAT)
    rows = office.frame(PATROL_LOGS)
    mine = office.authors(PATROL_LOGS).reindex(rows.index) == actor.name
    rows = rows.loc[mine].sort_values("waktu_input", ascending=False, kind="stable").head(most)
    return _table(office, actor, rows, None)[list(_OWN)]


def log_detail(
    office: Office, actor: Actor, number: str, *, at: datetime, meeting: bool = False
) -> LogDetail:
    """Return one patrol log.

    Parameters
    ----------
    meeting
        Whether others look along: then there are no free texts, no names and no findings.

    Raises
    ------
    Refused
        ``rekam.tak_ada`` if there is none.
    """
    actor.require(Verb.JURNAL_LIHAT)
    rows = office.frame(PATROL_LOGS)
    row = row_of(rows, PATROL_LOGS, number)
    shown = _table(office, actor, rows.loc[[number]], at, meeting=meeting).iloc[0]
    account = office.authors(PATROL_LOGS)[number]
    lines = {
        "Hasil": shown["Hasil"],
        "Berangkat": long_time(row["berangkat"], office.zone),
        "Kembali": "" if row["kembali"] is None else long_time(row["kembali"], office.zone),
        "Lama": "" if row["kembali"] is None else length(row["kembali"] - row["berangkat"]),
        "Desa (menit)": shown["Desa (menit)"],
        "Lembar rute": row["id_lembar"] or "",
        "Titik": _stops_told(row["titik"] or (), meeting=meeting),
        "Jenis": shown["Jenis"],
        "Unsur": shown["Unsur"],
        "Personel": "" if row["personel"] is None else f"{numeral(row['personel'])} orang",
        "Uraian": row["uraian"] or "",
        "Cuaca": row["cuaca"] or "",
        "Hambatan": row["hambatan"] or "",
        "Jarak": "" if row["km"] is None else f"{numeral(row['km'], 1)} km",
        "Laporan": shown["Laporan"],
        "Dicatat oleh": display_names(office).get(account, account),
    }
    return LogDetail(
        number=number,
        version=int(row["versi"]),
        nihil=bool(row["nihil"]),
        lines=tuple(
            (heading, words)
            for heading, words in lines.items()
            if words and not (meeting and heading in _NOT_IN_MEETINGS)
        ),
        findings=() if meeting else _findings(office, actor, number),
    )


def _stops_told(stops: Sequence[Mapping[str, Any]], *, meeting: bool) -> str:
    """Return in words what became of the stops of a sheet; to a room only how many.

    Examples
    --------
    >>> stops = [{"nama": "Pasar", "didatangi": True, "menit": 12.0, "alasan": ""},
    ...     {"nama": "Simpang", "didatangi": False, "menit": 0.0, "alasan": "Waktu habis"}]
    >>> print(_stops_told(stops, meeting=False))
    1 dari 2 didatangi
    ✓ Pasar, 12 menit
    ✕ Simpang: Waktu habis
    >>> _stops_told(stops, meeting=True), _stops_told([], meeting=False)
    ('1 dari 2 didatangi', '')
    """
    if not stops:
        return ""
    lines = [f"{sum(one['didatangi'] for one in stops)} dari {len(stops)} didatangi"]
    if not meeting:
        lines += [
            f"✓ {one['nama']}, {numeral(one['menit'])} menit"
            if one["didatangi"]
            else f"✕ {one['nama']}: {one['alasan']}"
            for one in stops
        ]
    return "\n".join(lines)


def log_history(office: Office, actor: Actor, number: str) -> tuple[Step, ...]:
    """Return what became of a patrol log, the latest first."""
    actor.require(Verb.JURNAL_LIHAT)
    return history(office, PATROL_LOGS, number)


def _findings(office: Office, actor: Actor, number: str) -> tuple[tuple[str, str], ...]:
    """Return what was found, as far as the reader may know it; what is closed is not even counted."""
    rows = findings(office, number)
    if rows.empty or not actor.may(Verb.KEJADIAN_LIHAT):
        return ()
    sights = sight(rows, actor.role, office.categories)
    return tuple(
        (str(key), short_name(category_name(code, seen, office.categories)))
        for key, code, seen in zip(rows.index, rows["kode_kategori"], sights, strict=True)
        if seen != Sight.TERTUTUP
    )


def _table(
    office: Office, actor: Actor, rows: pd.DataFrame, at: datetime | None, *, meeting: bool = False
) -> pd.DataFrame:
    names, found = desa_names(office), {} if meeting else _found(office, actor)
    local = rows["berangkat"].dt.tz_convert(office.profile.zone)
    back = rows["kembali"].dt.tz_convert(office.profile.zone)
    return pd.DataFrame(
        {
            "Nomor": rows.index,
            "Tanggal": [f"{day:%d/%m/%Y}" for day in local],
            "Jam": [
                f"{left:%H.%M}–{came:%H.%M}" if pd.notna(came) else f"{left:%H.%M}"
                for left, came in zip(local, back, strict=True)
            ],
            "Desa (menit)": [_places(visited, names) for visited in rows["menit_desa"]],
            "Hasil": [
                NIHIL if nihil else found.get(key, "Ada temuan")
                for key, nihil in zip(rows.index, rows["nihil"], strict=True)
            ],
            "Jenis": [PatrolKind(kind).label for kind in rows["jenis"]],
            "Unsur": [_elements(text) for text in rows["unsur"]],
            "Laporan": "" if at is None else _reported(office, rows, at),
        },
        index=rows.index,
    )


def _found(office: Office, actor: Actor) -> dict[str, str]:
    """Return in words how many records each patrol has left, as far as the reader may see them."""
    rows = findings(office)
    seen = rows.loc[sight(rows, actor.role, office.categories) != Sight.TERTUTUP, "id_jurnal"]
    return {str(key): f"{numeral(count)} temuan" for key, count in seen.value_counts().items()}


def _places(visited: Mapping[str, Any], names: Mapping[str, str]) -> str:
    told = [
        f"{names.get(code, code)} ({_NOT_NOTED if not minutes else numeral(minutes)})"
        for code, minutes in visited.items()
    ]
    return ", ".join(told)


def _elements(text: Any) -> str:
    if pd.isna(text):
        return ""
    known = elements(str(text))
    return ", ".join(one.label for one in known) if known else str(text)


def _reported(office: Office, rows: pd.DataFrame, at: datetime) -> list[str]:
    """Return for each log whether the patrol was reported in time."""
    watch = Watch(limits=office.limits, categories=office.categories, zone=office.profile.zone, at=at)
    running = log_clocks(rows, watch).set_index("kunci")["due"]
    delays = log_delays(rows, watch)
    return [
        _report_words(delays[key], running.get(key), at, told=told)
        for key, told in zip(rows.index, rows["waktu_laporan"].notna(), strict=True)
    ]


def _report_words(delay: Any, due: Any, at: datetime, *, told: bool) -> str:
    if told:
        late = pd.notna(delay) and delay > timedelta(0)
        return f"terlambat {duration(delay.total_seconds())}" if late else "tepat waktu"
    if due is None:
        return "tanpa catatan"
    limit = due.to_pydatetime()
    return f"{'belum' if limit <= at else 'ditunggu'}, {due_words(limit, at)}"


def _sentence(rows: pd.DataFrame, late: tuple[str, ...]) -> str:
    if rows.empty:
        return "Belum ada jurnal patroli pada pilihan ini."
    nihil = int(rows["nihil"].sum())
    told = f"{numeral(len(rows))} patroli, {numeral(nihil)} di antaranya nihil (aman dan kondusif)."
    return told + (f" {numeral(len(late))} belum dilaporkan dan lewat tenggat." if late else "")
