"""Every role on every act of the services, on a real office, against a table written by hand."""

import ast
import importlib
import inspect
import pkgutil
import re
import shutil
from pathlib import Path

import pytest

import services
from sop.party import RIGHTS, Role, Verb
from tests.services.rights_table import ACTIONS, INNER, ROLES, VERBS, read, reasons
from tests.services.rights_world import ACTORS, CALLS, World, attempt

ROOT = Path(services.__file__).parents[1]
FREE = {
    "accounts.account_actor": "narrows the local administrator to an account",
    "accounts.actor_of": "asks who a token belongs to",
    "accounts.login": "is the door",
    "accounts.logout": "is the door",
    "closing.usual_report": "says what a given sheet leaves to say",
    "patrol_members.team_names": "names teams, no person",
    "patrol_orders.usual_order": "writes the usual words for any month",
    "sheet_board.board_days": "counts days",
    "sheet_board.order_facts": "puts a given order into words",
    "sheet_board.sheet_facts": "puts a given sheet into words",
    "sheet_board.sheet_route": "cuts down a given sheet",
    "patrol_papers.calendar_file_name": "names the file of given days",
    "patrol_papers.day_file_name": "names the file of a given day",
    "patrol_papers.order_file_name": "names the file of a given order",
    "patrol_papers.sheet_file_name": "names the file of a given sheet",
    "patrol_plans.plan_document": "puts a given plan into figures",
    "patrol_plans.read_patrols": "reads teams from a file handed in",
    "patrol_words.plan_lines": "puts a given plan into words",
    "patrol_words.taken_over": "puts a given plan into words",
    "tracks.track_document": "puts a given report into figures",
    "upkeep.daily_backup": "the program does it for itself at its start",
    "uploads.sweep": "the program does it for itself",
}
"""Functions that the pages call without an actor although they touch records or accounts."""
PLAIN = {
    "attachments", "basemap", "case_entry", "case_words", "delivered_words", "field_reports", "founding",
    "importing", "incident_report", "locating", "passwords", "patrol_logs", "patrol_report",
    "patrol_setting_words", "plan_edits", "preview", "questions", "scoring", "setting_fields",
    "setting_tables", "setting_words", "settings", "stop_requests", "team_drafts", "typed", "uploads",
    "vulnerability",
}  # fmt: skip
"""Modules whose actor-less functions tell of no record: words, places, settings, forms, files handed in."""


@pytest.fixture(scope="module")
def world(blank_home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hak")
    shutil.copytree(blank_home, folder / "kantor")
    shutil.copyfile(blank_home.parent / "batas.geojson", folder / "batas.geojson")
    made = World(folder / "kantor", tmp_path_factory.mktemp("berkas"))
    yield made
    made.office.close()


def discovered():
    """Return every public function, method and class of the services that takes an actor, by name."""
    found = {}
    for module in pkgutil.iter_modules(services.__path__):
        loaded = importlib.import_module(f"services.{module.name}")
        for name, thing in vars(loaded).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != loaded.__name__:
                continue
            if inspect.isfunction(thing) and _takes_actor(thing):
                found[f"{module.name}.{name}"] = thing
            elif inspect.isclass(thing):
                found.update(_of_class(f"{module.name}.{name}", thing))
    return found


def _of_class(path, thing):
    for name, method in vars(thing).items():
        if inspect.isfunction(method) and _takes_actor(method):
            if name == "__init__":
                yield path, method
            elif not name.startswith("_"):
                yield f"{path}.{name}", method


def _takes_actor(function):
    # The annotations as they are written: some of them mean nothing outside a type checker.
    said = inspect.get_annotations(function)
    return any(re.search(r"\bActor\b", str(what)) for name, what in said.items() if name != "return")


def test_every_right_is_given_as_the_table_says():
    given = {verb.value: {role: "y" if role in RIGHTS[verb] else "." for role in ROLES} for verb in Verb}
    assert given == read(VERBS)
    assert set(ROLES) == set(Role)


def test_every_function_that_takes_an_actor_stands_in_the_table():
    told = {name.split()[0] for name in read(ACTIONS)} | set(reasons(INNER))
    assert sorted(told ^ set(discovered())) == []
    assert sorted(set(read(ACTIONS)) ^ set(CALLS)) == []


@pytest.mark.parametrize("name", read(ACTIONS))
def test_each_role_gets_what_the_table_says(world, name):
    expected = read(ACTIONS)[name]
    got, needed, used = {}, None, True
    for role in ROLES:
        if used:
            needed = CALLS[name].needs(world)
        got[role] = attempt(world, name, ACTORS[role], needed)
        # What somebody has used up is made anew for the next.
        used = got[role] == "y"
    assert got == expected


def test_no_page_calls_what_stands_behind_the_acts():
    inner = set(reasons(INNER))
    told = {
        name for name, why in reasons(INNER).items() if why.startswith(("tells", "says", "finds", "opens"))
    }
    assert sorted(_called_from_outside() & (inner - told)) == []


def test_what_the_pages_call_without_an_actor_tells_of_no_record():
    acts = set(discovered())
    loose = {name for name in _called_from_outside() if name not in acts and name not in FREE}
    assert sorted(name for name in loose if name.split(".")[0] not in PLAIN) == []


def _called_from_outside():
    """Return the functions of the services that the dashboard and the command line import."""
    called = set()
    for file in [*(ROOT / "dashboard").rglob("*.py"), ROOT / "cli.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("services."):
                loaded = importlib.import_module(node.module)
                for alias in node.names:
                    thing = getattr(loaded, alias.name)
                    if inspect.isfunction(thing) and thing.__module__.startswith("services."):
                        called.add(f"{thing.__module__.removeprefix('services.')}.{thing.__name__}")
    return called
