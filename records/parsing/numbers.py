"""Numbers as people write them: dots for thousands and a decimal comma, or the other way round."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from records.parsing.text import arrow

_TRIM = r"(?i)^\s*(?:rp\.?\s*)?|(?:,-|\.-)?\s*$"
_COMMA_DECIMAL = (
    r"^[+-]?(?:\d+,\d{1,2}|\d+,\d{4,}|\d{4,},\d{3}|0,\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})$"
)
_DOT_DECIMAL = (
    r"^[+-]?(?:\d*\.\d{1,2}|\d*\.\d{4,}|\d{4,}\.\d{3}|0?\.\d+|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"
    r"|\d*\.?\d+[eE][+-]?\d+)$"
)
_EITHER = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"


def numbers(
    text: pd.Series, *, decimal: str = "", whole: bool = False, fraction: bool = False
) -> tuple[pd.Series, pd.Series]:
    """Return numbers, and which filled cells are none.

    Most cells say themselves which sign is the decimal one. ``1.234`` does not: the mapping decides; else
    the other cells of the column; else Indonesian notation, in which it is 1234.

    Parameters
    ----------
    decimal
        ``,`` or ``.``; empty: by the evidence.
    whole
        Whole numbers are expected: a lone group of three is thousands whatever its sign.
    fraction
        Fractions are expected (degrees): a lone group of three is decimals whatever its sign.

    Examples
    --------
    >>> numbers(pd.Series(["1.234,5", "1.500", "Rp 2.000.000,-", "dua"], dtype="str"))[0].tolist()
    [1234.5, 1500.0, 2000000.0, nan]
    >>> numbers(pd.Series(["1,234.5", "1.500"], dtype="str"))[0].tolist()
    [1234.5, 1.5]
    """
    if not isinstance(text.dtype, pd.StringDtype):
        values = text.astype("float64")
        return values, values.isin([np.inf, -np.inf])
    plain = _plain(text, decimal, whole=whole, fraction=fraction)
    if plain is not None:
        return plain, text.notna() & plain.isna()
    cells = pc.replace_substring_regex(arrow(text), _TRIM, "")
    cells = pc.replace_substring_regex(cells, r"[\s\x{a0}\x{202f}]", "")
    cells = pc.replace_substring(cells, "−", "-")
    comma, dot = _matches(cells, _COMMA_DECIMAL), _matches(cells, _DOT_DECIMAL)
    either = _matches(cells, _EITHER)
    by_comma = _of(cells, drop=".", decimal=",")
    by_dot = _of(cells, drop=",", decimal=".")
    if whole:
        lone = pc.replace_substring_regex(cells, "[.,]", "")
    elif fraction:
        lone = pc.replace_substring(cells, ",", ".")
    else:
        lone = by_dot if _dot_rules(comma, dot, decimal) else by_comma
    chosen = pc.if_else(either, lone, pc.if_else(dot, by_dot, by_comma))
    if decimal:
        chosen = by_comma if decimal == "," else by_dot
        comma, dot = (comma, _never(dot)) if decimal == "," else (_never(comma), dot)
    sound = pc.or_(pc.or_(comma, dot), pc.or_(either, _matches(cells, r"^[+-]?\d+$")))
    values = pc.cast(pc.if_else(sound, chosen, None), pa.float64())
    result = pd.Series(values.to_numpy(zero_copy_only=False), index=text.index, dtype="float64")
    return result, text.notna() & result.isna()


def _plain(text: pd.Series, decimal: str, *, whole: bool, fraction: bool) -> pd.Series | None:
    """Return numbers at once where no cell leaves a choice, which is the common case."""
    try:
        if fraction and decimal != ",":
            values = pc.cast(arrow(text), pa.float64())
        elif whole or text.isna().all():
            values = pc.cast(pc.cast(arrow(text), pa.int64()), pa.float64())
        else:
            return None
    except pa.ArrowInvalid:
        return None
    result = pd.Series(values.to_numpy(zero_copy_only=False), index=text.index, dtype="float64")
    return result.where(np.isfinite(result))


def _of(cells: Any, *, drop: str, decimal: str) -> Any:
    return pc.replace_substring(pc.replace_substring(cells, drop, ""), decimal, ".")


def _matches(cells: Any, pattern: str) -> Any:
    return pc.fill_null(pc.match_substring_regex(cells, pattern), fill_value=False)


def _never(mask: Any) -> Any:
    return pc.and_(mask, pa.scalar(value=False))


def _dot_rules(comma: Any, dot: Any, decimal: str) -> bool:
    if decimal:
        return decimal == "."
    return int(pc.sum(dot).as_py() or 0) > int(pc.sum(comma).as_py() or 0)
