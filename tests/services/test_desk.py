"""What lies on the desk, and the one line about what does not."""

from datetime import UTC, datetime, timedelta

import pytest

from services.accounts import add_account
from services.decisions import give_disposition, request_decision
from services.desk import desk as desk_of
from sop.decision import DecisionKind
from sop.party import ACCOUNT_ROLES, Actor, Role
from sop.problem import Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEEPER = Actor("cli:uji", Role.LOKAL)
KASI, CAMAT, SEKCAM, OPERATOR, POLSEK = (
    Actor(role.value, role) for role in (Role.KASI, Role.CAMAT, Role.SEKCAM, Role.OPERATOR, Role.POLSEK)
)


@pytest.fixture(autouse=True)
def _accounts(desk):
    for role in ACCOUNT_ROLES:
        name = role.value.replace("_", "-")
        add_account(desk.office, KEEPER, name, role, "kata-sandi-uji", at=NOW - HOUR)


def calm(desk, actor, at=NOW):
    return desk_of(desk.office, actor, at=at).calm


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (CAMAT, "Tidak ada yang menunggu keputusan Anda; tidak ada yang terlambat."),
        (KASI, "Tidak ada disposisi yang harus dilaksanakan; tidak ada yang terlambat."),
        (SEKCAM, "Tidak ada yang terlambat."),
        (OPERATOR, "Tidak ada yang terlambat."),
        (POLSEK, "Tidak ada rujukan yang menunggu tanda terima Anda."),
    ],
)
def test_an_empty_desk_is_one_calm_line(desk, actor, expected):
    assert calm(desk, actor) == expected


def test_a_second_visit_says_that_nothing_changed_since_the_first(desk):
    calm(desk, POLSEK)
    assert calm(desk, POLSEK, NOW + HOUR) == (
        "Tidak ada rujukan yang menunggu tanda terima Anda; "
        "tidak ada yang berubah sejak Rabu, 25 November 2026 pukul 10.00 WIB."
    )


def test_what_is_there_is_not_said_to_be_missing(desk):
    for actor in (KASI, CAMAT):
        calm(desk, actor, NOW - HOUR)
    desk.incidents(("2026-11-25 08:00", "KAR-01", "62.01"))
    request_decision(
        desk.office, KASI, kind=DecisionKind.ARAHAN, subject="Pasar", text="", at=NOW, form_id="1"
    )
    give_disposition(desk.office, CAMAT, None, None, "Cek.", at=NOW, form_id="1")
    assert [calm(desk, actor) for actor in (KASI, CAMAT)] == ["", ""]
    found = desk_of(desk.office, CAMAT, at=NOW)
    assert (found.overdue.total, len(found.changes.lines)) == (1, 3)


def test_an_officer_in_the_field_has_no_desk_here(desk):
    with pytest.raises(Refused, match="tidak berhak"):
        calm(desk, Actor("petugas", Role.PETUGAS))
