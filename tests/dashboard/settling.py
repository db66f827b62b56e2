"""A page of the real app that has come to rest."""

import pytest

_SETTLED = """() => !document.querySelector('[data-testid=stStatusWidget]')
  && !document.querySelector('[data-stale=true]')
  && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"""


def settle(page):
    """Wait until a page has stopped changing; its policy forbids Playwright's own way of waiting."""
    quiet = 0
    for _ in range(300):
        quiet = quiet + 1 if page.evaluate(_SETTLED) else 0
        if quiet > 8:
            return
        page.wait_for_timeout(100)
    pytest.fail("the page never settled")
