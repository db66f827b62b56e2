"""Tables to take away, in which every text stays a text and every time is one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd
import xlsxwriter

_WIDEST = 60
_NARROWEST = 10
_LONGEST_CELL = 32_767
"""Letters that a cell of a workbook holds."""
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """Return an XLSX workbook with a sheet for each table; the index is left out.

    A text that begins like a formula or an address is a text in it: nothing runs when it is opened.
    A time is written as the clock showed it, without its zone, which a workbook does not know.

    Parameters
    ----------
    sheets
        Tables by the name of their sheet; at most 1,048,575 rows each.

    Examples
    --------
    >>> workbook({"Ditolak": pd.DataFrame({"Sebab": ["=1+1"]})})[:2]
    b'PK'
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**_INERT, "in_memory": True}) as book:
        formats = {
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
        }
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(table):
                values = table[column].astype(object).where(table[column].notna(), None).tolist()
                sheet.write_string(0, at, str(column)[:_LONGEST_CELL], bold)
                for row, value in enumerate(values, start=1):
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        sheet.write_number(row, at, value)
                    elif isinstance(value, date):
                        plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
                        sheet.write_datetime(row, at, plain, formats[type(value)])
                    elif value is not None:
                        sheet.write_string(row, at, str(value)[:_LONGEST_CELL])
                sheet.set_column(at, at, _width(str(column), values))
    return out.getvalue()


def semicolons(table: pd.DataFrame) -> bytes:
    r"""Return a table as a CSV file that a spreadsheet set to Indonesian opens as it is.

    Semicolons separate, commas are decimal, and a mark at the beginning tells UTF-8. A text that a
    spreadsheet would run is led by an apostrophe.

    Examples
    --------
    >>> semicolons(pd.DataFrame({"Isi": ["=1+1", "biasa"], "Lintang": [-2.5, 0.0]})).decode("utf-8-sig")
    "Isi;Lintang\r\n'=1+1;-2,5\r\nbiasa;0,0\r\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_inert(str(column)) for column in table])
    columns = [table[name].astype(object).where(table[name].notna(), None).tolist() for name in table]
    writer.writerows([_cell(value) for value in row] for row in zip(*columns, strict=True))
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case bool():
            return "ya" if value else "tidak"
        case int():
            return str(value)
        case float():
            return str(value).replace(".", ",")
    return _inert(str(value))


def _inert(text: str) -> str:
    return f"'{text}" if text.lstrip(" \n").startswith(_RUNS) else text


_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet takes for a formula."""


def _width(heading: str, values: list[object]) -> int:
    longest = max([len(heading), *(len(str(value)) for value in values[:200] if value is not None)])
    return min(max(longest + 2, _NARROWEST), _WIDEST)
