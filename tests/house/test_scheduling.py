"""Worlds that are made once for a module are made once, and the browsers do not starve each other."""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.scheduling import BROWSER, LONG, group_of, turn

ROOT = Path(__file__).parents[2]
FILES = ("tests/sop/test_deadline.py", "tests/sop/test_scrub.py", "tests/sop/test_agency.py")


def test_each_file_is_run_whole_by_one_of_several_workers():
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "-p",
        "no:cacheprovider",
        "-n2",
        "--dist=loadscope",
        *FILES,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    workers = defaultdict(set)
    for worker, file in re.findall(r"^\[(gw\d)\] .* PASSED (.*?)::", done.stdout, re.MULTILINE):
        workers[file].add(worker)
    assert {file: len(by) for file, by in workers.items()} == dict.fromkeys(FILES, 1)
    assert set.union(*workers.values()) == {"gw0", "gw1"}


def test_all_that_needs_a_browser_is_run_by_one_worker_and_begun_first():
    files = [str(file.relative_to(ROOT)) for file in (ROOT / "tests").rglob("test_*_in_browser.py")]
    assert len(files) > 10
    assert {(group_of(file), turn(file)) for file in files} == {(BROWSER, -1)}
    assert group_of("tests/sop/test_scrub.py") == "tests/sop/test_scrub.py"


def test_what_is_long_is_begun_before_the_rest():
    assert [file for file in LONG if not (ROOT / file).exists()] == []
    assert [turn(file) for file in LONG] == list(range(len(LONG)))
    assert turn("tests/sop/test_scrub.py") == len(LONG)
