"""Settings in words: what each is called, how a value is said, what a change does."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from analysis.parameters import Parameters
from analysis.settings import Told, readable, told
from planning.patrols import Patrols
from planning.rules import SECTION, PlanRules
from records.profile import Profile
from services.patrol_setting_words import joint_change, joint_words, team_change, team_words
from services.setting_sheets import Settings
from sop.category import Category, Severity, Visibility
from sop.deadline import Duty, Limits
from sop.incident import Origin
from sop.official import Authority, Post
from sop.period import SHORT_MONTHS, long_date
from sop.setting import Change, Sheet
from sop.wording import number

PARAMETERS: Mapping[str, Told] = {one.key: one for one in told(Parameters)}
"""Every parameter in words, by its key."""

CATEGORY_LABELS: Mapping[str, str] = {
    "K_keselamatan": "K (keselamatan jiwa)",
    "E_eskalasi": "E (potensi eskalasi)",
    "D_dampak": "D (dampak)",
    "faktor_skor": "faktor skor",
    "visibilitas": "visibilitas",
}
"""What of a category the office may change on screen, and what it is called."""

PROFILE_LABELS: Mapping[str, str] = {
    "nama": "Nama kantor",
    "kecamatan": "Kecamatan",
    "kabupaten": "Kabupaten",
    "provinsi": "Provinsi",
    "tempat": "Tempat surat ditandatangani",
    "kop": "Kop surat",
    "pejabat": "Penanda tangan",
    "ukuran_kertas": "Ukuran kertas",
    "tembusan": "Tembusan surat perintah tugas",
    "zona": "Zona waktu",
    "metric_epsg": "Kode EPSG",
    "batas": "Keterangan batas",
    "wilayah": "Nama desa",
    "nama_lain": "Nama lain desa",
    "isian_baku": "Isian baku",
    "konteks": "Lapisan latar peta",
}
OFFICIAL_LABELS: Mapping[str, str] = {
    "nama": "Nama dan gelar",
    "pangkat": "Pangkat (golongan)",
    "nip": "NIP",
    "kedudukan": "Kedudukan",
}
AUTHORITY_LABELS: Mapping[str, str] = {
    Authority.SENDIRI.value: "Pejabat definitif",
    Authority.PLT.value: "Plt. (pelaksana tugas)",
    Authority.PLH.value: "Plh. (pelaksana harian)",
}
TOLD_LABELS: Mapping[str, str] = {"kasi": "Kasi", "sekcam": "Sekcam", "camat": "Camat"}
"""Who is told of a slipping duty."""

HOLIDAYS = "libur.tanggal"
TEAMS, JOINTS = "regu", "gabungan"
OFFICIALS = "pejabat"
_MONTHS, _EVENTS = "kalender.bulan", "kalender.peristiwa"
_CATEGORY_COLUMNS = {
    **CATEGORY_LABELS,
    "kelompok": "kelompok",
    "nama": "nama",
    "lead": "penanggung jawab",
    "pendukung": "pendukung",
    "kait_perda": "kaitan dengan Perda",
    "geo": "bentuk di peta",
}
_PARTS = {"catatan": "catatan", "kredit": "sumber", "kode_kategori": "kategori", "asal": "asal"}
"""Parts of a setting of the profile."""
_RULES = readable(PlanRules)
_PATROL_LABELS = {
    TEAMS: "Regu",
    JOINTS: "Patroli gabungan",
    **{f"{SECTION}.{key}": str(one.metadata["label"]) for key, one in _RULES.items()},
}
_POSTS = {post.value: post.label for post in Post}
_ORIGINS = {origin.value: origin.label for origin in Origin}
_DUTIES = {duty.value: duty.label for duty in Duty}
_SEVERITIES = {severity.value: severity.label for severity in Severity}
_VISIBILITIES = {visibility.value: visibility.label for visibility in Visibility}


def values(settings: Settings) -> dict[Sheet, dict[str, Any]]:
    """Return every setting by sheet and key, as JSON knows values."""
    return {
        sheet: sheet_values(sheet, part)
        for sheet, part in {
            Sheet.PROFIL: settings.profile,
            Sheet.PARAMETER: settings.parameters,
            Sheet.ATURAN: settings.limits,
            Sheet.KATEGORI: settings.categories,
            Sheet.PATROLI: settings.patrols,
        }.items()
    }


def sheet_values(sheet: Sheet, part: Any) -> dict[str, Any]:
    """Return the settings of one sheet by key; ``part`` is what `services.setting_sheets.parse` gives."""
    read: dict[Sheet, Callable[[Any], dict[str, Any]]] = {
        Sheet.PROFIL: profile_values,
        Sheet.PARAMETER: parameter_values,
        Sheet.ATURAN: limit_values,
        Sheet.KATEGORI: category_values,
        Sheet.PATROLI: patrol_values,
    }
    return read[sheet](part)


def profile_values(profile: Profile) -> dict[str, Any]:
    """Return the settings of a profile by key."""
    return tomllib.loads(profile.to_toml())


def parameter_values(parameters: Parameters) -> dict[str, Any]:
    """Return the parameters by key, such as ``kelas.waspada``."""
    tables = parameters.to_mapping()
    return {f"{section}.{key}": value for section, table in tables.items() for key, value in table.items()}


def limit_values(limits: Limits) -> dict[str, Any]:
    """Return the time limits by key, such as ``tenggat.verifikasi.kritis``."""
    table = limits.to_mapping()
    hours = {
        f"tenggat.{duty}.{severity}": value
        for duty, per in table["tenggat"].items()
        for severity, value in per.items()
    }
    told_at = {f"eskalasi.{who}": value for who, value in table["eskalasi"].items()}
    return {**hours, **told_at, HOLIDAYS: table["libur"]["tanggal"]}


def category_values(categories: Mapping[str, Category]) -> dict[str, Any]:
    """Return what the categories are by key, such as ``JLN-04.faktor_skor``."""
    return {
        f"{code}.{column}": value
        for code, category in categories.items()
        for column, value in {
            "K_keselamatan": category.safety,
            "E_eskalasi": category.escalation,
            "D_dampak": category.impact,
            "faktor_skor": category.score_factor,
            "visibilitas": category.visibility.value,
            "kelompok": category.group,
            "nama": category.name,
            "lead": category.lead,
            "pendukung": category.support,
            "kait_perda": category.perda,
            "geo": category.geometry,
        }.items()
    }


def patrol_values(patrols: Patrols) -> dict[str, Any]:
    """Return the rules of planning and the teams by key, such as ``rencana.menit_singgah``."""
    table = patrols.to_mapping()
    rules = {f"{SECTION}.{key}": value for key, value in table.pop(SECTION).items()}
    return {**rules, **table}


def label(sheet: Sheet, key: str) -> str:
    """Return what a setting is called.

    Examples
    --------
    >>> label(Sheet.PARAMETER, "kelas.waspada"), label(Sheet.KATEGORI, "JLN-04.faktor_skor")
    ('Ambang kelas: Waspada mulai', 'JLN-04: faktor skor')
    >>> label(Sheet.ATURAN, "tenggat.verifikasi.kritis")
    'Verifikasi laporan, kritis'
    """
    match sheet:
        case Sheet.PARAMETER if key in PARAMETERS:
            one = PARAMETERS[key]
            return f"{one.section}: {one.label}"
        case Sheet.KATEGORI:
            code, _, column = key.partition(".")
            return f"{code}: {_CATEGORY_COLUMNS.get(column, column)}"
        case Sheet.ATURAN:
            return _limit_label(key)
        case Sheet.PROFIL:
            return PROFILE_LABELS.get(key, key)
        case Sheet.PATROLI:
            return _PATROL_LABELS.get(key, key)
    return key


def say(sheet: Sheet, key: str, value: Any) -> str:
    """Return a value in words.

    Examples
    --------
    >>> say(Sheet.PARAMETER, "kelas.waspada", 6.5), say(Sheet.ATURAN, HOLIDAYS, ["2026-12-25"])
    ('6,5 poin per minggu', '25 Desember 2026')
    >>> say(Sheet.ATURAN, "tenggat.verifikasi.kritis", 1), say(Sheet.KATEGORI, "JLN-04.visibilitas", "umum")
    ('1 jam', 'Umum')
    """
    unit = ""
    if sheet is Sheet.PARAMETER and key in PARAMETERS:
        unit = PARAMETERS[key].unit
    elif sheet is Sheet.PATROLI and key.removeprefix(f"{SECTION}.") in _RULES:
        unit = str(_RULES[key.removeprefix(f"{SECTION}.")].metadata["unit"])
    elif sheet is Sheet.ATURAN and key != HOLIDAYS:
        unit = "jam" if key.startswith("tenggat.") else "× tenggat"
    elif sheet is Sheet.ATURAN and isinstance(value, list):
        return _days(value)
    elif sheet is Sheet.PATROLI and key in {TEAMS, JOINTS} and isinstance(value, list):
        words = team_words if key == TEAMS else joint_words
        return "; ".join(words(one) for one in value) or "–"
    said = _plain(value)
    return f"{said} {unit}" if unit and value is not None else said


def sentence(change: Change, names: Mapping[str, str] | None = None) -> str:
    """Return a change in one sentence; of a setting of many parts, only those that change.

    Parameters
    ----------
    names
        Names of the desa by code, for what is set per desa.

    Examples
    --------
    >>> sentence(Change(Sheet.PARAMETER, "kelas.waspada", 6.0, 8.0))
    'Ambang kelas: Waspada mulai: 6 → 8 poin per minggu'
    >>> sentence(Change(Sheet.ATURAN, HOLIDAYS, ["2026-12-25"], ["2026-12-25", "2027-01-01"]))
    'Hari libur: ditambah 1 Januari 2027'
    >>> sentence(Change(Sheet.PROFIL, "isian_baku", {"asal": "tidak_diketahui"}, {"asal": "laporan_warga"}))
    'Isian baku, asal: Tidak diketahui → Laporan warga'
    >>> sentence(Change(Sheet.PARAMETER, "kalender.bulan", {}, {"KAR": [1] * 7 + [2, 3] + [1] * 3}))
    'Kalender: Faktor per bulan, KAR: – → Agu 2, Sep 3, bulan lain 1'
    >>> sentence(Change(Sheet.PROFIL, "pejabat", {}, {"camat": {"kedudukan": "plt"}}))
    'Penanda tangan: Camat, kedudukan: – → Plt. (pelaksana tugas)'
    """
    name = label(change.sheet, change.key)
    if change.sheet is Sheet.ATURAN and change.key == HOLIDAYS:
        return f"{name}: {_holiday_change(change)}"
    if change.sheet is Sheet.PATROLI and change.key in {TEAMS, JOINTS}:
        told = team_change if change.key == TEAMS else joint_change
        return f"{name}: {told(change.old or (), change.new or ())}"
    if change.key == _EVENTS:
        return f"{name}: {_event_change(change)}"
    if change.sheet is Sheet.PROFIL and change.key == OFFICIALS:
        return f"{name}: {_official_change(change)}"
    if isinstance(change.old or change.new, Mapping):
        return f"{name}, {_part_change(change, names or {})}"
    new = say(change.sheet, change.key, change.new)
    return f"{name}: {_plain(change.old)} → {new}"


def _limit_label(key: str) -> str:
    table, _, rest = key.partition(".")
    if table == "tenggat":
        duty, _, severity = rest.partition(".")
        return f"{_DUTIES.get(duty, duty)}, {_SEVERITIES.get(severity, severity).lower()}"
    return "Hari libur" if key == HOLIDAYS else f"Diberitahukan kepada {TOLD_LABELS.get(rest, rest)}"


def _holiday_change(change: Change) -> str:
    before, after = set(change.old or ()), set(change.new or ())
    parts = [("ditambah", sorted(after - before)), ("dihapus", sorted(before - after))]
    return "; ".join(f"{what} {_days(days)}" for what, days in parts if days)


def _event_change(change: Change) -> str:
    before, after = ([_event(one) for one in value or ()] for value in (change.old, change.new))
    parts = [
        ("ditambah", [one for one in after if one not in before]),
        ("dihapus", [one for one in before if one not in after]),
    ]
    return "; ".join(f"{what} {', '.join(events)}" for what, events in parts if events)


def _official_change(change: Change) -> str:
    before, after = (_official_parts(value) for value in (change.old, change.new))
    return "; ".join(
        f"{part}: {_plain(before.get(part))} → {_plain(after.get(part))}"
        for part in dict.fromkeys([*before, *after])
        if before.get(part) != after.get(part)
    )


def _official_parts(value: Mapping[str, Mapping[str, str]] | None) -> dict[str, str]:
    return {
        f"{_POSTS.get(post, post)}, {_uncapped(OFFICIAL_LABELS.get(key, key))}": AUTHORITY_LABELS.get(
            said, said
        )
        for post, one in (value or {}).items()
        for key, said in one.items()
    }


def _uncapped(name: str) -> str:
    return name if name.isupper() else name[:1].lower() + name[1:]


def _event(one: Mapping[str, Any]) -> str:
    days = "–".join(_day(one.get(key) or "") for key in ("mulai", "sampai"))
    whom = ", ".join(one.get("kategori") or ()) or "semua kategori"
    return f"{one.get('nama')} ({days}; {whom}; × {_plain(one.get('faktor'))})"


def _day(said: str) -> str:
    try:
        return long_date(date.fromisoformat(said))
    except ValueError:
        return said or "?"


def _part_change(change: Change, names: Mapping[str, str]) -> str:
    old, new = change.old or {}, change.new or {}
    said = _months if change.key == _MONTHS else _part
    return "; ".join(
        f"{names.get(part) or _PARTS.get(part, part)}: {said(old.get(part))} → {said(new.get(part))}"
        for part in dict.fromkeys([*old, *new])
        if old.get(part) != new.get(part)
    )


def _part(value: Any) -> str:
    return _ORIGINS.get(value, value) if isinstance(value, str) and value else _plain(value)


def _months(factors: Sequence[float] | None) -> str:
    if not factors:
        return "–"
    told = [
        f"{name} {_plain(factor)}" for name, factor in zip(SHORT_MONTHS, factors, strict=False) if factor != 1
    ]
    if not told:
        return "1 sepanjang tahun"
    return ", ".join([*told, "bulan lain 1"] if len(told) < len(factors) else told)


def _days(days: Sequence[str]) -> str:
    return ", ".join(long_date(date.fromisoformat(day)) for day in days) or "–"


def _plain(value: Any) -> str:
    match value:
        case None | "" | [] | {}:
            return "–"
        case bool():
            return "ya" if value else "tidak"
        case int() | float():
            return number(value, _decimals(value))
        case list():
            return "; ".join(_plain(item) for item in value)
        case Mapping():
            return "; ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    return _VISIBILITIES.get(value, str(value))


def _decimals(value: float) -> int:
    """Return how many decimals a number needs to be said in full, three at most."""
    return next((n for n in range(3) if round(value, n) == value), 3)
