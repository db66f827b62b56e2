"""A workbook of a million rows: how long it takes to read, and what the reading process needs meanwhile.

Beside it, in the same run and on the same file, what `openpyxl` needs only to draw every row.

Run: ``python benchmarks/long_workbook.py [--rows 1000000]``; prints one JSON document. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from records.files.limits import MIB, Limits
from records.files.read import read_file

BARE = """
import sys
import openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
print(sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file = written(Path(name) / "panjang.xlsx", given.rows)
        news: list[int] = []
        began = time.monotonic()
        raw = read_file(file, progress=lambda done, _total: news.append(done))
        seconds = time.monotonic() - began
        assert len(raw.table) == given.rows  # noqa: S101 - a figure about fewer rows would be none
        # The reader is the only child so far, so the largest one is it.
        reader_mib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", BARE, str(file)], check=True, capture_output=True)
        bare_seconds = time.monotonic() - began
        result = {
            "rows": given.rows,
            "file_mib": round(file.stat().st_size / MIB, 1),
            "seconds": round(seconds, 1),
            "reader_peak_mib": round(reader_mib),
            "reader_cap_mib": Limits().memory_bytes // MIB,
            "news_of_progress": len(news),
            "bare_openpyxl_seconds": round(bare_seconds, 1),
            "python": platform.python_version(),
            "machine": platform.machine(),
        }
    print(json.dumps(result, indent=1))


def written(file: Path, rows: int) -> Path:
    """Write a workbook of incidents, a row at a time."""
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["tanggal", "bujur", "lintang", "kategori", "kronologi"])
        for row in range(1, rows + 1):
            values = [f"2025-01-{row % 28 + 1:02d}", 115.2, -2.1, "JLN-04", f"Kejadian rekaan {row}"]
            sheet.write_row(row, 0, values)
    return file


if __name__ == "__main__":
    main()
