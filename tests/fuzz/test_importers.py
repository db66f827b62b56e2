"""Whatever a file holds, an importer answers with rows or with a refusal: it never fails, and loses no row.

``pytest tests/fuzz --fuzz-seconds 60 -s`` fuzzes each importer for a minute and tells how often it was run.
"""

import math
import random
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from records.files.contents import Format
from records.files.read import RawFile, read_file
from records.parsing.boundaries import areas_of
from records.parsing.context import ParseContext
from records.parsing.mapping import ColumnMapping
from records.parsing.parse import parse_raw
from records.reference import categories
from sop.dictionary import FRAMES, INCIDENTS
from sop.problem import ProblemCode, Refused

DATA = Path(__file__).parents[2] / "data"
KINDS = ("incidents", "patrol_logs", "patrol_tracks", "conflict_cases", "places", "roads", "population")
CONTEXT = ParseContext(
    zone="Asia/Pontianak",
    areas={"1": "Bagok", "2": "Banyu Landas"},
    categories=categories(),
    now=datetime(2026, 11, 25, 3, 0, tzinfo=UTC),
    aliases={},
    bounds=(115.0, -2.2, 115.3, -1.9),
)
EXAMPLES = 60

ODD = (
    *("", " ", "-", "nan", "inf", "-inf", "1e400", "99999999999999999999", "0x1f", "½", "1.234,5", "1,234.5"),
    *(
        "31/02/2026",
        "2026-02-30",
        "00:00",
        "24:61",
        "2026-11-25T25:00+99:99",
        "01/02/03",
        "kemarin",
        "\u0661\u0662",
    ),
    *(
        "9999-12-31",
        "0001-01-01",
        "1969-12-31 23:59:59",
        "2026-11-25 10:00 WITA",
        "ya",
        "tidak",
        "true",
        "NULL",
    ),
    *("JLN-04", "LLN-99", "Bagok", "115.1", "-2.0", "-2,0", "115.1,-2.0", "1°59'15\"S", "50M 287654 9780123"),
    *("POINT(115 -2)", "POLYGON((0 0,1 1,0 1,0 0))", "POINT EMPTY", "{}", "[]", '{"1": -5}', '{"1": null}'),
    *(
        "1: 30; 2: x",
        "E3",
        "4",
        "-1",
        "5.5",
        '[["2026-01-01", 9]]',
        "=1+1",
        "<script>",
        "\u202eabc",
        "a\u200bb",
    ),
    *("x" * 5000, "\U0001f525", "'; DROP TABLE incidents; --"),
)
CELLS = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.floats().map(str),
    st.integers().map(str),
    st.datetimes().map(str),
    st.none(),
)
NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
POINTS = st.tuples(NUMBERS, NUMBERS).map(shapely.Point)
NEAR = st.tuples(st.floats(114.9, 115.4), st.floats(-2.3, -1.8))
SHAPES = st.one_of(
    st.none(),
    POINTS,
    NEAR.map(shapely.Point),
    st.lists(NEAR, min_size=2, max_size=5).map(shapely.LineString),
    st.lists(NEAR, min_size=3, max_size=6).map(shapely.Polygon),
    st.lists(NEAR, min_size=1, max_size=3).map(shapely.MultiPoint),
    st.sampled_from([shapely.Point(), shapely.Polygon(), shapely.GeometryCollection()]),
)
CRS = st.sampled_from([None, "EPSG:4326", "EPSG:32750", "EPSG:3857", "EPSG:999999", "sampah"])


def headings(frame):
    known = [text for field in frame for text in (field.name, field.label)]
    known += [
        "lon",
        "lat",
        "Bujur",
        "Lintang",
        "koordinat",
        "geometry",
        "tanggal",
        "jam",
        "waktu",
        "desa",
        "id",
    ]
    return st.lists(
        st.one_of(st.sampled_from(known), st.text(max_size=6)), min_size=1, max_size=9, unique=True
    )


@st.composite
def tables(draw, frame, *, shaped=None):
    """Draw a file as the reader hands it over."""
    rows = draw(st.integers(0, 6))
    index = pd.Index(range(2, rows + 2), name="baris")
    columns = {}
    for name in draw(headings(frame)):
        if draw(st.integers(0, 9)) == 0:
            values = draw(st.lists(NUMBERS, min_size=rows, max_size=rows))
            columns[name] = pd.Series(values, index=index, dtype="float64")
        else:
            values = draw(st.lists(CELLS, min_size=rows, max_size=rows))
            columns[name] = pd.Series(values, index=index, dtype="str")
    shapes = None
    if shaped if shaped is not None else draw(st.booleans()):
        shapes = np.empty(rows, dtype=object)
        shapes[:] = draw(st.lists(SHAPES, min_size=rows, max_size=rows))
    return RawFile(
        name="acak.csv", format=Format.TEXT, table=pd.DataFrame(columns, index=index), shapes=shapes,
        crs=draw(CRS) if shapes is not None else None, encoding="UTF-8", separator=",", rejected=(),
        warnings=(),
    )  # fmt: skip


