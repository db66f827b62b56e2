"""Situasi as a script: what each role finds on its desk, and can do there."""

from datetime import UTC, datetime

import pytest

from services.decisions import give_disposition, request_decision
from services.office import Office
from sop.decision import DecisionKind
from sop.party import Actor, Role

KASI, CAMAT = Actor("halaman-kasi", Role.KASI), Actor("halaman-camat", Role.CAMAT)


@pytest.fixture(scope="module")
def asked(demo_home):
    """Something waits for the Camat, and something for the Kasi."""
    office, now = Office.open(demo_home), datetime.now(UTC)
    request_decision(
        office, KASI, kind=DecisionKind.ARAHAN, subject="Izin pasar malam", text="", at=now, form_id="halaman"
    )
    give_disposition(office, CAMAT, None, None, "Jaga pasar.", at=now, form_id="halaman")
    office.close()


def buttons(app):
    return {button.label for button in app.button}


def subheadings(app):
    return [heading.value for heading in app.subheader]


# The Sekcam reads along; partners and the operator have no part in decisions.
@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            Role.CAMAT,
            {"Setujui", "Tolak", "Beri disposisi", "Tarik disposisi", "Beri disposisi umum"},
        ),
        (Role.KASI, {"Laporkan pelaksanaan", "Tarik permintaan", "Minta keputusan Camat"}),
        (Role.SEKCAM, set()),
        (Role.OPERATOR, set()),
        (Role.POLSEK, set()),
        (Role.SATPOL_PP, set()),
        (Role.KORAMIL, set()),
    ],
)
def test_each_role_can_do_its_own_part_and_no_other(page, demo_home, role, expected):
    app = page("situasi", demo_home, role)
    assert [*app.exception] == []
    assert buttons(app) == expected


@pytest.mark.usefixtures("asked")
def test_the_camat_begins_with_what_waits_for_a_decision(page, demo_home):
    app = page("situasi", demo_home, Role.CAMAT)
    assert subheadings(app)[0].startswith("Perlu keputusan (")
    assert "Izin pasar malam" in " ".join(html.value for html in app.get("html"))


@pytest.mark.usefixtures("asked")
def test_the_kasi_begins_with_what_was_ordered(page, demo_home):
    assert subheadings(page("situasi", demo_home, Role.KASI))[0].startswith("Disposisi untuk dilaksanakan (")


@pytest.mark.usefixtures("asked")
def test_the_camat_approves_with_a_note(page, demo_home):
    app = page("situasi", demo_home, Role.CAMAT)
    next(button for button in app.button if button.label == "Setujui").click().run()
    assert app.text_area[0].value == "Setuju."
    next(button for button in app.button if button.label == "Setujui" and "kirim" in button.key).click().run()
    assert [*app.exception] == []
    assert app.success[0].value.endswith("disetujui\\.")


@pytest.mark.parametrize("role", [Role.CAMAT, Role.KASI, Role.OPERATOR, Role.POLSEK])
def test_an_office_without_records_has_a_calm_page(page, empty_home, role):
    app = page("situasi", empty_home, role)
    assert [*app.exception] == []
    assert subheadings(app) == ["Kelengkapan laporan"]
    assert any("idak ada" in caption.value for caption in app.caption)
