"""Set Tenteram up and start it; only Python's standard library is needed.

``python run.py``          set up what is missing, then start the app
``python run.py setup``    set up what is missing, nothing else
``python run.py test``     set up, then every check the project has
``python run.py -- ARGS``  pass ARGS to ``tenteram``
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
MINIMUM = (3, 11)

CHECKS = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("arah impor", ("lint-imports",)),
    ("tipe", ("mypy",)),
    ("uji", ("pytest", "-q", "--numprocesses=auto", "--maxprocesses=4", "--dist=loadscope")),
)


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for and return the exit status."""
    if sys.version_info < MINIMUM:
        print(f"Tenteram memerlukan Python {MINIMUM[0]}.{MINIMUM[1]} atau lebih baru.", file=sys.stderr)
        return 1
    if arguments[:1] == ["--"]:
        set_up()
        return start(arguments[1:])
    match arguments:
        case []:
            set_up()
            return start(["serve"])
        case ["setup"]:
            set_up()
            return 0
        case ["test", *rest]:
            set_up()
            return test(rest)
    print(__doc__, file=sys.stderr)
    return 2


def set_up() -> None:
    """Make the virtual environment and install what is pinned, unless that is already done."""
    requirements = ROOT / "requirements.txt"
    if not PYTHON.exists():
        say("Membuat lingkungan Python di .venv …")
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    install_once(
        "terpasang", requirements, "Memasang pustaka (sekali saja, perlu internet; beberapa menit) …"
    )
    once(
        "proyek",
        [ROOT / "pyproject.toml"],
        ["install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    )


def start(arguments: list[str]) -> int:
    """Hand over to ``tenteram``; on POSIX this process becomes it, so that signals reach it."""
    command = [str(PYTHON), "-m", "cli", *arguments]
    if os.name == "nt":
        return subprocess.call(command)
    sys.stdout.flush()
    return os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def test(arguments: list[str]) -> int:
    """Run every check; arguments go to pytest."""
    install_once("alat-uji", ROOT / "requirements-dev.txt", "Memasang alat uji …")
    if os.environ.get("CI") == "true" and on_debian_as_root():
        debian_packages("chromium", "fonts-liberation", "postgresql-postgis")
    environment = {**os.environ, "TENTERAM_CHROMIUM": browser()}
    failed = []
    for name, (tool, *rest) in CHECKS:
        say(f"── {name}")
        extra = arguments if tool == "pytest" else []
        if subprocess.call([str(BIN / tool), *rest, *extra], cwd=ROOT, env=environment):
            failed.append(name)
    say(f"Gagal: {', '.join(failed)}" if failed else "Semua pemeriksaan lulus.")
    return 1 if failed else 0


def browser() -> str:
    """Return the path of a Chromium for the browser tests, installing one if there is none.

    An empty path means that Playwright's own is installed and found by itself.
    """
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    if found := next(filter(None, map(shutil.which, names)), None):
        return found
    say("Memasang peramban untuk uji …")
    if subprocess.call([str(PYTHON), "-m", "playwright", "install", "chromium"]) == 0:
        return ""
    if on_debian_as_root():
        debian_packages("chromium", "fonts-liberation")
        if found := shutil.which("chromium"):
            return found
    print("Tidak ada Chromium: pasang Chromium atau Chrome, lalu ulangi.", file=sys.stderr)
    raise SystemExit(1)


def on_debian_as_root() -> bool:
    """Say whether this machine takes Debian packages from us."""
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def debian_packages(*names: str) -> None:
    """Install the Debian packages that are missing."""
    missing = [
        name
        for name in names
        if subprocess.run(["dpkg", "-s", name], capture_output=True, check=False).returncode
    ]
    if missing:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
        )


def install_once(stamp: str, requirements: Path, announcement: str) -> None:
    """Install a hashed requirements file unless its very content is installed already."""
    once(stamp, [requirements], ["install", "--require-hashes", "-r", str(requirements)], announcement)


def once(stamp: str, inputs: list[Path], pip: list[str], announcement: str = "") -> None:
    """Run pip unless a stamp says that it ran for these inputs and this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for path in inputs:
        digest.update(path.read_bytes())
    done = VENV / f"tenteram-{stamp}"
    if done.exists() and done.read_text() == digest.hexdigest():
        return
    if announcement:
        say(announcement)
    base = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-qq"]
    if subprocess.call([*base, *pip]):
        print("Pemasangan gagal. Periksa sambungan internet, lalu ulangi perintah ini.", file=sys.stderr)
        raise SystemExit(1)
    done.write_text(digest.hexdigest())


def say(text: str) -> None:
    """Print at once, also when the output is a pipe."""
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
