"""An office and its sheets of settings: read again when they change, by whomever, whenever."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from records.sheets import FILES, edited, read_sheet, stage, staged
from records.store.settings import record
from services.office import Office
from services.scoring import scores
from sop.category import Severity
from sop.deadline import Duty
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused
from sop.setting import Change, Sheet

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KEEPER = Actor("cli:uji", Role.LOKAL)


def put(home, sheet, values):
    """Edit a sheet as somebody with an editor does."""
    text = edited(sheet, read_sheet(home, sheet), values)
    (home / FILES[sheet]).write_text(text, encoding="utf-8")


def change(office, sheet, values):
    """Change a sheet inside an act, as the services do."""
    text = edited(sheet, read_sheet(office.workspace.home, sheet), values)
    with office.store.act(KEEPER, NOW, "uji.ubah") as act:
        record(
            act, office.workspace.home, sheet, text, [Change(sheet, k, None, v) for k, v in values.items()]
        )


def test_every_sheet_is_read_again_when_it_changes(desk):
    office, home = desk.office, desk.office.workspace.home
    assert (office.parameters.classes.waspada, office.profile.seat) == (6.0, "")
    put(home, Sheet.PARAMETER, {"kelas.waspada": 8, "bobot.dasar": 2})
    put(home, Sheet.ATURAN, {"tenggat.verifikasi.kritis": 2})
    put(home, Sheet.PROFIL, {"tempat": "Taniran"})
    put(home, Sheet.KATEGORI, {"JLN-04.faktor_skor": 0.5})
    assert office.parameters.classes.waspada == 8.0
    assert office.limits.hours[Duty.VERIFIKASI][Severity.KRITIS] == 2.0
    assert office.profile.seat == office.workspace.profile.seat == "Taniran"
    race = office.categories["JLN-04"]
    # 2 + 4·3 + 3·2 + 2·0
    assert (race.score_factor, race.weight) == (0.5, 20.0)


def test_another_process_that_edits_a_sheet_is_heard(desk):
    home = desk.office.workspace.home
    script = (
        "import sys, pathlib\n"
        "p = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text().replace('= 17', '= 19'))"
    )
    subprocess.run([sys.executable, "-c", script, str(home / "parameter.toml")], check=True)
    assert desk.office.parameters.classes.rawan == 19.0


def test_answers_do_not_survive_a_change_of_settings(desk):
    asked = []
    for waspada in (6, 7, 7):
        put(desk.office.workspace.home, Sheet.PARAMETER, {"kelas.waspada": waspada})
        desk.office.remember("soal", lambda: asked.append(desk.office.parameters.classes.waspada))
    assert asked == [6.0, 7.0]


def test_a_comment_alone_makes_no_answer_stale(desk):
    asked = []
    for comment in ("", "# dibaca bersama Kapolsek\n"):
        file = desk.office.workspace.home / "parameter.toml"
        file.write_text(comment + file.read_text(encoding="utf-8"), encoding="utf-8")
        desk.office.remember("soal", lambda: asked.append(1))
    assert asked == [1]


def test_a_category_left_out_changes_the_score_at_once(desk):
    desk.incidents(*[(f"2026-11-{day:02d} 20:00", "JLN-04", "62.01") for day in range(1, 21)])
    before = scores(desk.office, KEEPER, at=NOW).areas.loc["62.01", "kejadian"]
    put(desk.office.workspace.home, Sheet.KATEGORI, {"JLN-04.faktor_skor": 0})
    after = scores(desk.office, KEEPER, at=NOW).areas.loc["62.01", "kejadian"]
    assert after < before


def test_an_act_changes_the_sheet_and_tells_the_whole_of_it(desk):
    office = desk.office
    change(office, Sheet.PARAMETER, {"kelas.waspada": 9})
    assert office.parameters.classes.waspada == 9.0
    assert "waspada = 9" in (office.workspace.home / "parameter.toml").read_text(encoding="utf-8")
    assert "# Ambang tetap" in (office.workspace.home / "parameter.toml").read_text(encoding="utf-8")
    assert staged(office.workspace.home) == []
    told = office.store.audit()[-1].details["pengaturan"]
    assert [(one["lembar"], one["ubah"]) for one in told] == [
        ("parameter", [{"lembar": "parameter", "kunci": "kelas.waspada", "lama": None, "baru": 9}])
    ]


def test_an_act_that_fails_leaves_the_sheet_as_it_was(desk):
    office = desk.office
    unwritable = Change(Sheet.PARAMETER, "kelas.waspada", None, object())
    text = edited(Sheet.PARAMETER, read_sheet(office.workspace.home, Sheet.PARAMETER), {"kelas.waspada": 9})

    def fail():
        with office.store.act(KEEPER, NOW, "uji.ubah") as act:
            record(act, office.workspace.home, Sheet.PARAMETER, text, [unwritable])

    with pytest.raises(TypeError):
        fail()
    assert office.parameters.classes.waspada == 6.0
    assert staged(office.workspace.home) == []


def test_whoever_reads_while_an_act_is_being_done_sees_the_old_settings(desk):
    office, home = desk.office, desk.office.workspace.home
    seen = []
    with office.store.act(KEEPER, NOW, "uji.ubah") as act:
        text = edited(Sheet.PARAMETER, read_sheet(home, Sheet.PARAMETER), {"kelas.waspada": 9})
        record(act, home, Sheet.PARAMETER, text, [])
        reader = threading.Thread(target=lambda: seen.append(office.parameters.classes.waspada))
        reader.start()
        reader.join(10)
        seen.append(office.parameters.classes.waspada)
    assert seen == [6.0, 6.0]
    assert office.parameters.classes.waspada == 9.0


@pytest.mark.parametrize(
    ("moment", "waspada"),
    [("sebelum commit", 6.0), ("sesudah commit", 9.0)],
)
def test_a_process_killed_in_the_middle_leaves_nothing_inconsistent(desk, moment, waspada):
    """Killed before the commit, the change never was; killed after it, the next look finishes it."""
    home = desk.office.workspace.home
    script = f"""
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from records.sheets import edited, read_sheet
from records.store.settings import record
from services.office import Office
from sop.party import Actor, Role
from sop.setting import Sheet
office = Office.open(Path(sys.argv[1]))
home = office.workspace.home
text = edited(Sheet.PARAMETER, read_sheet(home, Sheet.PARAMETER), {{"kelas.waspada": 9}})
with office.store.act(Actor("cli:uji", Role.LOKAL), datetime.now(UTC), "uji.ubah") as act:
    record(act, home, Sheet.PARAMETER, text, [])
    if {moment!r} == "sebelum commit":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script, str(home)], check=False)
    assert done.returncode == -9
    assert staged(home) == [Sheet.PARAMETER]
    assert desk.office.parameters.classes.waspada == waspada
    assert staged(home) == []
    other = Office.open(home)
    assert (other.parameters.classes.waspada, other.settings.problems) == (waspada, ())
    assert len(other.store.audit()) == (1 if waspada == 6.0 else 2)
    other.close()


