"""What tests of several rooms share."""

import os

import pytest
from playwright.sync_api import sync_playwright


# One for each module, not for the session: while Playwright runs, its event loop holds this thread,
# and no test could run a loop of its own.
@pytest.fixture(scope="module")
def chromium():
    """Start Debian's or the user's Chromium; `run.py test` names it, and an empty name means Playwright's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TENTERAM_CHROMIUM", "/usr/bin/chromium") or None,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
