"""Ten people who write at once, each in a process of its own, beside one who writes alone.

``python benchmarks/writers.py [--writers 10] [--reports 50] [--database URL]`` prints one JSON document.
Everybody enters reports through the services, as the forms do, and now and then corrects the one record
that all share: whoever comes second is told and reads it again. Counted are errors, reports that are missing
afterwards, corrections that are missing, and the time of one saved report.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import subprocess
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from paint import tenteram

from records.store.verify import verify
from services.incidents import Report, correct_incident, incident, record_incident
from services.locating import locate_desa
from services.office import Office
from sop.dictionary import INCIDENTS
from sop.incident import Origin, TimePrecision
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused

KEEPER = Actor("cli:ukur", Role.LOKAL)
CORRECT_EVERY = 10


def main() -> None:
    """Measure, and print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--writers", type=int, default=10)
    options.add_argument("--reports", type=int, default=50)
    options.add_argument("--database", help="URL of an empty PostGIS database; the embedded store without")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tenteram-") as folder:
        home = Path(folder) / "kantor"
        place = ["--database", chosen.database] if chosen.database else []
        subprocess.run([*tenteram(home), *place, "init"], check=True, stdout=subprocess.DEVNULL)
        office = Office.open(home, chosen.database)
        shared = record(office, KEEPER, "bersama")
        alone = together(home, chosen.database, shared, writers=1, reports=chosen.reports, first=0)
        many = together(
            home, chosen.database, shared, writers=chosen.writers, reports=chosen.reports, first=1
        )
        stored = office.store.frame(INCIDENTS)
        expected = 1 + (1 + chosen.writers) * chosen.reports
        corrections = sum(person["corrected"] for person in (*alone, *many))
        print(
            json.dumps(
                {
                    "store": "postgis" if chosen.database else "geopackage",
                    "alone": told(alone),
                    "together": told(many),
                    "reports_missing": expected - len(stored),
                    "corrections_missing": corrections - (int(stored.loc[shared, "versi"]) - 1),
                    "verify_problems": len(verify(office.store)),
                },
                indent=2,
            )
        )
        office.close()


def together(
    home: Path, database: str | None, shared: str, *, writers: int, reports: int, first: int
) -> list[dict[str, Any]]:
    """Let everybody write at once and return what each of them met."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(writers) as pool:
        people = [(home, database, shared, first + number, reports) for number in range(writers)]
        return pool.starmap(somebody, people)


def somebody(home: Path, database: str | None, shared: str, number: int, reports: int) -> dict[str, Any]:
    """Write as one person does."""
    office, actor = Office.open(home, database), Actor(f"ukur-{number}", Role.KASI)
    taken, errors, corrected, second = [], [], 0, 0
    for turn in range(reports):
        start = time.perf_counter()
        try:
            record(office, actor, f"{number}-{turn}")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            errors.append(repr(error))
        taken.append(time.perf_counter() - start)
        if turn % CORRECT_EVERY == 0:
            second += correct(office, actor, shared, f"{number}-{turn}")
            corrected += 1
    office.close()
    return {"taken": taken, "errors": errors, "corrected": corrected, "second": second}


def record(office: Office, actor: Actor, mark: str) -> str:
    """Enter one report of which only the desa is known."""
    at = datetime.now(UTC)
    report = Report(
        kode_kategori="LNG-02",
        waktu_kejadian=at,
        presisi_waktu=TimePrecision.TEPAT,
        zona_waktu_asli="WIB",
        location=locate_desa(office, str(office.areas().index[0])),
        asal=Origin.LAPORAN_WARGA,
        kronologi=f"Sapi lepas {mark}",
    )
    return record_incident(office, actor, report, at=at, form_id=mark)


def correct(office: Office, actor: Actor, shared: str, mark: str) -> int:
    """Correct the shared record, and return how often somebody else had been first."""
    second = 0
    while True:
        version = incident(office, actor, shared, at=datetime.now(UTC)).version
        try:
            correct_incident(
                office,
                actor,
                shared,
                {"patokan": mark},
                expected_version=version,
                note="ukur",
                at=datetime.now(UTC),
            )
        except Refused as refused:
            if {p.code for p in refused.problems} != {ProblemCode.VERSI_BENTROK}:
                raise
            second += 1
        else:
            return second


def told(people: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what everybody met, in figures."""
    taken = sorted(one for person in people for one in person["taken"])
    return {
        "writers": len(people),
        "saved": len(taken) - sum(len(person["errors"]) for person in people),
        "errors": [one for person in people for one in person["errors"]][:5],
        "told_that_another_was_first": sum(person["second"] for person in people),
        "p50_ms": round(1000 * taken[len(taken) // 2], 1),
        "p95_ms": round(1000 * taken[int(0.95 * (len(taken) - 1))], 1),
    }


if __name__ == "__main__":
    main()
