"""Incidents as tests enter them, in the office of three square desa."""

from datetime import UTC, datetime

from services.incidents import Report, record_incident
from services.locating import locate_point
from services.reference import shown_number
from sop.dictionary import INCIDENTS
from sop.incident import Origin, TimePrecision
from sop.party import Actor, Role
from tests.services.conftest import NOW

ACTORS = {role: Actor(role.value, role) for role in Role}
KASI, OPERATOR, CAMAT = ACTORS[Role.KASI], ACTORS[Role.OPERATOR], ACTORS[Role.CAMAT]


def report(office, **changes):
    """Return a street race of yesterday at nine in the evening, in the middle of the western desa."""
    return Report(
        **{
            "kode_kategori": "JLN-04",
            "waktu_kejadian": datetime(2026, 11, 24, 14, 0, tzinfo=UTC),
            "presisi_waktu": TimePrecision.TEPAT,
            "zona_waktu_asli": "WIB",
            "location": locate_point(office, 115.15, -2.15),
            "asal": Origin.LAPORAN_WARGA,
            "kronologi": "Balap liar di jalan raya",
            **changes,
        }
    )


def known_as(desk, actor, number):
    """Return the number under which an actor knows an incident."""
    return shown_number(desk.office, actor, INCIDENTS, number)


def enter(desk, actor=OPERATOR, form_id="F1", at=NOW, **changes):
    """Store a report and return its number, as the actor knows it."""
    return record_incident(desk.office, actor, report(desk.office, **changes), at=at, form_id=form_id)
