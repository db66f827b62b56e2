"""An office of three desa around Bagok, and files made of a few lines."""

import csv
import io
from datetime import UTC, datetime

import pandas as pd
import pytest

from records.files.contents import Format
from records.files.read import RawFile
from records.parsing.context import ParseContext
from records.parsing.mapping import ColumnMapping
from records.parsing.parse import parse_raw
from sop.category import Category, Visibility
from sop.dictionary import INCIDENTS


def category(code, name, visibility):
    return Category(
        code=code, group="", name=name, safety=1, escalation=1, impact=1, lead="", support="", perda="",
        visibility=visibility, geometry="titik", score_factor=1.0,
    )  # fmt: skip


CATEGORIES = {
    one.code: one
    for one in (
        category("JLN-04", "Balap liar / knalpot brong", Visibility.UMUM),
        category("MIR-02", "Pesta/mabuk miras di tempat umum", Visibility.TERBATAS),
        category("SOS-05", "KDRT/kekerasan pada perempuan & anak (RUJUKAN saja)", Visibility.RAHASIA),
        category("LHN-02", "Sengketa lahan warga/adat–perusahaan", Visibility.TERBATAS),
        category("LLN-99", "Belum terklasifikasi", Visibility.TERBATAS),
    )
}


@pytest.fixture
def context():
    """Monday 1 December 2025, 19.00 WIB."""
    return ParseContext(
        zone="Asia/Pontianak",
        areas={"1": "Bagok", "2": "Banyu Landas", "3": "Pasar Panas/Taniran"},
        categories=CATEGORIES,
        now=datetime(2025, 12, 1, 12, 0, tzinfo=UTC),
        aliases={"Hadiwalang": "1"},
        bounds=(115.0, -2.2, 115.3, -1.9),
    )


def raw_table(text, shapes=None, crs=None):
    """Return a file as the reader hands it over, from lines separated by semicolons."""
    csv.field_size_limit(2**31 - 1)
    header, *rows = csv.reader(io.StringIO(text.strip()), delimiter=";")
    columns = {
        name: pd.Series([row[n] or None for row in rows], dtype="str", index=range(2, len(rows) + 2))
        for n, name in enumerate(header)
    }
    return RawFile(
        name="kejadian.csv", format=Format.TEXT, table=pd.DataFrame(columns), shapes=shapes, crs=crs,
        encoding="UTF-8", separator=";", rejected=(), warnings=(),
    )  # fmt: skip


@pytest.fixture
def parse(context):
    """Parse lines separated by semicolons; settings of the mapping as keywords."""

    def run(text, frame=INCIDENTS, *, shapes=None, file_crs=None, in_context=None, **settings):
        mapping = ColumnMapping(**settings)
        return parse_raw(raw_table(text, shapes, file_crs), frame, in_context or context, mapping=mapping)

    return run


@pytest.fixture
def codes():
    """Return row and code of problems."""
    return lambda problems: [(one.row, one.code) for one in problems]
