"""Plans of patrols on a real store: from incidents, places and tracks to a draft that is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from planning.days import MOST_DAYS
from planning.patrols import Patrols
from planning.travel import straight
from services.importing import import_file
from services.office import Office
from services.patrol_plans import kept_stops, make_plan, plan_document, read_patrols
from sop.dictionary import PATROL_PLANS
from sop.party import Actor, Role
from sop.patrol import StopKind
from sop.problem import ProblemCode, Refused
from tests.planning.checker import violations
from tests.services.conftest import CENTRES, KEEPER, NOW
from tests.services.patrol_world import issued
from tests.services.test_delivered import stand

THURSDAY = date(2026, 11, 26)
"""The day after ``NOW``: two of the three packaged teams are on duty."""
MARKET, SCHOOL, POST = (115.152, -2.152), (115.252, -2.152), (115.352, -2.152)


@pytest.fixture
def town(desk):
    """A year of incidents around the market of the first desa, few elsewhere, and a place in each."""
    rows = [("Pasar Uji", "pasar", MARKET), ("Sekolah Uji", "sekolah", SCHOOL), ("Pos Uji", "pos", POST)]
    lines = [f"{name},{kind},{lon},{lat}" for name, kind, (lon, lat) in rows]
    (desk.folder / "tempat.csv").write_text("\n".join(["nama,jenis,lon,lat", *lines]) + "\n")
    import_file(desk.office, KEEPER, "places", desk.folder / "tempat.csv", at=NOW)
    days = [date(2026, 11, 20) - timedelta(days=5 * n) for n in range(60)]
    desk.incidents(*((f"{day} 20:00", "JLN-04", MARKET if n % 6 else SCHOOL) for n, day in enumerate(days)))
    return desk


def made(town, first=THURSDAY, days=1, **more):
    return make_plan(town.office, KEEPER, first=first, days=days, at=NOW, **more)


def test_a_plan_goes_where_incidents_are_and_to_every_desa_and_is_kept_as_a_draft(town):
    week = made(town, days=7)
    seen = {visit.stop.id: visit.stop for route in week.plan.routes for visit in route.visits}
    assert {one.kode_desa for one in seen.values()} == set(CENTRES)
    assert (seen["TMP-2026-0001"].kind, seen["TMP-2026-0003"].kind) == (StopKind.RAWAN, StopKind.KEHADIRAN)
    assert seen["TMP-2026-0001"].target_min > seen["TMP-2026-0003"].target_min

    def seconds(a, b):
        return int(straight([a, b], kmh=30).seconds[0, 1])

    assert violations(week.plan, [route.shift for route in week.plan.routes], seconds) == []
    kept = town.office.frame(PATROL_PLANS)
    assert (kept.index.tolist(), kept["status"].tolist()) == ([week.number], ["draf"])
    document = {**plan_document(week), "id": None}
    assert {name: kept["isi"].iloc[0][name] for name in document} == document


def test_the_same_morning_gives_the_same_plan_and_another_seed_another(town):
    first, again = made(town, keep=False), made(town, keep=False)
    assert plan_document(first) == plan_document(again)
    other = made(town, keep=False, seed=first.plan.seed + 1)
    assert plan_document(other)["routes"] != plan_document(first)["routes"]


def test_a_plan_for_today_sends_nobody_back_in_time(town):
    """On Thursday Satpol PP is on duty from 08.30 to 12.00: at 10.00 it can still leave, at 11.50 no more."""
    for hour, minute, teams in ((10, 0, {"kecamatan", "satpolpp"}), (11, 50, {"kecamatan"})):
        now = datetime(2026, 11, 26, hour - 7, minute, tzinfo=UTC)
        day = make_plan(town.office, KEEPER, first=THURSDAY, days=1, at=now, keep=False).plan
        assert {one.shift.team for one in day.routes} == teams
        assert all(one.start > now for one in day.routes)


def test_a_trial_keeps_nothing(town):
    before = town.office.store.version()
    assert made(town, keep=False).number is None
    assert town.office.store.version() == before


def test_what_is_secret_sends_no_patrol(town):
    before = plan_document(made(town, keep=False))
    town.incidents(*((f"2026-11-{day} 21:00", "MIR-03", "62.03") for day in range(10, 20)))
    assert plan_document(made(town, keep=False)) == before


def test_a_stop_that_a_track_proves_waits_longer(town):
    def worth():
        document = plan_document(made(town, keep=False))
        stops = [stop for route in document["routes"] for stop in route["stops"]]
        return {stop["id"]: stop["prize"] for stop in stops}

    before = worth()
    assert "TMP-2026-0002" in before
    file = stand(town.folder, SCHOOL, datetime(2026, 11, 24, 13, tzinfo=UTC), 20)
    assert import_file(town.office, KEEPER, "tracks", file, at=NOW).accepted == 1
    after = worth()
    assert after.get("TMP-2026-0002", 0.0) < before["TMP-2026-0002"]


def test_a_track_that_only_passes_a_stop_is_no_visit_of_it(town):
    """A visit takes 12 minutes; two days before somebody stands at the market for 2, then for 20."""

    def reasons():
        document = plan_document(made(town, keep=False))
        return {stop["id"]: stop["reason"] for route in document["routes"] for stop in route["stops"]}

    for n, minutes in enumerate((2, 20)):
        at = datetime(2026, 11, 24, 13 + n, tzinfo=UTC)
        file = stand(town.folder, MARKET, at, minutes)
        assert import_file(town.office, KEEPER, "tracks", file, at=NOW).accepted == 1
        said = "belum dikunjungi 28 hari terakhir." if n == 0 else "kunjungan terakhir 2 hari sebelumnya."
        assert reasons()["TMP-2026-0001"].endswith(said)


@pytest.mark.parametrize("days", [-1, 0, MOST_DAYS + 1, 10**9])
def test_a_plan_of_no_days_or_of_too_many_is_refused_at_once(desk, days):
    with pytest.raises(Refused) as refused:
        make_plan(desk.office, KEEPER, first=THURSDAY, days=days, at=NOW)
    assert [one.code for one in refused.value.problems] == [ProblemCode.RENCANA_HARI]


@pytest.mark.parametrize("first", [date.min, date(1999, 12, 31), date(2028, 11, 25), date.max])
def test_a_plan_of_days_that_nobody_plans_for_is_refused(desk, first):
    with pytest.raises(Refused) as refused:
        make_plan(desk.office, KEEPER, first=first, days=1, at=NOW)
    (told,) = refused.value.problems
    assert told.code is ProblemCode.RENCANA_TANGGAL
    assert told.message.endswith("antara 1 Januari 2000 dan 24 November 2028.")


def test_plans_of_single_days_compare_the_same_places_all_week(town):
    lines = [f"Pos {n},pos,{115.11 + n / 100:.3f},-2.120" for n in range(25)]
    (town.folder / "pos.csv").write_text("\n".join(["nama,jenis,lon,lat", *lines]) + "\n")
    import_file(town.office, KEEPER, "places", town.folder / "pos.csv", at=NOW)

    def compared(first, days=1):
        plan = made(town, first, days, keep=False).plan
        stops = [visit.stop for route in plan.routes for visit in route.visits]
        stops += [one.stop for one in plan.unvisited]
        return {one.id for one in stops if one.kind is StopKind.PEMBANDING}

    thursday, friday, monday = (compared(THURSDAY + timedelta(days=n)) for n in (0, 1, 4))
    assert thursday == friday
    # eight patrols of 180 minutes a week, 0.6 of them standing, 0.15 of that comparison, 12 minutes each
    assert len(thursday) == 8 * 180 * 0.6 * 0.15 // 12
    assert len(monday) == len(thursday)
    assert monday != thursday


def test_the_stops_of_a_kept_plan_come_back_as_they_were(town):
    kept = made(town)
    stops = [visit.stop for route in kept.plan.routes for visit in route.visits]
    assert kept_stops(town.office, KEEPER, kept.number) == tuple(stops)
    with pytest.raises(Refused) as refused:
        kept_stops(town.office, KEEPER, "PTR-2026-9999")
    assert refused.value.problems[0].code is ProblemCode.REKAM_TAK_ADA


FRIDAY, SATURDAY = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=2)
"""On each of them one route visits a stop of each desa, in an office that has nothing else."""


def ways(desk, day, seed, **more):
    plan = make_plan(desk.office, KEEPER, first=day, days=1, at=NOW, seed=seed, **more).plan
    return [tuple(visit.stop.id for visit in one.visits) for one in plan.routes]


@pytest.mark.parametrize("days", [(FRIDAY, SATURDAY), (SATURDAY, FRIDAY)])
def test_a_plan_of_one_day_repeats_no_route_that_is_planned_for_the_day_before_or_after(desk, days):
    assert ways(desk, FRIDAY, 6, keep=False) == ways(desk, SATURDAY, 6, keep=False)
    first, second = (ways(desk, day, 6) for day in days)
    assert first != second


def test_what_stands_on_a_sheet_is_not_repeated_though_a_newer_plan_goes_another_way(desk):
    (way,) = ways(desk, SATURDAY, 6, keep=False)
    (sheet,) = issued(desk.office, day=FRIDAY)
    assert tuple(visit.stop.id for visit in sheet.route.visits) == way
    assert ways(desk, FRIDAY, 3, afresh=True) != [way]
    (again,) = ways(desk, SATURDAY, 6)
    assert (set(again), again != way) == (set(way), True)


def test_an_office_without_anything_still_gets_a_plan_of_all_its_desa(desk):
    plan = make_plan(desk.office, KEEPER, first=THURSDAY, days=7, at=NOW, keep=False).plan
    seen = {visit.stop.kode_desa for route in plan.routes for visit in route.visits}
    assert seen == set(CENTRES)
    assert {visit.stop.kind for route in plan.routes for visit in route.visits} == {StopKind.KEHADIRAN}


def test_a_day_without_a_team_is_said(desk):
    with pytest.raises(Refused) as refused:
        make_plan(desk.office, KEEPER, first=date(2026, 11, 29), days=1, at=NOW)
    assert str(refused.value) == (
        "Tidak ada regu yang bertugas pada 29 November 2026. "
        "Periksa jadwal regu, dan apakah ada yang ditandai tidak ikut."
    )
    assert desk.office.frame(PATROL_PLANS).empty


def test_a_day_whose_hours_are_over_is_told_apart_from_one_without_a_team(desk):
    """Regu Kecamatan is on duty until 24.00: at 23.50 no visit fits any more."""
    late = datetime(2026, 11, 27, 16, 50, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        make_plan(desk.office, KEEPER, first=FRIDAY, days=1, at=late)
    assert str(refused.value) == (
        "Jam tugas regu pada 27 November 2026 sudah lewat atau tinggal sedikit; "
        "susun rencana untuk hari berikutnya."
    )


def test_roads_make_the_ways_known_and_their_lack_is_told(town):
    assert made(town, keep=False).guessed is True
    road = {"type": "LineString", "coordinates": [[115.1, -2.152], [115.4, -2.152]]}
    (town.folder / "jalan.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"nama": "Jalan Uji"}, '
        f'"geometry": {str(road).replace(chr(39), chr(34))}}}]}}'
    )
    assert import_file(town.office, KEEPER, "roads", town.folder / "jalan.geojson", at=NOW).accepted == 1
    assert made(town, keep=False).guessed is False


def test_teams_of_a_file_keep_the_offices_rules_unless_it_says_others(desk, tmp_path):
    file = tmp_path / "regu.toml"
    team = '[[regu]]\nkode = "a"\nnama = "A"\nunsur = ["linmas"]\nhari = ["Minggu"]\n'
    file.write_text(f'{team}mulai = "08.00"\nselesai = "11.00"\n')
    read = read_patrols(desk.office, file)
    assert read.rules == desk.office.patrols.rules
    assert [one.code for one in read.roster.teams] == ["a"]
    file.write_text(f'{team}mulai = "8 pagi"\nselesai = "11.00"\n[rencana]\nmenit_singgah = 1\nasing = 2\n')
    with pytest.raises(Refused) as refused:
        read_patrols(desk.office, file)
    assert [one.code for one in refused.value.problems] == [
        ProblemCode.PARAMETER_TAK_SAH, ProblemCode.PARAMETER_TAK_DIKENAL, ProblemCode.REGU_TAK_SAH,
    ]  # fmt: skip


def test_nobody_is_sent_out_before_now_nor_for_the_end_of_a_shift(town):
    # Regu Satpol PP is on duty from 08.30 to 12.00 WIB, which is 01.30 to 05.00 UTC
    def leaves(hour, minute):
        at = datetime(2026, 11, 26, hour, minute, tzinfo=UTC)
        plan = make_plan(town.office, KEEPER, first=THURSDAY, days=1, at=at, keep=False).plan
        starts = {route.shift.team: route.shift.start for route in plan.routes}
        return f"{starts['satpolpp']:%H.%M}" if "satpolpp" in starts else None

    # five minutes to leave, and two visits of 12 minutes have to fit
    assert [leaves(1, 0), leaves(3, 5), leaves(4, 31), leaves(4, 32)] == ["08.30", "10.10", "11.36", None]


def test_the_offices_own_sheet_decides_which_teams_there_are(town):
    home = town.office.workspace.home
    sheet = (home / "patroli.toml").read_text(encoding="utf-8")
    (home / "patroli.toml").write_text(sheet.replace('"Selasa", "Kamis"', '"Selasa"'), encoding="utf-8")
    assert {route.shift.team for route in made(town, keep=False).plan.routes} == {"kecamatan"}
    (home / "patroli.toml").write_text("[[regu]]\nkode = 1\n", encoding="utf-8")
    again = Office.open(home)
    try:
        # A sheet that somebody broke is taken as the trail knows it, and the damage is told.
        assert [one.code for one in again.patrols.roster.teams] == ["kecamatan", "satpolpp", "polsek"]
        assert {one.code for one in again.settings.problems} == {ProblemCode.REGU_TAK_SAH}
    finally:
        again.close()


def test_only_the_desk_makes_plans(desk):
    camat = Actor("camat", Role.CAMAT)
    with pytest.raises(Refused) as refused:
        make_plan(desk.office, camat, first=THURSDAY, days=1, at=NOW)
    assert refused.value.problems[0].code is ProblemCode.HAK_DITOLAK


def test_the_sheet_is_read_as_it_is_written(desk):
    patrols = desk.office.patrols
    assert Patrols.from_mapping(patrols.to_mapping(), source="patroli.toml") == patrols
