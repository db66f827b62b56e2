"""No name, number or secret in the audit trail, the logs, the terminal, the errors or what leaves the office.

Persons with marked names stand beside records, in their stories and in the names of files, accounts have
marked passwords, and every act of the services is tried by every role, done or refused.
"""

import io
import logging
import shutil
from dataclasses import replace

import openpyxl
import pytest

from records.store.schema import AUDIT
from services import accounts, attachments, exporting, identities, incident_entry
from services.incident_list import IncidentFilters
from sop.dictionary import CONFLICT_CASES, INCIDENTS
from sop.party import Actor, Role
from sop.problem import Refused
from tests.pictures import photo
from tests.services import rights_world
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, KASI, OPERATOR, report
from tests.services.rights_table import ACTIONS, ROLES, read
from tests.services.rights_world import CALLS, World

MARK, NIK, PHONE, STREET = "Zulkandra", "6213998877665544", "081299887766", "Gang Kencanawungu"
MARKS = (MARK, "Wiramukti", NIK, PHONE, "0812-9988-7766", STREET)
SECRETS = ("sandi-bertanda-1", "sandi-bertanda-2")
STORY = f"Sdr. {MARK} Wiramukti, {NIK}, HP 0812-9988-7766, dipukul di pasar; {MARK} lari"
"""A story as people write it: with a title once, and once without."""


@pytest.fixture(scope="module")
def heard(blank_home, tmp_path_factory):
    """Try every act by every role, and return the office with everything that was said meanwhile."""
    folder = tmp_path_factory.mktemp("sunyi")
    shutil.copytree(blank_home, folder / "kantor")
    shutil.copyfile(blank_home.parent / "batas.geojson", folder / "batas.geojson")
    said, log = [], _Kept()
    root = logging.getLogger()
    root.addHandler(log)
    level = root.level
    root.setLevel(logging.DEBUG)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rights_world, "PASSWORD", SECRETS[0])
        person = replace(
            rights_world.PERSON, name=f"{MARK} Wiramukti", national_id=NIK, phone=PHONE, address=STREET
        )
        patch.setattr(rights_world, "PERSON", person)
        world = World(folder / "kantor", tmp_path_factory.mktemp("berkas"))
        marked(world, person)
        for name in read(ACTIONS):
            needed, used = None, True
            for role in ROLES:
                if used:
                    needed = CALLS[name].needs(world)
                try:
                    CALLS[name].act(world, ACTORS[role], needed)
                except Refused as refused:
                    said.append(str(refused))
                    used = False
                else:
                    used = True
        said += wrong(world, person)
    root.setLevel(level)
    root.removeHandler(log)
    yield world, "\n".join(said), "\n".join(log.lines)
    world.office.close()


class _Kept(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


def marked(world, person):
    """Let marked persons stand beside an incident and a case, in words and in the name of a photo."""
    said = report(world.office, kronologi=STORY, patokan=f"Depan rumah Pak {MARK}")
    number = incident_entry.record_incident(world.office, KASI, said, at=NOW, form_id="bertanda")
    identities.add_party(world.office, KASI, INCIDENTS, number, person, at=NOW, form_id="p1")
    identities.add_party(world.office, KASI, CONFLICT_CASES, world.case(), person, at=NOW, form_id="p2")
    name = f"foto {MARK}.jpg"
    attachments.attach_photo(world.office, KASI, INCIDENTS, number, name, photo(), at=NOW)
    incident_entry.correct_incident(
        world.office, KASI, number, {"kronologi": f"{STORY}."}, expected_version=1, note="dilengkapi", at=NOW
    )


def wrong(world, person):
    """Yield what is said to whoever gives the wrong thing about a person or a password."""
    office, number = world.office, world.kind("umum")
    tries = (
        lambda: identities.add_party(
            office,
            KASI,
            INCIDENTS,
            number,
            replace(person, national_id=f"{NIK}9", phone=f"{PHONE}77x"),
            at=NOW,
            form_id="p3",
        ),
        lambda: identities.add_party(
            office, KASI, INCIDENTS, number, replace(person, age=999, child=True), at=NOW, form_id="p4"
        ),
        lambda: identities.look_at_parties(
            office, KASI, INCIDENTS, number, note=f"mencari {NIK} {PHONE}", at=NOW
        ),
        lambda: accounts.login(office, "kasi", SECRETS[1], address="x", at=NOW),
        lambda: accounts.set_password(office, KASI, "tak.ada", SECRETS[1], at=NOW),
        lambda: accounts.add_account(office, KASI, "akun.lain", Role.LOKAL, SECRETS[1], at=NOW),
    )
    for one in tries:
        with pytest.raises(Refused) as refused:
            one()
        yield str(refused.value)


def held(text):
    return [mark for mark in (*MARKS, *SECRETS, "argon2") if mark.casefold() in text.casefold()]


def test_the_audit_trail_names_nobody(heard):
    world, _, _ = heard
    with world.office.store.reading() as connection:
        rows = connection.execute(AUDIT.select()).all()
    assert len(rows) > 300
    assert [(row.verb, held(str(tuple(row)))) for row in rows if held(str(tuple(row)))] == []


def test_no_error_repeats_what_somebody_gave(heard):
    _, said, _ = heard
    assert said.count("tidak berhak") > 300
    assert held(said) == []


def test_no_log_and_no_terminal_names_anybody(heard, capfd):
    _, _, logged = heard
    assert held(logged) == []
    assert held("".join(capfd.readouterr())) == []


@pytest.mark.parametrize("form", exporting.ListFormat)
def test_what_leaves_after_the_look_names_nobody(heard, form):
    office = heard[0].office
    choice = exporting.ListChoice(filters=IncidentFilters(search="KJD"), format=form, secret=True)
    draft = exporting.look_at_list(office, KASI, choice, at=NOW)
    assert {MARK, f"Sdr. {MARK} Wiramukti", f"Pak {MARK}"} <= {piece.found for piece in draft.pieces}
    taken = exporting.take_list(office, KASI, choice, seen=draft.mark, at=NOW)
    text = taken.made.content.decode("utf-8-sig") if form is exporting.ListFormat.CSV else _cells(taken)
    assert "[nama pihak]" in text
    assert held(text) == []


def _cells(taken):
    book = openpyxl.load_workbook(io.BytesIO(taken.made.content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_no_map_and_no_message_names_anybody(heard):
    office = heard[0].office
    chosen = exporting.MapChoice(period=None, layers=("Petak kejadian", "Tempat", "Kasus konflik"))
    seen = exporting.look_at_map(office, KASI, chosen, at=NOW).mark
    page = exporting.take_map(office, KASI, chosen, seen=seen, at=NOW).made.content.decode()
    assert held(page) == []
    for number in office.frame(INCIDENTS).index[office.frame(INCIDENTS)["visibilitas"] != "rahasia"][:5]:
        seen = exporting.look_at_message(office, KASI, str(number), story=True).mark
        told = exporting.take_message(office, KASI, str(number), story=True, seen=seen, at=NOW)
        assert held(told.made.content.decode()) == []


def test_addresses_hold_numbers_and_words_of_our_own_only(heard):
    world, _, _ = heard
    numbers = [
        str(number) for frame in (INCIDENTS, CONFLICT_CASES) for number in world.office.frame(frame).index
    ]
    shown = [world.known(Actor("x", Role.POLSEK), INCIDENTS, numbers[0]), *numbers]
    assert held(" ".join(shown)) == []
    assert all(part.isalnum() for number in shown for part in number.split("-"))
    assert OPERATOR.name not in " ".join(shown)
