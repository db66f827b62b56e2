"""The list of incidents: the most urgent first, cut down to its reader, a page at a time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.incidents import (
    IncidentFilters,
    acknowledge_referral,
    declare_different,
    history,
    incident,
    incident_list,
    merge_incidents,
    move_incident,
    suggestions,
)
from services.locating import locate_desa, locate_point
from services.reference import partner_number
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState, StatusWord
from sop.party import Role
from sop.period import Period
from sop.problem import ProblemCode, Refused
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, CAMAT, KASI, OPERATOR, enter, known_as


def numbers(desk, actor=KASI, at=NOW, meeting=False, **filters):
    found = incident_list(desk.office, actor, at=at, filters=IncidentFilters(**filters), meeting=meeting)
    return list(found.table.index)


def verify(desk, number):
    move_incident(
        desk.office, KASI, number, IncidentState.TERVERIFIKASI, expected_version=1, note="dicek", at=NOW
    )


def test_what_is_due_first_stands_first_and_what_is_done_last(desk):
    # Verification: ringan 72 hours of working days, kritis 1 hour, berat 6 hours.
    slow = enter(desk, form_id="1", kode_kategori="LNG-01")
    first = enter(desk, form_id="2", kode_kategori="KAR-01")
    second = enter(desk, form_id="3", kode_kategori="JLN-04")
    gone = enter(desk, form_id="4")
    merge_incidents(desk.office, KASI, gone, second, expected_version=1, note="sama", at=NOW)
    found = incident_list(desk.office, KASI, at=NOW + timedelta(hours=2))
    assert list(found.table.index) == [first, second, slow, gone]
    # Ringan is due on Monday at 10.00, the weekend not counted: four days and 22 hours from noon.
    assert found.table["Tenggat"].tolist() == ["lewat 1 jam", "tinggal 4 jam", "tinggal 4 hari", ""]
    assert found.late.tolist() == [True, False, False, False]
    assert found.sentence == (
        "3 laporan menunggu verifikasi, 0 sedang diproses; 1 lewat tenggat, yang terlama 1 jam."
    )


def test_an_empty_office_says_so(desk):
    found = incident_list(desk.office, KASI, at=NOW)
    assert (found.none_at_all, found.total, found.pages) == (True, 0, 1)
    assert found.sentence == "Tidak ada kejadian yang menunggu atau sedang diproses."


def test_each_filter_leaves_what_it_says(desk):
    west = enter(desk, form_id="1", patokan="Simpang Tiga Pasar")
    middle = enter(desk, form_id="2", kode_kategori="LNG-01", location=locate_desa(desk.office, "62.02"))
    old = enter(desk, form_id="3", waktu_kejadian=datetime(2026, 9, 1, 3, tzinfo=UTC), dusun_rt="RT 07")
    verify(desk, west)
    everything = [middle, old, west]
    assert sorted(numbers(desk)) == sorted(everything)
    assert numbers(desk, period=Period(date(2026, 9, 1), date(2026, 9, 2))) == [old]
    assert numbers(desk, words=frozenset({StatusWord.DIPROSES})) == [west]
    assert sorted(numbers(desk, words=frozenset({StatusWord.MENUNGGU}))) == sorted([middle, old])
    assert numbers(desk, kode_desa="62.02") == [middle]
    assert numbers(desk, categories=frozenset({"LNG-01"})) == [middle]
    assert numbers(desk, search="simpang tiga") == [west]
    assert numbers(desk, search="rt 07") == [old]
    assert numbers(desk, search=old[-4:]) == [old]
    assert numbers(desk, search=".*") == []
    late = NOW + timedelta(hours=7)
    assert sorted(numbers(desk, at=late, overdue=True)) == sorted([old, west])


def test_the_list_comes_a_page_at_a_time(desk):
    desk.incidents(*((f"2026-11-{1 + n // 4:02d} 0{n % 4}:00", "JLN-04", "62.01") for n in range(60)))
    first = incident_list(desk.office, KASI, at=NOW)
    second = incident_list(desk.office, KASI, at=NOW, filters=IncidentFilters(page=2))
    beyond = incident_list(desk.office, KASI, at=NOW, filters=IncidentFilters(page=9))
    assert [len(page.table) for page in (first, second, beyond)] == [50, 10, 10]
    assert (first.total, first.pages, beyond.page) == (60, 2, 2)
    assert set(first.table.index).isdisjoint(second.table.index)


def test_each_role_gets_what_it_may_see(desk):
    shown = enter(desk, form_id="1", patokan="Rumah warga")
    restricted = enter(desk, KASI, form_id="2", kode_kategori="JUD-01")
    secret = enter(desk, KASI, form_id="3", kode_kategori="SAR-01")
    seen = {role: set(numbers(desk, ACTORS[role])) for role in Role if role is not Role.PETUGAS}
    everything = {shown, restricted, secret}
    theirs = [known_as(desk, ACTORS[Role.POLSEK], number) for number in (shown, restricted)]
    assert seen == {
        Role.KASI: everything,
        Role.CAMAT: everything,
        Role.SEKCAM: everything,
        Role.LOKAL: everything,
        Role.OPERATOR: {shown, restricted},
        Role.POLSEK: {*theirs},
        Role.KORAMIL: {*theirs},
        Role.SATPOL_PP: {theirs[0]},
    }
    partner = incident_list(desk.office, ACTORS[Role.SATPOL_PP], at=NOW)
    assert partner.table["Patokan"].tolist() == [""]
    assert numbers(desk, ACTORS[Role.SATPOL_PP], search="rumah") == []
    assert partner.closed == "Sebagian kejadian tertutup bagi peran Anda (terbatas <3, rahasia <3)."
    with pytest.raises(Refused) as refused:
        numbers(desk, ACTORS[Role.PETUGAS])
    assert [one.code for one in refused.value.problems] == [ProblemCode.HAK_DITOLAK]


def test_in_a_meeting_what_is_not_open_to_all_is_told_only_by_how_few_or_many(desk):
    shown = enter(desk, KASI, form_id="1")
    for n in range(3):
        enter(desk, KASI, form_id=f"R{n}", kode_kategori="JUD-01")
    enter(desk, KASI, form_id="S", kode_kategori="SAR-01", patokan="Rumah warga")
    found = incident_list(desk.office, KASI, at=NOW, meeting=True)
    assert list(found.table.index) == [partner_number(desk.office, INCIDENTS, shown)]
    assert found.closed == (
        "Mode rapat: kejadian tertutup tidak dirinci (terbatas 3 atau lebih, rahasia <3)."
    )
    assert found.sentence.startswith("1 laporan menunggu verifikasi, 0 sedang diproses;")
    assert numbers(desk, meeting=True, categories=frozenset({"SAR-01", "JUD-01"})) == []


def test_in_a_meeting_a_secret_incident_is_not_there_and_a_restricted_one_has_no_words(desk):
    secret = enter(desk, KASI, form_id="1", kode_kategori="SAR-01", patokan="Rumah warga")
    for ask in (incident, history):
        options = {"at": NOW} if ask is incident else {}
        with pytest.raises(Refused, match=f"{secret} tidak ditemukan"):
            ask(desk.office, KASI, secret, meeting=True, **options)
    number = enter(desk, KASI, form_id="2", kode_kategori="JUD-01", patokan="Rumah warga")
    detail = incident(desk.office, KASI, number, at=NOW, meeting=True)
    assert (detail.sight, detail.story, detail.square is None) == ("ringkas", "", False)
    assert (detail.steps, detail.alike, detail.may_correct, detail.related) == ((), (), False, ())
    assert "Rumah warga" not in repr(detail.facts)


def test_in_a_meeting_a_restricted_incident_is_its_kind_desa_day_and_square_and_nothing_else(desk):
    number = enter(
        desk, KASI, kode_kategori="JUD-01", patokan="Rumah warga", korban_luka=2, kerugian_rp=5e6,
        jumlah_terlibat=9,
    )  # fmt: skip
    verify(desk, number)
    detail = incident(desk.office, KASI, number, at=NOW, meeting=True)
    assert detail.facts == (
        ("Hari kejadian", "Selasa, 24 November 2026"),
        ("Kategori", "Sabung ayam"),
        ("Lokasi", "Barat · lokasi perkiraan"),
    )
    assert (detail.clocks, history(desk.office, KASI, number, meeting=True)) == ((), ())
    assert ("Korban luka", "2") in incident(desk.office, KASI, number, at=NOW).facts


def test_in_a_meeting_a_partner_still_finds_what_was_referred_to_it(desk):
    number = enter(desk, KASI, form_id="1", kode_kategori="JUD-01", patokan="Rumah warga")
    enter(desk, KASI, form_id="2", kode_kategori="JUD-01")
    verify(desk, number)
    move_incident(
        desk.office, KASI, number, IncidentState.DIRUJUK, expected_version=2, note="mohon bantuan",
        at=NOW, agency="Polsek u.p. Bripka Rekaan", letter="1",
    )  # fmt: skip
    polsek = ACTORS[Role.POLSEK]
    theirs = known_as(desk, polsek, number)
    assert numbers(desk, polsek, meeting=True) == [theirs]
    assert numbers(desk, ACTORS[Role.KORAMIL], meeting=True) == []
    detail = incident(desk.office, polsek, theirs, at=NOW, meeting=True)
    assert [step.label for step in detail.steps] == ["Terima rujukan"]
    assert dict(detail.facts)["Dirujuk ke"] == "Polsek"
    assert (detail.sight, incident(desk.office, polsek, theirs, at=NOW).sight) == ("ringkas", "penuh")
    acknowledge_referral(desk.office, polsek, theirs, expected_version=3, note="siap", at=NOW)


def test_the_office_finds_a_record_by_the_number_that_partners_know(desk):
    number = enter(desk, KASI, form_id="1")
    enter(desk, KASI, form_id="2")
    theirs = partner_number(desk.office, INCIDENTS, number)
    assert numbers(desk, search=theirs.lower()) == [number]
    assert incident(desk.office, KASI, theirs, at=NOW).number == number
    assert dict(incident(desk.office, KASI, number, at=NOW).facts)["Nomor untuk mitra"] == theirs
    assert numbers(desk, ACTORS[Role.POLSEK], search=number) == []


def test_a_referral_opens_a_restricted_record_to_the_agency_without_its_texts(desk):
    number = enter(desk, KASI, kode_kategori="JUD-01", patokan="Rumah warga")
    theirs = known_as(desk, ACTORS[Role.KORAMIL], number)
    rough = incident(desk.office, ACTORS[Role.KORAMIL], theirs, at=NOW)
    assert (rough.sight.label, rough.square is None) == ("lokasi perkiraan", False)
    verify(desk, number)
    for role, agency in ((Role.SATPOL_PP, "Satpol PP"), (Role.KORAMIL, "Koramil")):
        version = int(incident(desk.office, KASI, number, at=NOW).version)
        move_incident(
            desk.office, KASI, number, IncidentState.DIRUJUK, expected_version=version, note="mohon bantuan",
            at=NOW, agency=agency, letter="1",
        )  # fmt: skip
        seen = incident(desk.office, ACTORS[role], theirs, at=NOW)
        assert (seen.sight.label, seen.square, seen.story) == ("", None, "")
        assert dict(seen.facts)["Lokasi"] == "Barat"
        move_incident(
            desk.office, KASI, number, IncidentState.DITANGANI, expected_version=version + 1, note="ganti",
            at=NOW,
        )  # fmt: skip


def test_likely_twins_are_suggested_until_somebody_says_what_they_are(desk):
    old = enter(desk, form_id="1", waktu_kejadian=datetime(2026, 11, 10, 3, tzinfo=UTC))
    twin = enter(desk, form_id="2", patokan="Simpang")
    same = enter(desk, form_id="3", location=locate_point(desk.office, 115.151, -2.15))
    enter(desk, form_id="4", location=locate_point(desk.office, 115.17, -2.15))
    (first, second) = suggestions(desk.office, OPERATOR, same)
    assert [first.number, second.number] == [twin, old]
    # A thousandth of a degree of longitude at 2.15° south is 111,320 m · cos 2.15° / 1000 = 111 m.
    assert (first.nearness, first.status, first.landmark, first.earlier) == (
        "111 m, pada waktu yang sama", "Masuk", "Simpang", True,
    )  # fmt: skip
    assert second.nearness == "111 m, 14 hari sebelumnya"
    declare_different(desk.office, OPERATOR, same, old, at=NOW, note="lain orang")
    assert [one.number for one in suggestions(desk.office, KASI, same)] == [twin]
    assert [one.number for one in suggestions(desk.office, KASI, old)] == [twin]
    merge_incidents(desk.office, KASI, same, twin, expected_version=1, note="sama", at=NOW)
    assert suggestions(desk.office, KASI, same) == ()
    assert [one.number for one in suggestions(desk.office, KASI, twin)] == [old]


@pytest.mark.parametrize("role", [Role.POLSEK, Role.CAMAT, Role.SEKCAM])
def test_those_who_could_not_tell_are_not_asked_about_twins(desk, role):
    number = enter(desk, form_id="1")
    enter(desk, form_id="2")
    theirs = known_as(desk, ACTORS[role], number)
    assert incident(desk.office, ACTORS[role], theirs, at=NOW).alike == ()
    for ask in (lambda: suggestions(desk.office, ACTORS[role], theirs),
                lambda: declare_different(desk.office, ACTORS[role], theirs, theirs, at=NOW)):  # fmt: skip
        with pytest.raises(Refused, match="tidak berhak"):
            ask()


def test_partners_read_a_history_without_names_notes_and_texts(desk):
    number = enter(desk, kronologi="Sdr. Rekaan")
    verify(desk, number)
    told = history(desk.office, ACTORS[Role.POLSEK], known_as(desk, ACTORS[Role.POLSEK], number))
    assert [(one.who, one.what, one.note) for one in told] == [
        ("Administrator lokal", "Memverifikasi kejadian", ""),
        ("Administrator lokal", "Mencatat kejadian", ""),
    ]
    assert [(one.who, one.note) for one in history(desk.office, CAMAT, number)] == [
        ("kasi", "dicek"), ("operator", ""),
    ]  # fmt: skip
