"""Whatever somebody asks for, in a search, a filter or a number of an address: it is only looked for."""

from contextlib import suppress

from services.accounts import actor_of, login
from services.attachments import photo_bytes, photos
from services.case_detail import case_detail
from services.decisions import decision
from services.exporting import ListChoice, look_at_list, look_at_message
from services.field_reports import number_of_form, patrol_named
from services.history import history
from services.identities import beside
from services.incident_detail import history as incident_history
from services.incident_list import IncidentFilters, incident_list
from services.incidents import incident
from services.locating import locate_desa, locate_text
from services.patrol_log_list import log_detail, log_history, log_list
from services.patrol_logs import report_of
from services.places import place_history, stored_place
from services.quarantine import held
from services.restoring import loss
from services.trail import acts
from services.upkeep import verify_store
from services.vulnerability import vulnerability_map
from sop.dictionary import CONFLICT_CASES, INCIDENTS, PATROL_LOGS, PLACES
from sop.party import Role
from sop.problem import Refused
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, KASI, enter

PAYLOADS = (
    "' OR '1'='1",
    "x' OR 1=1 --",
    "'; DROP TABLE incidents; --",
    "KJD-2026-0001' UNION SELECT password_hash FROM accounts --",
    '"; DELETE FROM audit; --',
    "1); ATTACH DATABASE '/tmp/x' AS x; --",
    "'||(SELECT pg_sleep(9))||'",
    "%",
    "KJD-2026-000%",
    "\\'",
    ":at",
    "%(name)s",
    "{0}",
    "[0]",
    "(.*",
    "(a+)+$",
    "\x00",
    "x" * 100_000,
)
FEW = 6
"""Payloads tried where each costs as much time as a password."""
QUESTIONS = {
    "incident_list.search": lambda o, q: (
        incident_list(o, KASI, at=NOW, filters=IncidentFilters(search=q)).total
    ),
    "incident_list.kode_desa": lambda o, q: (
        incident_list(o, KASI, at=NOW, filters=IncidentFilters(kode_desa=q)).total
    ),
    "incident_list.categories": lambda o, q: (
        incident_list(o, KASI, at=NOW, filters=IncidentFilters(categories=frozenset({q}))).total
    ),
    "exporting.look_at_list": lambda o, q: (
        look_at_list(o, KASI, ListChoice(filters=IncidentFilters(search=q, kode_desa=q)), at=NOW).pieces
    ),
    "exporting.look_at_message": lambda o, q: look_at_message(o, KASI, q, story=True),
    "incident.number": lambda o, q: incident(o, KASI, q, at=NOW),
    "incident.history": lambda o, q: incident_history(o, KASI, q),
    "case_detail.number": lambda o, q: case_detail(o, KASI, q, at=NOW),
    "log_list.kode_desa": lambda o, q: len(log_list(o, KASI, at=NOW, kode_desa=q).table),
    "log_detail.number": lambda o, q: log_detail(o, KASI, q, at=NOW),
    "log_history.number": lambda o, q: log_history(o, KASI, q),
    "report_of.number": lambda o, q: report_of(o, KASI, q),
    "patrol_named.number": lambda o, q: patrol_named(o, KASI, q),
    "number_of_form.form_id": lambda o, q: number_of_form(o, KASI, PATROL_LOGS, q),
    "stored_place.number": lambda o, q: stored_place(o, KASI, q),
    "place_history.number": lambda o, q: place_history(o, KASI, q),
    "history.number": lambda o, q: history(o, PLACES, q),
    "held.number": lambda o, q: held(o, KASI, INCIDENTS.name, q),
    "decision.number": lambda o, q: decision(o, KASI, q),
    "photos.number": lambda o, q: photos(o, KASI, INCIDENTS, q),
    "photo_bytes.number": lambda o, q: photo_bytes(o, KASI, q),
    "beside.number": lambda o, q: beside(o, KASI, CONFLICT_CASES, q),
    "vulnerability_map.categories": lambda o, q: (
        vulnerability_map(o, KASI, at=NOW, period=None, categories=frozenset({q})).n_incidents
    ),
    "locate_desa.kode": locate_desa,
    "locate_text.text": locate_text,
    "trail.record": lambda o, q: acts(o, KASI, record=q).total,
    "trail.person": lambda o, q: acts(o, KASI, person=q).total,
    "trail.verb": lambda o, q: acts(o, KASI, verb=q).total,
    "restoring.loss": lambda o, q: loss(o, KASI, q),
    "accounts.token": lambda o, q: actor_of(o, q, at=NOW),
    "accounts.login": lambda o, q: login(o, q, q, address=q, at=NOW),
}
"""Everything that takes a text from an address, a search or a filter, and what it tells of it."""


def test_whatever_is_asked_for_finds_nothing_and_changes_nothing(desk):
    enter(desk, patokan="Simpang tiga")
    counted = desk.office.store.counts()
    found = {}
    for name, question in QUESTIONS.items():
        for payload in PAYLOADS[:FEW] if name == "accounts.login" else PAYLOADS:
            with suppress(Refused):
                if answer := question(desk.office, payload):
                    found[name, payload[:40]] = answer
    assert found == {}
    assert desk.office.store.counts() == counted
    assert verify_store(desk.office, ACTORS[Role.LOKAL]) == []
