"""A frame in the making: source columns in, checked columns out, every fault kept with its row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from records.files.contents import plain
from records.files.read import RawFile
from records.parsing.codes import codes, flags
from records.parsing.context import ParseContext
from records.parsing.mapping import ColumnMapping
from records.parsing.numbers import numbers
from records.parsing.rows import listed
from records.parsing.text import MAX_LETTERS, clean, too_long
from records.parsing.times import Times, time_only, times
from sop.dictionary import Field, Frame, Kind
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import number

_CLOCK_SLACK = timedelta(minutes=10)
"""A phone's clock may run ahead of the office's by so much."""

_SECOND_FAULTS = 100
_LARGEST_WHOLE = 2**31 - 1
"""The largest whole number that every store holds."""

_SHAPES = {
    Kind.TEXT: "teks",
    Kind.CODE: "salah satu pilihan",
    Kind.TIME: "tanggal dan jam",
    Kind.DATE: "tanggal",
    Kind.INTEGER: "bilangan bulat",
    Kind.NUMBER: "bilangan",
    Kind.FLAG: "ya atau tidak",
}
_DTYPES: dict[Kind, Any] = {
    Kind.TIME: "datetime64[ms, UTC]",
    Kind.INTEGER: "Int64",
    Kind.NUMBER: "float64",
    Kind.FLAG: "boolean",
}


class Draft:
    """One file on its way to a parsed frame."""

    def __init__(self, raw: RawFile, frame: Frame, mapping: ColumnMapping, context: ParseContext) -> None:
        self.raw = raw
        self.frame = frame
        self.mapping = mapping
        self.context = context
        self.zone = mapping.zone_name or context.zone
        self.table, cleaned = clean(raw.table)
        self.rows = self.table.index
        self.warnings: list[Problem] = [*raw.warnings, *cleaned]
        self.columns: dict[str, pd.Series] = {}
        self.geometry: gpd.GeoSeries | None = None
        self.defaulted: dict[str, pd.Series] = {}
        self.defaults: dict[str, str] = {}
        self._source = {name: column for column, name in mapping.columns.items()}
        self._faults: dict[int, Problem] = {}
        self._second_faults = 0
        self._refuse_long_text()

    # -- reading ---------------------------------------------------------------

    def has(self, name: str) -> bool:
        """Say whether a column is mapped to a field or helper."""
        return name in self._source

    def heading(self, name: str) -> str:
        """Return the heading in the file of a field, for messages."""
        return self._source.get(name, name)

    def typed(self, name: str) -> pd.Series:
        """Return the source column of a field or helper as it is; all missing if there is none."""
        if name not in self._source:
            return pd.Series(pd.NA, index=self.rows, dtype="str")
        return self.table[self._source[name]]

    def text(self, name: str) -> pd.Series:
        """Return the source column of a field or helper as text."""
        column = self.typed(name)
        if isinstance(column.dtype, pd.StringDtype):
            return column
        return pd.Series(
            [plain(None if pd.isna(one) else one) for one in column], index=self.rows, dtype="str"
        )

    def filled(self, name: str, fallback: str | None = None) -> pd.Series:
        """Return the source text with its gaps filled from mapping, office or fallback, and say so."""
        text = self.text(name)
        default = self._default(name, fallback)
        gaps = text.isna()
        if default is None or not gaps.any():
            return text
        self.defaulted[name] = gaps
        self.defaults[name] = default
        field = self.frame[name]
        label = {str(code): code.label for code in field.codes or ()}.get(default, default)
        self.warn(ProblemCode.NILAI_BAWAAN, column=name, isian=field.label,
                  jumlah=number(int(gaps.sum())), nilai=label)  # fmt: skip
        return text.fillna(default)

    def _default(self, name: str, fallback: str | None) -> str | None:
        return self.mapping.defaults.get(name) or self.context.defaults.get(name) or fallback

    # -- judging ---------------------------------------------------------------

    def warn(self, code: ProblemCode, *, row: int | None = None, column: str | None = None,
             **details: object) -> None:  # fmt: skip
        """Note something that a person should weigh."""
        self.warnings.append(problem(code, row=row, column=column, **details))

    def reject(
        self, bad: pd.Series, code: ProblemCode, name: str, values: pd.Series | None = None, **details: object
    ) -> None:
        """Reject rows; a row that was rejected before keeps its first reason, the other becomes a warning.

        Where ``values`` are given, the sentence gets each row's own as ``nilai``.
        """
        rows = self.rows[bad.to_numpy(dtype=bool)]
        cells = [None] * len(rows) if values is None else values[bad.to_numpy(dtype=bool)].tolist()
        for row, cell in zip(rows, cells, strict=True):
            own = {} if values is None else {"nilai": str(cell)[:80]}
            self.reject_row(problem(code, row=int(row), column=name, value=cell, **{**details, **own}))

    def reject_row(self, one: Problem) -> None:
        """Reject the row of a problem; only the first few second faults are worth a warning each."""
        row = one.row or 0
        first = self._faults.setdefault(row, one)
        if first is one:
            return
        self._second_faults += 1
        if self._second_faults <= _SECOND_FAULTS:
            self.warn(ProblemCode.ISIAN_LAIN_SALAH, row=row, column=one.column, baris=row, sebab=one.message)

    def require(self, name: str) -> None:
        """Reject rows in which a field is missing though nothing else was wrong with it."""
        faulty = [row for row, one in self._faults.items() if one.column == name]
        missing = self.columns[name].isna() & ~self.rows.isin(faulty)
        self.reject(missing, ProblemCode.ISIAN_WAJIB, name, isian=self.frame[name].label)

    def require_columns(self, *needed: tuple[str, ...]) -> None:
        """Refuse the file if it lacks columns that it must have, all of them at once.

        Parameters
        ----------
        needed
            Fields and helpers, any of which will do.

        Raises
        ------
        Refused
            With each first name's label and the headings of the file.
        """
        defaults = {**self.context.defaults, **self.mapping.defaults}
        faults = [
            problem(
                ProblemCode.KOLOM_WAJIB,
                column=names[0],
                isian=self.frame[names[0]].label,
                kolom=", ".join(self.table.columns),
            )
            for names in needed
            if not any(self.has(name) or name in defaults for name in names)
        ]
        if faults:
            raise Refused(*faults)

    # -- fields ----------------------------------------------------------------

    def read(self, name: str, fallback: str | None = None) -> pd.Series:
        """Parse one field by its kind into `columns`, rejecting what it cannot be."""
        field = self.frame[name]
        if not self.has(name) and self._default(name, fallback) is None:
            self.columns[name] = pd.Series(None, index=self.rows, dtype=_DTYPES.get(field.kind, "str"))
        else:
            self.columns[name] = self._parsed(field, fallback)
        return self.columns[name]

    def read_others(self) -> None:
        """Parse every field that nobody has filled yet."""
        for field in self.frame:
            if field.name not in self.columns and not field.system:
                self.read(field.name)

    def read_times(self, name: str, *, clock: str | None = None, day: str | None = None) -> Times:
        """Parse a time that may be spread over two columns.

        Parameters
        ----------
        clock
            Helper column with the time of day, for cells that hold a date.
        day
            Helper column with the date, for cells that hold a time of day.
        """
        text = self.filled(name)
        if clock is not None and self.has(clock):
            dates = text.str.replace(r"[ T]00:00(:00(\.0+)?)?$", "", regex=True)
            text = (dates + (" " + self.text(clock)).fillna("")).where(dates.notna())
        if day is not None and self.has(day):
            alone = time_only(text)
            dates = self.text(day).str.replace(r"[ T]00:00(:00(\.0+)?)?$", "", regex=True)
            text = text.mask(alone, dates + " " + text)
        read = times(text, column=self.heading(name), zone=self.zone, date_format=self.mapping.date_format)
        self.reject(read.bad, ProblemCode.ISIAN_TAK_SAH, name, text,
                    isian=self.frame[name].label, harus=_SHAPES[Kind.TIME])  # fmt: skip
        self._refuse_future(name, read.utc, text)
        self.columns[name] = read.utc
        return read

    def _parsed(self, field: Field, fallback: str | None) -> pd.Series:
        if field.kind is Kind.TIME:
            return self.read_times(field.name).utc
        if field.kind is Kind.DATE:
            return self._dates(field)
        if field.kind in {Kind.INTEGER, Kind.NUMBER}:
            return self._numbers(field, fallback)
        text = self.filled(field.name, fallback)
        if field.kind is Kind.CODE and field.codes is not None:
            found, bad = codes(text, field.codes)
            allowed = ", ".join(member.label for member in field.codes)
            self.reject(bad, ProblemCode.ISIAN_TAK_SAH, field.name, text,
                        isian=field.label, harus=f"salah satu dari: {allowed}")  # fmt: skip
            return found
        if field.kind is Kind.FLAG:
            found, bad = flags(text)
            self.reject(bad, ProblemCode.ISIAN_TAK_SAH, field.name, text,
                        isian=field.label, harus=_SHAPES[field.kind])  # fmt: skip
            return found
        return text

    def _numbers(self, field: Field, fallback: str | None) -> pd.Series:
        whole = field.kind is Kind.INTEGER
        source = self.typed(field.name)
        text = self.filled(field.name, fallback)
        typed = not isinstance(source.dtype, pd.StringDtype) and field.name not in self.defaulted
        found, bad = numbers(source if typed else text, decimal=self.mapping.decimal, whole=whole)
        if whole:
            bad |= found.notna() & (found % 1 != 0)
        largest = _LARGEST_WHOLE if whole else np.inf
        low = -largest if field.low is None else field.low
        high = largest if field.high is None else field.high
        bad |= found.notna() & ~found.between(low, high)
        limits = _limits(field)
        self.reject(bad, ProblemCode.ISIAN_TAK_SAH, field.name, text,
                    isian=field.label, harus=_SHAPES[field.kind] + limits)  # fmt: skip
        found = found.mask(bad)
        return found.astype("Int64") if whole else found

    def _dates(self, field: Field) -> pd.Series:
        text = self.filled(field.name)
        read = times(
            text, column=self.heading(field.name), zone=self.zone, date_format=self.mapping.date_format
        )
        self.reject(read.bad, ProblemCode.ISIAN_TAK_SAH, field.name, text,
                    isian=field.label, harus=_SHAPES[field.kind])  # fmt: skip
        self._refuse_future(field.name, read.utc, text)
        days: pd.Series = read.utc.dt.tz_convert(self.zone).dt.strftime("%Y-%m-%d").astype("str")
        return days

    def _refuse_future(self, name: str, values: pd.Series, text: pd.Series) -> None:
        future = values > pd.Timestamp(self.context.now + _CLOCK_SLACK)
        self.reject(future, ProblemCode.WAKTU_DEPAN, name, text, isian=self.frame[name].label)

    def _refuse_long_text(self) -> None:
        for column, name in self.mapping.columns.items():
            values = self.table[column]
            if not isinstance(values.dtype, pd.StringDtype):
                continue
            long = too_long(values)
            label = next((field.label for field in self.frame if field.name == name), column)
            for row in self.rows[long]:
                letters = len(str(values.loc[row]))
                self.reject_row(
                    problem(ProblemCode.TEKS_TERLALU_PANJANG, row=int(row), column=name, isian=label,
                            panjang=letters, batas=MAX_LETTERS)
                )  # fmt: skip
            if long.any():
                self.table[column] = values.mask(long)

    # -- ending ----------------------------------------------------------------

    @property
    def sound(self) -> pd.Series:
        """Which rows have no fault."""
        return pd.Series(~self.rows.isin(list(self._faults)), index=self.rows)

    @property
    def rejected(self) -> tuple[Problem, ...]:
        """One problem for each rejected row, in order of rows, unreadable ones included."""
        every = [*self.raw.rejected, *self._faults.values()]
        return tuple(sorted(every, key=lambda one: one.row or 0))

    def result(self) -> pd.DataFrame:
        """Return the good rows in the shape of the data dictionary."""
        keep = self.sound.to_numpy()
        columns: dict[str, pd.Series] = {}
        for field in self.frame:
            if field.name in {self.frame.key, "waktu_input"}:
                continue
            values = self.columns.get(field.name)
            if values is None:
                values = pd.Series(pd.NA, index=self.rows, dtype="str")
            columns[field.name] = values[keep]
        table = pd.DataFrame(columns, index=self.rows[keep])
        if self.frame.geometry is None:
            return table
        geometry = gpd.GeoSeries(index=self.rows, crs=4326) if self.geometry is None else self.geometry
        return gpd.GeoDataFrame(table, geometry=geometry[keep], crs=4326)

    @property
    def shapeless(self) -> pd.Series:
        """Which rows have no shape."""
        if self.geometry is None:
            return pd.Series(data=True, index=self.rows)
        return self.geometry.isna()

    def rows_of(self, mask: pd.Series) -> str:
        """Return the rows of a mask in words."""
        return listed(self.rows[mask.to_numpy(dtype=bool)])


def _limits(field: Field) -> str:
    bounds: Mapping[str, float | None] = {"paling sedikit": field.low, "paling banyak": field.high}
    words = [f"{word} {bound:g}" for word, bound in bounds.items() if bound is not None]
    return f" ({', '.join(words)})" if words else ""
