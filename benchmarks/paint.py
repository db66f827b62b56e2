"""A filter change until its map is painted in Chromium, beside an empty Streamlit app in the same run.

``python benchmarks/paint.py [1000 10000 100000]`` prints one JSON document. For each number of incidents
it makes a workspace, imports that many, serves it, logs in, and changes the period on both pages. The
clock runs in the page itself: from the click to the second frame after the map's script has drawn.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
from playwright.sync_api import Browser, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
AREAS = ROOT / "data" / "desa_boundaries" / "benua_lima.geojson"
PASSWORD = "kata-sandi-ukur-1"  # noqa: S105 - of a workspace that lives for a minute
PERIODS = ("Minggu ini", "Bulan lalu", "Tahun ini", "Semua", "Bulan ini")
"""Chosen in turn: the first round finds nothing remembered, the others do."""
PAGES = {"situasi": "/situasi", "peta_kerawanan": "/peta-kerawanan"}
CATEGORIES = ("JLN-04", "MIR-02", "LNG-02", "KMT-03", "KAR-01", "LHN-01", "USH-01", "HIB-01")
EMPTY_APP = """
import streamlit as st
periods = ["Minggu ini", "Bulan lalu", "Tahun ini", "Semua", "Bulan ini"]
st.write("dipilih", st.segmented_control("Periode", periods, default="Bulan ini"))
"""

_CLICK = """([label, ready]) => new Promise((done, fail) => {
  const button = [...document.querySelectorAll("button")].find((b) => b.innerText.trim() === label);
  const isReady = new Function("return (" + ready + ")")();
  const before = isReady();
  const start = performance.now();
  button.click();
  const look = () => {
    if (performance.now() - start > 60000) fail(new Error("tidak tergambar"));
    else if (isReady() !== before) requestAnimationFrame(() => requestAnimationFrame(
      () => done(performance.now() - start)));
    else requestAnimationFrame(look);
  };
  look();
})"""
_PAINTS = (
    '() => { const w = document.querySelector("iframe")?.contentWindow; return w?.tenteram?.state.paints; }'
)
_EMPTY = '() => [...document.querySelectorAll("[data-testid=stMarkdown]")].map((e) => e.innerText).join()'


def main() -> None:
    """Measure, and print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    options.add_argument("--changes", type=int, default=12, help="filter changes to time")
    chosen = options.parse_args()
    outside: list[str] = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="tenteram-") as folder:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TENTERAM_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        figures: dict[str, object] = {"empty_ms": empty(browser, Path(folder), chosen.changes)}
        for size in chosen.sizes:
            figures[str(size)] = ours(browser, Path(folder) / str(size), size, chosen.changes, outside)
        figures["requests_to_other_hosts"] = len(outside)
        browser.close()
    print(json.dumps(figures, indent=2))


def empty(browser: Browser, folder: Path, changes: int) -> dict[str, float]:
    """Time the rerun of a Streamlit app that shows one word."""
    script = folder / "kosong.py"
    script.write_text(EMPTY_APP, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    with running([*command, f"--server.port={port}", "--browser.gatherUsageStats=false"], port):
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        page.get_by_text("dipilih").wait_for()
        page.wait_for_timeout(1000)
        told = timed(page, _EMPTY, changes)
        page.close()
    return told


def ours(browser: Browser, home: Path, size: int, changes: int, outside: list[str]) -> dict[str, object]:
    """Time filter changes on both pages with that many incidents."""
    home.mkdir()
    workspace(home, size)
    port = free_port()
    figures: dict[str, object] = {}
    with running([*tenteram(home), "serve", "--port", str(port)], port):
        # The page's own policy forbids the clock that is put into it here.
        page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.on("request", lambda request: note(request, outside))
        page.goto(f"http://127.0.0.1:{port}/masuk")
        page.fill("[name=username]", "ukur")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        for name, path in PAGES.items():
            start = time.perf_counter()
            page.goto(f"http://127.0.0.1:{port}{path}")
            page.wait_for_function(f"({_PAINTS})() > 0", timeout=60_000)
            first_s = time.perf_counter() - start
            page.wait_for_timeout(1500)
            figures[name] = {"first_s": round(first_s, 2), **timed(page, _PAINTS, changes)}
        page.close()
    return figures


def timed(page: Page, ready: str, changes: int) -> dict[str, float]:
    """Return the time from click to paint in milliseconds: periods asked again, and for the first time."""
    taken = []
    for i in range(len(PERIODS) + changes):
        taken.append(float(page.evaluate(_CLICK, [PERIODS[i % len(PERIODS)], ready])))
        page.wait_for_timeout(600)
    fresh, known = taken[: len(PERIODS) - 1], sorted(taken[len(PERIODS) :])
    return {
        "median_ms": round(statistics.median(known)),
        "p90_ms": round(known[int(0.9 * (len(known) - 1))]),
        "first_time_median_ms": round(statistics.median(fresh)),
        "first_time_worst_ms": round(max(fresh)),
    }


def workspace(home: Path, size: int) -> None:
    """Make a workspace with that many incidents and one account."""
    subprocess.run([*tenteram(home), "init"], check=True, stdout=subprocess.DEVNULL)
    rows = home / "kejadian.csv"
    write_incidents(rows, size)
    command = [*tenteram(home), "import", "incidents", str(rows), "--json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(
        [*tenteram(home), "user", "add", "ukur", "--role", "kasi", "--password-stdin"],
        check=True,
        input=PASSWORD.encode(),
        stdout=subprocess.DEVNULL,
    )


def write_incidents(path: Path, size: int) -> None:
    """Write incidents of the last three years around twelve spots in every desa, from a fixed seed."""
    random.seed(20_261_124)
    spots = gpd.read_file(AREAS).geometry.sample_points(12, rng=7).get_coordinates().to_numpy()
    today = date.today()  # noqa: DTZ011 - the periods on the page are this machine's
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["date", "lon", "lat", "category"])
        for _ in range(size):
            spot = random.choice(spots)
            day = today - timedelta(days=int(random.random() ** 2 * 1095))
            x, y = spot[0] + random.gauss(0, 0.004), spot[1] + random.gauss(0, 0.004)
            rows.writerow([day.isoformat(), f"{x:.6f}", f"{y:.6f}", random.choice(CATEGORIES)])


def tenteram(home: Path) -> list[str]:
    """Return the command for a workspace."""
    return [sys.executable, "-m", "cli", "--home", str(home)]


def note(request: Request, outside: list[str]) -> None:
    """Remember requests that leave this machine."""
    if not request.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
        outside.append(request.url)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a server until the block ends."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
