"""How the tests are dealt out to the workers: each file whole, the long ones first.

With pytest 9.2 ``xdist_group`` marks group nothing (pytest-xdist issue 1386), for they write to a test's id.
Then every world of a module is made by each worker, and two browsers starve each other.
"""

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
BROWSER = "browser"
LONG = (
    "tests/services/test_silence.py",
    "tests/services/test_rights.py",
)
"""What takes about a minute in one piece, the longest first: begun last, it would keep one worker alone."""


class WholeFiles(LoadScopeScheduling):
    """Gives each file to one worker, and all that need a browser to the same: two at once starve."""

    def __init__(self, config, log):
        super().__init__(config, log)
        # The workers collect in the order in which files shall begin, not by the number of their tests.
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid):
        return group_of(nodeid.split("::")[0])


@cache
def group_of(file):
    """Return the name of what a file is run with: itself, or everything that needs a browser."""
    # The controller collects nothing, so it can ask no test for its marks.
    text = (ROOT / file).read_text(encoding="utf-8")
    return BROWSER if "pytest.mark.browser" in text else file


def turn(file):
    """Return by what files are sorted: browsers, then what is long, then all others as they come."""
    if group_of(file) == BROWSER:
        return -1
    return LONG.index(file) if file in LONG else len(LONG)
