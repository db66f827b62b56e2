"""An incident is entered: whole or not at all, once, with every fault told at once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import shapely

from services.incidents import correct_incident, history, incident, time_said, warnings
from services.locating import locate_desa, locate_point
from sop.category import Visibility
from sop.dictionary import INCIDENTS
from sop.incident import IncidentState, Origin, TimePrecision
from sop.party import Role
from sop.problem import ProblemCode, Refused
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, KASI, OPERATOR, enter, known_as


def correct(desk, actor, number, *, version=1, **changes):
    return correct_incident(
        desk.office, actor, number, changes, expected_version=version, note="salah tulis", at=NOW
    )


def test_a_report_becomes_an_incident_that_waits_with_its_clock(desk):
    number = enter(desk)
    assert number == "KJD-2026-0001"
    seen = incident(desk.office, KASI, number, at=NOW)
    assert (seen.state, seen.word.label, seen.version) == (IncidentState.MASUK, "Menunggu", 1)
    # Balap liar is berat: six hours, day and night.
    assert [clock.words for clock in seen.clocks] == [
        "Verifikasi laporan paling lambat hari ini 16.00, tinggal 6 jam"
    ]
    assert dict(seen.facts)["Lokasi"] == "Barat"
    assert dict(seen.facts)["Waktu kejadian"] == "Selasa, 24 November 2026 pukul 21.00 WIB"


def test_the_same_form_sent_twice_is_one_record(desk):
    assert enter(desk) == enter(desk)
    assert len(desk.office.frame(INCIDENTS)) == 1
    assert enter(desk, form_id="F2") == "KJD-2026-0002"


def test_every_fault_is_told_at_once_with_its_field(desk):
    with pytest.raises(Refused) as refused:
        enter(
            desk,
            kode_kategori="XXX-01",
            waktu_kejadian=NOW + timedelta(hours=1),
            zona_waktu_asli="UTC",
            kronologi=" \u200b ",
            patokan="x" * 501,
            korban_luka=-1,
            kerugian_rp=float("nan"),
            dampak_aktual=3.0,
            id_kasus="KFL-2026-0001",
            berulang_dari="KJD-2026-0099",
        )
    assert sorted(str(one.column) for one in refused.value.problems) == [
        "berulang_dari", "dampak_aktual", "id_kasus", "kerugian_rp", "kode_kategori", "korban_luka",
        "kronologi", "patokan", "waktu_kejadian", "zona_waktu_asli",
    ]  # fmt: skip
    assert desk.office.frame(INCIDENTS).empty


def test_only_the_desa_is_enough_and_a_point_outside_waits_in_quarantine(desk):
    enter(desk, location=locate_desa(desk.office, "62.02"))
    enter(desk, form_id="F2", location=locate_point(desk.office, 116.0, -2.15))
    stored = desk.office.frame(INCIDENTS)
    assert stored["kode_desa"].isna().tolist() == [False, True]
    assert stored["presisi_lokasi"].tolist() == ["centroid_desa", "peta"]
    assert stored["karantina"].isna().tolist() == [True, False]


def test_hidden_letters_are_dropped_and_told(desk):
    number = enter(desk, kronologi="Balap\x00 li\u200bar \u202e", patokan=" Simpang tiga ")
    stored = desk.office.frame(INCIDENTS).loc[number]
    assert (stored["kronologi"], stored["patokan"]) == ("Balap liar", "Simpang tiga")
    told = warnings({"kronologi": "li\u200bar"}, at=NOW)
    assert [one.message for one in told] == ["Huruf tak terlihat (lebar nol) dibuang dari “Kronologi”."]


def test_personal_data_is_pointed_out_and_saved_all_the_same(desk):
    said = {"kronologi": "Sdr. Rekaan, HP 0812 3456 7890, motor KH 1234 AB"}
    (told,) = warnings(said, at=NOW)
    assert told.code is ProblemCode.TEKS_PRIBADI
    assert told.details["jenis"] == "nama orang, nomor telepon, nomor kendaraan"
    number = enter(desk, **said)
    (entry,) = desk.office.store.audit(verb="kejadian.catat")
    assert entry.details == {"nomor": number, "peringatan": ["teks.pribadi"]}


def test_exactly_an_hour_between_event_and_report_asks_about_the_zone():
    said = {"presisi_waktu": TimePrecision.TEPAT, "zona_waktu_asli": "WITA"}
    hour = timedelta(hours=1)
    told = warnings({**said, "waktu_kejadian": NOW - hour}, at=NOW)
    assert [one.code for one in told] == [ProblemCode.WAKTU_ZONA_RAGU]
    assert warnings({**said, "waktu_kejadian": NOW - hour - timedelta(minutes=1)}, at=NOW) == ()


def test_only_the_kasi_may_open_a_record_further_than_its_category(desk):
    with pytest.raises(Refused, match="Terbatas atau lebih tertutup"):
        enter(desk, kode_kategori="MIR-01", visibilitas=Visibility.UMUM)
    enter(desk, kode_kategori="MIR-01", visibilitas=Visibility.RAHASIA)
    enter(desk, KASI, "F2", kode_kategori="MIR-01", visibilitas=Visibility.UMUM)
    enter(desk, form_id="F3", kode_kategori="MIR-01")
    assert desk.office.frame(INCIDENTS)["visibilitas"].tolist() == ["rahasia", "umum", "terbatas"]


@pytest.mark.parametrize(
    ("first", "then", "visibility"),
    [
        ("LLN-99", "SOS-05", "rahasia"),
        ("LLN-99", "MIR-03", "rahasia"),
        ("JLN-04", "MIR-01", "terbatas"),
        ("SAR-01", "LHN-01", "rahasia"),
        ("MIR-01", "JLN-04", "terbatas"),
    ],
)
def test_a_record_of_which_the_category_is_corrected_becomes_as_closed_as_that_and_never_laxer(
    desk, first, then, visibility
):
    number = enter(desk, KASI, kode_kategori=first)
    correct(desk, KASI, number, kode_kategori=then)
    assert desk.office.frame(INCIDENTS)["visibilitas"].tolist() == [visibility]


def test_who_says_a_visibility_with_the_category_is_held_to_the_new_category(desk):
    number = enter(desk, kode_kategori="LLN-99")
    with pytest.raises(Refused, match="Rahasia atau lebih tertutup"):
        correct(desk, OPERATOR, number, kode_kategori="MIR-03", visibilitas=Visibility.TERBATAS)
    correct(desk, KASI, number, kode_kategori="MIR-03", visibilitas=Visibility.TERBATAS)
    assert desk.office.frame(INCIDENTS)["visibilitas"].tolist() == ["terbatas"]
    # What the Kasi opened stays open while others correct the rest of it.
    correct(desk, OPERATOR, number, version=2, patokan="Simpang tiga")
    assert desk.office.frame(INCIDENTS)["visibilitas"].tolist() == ["terbatas"]


def test_a_correction_is_a_new_version_with_its_history(desk):
    number = enter(desk)
    version = correct_incident(
        desk.office,
        OPERATOR,
        number,
        {"patokan": "Simpang tiga", "kronologi": "Balap liar di jalan raya", "korban_luka": 1,
         "location": locate_desa(desk.office, "62.02")},
        expected_version=1,
        note="Pelapor menelepon lagi",
        at=NOW + timedelta(minutes=5),
    )  # fmt: skip
    assert version == 2
    last, first = history(desk.office, KASI, number)
    assert (last.what, last.note, first.what) == (
        "Mengubah isian kejadian", "Pelapor menelepon lagi", "Mencatat kejadian",
    )  # fmt: skip
    assert set(last.changes) == {
        "Kode desa: Barat → Tengah",
        "Patokan: Simpang tiga",
        "Presisi lokasi: Titik di peta → Hanya desa",
        "Korban luka: 1",
        "Lokasi di peta diubah",
    }


def test_the_second_of_two_editors_is_told_and_changes_nothing(desk):
    number = enter(desk)
    correct_incident(desk.office, KASI, number, {"patokan": "A"}, expected_version=1, note="a", at=NOW)
    with pytest.raises(Refused) as refused:
        correct_incident(
            desk.office, OPERATOR, number, {"patokan": "B"}, expected_version=1, note="b", at=NOW
        )
    assert [one.code for one in refused.value.problems] == [ProblemCode.VERSI_BENTROK]
    assert desk.office.frame(INCIDENTS)["patokan"].tolist() == ["A"]


def test_a_correction_without_a_change_or_without_a_note_is_refused(desk):
    number = enter(desk)
    with pytest.raises(Refused, match="Tidak ada isian yang berubah"):
        correct_incident(
            desk.office, KASI, number, {"asal": Origin.LAPORAN_WARGA}, expected_version=1, note="x", at=NOW
        )
    with pytest.raises(Refused) as refused:
        correct_incident(desk.office, KASI, number, {"korban_luka": -1}, expected_version=1, note=" ", at=NOW)
    assert [one.column for one in refused.value.problems] == ["korban_luka", "note"]


def test_an_operator_corrects_only_what_he_entered_himself(desk):
    number = enter(desk, KASI)
    with pytest.raises(Refused) as refused:
        correct_incident(
            desk.office, OPERATOR, number, {"patokan": "A"}, expected_version=1, note="x", at=NOW
        )
    assert [one.code for one in refused.value.problems] == [ProblemCode.KEJADIAN_BUKAN_MILIK]


def test_a_point_is_stored_as_it_was_said(desk):
    number = enter(desk)
    assert desk.office.geoframe(INCIDENTS).geometry[number] == shapely.Point(115.15, -2.15)


@pytest.mark.parametrize("role", [Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL, Role.PETUGAS, Role.OPERATOR])
def test_whoever_is_out_there_may_report(desk, role):
    assert enter(desk, ACTORS[role]) == known_as(desk, ACTORS[role], "KJD-2026-0001")


@pytest.mark.parametrize("role", [Role.CAMAT, Role.SEKCAM])
def test_the_camat_and_the_sekcam_report_nothing(desk, role):
    with pytest.raises(Refused) as refused:
        enter(desk, ACTORS[role])
    assert [one.code for one in refused.value.problems] == [ProblemCode.HAK_DITOLAK]


@pytest.mark.parametrize("role", [Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL, Role.PETUGAS, Role.CAMAT])
def test_partners_correct_nothing_not_even_their_own(desk, role):
    number = enter(desk, ACTORS[role]) if role is not Role.CAMAT else enter(desk)
    with pytest.raises(Refused) as refused:
        correct_incident(
            desk.office, ACTORS[role], number, {"patokan": "A"}, expected_version=1, note="x", at=NOW
        )
    assert [one.code for one in refused.value.problems] == [ProblemCode.HAK_DITOLAK]


def test_what_is_closed_to_a_reader_answers_as_if_it_were_not_there(desk):
    secret = enter(desk, KASI, kode_kategori="SAR-01")
    answers = []
    for number in (secret, "KJD-2026-0999"):
        with pytest.raises(Refused) as refused:
            incident(desk.office, OPERATOR, number, at=NOW)
        answers.append([one.message.replace(number, "…") for one in refused.value.problems])
    assert answers[0] == answers[1] == ["Kejadian dengan nomor … tidak ditemukan."]


def test_an_incident_belongs_to_a_case_that_its_reporter_knows_and_that_is_open(desk):
    desk.cases(("LHN-01", "62.01", "2026-11-20", 1))
    number = enter(desk, KASI, kode_kategori="LHN-01", id_kasus="KFL-2026-0001")
    assert incident(desk.office, KASI, number, at=NOW).case == "KFL-2026-0001"
    with pytest.raises(Refused) as refused:
        enter(desk, KASI, "F2", kode_kategori="SOS-05", id_kasus="KFL-2026-0001")
    assert [one.code for one in refused.value.problems] == [ProblemCode.KASUS_RUJUKAN_SAJA]


def test_two_forms_of_two_people_with_one_name_are_two_records(desk):
    assert enter(desk, KASI, "F1") != enter(desk, OPERATOR, "F1")


def test_the_time_that_stands_for_a_part_of_the_day_is_not_in_the_future():
    # At 19.00 WIB the evening has begun: it stands for now, not for 20.00.
    seven = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    day = date(2026, 11, 25)
    assert time_said(day, None, TimePrecision.MALAM, "WIB", at=seven) == seven
    assert time_said(day, None, TimePrecision.MALAM, "WITA", at=seven) == seven
    assert time_said(day, None, TimePrecision.TEPAT, "WIB", at=seven) is None
    assert time_said(None, time(9), TimePrecision.TEPAT, "WIB", at=seven) is None
