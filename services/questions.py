"""What only a person can decide of a file, asked so that one click answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from records.parsing.mapping import ColumnMapping
from records.parsing.times import times
from services.office import Office
from sop.period import long_date
from sop.problem import Problem, ProblemCode
from sop.wording import number

ASKED = frozenset(
    {
        ProblemCode.TANGGAL_RAGU,
        ProblemCode.TANGGAL_CAMPUR,
        ProblemCode.KOORDINAT_TERTUKAR,
        ProblemCode.KOORDINAT_METER,
        ProblemCode.BERKAS_TANPA_CRS,
    }
)
"""Problems that an answer settles."""

_LETTERS = 60


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question about a file.

    Parameters
    ----------
    code
        The problem for which it is asked.
    text
        The question.
    answers
        Words of each answer, with the mapping that it leads to.
    """

    code: ProblemCode
    text: str
    answers: tuple[tuple[str, ColumnMapping], ...]


def questions(office: Office, problems: Iterable[Problem], mapping: ColumnMapping) -> tuple[Question, ...]:
    """Return what has to be asked because of problems, each kind once."""
    every = list(problems)
    counts = Counter(one.code for one in every)
    first = {one.code: one for one in reversed(every)}
    asked = (_asked(office, first[code], counts[code], mapping) for code in counts)
    return tuple(one for one in asked if one is not None)


def _asked(office: Office, one: Problem, rows: int, mapping: ColumnMapping) -> Question | None:
    told = {name: str(value)[:_LETTERS] for name, value in one.details.items()}
    match one.code:
        case ProblemCode.TANGGAL_RAGU:
            text = f"Tanggal di kolom “{told['kolom']}” bermakna ganda. “{told['contoh']}” tanggal berapa?"
            return _order(one.code, mapping, text, _read_as(office, told["contoh"]))
        case ProblemCode.TANGGAL_CAMPUR:
            text = (
                f"Kolom “{told['kolom']}” memuat dua cara menulis tanggal: {told['contoh_dmy']} dan "
                f"{told['contoh_mdy']}. Mana yang dipakai? Baris yang ditulis dengan cara lain akan ditolak."
            )
            return _order(one.code, mapping, text, _ORDERS)
        case ProblemCode.KOORDINAT_TERTUKAR:
            return Question(
                code=one.code,
                text=f"Bujur dan lintang tampak tertukar pada {number(rows)} baris, "
                f"misalnya {told['nilai']}.",
                answers=(
                    ("Jangan tukar", replace(mapping, swap=False))
                    if mapping.swap
                    else ("Tukar bujur dan lintang", replace(mapping, swap=True)),
                ),
            )
        case ProblemCode.KOORDINAT_METER:
            return Question(
                code=one.code,
                text=f"Koordinat {told['nilai']} tampak dalam meter, bukan derajat ({number(rows)} baris).",
                answers=((f"Baca sebagai meter ({told['usul']})", replace(mapping, crs=told["usul"])),),
            )
        case ProblemCode.BERKAS_TANPA_CRS:
            return Question(
                code=one.code,
                text="Berkas ini tidak menyebut sistem koordinat yang dikenal. Koordinatnya dalam apa?",
                answers=(
                    ("Derajat (WGS 84)", replace(mapping, crs="EPSG:4326")),
                    (f"Meter ({told['usul']})", replace(mapping, crs=told["usul"])),
                ),
            )
    return None


_ORDERS: Mapping[str, str] = {"dmy": "Hari/bulan/tahun", "mdy": "Bulan/hari/tahun"}


def _order(code: ProblemCode, mapping: ColumnMapping, text: str, words: Mapping[str, str]) -> Question:
    answers = tuple((said, replace(mapping, date_format=order)) for order, said in words.items())
    return Question(code=code, text=text, answers=answers)


def _read_as(office: Office, example: str) -> dict[str, str]:
    """Return an ambiguous date as it is read in each order."""
    cell = pd.Series([example], dtype="str")
    words = {}
    for order, said in _ORDERS.items():
        read = times(cell, column="", zone=office.profile.zone, date_format=order).utc
        if read.isna().any():
            return dict(_ORDERS)
        day = read.dt.tz_convert(office.profile.zone).dt.date.iloc[0]
        words[order] = f"{long_date(day)} ({said.lower()})"
    return words
