"""The table of SOP clauses stays true."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLAUSES = [
    *(f"T{n}" for n in range(1, 7)),
    *(f"{part}{n}" for part in "ABCD" for n in range(1, 5)),
    *(f"W{n}" for n in range(1, 5)),
    "P",
    "S1",
    "S2",
    "E",
]
NONE = "*belum*"


def table():
    """Read the rows whose first cell is a clause id: id -> (meaning, functions, views, tests, says)."""
    lines = (ROOT / "docs" / "sop-map.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if re.fullmatch(r"[A-Z]\d?", row[0])]


ROWS = table()
CARRIED = [row for row in ROWS if row[2] != NONE]


def named(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_every_clause_of_the_sop_occurs_exactly_once():
    assert sorted(row[0] for row in ROWS) == sorted(CLAUSES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_clause_names_what_carries_it_or_says_not_yet(row):
    clause, meaning, functions, views, tests, says = row
    assert meaning
    assert says, clause
    for cell in (functions, views, tests):
        assert cell == NONE or named(cell), (clause, cell)
    if functions == NONE:
        assert (views, tests) == (NONE, NONE)
    else:
        assert tests != NONE


@pytest.mark.parametrize("row", CARRIED, ids=lambda row: row[0])
def test_every_function_named_for_a_clause_exists(row):
    for path in named(row[2]):
        parts = path.split(".")
        thing = importlib.import_module(parts[0])
        for depth, part in enumerate(parts[1:], start=2):
            if not hasattr(thing, part):
                importlib.import_module(".".join(parts[:depth]))
            thing = getattr(thing, part)
        assert callable(thing), path


@pytest.mark.parametrize("row", CARRIED, ids=lambda row: row[0])
def test_every_view_named_for_a_clause_exists(row):
    for name in named(row[3]):
        assert (ROOT / "dashboard" / "views" / f"{name}.py").is_file(), name


@pytest.mark.parametrize("row", CARRIED, ids=lambda row: row[0])
def test_every_test_named_for_a_clause_exists_and_holds_tests(row):
    for name in named(row[4]):
        assert "def test_" in (ROOT / name).read_text(encoding="utf-8"), name