@st.composite
def mappings(draw, raw, frame):
    """Draw how somebody might say that the file is to be read."""
    fields = [*frame.names, "lon", "lat", "koordinat", "geometry"]
    chosen = draw(st.lists(st.sampled_from(list(raw.table.columns)), unique=True, max_size=4))
    return {
        "columns": {name: draw(st.sampled_from(fields)) for name in chosen},
        "date_format": draw(st.sampled_from(["", "dmy", "mdy", "%d/%m/%Y", "%q", "%", "%H"])),
        "swap": draw(st.booleans()),
        "zone": draw(st.sampled_from(["", "WITA", "Asia/Pontianak", "Bulan"])),
        "crs": draw(st.sampled_from(["", "EPSG:4326", "EPSG:32750", "EPSG:x"])),
    }


def in_words(problems):
    """Every problem can be told, and none is that a small file was too heavy."""
    assert all(problem.message for problem in problems)
    assert ProblemCode.BERKAS_TERLALU_BERAT not in {problem.code for problem in problems}


def examples(check, number):
    """Give a hypothesis test its seed, and as many examples as one turn has."""
    rules = settings(
        deadline=None,
        max_examples=EXAMPLES,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[*HealthCheck],
    )
    seed(number)(rules(check))()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_any_table_is_parsed_without_a_row_lost_or_refused(kind, fuzz, capsys):
    frame, runs = FRAMES[kind], 0

    def check(number):
        @given(st.data())
        def once(data):
            nonlocal runs
            runs += 1
            raw = data.draw(tables(frame))
            said = data.draw(st.one_of(st.just({}), mappings(raw, frame)))
            try:
                parsed = parse_raw(raw, frame, CONTEXT, mapping=ColumnMapping(**said))
            except Refused as refused:
                in_words(refused.problems)
                return
            assert parsed.rows == len(parsed.frame) + len(parsed.rejected)
            in_words([*parsed.rejected, *parsed.warnings])
            for field in frame:
                if field.required and field.name in parsed.frame:
                    assert parsed.frame[field.name].notna().all(), field.name
            if frame is INCIDENTS and len(parsed.frame):
                known = parsed.frame.geometry.dropna()
                assert all(math.isfinite(c) for c in known.get_coordinates().to_numpy().ravel())

        examples(once, number)

    fuzz(check)
    tell(capsys, kind, runs)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_any_boundaries_are_read_or_refused(fuzz, capsys):
    runs = 0

    def check(number):
        @given(tables(FRAMES["desa"], shaped=True), st.sampled_from([None, "nama", "tidak ada"]))
        def once(raw, column):
            nonlocal runs
            runs += 1
            try:
                read = areas_of(raw, id_column=column)
            except Refused as refused:
                in_words(refused.problems)
                return
            assert read.frame.geometry.is_valid.all()
            assert not read.frame.geometry.is_empty.any()

        examples(once, number)

    fuzz(check)
    tell(capsys, "boundaries", runs)


SAMPLES = sorted(
    path
    for folder in ("incidents", "patrol_tracks", "conflict_cases", "desa_boundaries")
    for path in (DATA / folder).iterdir()
    if path.suffix in {".csv", ".geojson", ".gpkg", ".kml", ".xlsx", ".zip", ".gpx"}
)
SNIPPETS = (
    b"\x00" * 9,
    b"\xff\xfe",
    b"PK\x03\x04",
    b"<!DOCTYPE x>",
    b"<",
    b"&e;",
    b'"',
    b"{",
    b"\r",
    b"\xc3",
    b"1e999",
)


def damaged(data, chance):
    """Return the bytes of a file with a few of them changed, cut out, doubled, or replaced."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, span = chance.randrange(len(changed) + 1), chance.randint(1, 400)
        spoil = (
            lambda at, span: changed.__setitem__(slice(at, at + 1), chance.randbytes(1)),  # noqa: ARG005
            lambda at, span: changed.__delitem__(slice(at, at + span)),
            lambda at, span: changed.__setitem__(slice(at, at), changed[at : at + span]),
            lambda at, span: changed.__setitem__(slice(at, at), chance.choice(SNIPPETS)),  # noqa: ARG005
            lambda at, span: changed.__delitem__(slice(at, None)),  # noqa: ARG005
        )
        chance.choice(spoil)(at, span)
    return bytes(changed)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_any_damaged_file_is_read_or_refused_in_words(sample, fuzz, tmp_path, capsys):
    runs = 0
    whole = sample.read_bytes()

    def check(number):
        nonlocal runs
        runs += 1
        file = tmp_path / f"{number}{sample.suffix}"
        file.write_bytes(damaged(whole, random.Random(number)))  # noqa: S311 - a fixed seed is wanted
        try:
            raw = read_file(file)
            for kind in ("incidents", "places"):
                parse_raw(raw, FRAMES[kind], CONTEXT)
        except Refused as refused:
            in_words(refused.problems)
        file.unlink()

    fuzz(check)
    tell(capsys, sample.name, runs)


def tell(capsys, name, runs):
    with capsys.disabled():
        if runs > EXAMPLES * 2:
            print(f"{name}: {runs} runs")  # noqa: T201 - the figure that was asked for
