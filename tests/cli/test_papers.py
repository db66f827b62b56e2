"""``tenteram sheet`` and ``tenteram order``: the papers of a patrol from a terminal."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from services.office import Office
from services.patrol_plans import make_plan
from services.sheet_issue import issue_day
from sop.party import Actor, Role
from tests.reports.patrol.pdf import page_sizes, words

KASI = Actor("kasi", Role.KASI)


@pytest.fixture
def waiting(office, home):
    """The number of a sheet that waits for the Camat, and of its order; of the next Saturday."""
    assert office("verify").status == 0
    today = datetime.now(UTC)
    day = (today + timedelta(days=(5 - today.weekday()) % 7 or 7)).date()
    opened = Office.open(home)
    plan = make_plan(opened, KASI, first=day, days=1, at=today, seed=3).number
    (number,) = issue_day(opened, KASI, plan, day, at=today, form_id="F1").waiting
    opened.close()
    return number, "SPT-" + number.partition("-")[2]


def test_a_sheet_is_written_in_every_form_and_a_draft_says_so(office, waiting, tmp_path):
    number, _ = waiting
    out = tmp_path / "kertas" / "besok"
    told = office("sheet", number, "--out", out, "--json").json
    files = {file.suffix: file for file in out.iterdir()}
    assert sorted(told["files"]) == sorted(map(str, files.values()))
    assert set(files) == {".pdf", ".docx", ".gpx", ".ics", ".txt"}
    assert files[".pdf"].name.startswith(f"draf-lembar-rute-{number}-gabungan-")
    content = files[".pdf"].read_bytes()
    assert page_sizes(content) == [(210, 297)]
    assert words(content).startswith("DRAF PEMERINTAH KABUPATEN BARITO TIMUR")
    (event,) = icalendar.Calendar.from_ical(files[".ics"].read_bytes()).events
    assert event["STATUS"] == "TENTATIVE"
    message = files[".txt"].read_text(encoding="utf-8")
    assert message.startswith("*DRAF – BELUM DITERBITKAN*")
    assert "https://www.google.com/maps/dir/?api=1&origin=" in message


def test_an_order_is_written_as_asked(office, waiting, tmp_path):
    _, number = waiting
    said = office("order", number, "--out", tmp_path, "--kind", "docx")
    (file,) = tmp_path.glob("*.docx")
    assert (said.status, said.out) == (0, f"Ditulis: {file}\n")
    assert file.name.startswith(f"draf-surat-perintah-tugas-{number}-")


def test_unknown_numbers_forms_and_folders_are_refused(office, waiting, tmp_path):
    number, _ = waiting
    unknown = office("sheet", "RUT-2026-9999", "--out", tmp_path, "--json")
    assert (unknown.status, unknown.json["problems"][0]["code"]) == (1, "rekam.tak_ada")
    assert office("sheet", number, "--out", tmp_path, "--kind", "jpg").status == 2
    (tmp_path / "ada").write_text("x")
    nowhere = office("sheet", number, "--out", tmp_path / "ada" / "di", "--kind", "txt", "--json")
    assert (nowhere.status, nowhere.json["problems"][0]["code"]) == (1, "berkas.tak_tertulis")
