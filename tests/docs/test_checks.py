"""The table of faults names tests that exist, and leaves no fault out."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAULTS = 58
LINES = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8").splitlines()
CELLS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in LINES if line.startswith("| ")]
ROWS = [row for row in CELLS if row[0].isdigit()]


def test_every_fault_has_its_row_in_order():
    assert [int(row[0]) for row in ROWS] == [*range(1, FAULTS + 1)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_test_named_for_a_fault_exists(row):
    named = re.findall(r"`(tests/\S+?)::(test_\w+)`", row[2])
    assert named
    missing = [
        f"{file}::{name}"
        for file, name in named
        if name not in {one.name for one in ast.walk(parsed(file)) if isinstance(one, ast.FunctionDef)}
    ]
    assert missing == []


def parsed(file):
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))
