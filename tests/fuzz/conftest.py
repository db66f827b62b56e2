"""How long to fuzz: a fixed number of examples, or with ``--fuzz-seconds`` so long for each importer."""

import time

import pytest


def pytest_addoption(parser):
    parser.addoption("--fuzz-seconds", type=float, default=0.0, help="fuzz each importer for so long")


@pytest.fixture
def fuzz(request):
    """Run a check with seeds 0, 1, 2 … : once, or until the time is over."""
    seconds = request.config.getoption("--fuzz-seconds", default=0.0)

    def run(check):
        end = time.monotonic() + seconds
        seed = 0
        while seed == 0 or time.monotonic() < end:
            check(seed)
            seed += 1

    return run
