"""Column mapping: which column of a file is which field, shown before use, saved as TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import tomli_w
from pyproj import Transformer
from pyproj.exceptions import CRSError, ProjError

from records.files.read import RawFile, read_file
from records.parsing.headers import guess, offered
from sop.dictionary import Frame
from sop.period import ZONE_NAMES
from sop.problem import Problem, ProblemCode, Refused, problem

_SETTINGS = {
    "tanggal": "date_format",
    "zona": "zone",
    "crs": "crs",
    "desimal": "decimal",
    "lapis": "layer",
    "tukar": "swap",
}
_ORDERS = ("", "dmy", "mdy", "ymd")

_LONGEST, _LONGEST_LINE = 200_000, 2_000
"""Letters of a mapping, and of a line of it: reading takes time with the square of a line."""


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    r"""How a file is read.

    Parameters
    ----------
    columns
        Source column → field of the data dictionary, or one of the helpers ``lon``, ``lat``, ``koordinat``
        ("lat, lon"), ``wkt``, ``jam``, ``tanggal``, ``desa``, ``menit``.
    defaults
        Field → value for empty cells.
    date_format
        ``dmy``, ``mdy``, ``ymd``, or a format such as ``%d/%m/%Y %H:%M``; empty: by the evidence.
    zone
        Zone of times without one: IANA name, or WIB, WITA, WIT; empty: the office's.
    crs
        Coordinate system of the file, such as ``EPSG:32750``; empty: as the file says, or degrees.
    decimal
        Decimal sign ``,`` or ``.``; empty: by the evidence.
    layer
        Layer or sheet to read, where a file has several.
    swap
        Whether longitude and latitude change places.
    unmapped
        Source columns that are left out; in TOML they stand with an empty field.

    Examples
    --------
    >>> mapping = ColumnMapping.from_toml('tukar = true\n[kolom]\n"Tgl" = "waktu_kejadian"')
    >>> mapping.swap, dict(mapping.columns)
    (True, {'Tgl': 'waktu_kejadian'})
    >>> ColumnMapping.from_toml(mapping.to_toml()) == mapping
    True
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    date_format: str = ""
    zone: str = ""
    crs: str = ""
    decimal: str = ""
    layer: str = ""
    swap: bool = False
    unmapped: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        faults = [
            *_if(self.date_format not in _ORDERS and not _known_pattern(self.date_format),
                 "tanggal harus dmy, mdy, ymd, atau pola seperti %d/%m/%Y"),
            *_if(self.decimal not in {"", ",", "."}, "desimal harus , atau ."),
            *_if(not _known_zone(self.zone), f"zona {self.zone} tidak dikenal"),
            *_if(not _known_crs(self.crs), f"crs {self.crs} tidak dikenal"),
        ]  # fmt: skip
        if faults:
            raise Refused(*faults)

    @classmethod
    def from_toml(cls, text: str) -> ColumnMapping:
        """Read a mapping from TOML.

        Raises
        ------
        Refused
            If the text is no TOML, a key is unknown, or a value makes no sense; all faults at once.
        """
        if max(map(len, text.splitlines()), default=0) > _LONGEST_LINE or len(text) > _LONGEST:
            raise Refused(*_if(True, "terlalu panjang"))
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise Refused(*_if(True, f"bukan TOML yang sah ({error})")) from error
        except RecursionError as error:
            raise Refused(*_if(True, "bersarang terlalu dalam")) from error
        columns, defaults = document.pop("kolom", {}), document.pop("bawaan", {})
        faults = [
            *_table_faults("kolom", columns),
            *_table_faults("bawaan", defaults),
            *(
                fault
                for key, value in document.items()
                for fault in _if(
                    key not in _SETTINGS or not isinstance(value, bool if key == "tukar" else str),
                    f"“{key}{_said(value)}” tidak dikenal; yang ada: {', '.join(_SETTINGS)}, "
                    "[kolom], [bawaan]",
                )
            ),
        ]
        if faults:
            raise Refused(*faults)
        settings: dict[str, Any] = {_SETTINGS[key]: value for key, value in document.items()}
        return cls(
            columns={column: name for column, name in columns.items() if name},
            defaults={key: str(value) for key, value in defaults.items()},
            unmapped=tuple(column for column, name in columns.items() if not name),
            **settings,
        )

    @classmethod
    def load(cls, path: Path) -> ColumnMapping:
        """Read a mapping file."""
        try:
            return cls.from_toml(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(
                problem(ProblemCode.BERKAS_TAK_TERBACA, berkas=path.name, sebab="pemetaan tidak terbaca")
            ) from error

    def to_toml(self) -> str:
        """Return the mapping as TOML; columns that are not used appear with an empty field."""
        settings = {key: getattr(self, name) for key, name in _SETTINGS.items() if getattr(self, name)}
        columns = {**self.columns, **dict.fromkeys(self.unmapped, "")}
        document: dict[str, Any] = {**settings, "kolom": columns, "bawaan": dict(self.defaults)}
        return tomli_w.dumps(document)

    def save(self, path: Path) -> None:
        """Write the mapping to a file."""
        path.write_text(self.to_toml(), encoding="utf-8")

    @property
    def zone_name(self) -> str:
        """IANA name of the zone; empty if the mapping names none."""
        return ZONE_NAMES.get(self.zone.upper(), self.zone)


def propose_mapping(path: Path, frame: Frame, base: ColumnMapping | None = None) -> ColumnMapping:
    """Return the mapping that would be used for a file: what ``base`` says, and guesses for the rest.

    Raises
    ------
    Refused
        If the file cannot be read.
    """
    base = base or ColumnMapping()
    return complete(read_file(path, layer=base.layer or None), frame, base)[0]


def complete(raw: RawFile, frame: Frame, base: ColumnMapping) -> tuple[ColumnMapping, list[Problem]]:
    """Fill a mapping up with guesses from the headings of a file.

    A running number is no identity: next month's sheet would start at 1 again.

    Raises
    ------
    Refused
        If ``base`` names columns that the file lacks, or fields that there are not.
    """
    columns = list(raw.table.columns)
    _check_base(base, frame, columns)
    free = [column for column in columns if column not in base.columns and column not in base.unmapped]
    guessed = guess(frame, free, taken=base.columns.values())
    warnings: list[Problem] = []
    for column, name in list(guessed.items()):
        if name == "id_sumber" and _running_number(raw.table[column]):
            del guessed[column]
            warnings.append(problem(ProblemCode.KOLOM_NOMOR_URUT, kolom=column))
    used = {**base.columns, **guessed}
    unmapped = tuple(column for column in columns if column not in used)
    return replace(base, columns=used, unmapped=unmapped), warnings


def _check_base(base: ColumnMapping, frame: Frame, columns: Iterable[str]) -> None:
    allowed = offered(frame)
    used = list(base.columns.values())
    faults = [
        *(
            problem(ProblemCode.KOLOM_TAK_ADA, kolom=column)
            for column in base.columns
            if column not in set(columns)
        ),
        *(
            fault
            for name in dict.fromkeys([*used, *base.defaults])
            for fault in _if(name not in allowed, f"“{name}” bukan isian {frame.label.lower()}")
        ),
        *(
            fault
            for name in dict.fromkeys(used)
            for fault in _if(used.count(name) > 1, f"isian “{name}” diisi dari lebih dari satu kolom")
        ),
    ]
    if faults:
        raise Refused(*faults)


def _running_number(values: pd.Series) -> bool:
    numbers = pd.to_numeric(values, errors="coerce")
    if numbers.empty or numbers.isna().any() or numbers.iloc[0] not in {0, 1}:
        return False
    return bool((numbers.diff().iloc[1:] == 1).all())


def _if(wrong: bool, cause: str) -> list[Problem]:
    return [problem(ProblemCode.PEMETAAN_TAK_SAH, sebab=cause)] if wrong else []


def _said(value: Any) -> str:
    """Return a plain value as it was written; whatever holds others may be without end."""
    return "" if isinstance(value, dict | list) else f" = {value}"


def _table_faults(name: str, table: Any) -> list[Problem]:
    if not isinstance(table, dict):
        return _if(True, f"[{name}] harus berupa tabel")
    return [
        fault
        for key, value in table.items()
        for fault in _if(
            isinstance(value, dict | list | bool) or (name == "kolom" and not isinstance(value, str)),
            f"[{name}] “{key}” harus berupa teks; pengaturan seperti tukar dan crs ditulis di atas [kolom]",
        )
    ]


def _known_pattern(pattern: str) -> bool:
    try:
        pd.to_datetime(pd.Series([], dtype="str"), format=pattern)
    except ValueError:
        return False
    return "%" in pattern


def _known_zone(zone: str) -> bool:
    try:
        return not zone or bool(ZoneInfo(ZONE_NAMES.get(zone.upper(), zone)))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _known_crs(crs: str) -> bool:
    try:
        return not crs or bool(Transformer.from_crs(crs, 4326))
    except (CRSError, ProjError):
        return False
