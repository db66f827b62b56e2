"""Tables to take away: workbooks in which every text stays a text."""

from __future__ import annotations

import io
from collections.abc import Mapping

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
                    elif value is not None:
                        sheet.write_string(row, at, str(value)[:_LONGEST_CELL])
                sheet.set_column(at, at, _width(str(column), values))
    return out.getvalue()


def _width(heading: str, values: list[object]) -> int:
    longest = max([len(heading), *(len(str(value)) for value in values[:200] if value is not None)])
    return min(max(longest + 2, _NARROWEST), _WIDEST)
