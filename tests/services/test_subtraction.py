"""What is secret changes nothing that others are told, whatever pages, filters and accounts they compare.

Two offices are the same but for a few secret records. Everything that a partner or a room is told in the one
is what it is told in the other, so that no difference of periods, groups, desa, days or accounts can tell
them apart. From three on, only the step of the count may move.
"""

import dataclasses
import shutil
from datetime import date, timedelta

import geopandas as gpd
import pandas as pd
import pytest

from services.case_entry import CaseEntry, record_case
from services.case_list import case_list
from services.desk import desk
from services.exporting import MapChoice, look_at_map, take_map
from services.incident_list import IncidentFilters, incident_list
from services.looks import changes
from services.office import Office
from services.situation import situation
from services.vulnerability import area_detail, category_groups, vulnerability_map
from sop.conflict import ConflictSource
from sop.party import Actor, Role
from sop.period import quick_period
from tests.services.conftest import NOW, Desk
from tests.services.reporting import KASI, enter

TODAY = date(2026, 11, 25)
PERIODS = [quick_period(name, TODAY) for name in ("Hari ini", "Bulan ini", "Semua")]
POLSEK, SATPOL, KORAMIL, OPERATOR, CAMAT = (
    Actor(role.value, role) for role in (Role.POLSEK, Role.SATPOL_PP, Role.KORAMIL, Role.OPERATOR, Role.CAMAT)
)
PARTNERS = [(POLSEK, False), (SATPOL, False), (KORAMIL, False)]
ROOMS = [(KASI, True), (CAMAT, True), (POLSEK, True), (SATPOL, True), (KORAMIL, True)]
READERS = [*PARTNERS, *ROOMS]
SOME = [(SATPOL, False), (KORAMIL, False), (KASI, True)]


def grown(blank_home, folder, *, secret=0, secret_cases=0, restricted=1):
    """Return a year of an office, with some secret records among the others."""
    shutil.copytree(blank_home, folder / "kantor")
    made = Desk(Office.open(folder / "kantor"), folder)
    made.incidents(
        *(
            (f"2026-{1 + n % 10:02d}-{1 + n % 27:02d} 20:00", category, f"62.0{1 + n % 3}")
            for n in range(60)
            for category in [("JLN-04", "LNG-02", "HIB-01", "MIR-02")[n % 4]]
        )
    )
    made.logs(("2026-11-24 19:00", "62.01: 30"), ("2026-10-24 19:00", "62.02: 40"))
    for n in range(secret):
        category = ("SAR-01", "SOS-03", "KMT-05")[n % 3]
        enter(made, KASI, form_id=f"rahasia{n}", kode_kategori=category, at=NOW + timedelta(minutes=n))
    for n in range(secret_cases):
        case(made.office, f"rahasia{n}", "SAR-01", level=3)
    for n in range(restricted):
        enter(made, KASI, form_id=f"terbatas{n}", kode_kategori="JUD-01")
    enter(made, KASI, form_id="sesudah")
    case(made.office, "sesudah", "LHN-01", level=1)
    return made.office


def case(office, form, category, level):
    entry = CaseEntry(
        title=f"Judul {form}", category=category, source=ConflictSource.ANTARKELOMPOK, desa=("62.01",),
        identified_at=NOW - timedelta(hours=2), level=level,
    )  # fmt: skip
    return record_case(office, KASI, entry, at=NOW, form_id=form)


def plain(thing):
    """Return everything that an answer tells, in a form that can be compared."""
    if dataclasses.is_dataclass(thing):
        return {field.name: plain(getattr(thing, field.name)) for field in dataclasses.fields(thing)}
    if isinstance(thing, gpd.GeoDataFrame | gpd.GeoSeries):
        return (plain(pd.DataFrame(thing.drop(columns="geometry"))), [str(one) for one in thing.geometry])
    if isinstance(thing, pd.DataFrame | pd.Series):
        return thing.to_csv()
    if isinstance(thing, tuple | list):
        return [plain(one) for one in thing]
    return repr(thing)


def told(office, actor, *, meeting):
    """Return everything that a reader is told, each with its question; asked once."""
    question = ("semua yang diberitahukan", actor, meeting)
    return office.remember(question, lambda: [*_told(office, actor, meeting=meeting)])