def test_half_a_staged_file_is_dropped(desk):
    home = desk.office.workspace.home
    stage(home, Sheet.PARAMETER, read_sheet(home, Sheet.PARAMETER)[:300])
    assert desk.office.parameters.classes.waspada == 6.0
    assert staged(home) == []


@pytest.mark.parametrize("damage", ["[kelas\n", "[kelas]\nwaspada = 99\n", "\xff\xfe"])
def test_a_sheet_that_somebody_breaks_counts_as_it_was_approved_and_the_damage_is_told(desk, damage):
    file = desk.office.workspace.home / "parameter.toml"
    file.write_bytes(damage.encode("latin-1"))
    assert desk.office.parameters.classes.waspada == 6.0
    assert [p.code for p in desk.office.settings.problems] in (
        [ProblemCode.BERKAS_TAK_TERBACA],
        [ProblemCode.PARAMETER_TAK_SAH],
    )
    restarted = Office.open(desk.office.workspace.home)
    assert (restarted.parameters.classes.waspada, len(restarted.settings.problems)) == (6.0, 1)
    restarted.close()


def test_a_broken_sheet_that_no_act_knows_keeps_the_office_shut_and_is_named(desk):
    (desk.office.workspace.home / "kategori_kejadian.csv").write_text("kode\n", encoding="utf-8")
    assert len(desk.office.categories) == 51
    assert [p.code for p in desk.office.settings.problems] == [ProblemCode.KATEGORI_TAK_SAH]
    with pytest.raises(Refused, match=r"kategori_kejadian\.csv"):
        Office.open(desk.office.workspace.home)


def test_readers_beside_a_writer_never_see_half_a_change(desk):
    """Two settings always change together; nobody may see them apart."""
    office = desk.office
    stop, seen = threading.Event(), set()

    def read():
        while not stop.is_set():
            kelas = office.parameters.classes
            seen.add((kelas.waspada, kelas.rawan))
            time.sleep(0.001)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for one in readers:
        one.start()
    for step in range(1, 6):
        change(office, Sheet.PARAMETER, {"kelas.waspada": 6 + step, "kelas.rawan": 17 + step})
        assert office.parameters.classes.waspada == 6 + step
    stop.set()
    for one in readers:
        one.join(10)
    assert {rawan - waspada for waspada, rawan in seen} == {11.0}
    assert staged(office.workspace.home) == []


def test_what_is_asked_again_and_again_is_remembered_among_many_other_questions(desk):
    asked = []
    for n in range(200):
        desk.office.remember("sering", lambda: asked.append("sering"))
        desk.office.remember(("sekali", n), lambda: asked.append("sekali"))
    assert (asked.count("sering"), asked.count("sekali")) == (1, 200)


def test_a_long_question_holds_up_nobody_who_asks_another(desk):
    begun, go_on = threading.Event(), threading.Event()

    def long():
        begun.set()
        assert go_on.wait(20)
        return "lama"

    with ThreadPoolExecutor(2) as threads:
        waits = threads.submit(desk.office.remember, "lama", long)
        assert begun.wait(20)
        assert threads.submit(desk.office.remember, "cepat", lambda: "cepat").result(20) == "cepat"
        go_on.set()
        assert waits.result(20) == "lama"


def test_who_asks_the_same_meanwhile_waits_for_the_one_answer(desk):
    asked, go_on = [], threading.Event()

    def once():
        asked.append("lama")
        assert go_on.wait(20)
        return len(asked)

    with ThreadPoolExecutor(4) as threads:
        waits = [threads.submit(desk.office.remember, "lama", once) for _ in range(4)]
        go_on.set()
        assert [one.result(20) for one in waits] == [1, 1, 1, 1]
