"""Set-up time and size of a fresh clone, and start time until the login page answers.

``python benchmarks/setup.py [--runs N] [--keep-cache]`` prints one JSON document. It clones the committed
tree into a temporary folder, sets it up there, opens the demo once, and then times further starts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST_START_S = 180.0


def main() -> None:
    """Measure, and print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="starts to time after the first")
    options.add_argument("--keep-cache", action="store_true", help="let pip use its cache of downloads")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tenteram-") as folder:
        clone, home = Path(folder) / "clone", Path(folder) / "home"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = {k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONPATH"}}
        environment |= {"TENTERAM_HOME": str(home)}
        if not chosen.keep_cache:
            environment |= {"PIP_NO_CACHE_DIR": "1"}
        source_mb = size_mb(clone)
        setup_s = timed_setup(clone, environment)
        again_s = timed_setup(clone, environment)
        first_s = start_seconds(clone, environment)
        starts = [start_seconds(clone, environment) for _ in range(chosen.runs)]
        figures = {
            "setup_s": round(setup_s, 1),
            "setup_again_s": round(again_s, 2),
            "clone_mb": round(source_mb, 1),
            "installed_mb": round(size_mb(clone / ".venv"), 1),
            "first_start_with_demo_s": round(first_s, 2),
            "start_s": {
                "median": round(statistics.median(starts), 2),
                "worst": round(max(starts), 2),
                "runs": len(starts),
            },
            "pip_cache": chosen.keep_cache,
            "python": platform.python_version(),
            "cpus": os.cpu_count(),
        }
    print(json.dumps(figures, indent=2))


def timed_setup(clone: Path, environment: dict[str, str]) -> float:
    """Return the seconds that ``python run.py setup`` takes."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "run.py", "setup"], cwd=clone, env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - begin


def start_seconds(clone: Path, environment: dict[str, str]) -> float:
    """Return the seconds from ``python run.py`` until the login page answers, and stop the app.

    The port is a free one: ``run.py -- serve --port N`` does what ``run.py`` does, on another port.
    """
    port = free_port()
    command = [sys.executable, "run.py", "--", "serve", "--port", str(port)]
    begin = time.perf_counter()
    with subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.DEVNULL) as app:
        try:
            while not answers(f"http://127.0.0.1:{port}/masuk"):
                if app.poll() is not None:
                    raise SystemExit(f"the app ended with status {app.returncode} before it answered")
                if time.perf_counter() - begin > LONGEST_START_S:
                    raise SystemExit(f"no login page within {LONGEST_START_S:.0f} s")
                time.sleep(0.02)
            return time.perf_counter() - begin
        finally:
            app.terminate()


def answers(address: str) -> bool:
    """Say whether a page answers with 200."""
    try:
        with urllib.request.urlopen(address, timeout=5) as page:  # noqa: S310 - our own loopback address
            return bool(page.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def free_port() -> int:
    """Return a loopback port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def size_mb(folder: Path) -> float:
    """Return the size of all files below a folder in MB (10⁶ bytes), links not followed."""
    return sum(p.lstat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink()) / 1e6


if __name__ == "__main__":
    main()