def _told(office, actor, *, meeting):
    at, groups = NOW + timedelta(hours=1), [None, *category_groups(office).values()]
    for period in PERIODS:
        yield "situasi", period, plain(situation(office, actor, at=at, period=period, meeting=meeting))
        for kode in office.areas().index:
            found = area_detail(office, actor, kode, at=at, period=period, meeting=meeting)
            yield "rincian", (period, kode), plain(found)
    for codes in groups:
        shown = vulnerability_map(office, actor, at=at, period=None, categories=codes, meeting=meeting)
        yield "peta", codes, plain(shown)
        filters = IncidentFilters(categories=codes)
        listed = incident_list(office, actor, at=at, filters=filters, meeting=meeting)
        yield "kejadian", codes, plain(listed)
    for search in ("KJD", "KJD-2026-0061", "KJD-2026-0062", "0063"):
        filters = IncidentFilters(search=search)
        yield "cari", search, plain(incident_list(office, actor, at=at, filters=filters, meeting=meeting))
    yield "konflik", None, plain(case_list(office, actor, at=at, meeting=meeting))
    yield "meja", None, plain(desk(office, actor, at=at, meeting=meeting).overdue)
    if not meeting:
        yield "perubahan", None, plain(changes(office, actor, since=NOW - timedelta(hours=1), at=at))


def compare(one, other, actor, *, meeting):
    for here, there in zip(
        told(one, actor, meeting=meeting), told(other, actor, meeting=meeting), strict=True
    ):
        assert here == there


@pytest.fixture(scope="module")
def offices(blank_home, tmp_path_factory):
    """Offices that differ by their secret records alone, by how many these are."""
    made = {
        name: grown(blank_home, tmp_path_factory.mktemp(name), secret=secret, secret_cases=cases)
        for name, secret, cases in (("none", 0, 0), ("few", 2, 1), ("many", 4, 2), ("more", 9, 5))
    }
    yield made
    for office in made.values():
        office.close()


def test_the_offices_have_enough_records_for_classes(offices):
    none, few = offices["none"], offices["few"]
    for office in (none, few):
        found = situation(office, KASI, at=NOW + timedelta(hours=1), period=None)
        assert "belum_cukup_data" not in set(found.areas["kelas"])
    # the office itself is told of the difference
    points = [
        situation(o, KASI, at=NOW + timedelta(hours=1), period=None).areas["score"] for o in (none, few)
    ]
    assert not points[0].equals(points[1])


@pytest.mark.parametrize(("actor", "meeting"), READERS, ids=lambda x: getattr(x, "name", str(x)))
def test_up_to_two_secret_records_are_like_none(offices, actor, meeting):
    compare(offices["none"], offices["few"], actor, meeting=meeting)


@pytest.mark.parametrize(("actor", "meeting"), SOME, ids=lambda x: getattr(x, "name", str(x)))
def test_from_three_on_more_are_like_many(offices, actor, meeting):
    compare(offices["many"], offices["more"], actor, meeting=meeting)


def test_what_moves_between_two_and_three_is_the_step_alone(offices):
    few, many = offices["few"], offices["many"]
    for actor, meeting in SOME:
        pairs = zip(told(few, actor, meeting=meeting), told(many, actor, meeting=meeting), strict=True)
        moved = [(here, there) for here, there in pairs if here != there]
        assert moved
        for here, there in moved:
            if here[0] != "perubahan":
                assert _without_step(here) == _without_step(there), (actor, here[:2])


def _without_step(answer):
    return str(answer).replace("rahasia <3", "rahasia ?").replace("rahasia 3 atau lebih", "rahasia ?")


def test_the_mark_of_a_map_for_a_meeting_tells_nothing_of_what_is_secret(offices):
    marks = []
    for office in (offices["none"], offices["few"]):
        chosen = MapChoice(period=None, layers=("Petak kejadian", "Kasus konflik"))
        seen = look_at_map(office, KASI, chosen, at=NOW + timedelta(hours=1)).mark
        taken = take_map(office, KASI, chosen, seen=seen, at=NOW + timedelta(hours=1))
        marks.append(taken.made.mark)
    assert marks[0] == marks[1]


@pytest.mark.parametrize("actor", [KASI, CAMAT])
def test_in_a_room_one_restricted_incident_in_a_square_is_like_two(blank_home, tmp_path_factory, actor):
    offices = [grown(blank_home, tmp_path_factory.mktemp(f"t{n}"), restricted=n) for n in (1, 2)]
    for here, there in zip(
        told(offices[0], actor, meeting=True), told(offices[1], actor, meeting=True), strict=True
    ):
        assert _unclassed(here) == _unclassed(there)
    for office in offices:
        office.close()


def _unclassed(answer):
    """Leave out class and rank, in which restricted incidents count, and which tell no number of them."""
    kept = []

    def cut(thing):
        if isinstance(thing, dict):
            return {
                name: cut(value)
                for name, value in thing.items()
                if name not in {"kelas", "certainty", "rank_low", "rank_high", "tren", "cards", "sentence"}
            }
        if isinstance(thing, list | tuple):
            return [cut(one) for one in thing if not str(one).startswith(("'Kelas ", "'Peringkat "))]
        return thing

    kept.append(cut(answer[2]))
    return answer[0], str(answer[1]), kept
