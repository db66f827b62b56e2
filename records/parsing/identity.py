"""Fingerprint of a row: the source's own number, else its content and how often that occurred before."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from records.parsing.draft import Draft
from records.parsing.text import arrow
from sop.dictionary import Kind
from sop.problem import ProblemCode, problem

_DEGREE_DECIMALS = 7
"""About a centimetre: below what any file means."""


def read_identity(draft: Draft, *, ignored: frozenset[str] = frozenset()) -> None:
    """Fill ``sidik`` of the sound rows; a number used twice for different content rejects the second row.

    Only what the file itself says counts, not defaults, so another default does not make new records.
    Two equal rows in one file are two events: the second carries the occurrence number.

    Parameters
    ----------
    ignored
        Fields that follow from others.
    """
    content = _content(draft, ignored)
    number = draft.columns.get("id_sumber", pd.Series(pd.NA, index=draft.rows, dtype="str"))
    sound = draft.sound
    if number.notna().any():
        _refuse_reused(draft, number, content, sound)
        sound = draft.sound
    occurrence = pd.Series(0, index=draft.rows)
    again = content[sound]
    again = again[again.duplicated(keep=False)]
    occurrence.loc[again.index] = again.groupby(again).cumcount()
    text = content + "\x1d" + occurrence.astype("str")
    text = text.mask(number.notna(), "nomor\x1d" + number)
    digests = [sha256(one.encode()).hexdigest() for one in arrow(text).to_pylist()]
    draft.columns["sidik"] = pd.Series(digests, index=draft.rows, dtype="str")


def _content(draft: Draft, ignored: frozenset[str]) -> pd.Series:
    parts: list[Any] = []
    for field in draft.frame:
        values = draft.columns.get(field.name)
        if values is None or field.system or field.name in ignored or field.name == "id_sumber":
            continue
        text = _as_text(values, field.kind)
        gaps = draft.defaulted.get(field.name)
        if gaps is not None:
            text = text.mask(gaps)
        if text.notna().any():
            parts.append(pc.binary_join_element_wise(field.name, arrow(text), "="))
    if draft.geometry is not None:
        parts.append(_shapes(draft.geometry.to_numpy()))
    if not parts:
        return pd.Series("", index=draft.rows, dtype="str")
    # A row with nothing in it would be left out of the join: each begins with an empty part, cut off after.
    begin = pa.array([""] * len(draft.rows), pa.string())
    joined = pc.binary_join_element_wise(begin, *parts, "\x1e", null_handling="skip")
    joined = pc.utf8_slice_codeunits(joined, 1)
    return pd.Series(pd.array(joined, dtype="str"), index=draft.rows)


def _as_text(values: pd.Series, kind: Kind) -> pd.Series:
    if kind is Kind.TIME:
        stamps = values.astype("int64").astype("str")
        return stamps.where(values.notna())
    if kind is Kind.JSON:
        return pd.Series([json.dumps(one, sort_keys=True) for one in values], index=values.index, dtype="str")
    if kind is Kind.BYTES:
        return pd.Series([sha256(one).hexdigest() for one in values], index=values.index, dtype="str")
    return values.astype("str")


def _shapes(shapes: Any) -> Any:
    """Return shapes as text, equal for equal places whatever the format that carried them."""
    kinds = shapely.get_type_id(shapes)
    points = kinds == 0
    if (points | (kinds == -1)).all():
        x = np.round(shapely.get_x(shapes), _DEGREE_DECIMALS) + 0.0
        y = np.round(shapely.get_y(shapes), _DEGREE_DECIMALS) + 0.0
        columns = [pc.cast(pa.array(values, from_pandas=True), pa.string()) for values in (x, y)]
        return pc.binary_join_element_wise("di", *columns, " ")
    rounded = shapely.set_precision(shapes, 10.0**-_DEGREE_DECIMALS, mode="pointwise")
    return pa.array(shapely.to_wkb(shapely.normalize(rounded), hex=True), pa.string())


def _refuse_reused(draft: Draft, number: pd.Series, content: pd.Series, sound: pd.Series) -> None:
    numbered = number[sound & number.notna()]
    again = numbered[numbered.duplicated()]
    if again.empty:
        return
    first = numbered[~numbered.duplicated()]
    rows = dict(zip(first, first.index, strict=True))
    for row, value in zip(again.index.to_numpy(), again, strict=True):
        begin = rows[value]
        if content.loc[row] != content.loc[begin]:
            draft.reject_row(
                problem(ProblemCode.NOMOR_BERULANG, row=int(row), column="id_sumber", value=value,
                        nilai=value, pertama=int(begin))
            )  # fmt: skip
