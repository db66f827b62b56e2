"""A private PostgreSQL server with PostGIS: made for one run, on a free loopback port, thrown away after."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg

if sys.platform != "win32":
    import pwd

OWNER = "tenteram"
"""The database role that the tests use; it is the server's superuser."""

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": 200,
    "fsync": "on",
    "synchronous_commit": "on",
    # A checkpoint of the tiny cluster costs less than recycling 1 GB of log.
    "max_wal_size": "256MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
_START_S = 30
_KEEPER = '"$0" "$@" & echo $!; cat; kill -QUIT $! 2>/dev/null; wait'
"""Ends the server when whoever started it is gone, however it went: its end of the pipe is closed then."""


class Server:
    """A server of its own: starts, stops, dies and comes back on the same port with the same data.

    ``initdb`` refuses root, so that root runs it as ``postgres`` or ``nobody``.
    """

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.password = secrets.token_hex(8)
        self.folder = Path(tempfile.mkdtemp(prefix="tenteram-postgis-"))
        self.port = _free_port()
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:
            user = _unprivileged()
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        secret = self.folder / "password"
        secret.write_text(self.password)
        secret.chmod(0o644)  # the folder itself is closed to others
        self._run(
            "initdb", "--pgdata", self.data, "--username", OWNER, "--pwfile", secret, "--auth=scram-sha-256",
            "--encoding=UTF8", "--no-locale", "--no-sync", "--data-checksums",
        )  # fmt: skip
        settings = {**_SETTINGS, "port": self.port}
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(lines)
        self._keeper: subprocess.Popen[bytes] | None = None
        self.start()

    @classmethod
    def found(cls) -> Path | None:
        """Return the folder of the server's programs, None where PostgreSQL or PostGIS is not installed."""
        if sys.platform == "win32":  # kill -9 and a pipe as a leash are POSIX things
            return None
        on_path = shutil.which("postgres")
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: int(f.parent.name))
        for folder in [*([Path(on_path).resolve().parent] if on_path else []), *reversed(folders)]:
            if (folder / "initdb").exists() and _shared(folder, "extension/postgis.control"):
                return folder
        return None

    @property
    def data(self) -> Path:
        """Folder of the server's files."""
        return self.folder / "data"

    def url(self, database: str) -> str:
        """Return the address of a database as an office would give it."""
        return f"postgresql+psycopg://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Give a bare connection of the superuser, every statement its own transaction."""
        return psycopg.connect(
            f"host=127.0.0.1 port={self.port} user={OWNER} password={self.password} dbname={database}",
            autocommit=True,
        )

    def create(self, database: str, *, template: str = "template0") -> str:
        """Create a database, by default an empty one, and return its address."""
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database with whoever is connected to it."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def start(self) -> None:
        """Start, or start again, and wait until the server answers."""
        with (self.folder / "log").open("ab") as log:
            self._keeper = subprocess.Popen(
                ["/bin/sh", "-c", _KEEPER, self.programs / "postgres", "-D", self.data],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                **self._as,
            )
        self._serving = int(self._keeper.stdout.readline())
        deadline = time.monotonic() + _START_S
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if not _alive(self._serving) or time.monotonic() > deadline:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return

    def kill(self) -> None:
        """Kill the whole server, its backends too, with ``kill -9``: nobody gets to write anything more."""
        if self._keeper is None:
            return
        gone = [self._serving, *_children(self._serving)]
        for number in gone:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        # A server does not start while one of the old one's processes still holds its memory.
        self._wait_for(gone)

    def stop(self) -> None:
        """Stop at once, as an administrator would: open transactions are rolled back."""
        if self._keeper is not None:
            os.kill(self._serving, signal.SIGINT)
            self._wait_for([self._serving])

    def _wait_for(self, gone: list[int]) -> None:
        deadline = time.monotonic() + _START_S
        while any(map(_alive, gone)) and time.monotonic() < deadline:
            time.sleep(0.005)
        self._keeper.communicate()
        self._keeper = None

    def remove(self) -> None:
        """Stop the server and throw its files away."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [self.programs / program, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            **self._as,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged():
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("no unprivileged user to run PostgreSQL as")


def _shared(programs: Path, file: str) -> bool:
    done = (
        subprocess.run([programs / "pg_config", "--sharedir"], capture_output=True, text=True, check=False)
        if (programs / "pg_config").exists()
        else None
    )
    folders = [Path(done.stdout.strip())] if done and not done.returncode else []
    # Debian keeps pg_config in a package for developers.
    folders.append(Path("/usr/share/postgresql") / programs.parent.name)
    return any((folder / file).exists() for folder in folders)


def _children(parent: int) -> list[int]:
    """Return the processes that a process started."""
    found = Path(f"/proc/{parent}/task/{parent}/children")
    if found.exists():
        return [int(number) for number in found.read_text().split()]
    said = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False)
    return [int(number) for number in said.stdout.split()]


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        # One that is dead but not yet fetched by its parent holds nothing any more.
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return not Path("/proc/self/stat").exists()
