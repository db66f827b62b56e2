"""Persons beside a record: who may enter, look and erase, and that nothing of them is anywhere else."""

from dataclasses import replace

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identities import (
    Party,
    add_party,
    beside,
    erase_party,
    identity_steps,
    look_at_parties,
)
from services.reference import shown_number
from sop.dictionary import CONFLICT_CASES, FRAMES, INCIDENTS
from sop.party import Actor, Role
from sop.person import PartyKind, PartyRole, initials
from sop.problem import ProblemCode, Refused
from tests.services.conftest import NOW

KASI, CAMAT, OPERATOR = (Actor(str(role), role) for role in (Role.KASI, Role.CAMAT, Role.OPERATOR))
WITNESS = Party(
    role=PartyRole.SAKSI, kind=PartyKind.ORANG, name="Rekaan Sejati", national_id="6213 0201 0190 0001",
    phone="+62 812-3456-7890", address="RT 02", age=40,
)  # fmt: skip
COMPANY = Party(
    role=PartyRole.PIHAK, kind=PartyKind.PERUSAHAAN, name="PT Rekaan Abadi", position="menolak ganti rugi",
    interest="izin kebun", crowd=12,
)  # fmt: skip
CASE, INCIDENT = "KFL-2026-0001", "KJD-2026-0001"


@pytest.fixture
def office(desk):
    """An incident referred to Satpol PP, and a case handled by the account ``penangan``."""
    desk.incidents(("2026-11-24 08:00", "MIR-01", "62.01", "Satpol PP"))
    row = {
        "sidik": "1", "judul": "Batas kebun", "kode_kategori": "LHN-01", "desa": ["62.01"],
        "tgl_teridentifikasi": "2026-11-20", "tingkat_eskalasi": 1, "riwayat_eskalasi": [["2026-11-20", 1]],
        "tahap": "mediasi", "visibilitas": "terbatas", "penangan": ["penangan"],
    }  # fmt: skip
    with desk.office.store.act(OPERATOR, NOW, "kasus.catat") as act:
        act.add(CONFLICT_CASES, gpd.GeoDataFrame([row], geometry=[None], crs=4326))
    return desk.office


def codes(refused):
    return [one.code for one in refused.value.problems]


def may(call, *arguments, **named):
    try:
        call(*arguments, **named)
    except Refused:
        return False
    return True


ENTERS = {Role.KASI, Role.OPERATOR, Role.LOKAL}
LOOKS_AT_CASE = {Role.KASI, Role.LOKAL, Role.CAMAT}
"""Of a case that somebody else handles."""
LOOKS_AS_HANDLER = LOOKS_AT_CASE | {Role.SATPOL_PP, Role.POLSEK}
LOOKS_AT_INCIDENT = LOOKS_AT_CASE | {Role.SATPOL_PP}
"""Of one that was referred to Satpol PP."""
ERASES = {Role.KASI, Role.LOKAL}


@pytest.mark.parametrize("role", Role)
def test_each_role_does_with_identities_what_the_matrix_says(office, role):
    actor, handler = Actor("orang", role), Actor("penangan", role)
    record, case = (
        shown_number(office, actor, *one) for one in ((INCIDENTS, INCIDENT), (CONFLICT_CASES, CASE))
    )
    number = add_party(office, KASI, INCIDENTS, INCIDENT, WITNESS, at=NOW, form_id="p1")
    done = {
        "enters": may(add_party, office, actor, INCIDENTS, record, COMPANY, at=NOW, form_id="lain"),
        "looks at case": may(look_at_parties, office, actor, CONFLICT_CASES, case, note="cek", at=NOW),
        "looks as handler": may(look_at_parties, office, handler, CONFLICT_CASES, case, note="cek", at=NOW),
        "looks at incident": may(look_at_parties, office, actor, INCIDENTS, record, note="cek", at=NOW),
        "erases": may(erase_party, office, actor, INCIDENTS, record, number, note="permintaan", at=NOW),
    }
    assert done == {
        "enters": role in ENTERS,
        "looks at case": role in LOOKS_AT_CASE,
        "looks as handler": role in LOOKS_AS_HANDLER,
        "looks at incident": role in LOOKS_AT_INCIDENT,
        "erases": role in ERASES,
    }


def test_an_operator_enters_and_does_not_read_back(office):
    number = add_party(office, OPERATOR, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id="p2")
    seen = beside(office, OPERATOR, CONFLICT_CASES, CASE)
    assert seen.parties == ((number, "Saksi (orang)"),)
    assert (seen.may_add, seen.may_look, seen.may_erase) == (True, False, False)


def test_a_look_shows_everything_and_leaves_its_reason_in_the_history(office):
    person = add_party(office, KASI, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id="p3")
    company = add_party(office, KASI, CONFLICT_CASES, CASE, COMPANY, at=NOW, form_id="p4")
    shown = look_at_parties(office, CAMAT, CONFLICT_CASES, CASE, note="menyiapkan mediasi", at=NOW)
    assert [(one.number, one.heading, one.facts) for one in shown] == [
        (person, "Saksi · Orang", (("Nama", "Rekaan Sejati"), ("NIK", "6213020101900001"),
         ("Nomor HP", "081234567890"), ("Alamat", "RT 02"), ("Umur", "40 tahun"))),
        (company, "Pihak yang berselisih · Perusahaan", (("Nama", "PT Rekaan Abadi"),
         ("Posisi", "menolak ganti rugi"), ("Kepentingan", "izin kebun"), ("Jumlah massa", "± 12 orang"))),
    ]  # fmt: skip
    acts = [entry.id for entry in office.store.audit() if entry.verb.startswith("identitas.")]
    assert [(step.what, step.who, step.note) for step in identity_steps(office, CONFLICT_CASES, CASE)] == [
        (f"Melihat identitas (tindakan nomor {acts[2]})", "camat", "menyiapkan mediasi"),
        (f"Mencatat identitas (tindakan nomor {acts[1]})", "kasi", ""),
        (f"Mencatat identitas (tindakan nomor {acts[0]})", "kasi", ""),
    ]
    assert identity_steps(office, INCIDENTS, INCIDENT) == ()


@pytest.mark.parametrize("note", ["", "  ", "NIK 6213020101900001", "tlp 0812-3456-7890"])
def test_without_a_reason_that_names_nobody_nothing_is_shown_or_erased(office, note):
    number = add_party(office, KASI, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id="p5")
    before = len(office.store.audit())
    with pytest.raises(Refused):
        look_at_parties(office, KASI, CONFLICT_CASES, CASE, note=note, at=NOW)
    with pytest.raises(Refused):
        erase_party(office, KASI, CONFLICT_CASES, CASE, number, note=note, at=NOW)
    assert len(office.store.audit()) == before


def test_the_reason_of_an_erasure_cannot_keep_the_name_for_ever(office):
    number = add_party(office, KASI, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id="p6")
    with pytest.raises(Refused) as refused:
        erase_party(office, KASI, CONFLICT_CASES, CASE, number, note="permintaan sdr sejati", at=NOW)
    assert codes(refused) == [ProblemCode.IDENTITAS_DI_CATATAN]
    assert beside(office, KASI, CONFLICT_CASES, CASE).parties


@pytest.mark.usefixtures("file")
def test_an_erased_identity_is_in_no_file_of_the_store(office):
    number = add_party(office, KASI, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id="p7")
    file = office.store.file
    assert file is not None
    office.store.checkpoint()
    assert b"Rekaan Sejati" in file.read_bytes()
    erase_party(office, KASI, CONFLICT_CASES, CASE, number, note="permintaan yang bersangkutan", at=NOW)
    kept = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert [word for word in (b"Rekaan Sejati", b"6213020101900001", b"081234567890") if word in kept] == []
    assert beside(office, KASI, CONFLICT_CASES, CASE).parties == ()
    assert identity_steps(office, CONFLICT_CASES, CASE)[0].note == "permintaan yang bersangkutan"


def test_nobody_erases_a_person_beside_another_record(office):
    number = add_party(office, KASI, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id="p8")
    with pytest.raises(Refused) as refused:
        erase_party(office, KASI, INCIDENTS, INCIDENT, number, note="salah", at=NOW)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]


def test_of_a_child_only_the_initials_are_kept(office):
    child = replace(WITNESS, name="Rekaan Kecil", age=12, national_id="", phone="", address="")
    add_party(office, KASI, CONFLICT_CASES, CASE, child, at=NOW, form_id="p9")
    add_party(office, KASI, CONFLICT_CASES, CASE, replace(child, age=None, child=True), at=NOW, form_id="p10")
    first, second = look_at_parties(office, KASI, CONFLICT_CASES, CASE, note="rujukan", at=NOW)
    assert first.facts == (("Inisial (anak)", "R. K."), ("Umur", "12 tahun"))
    assert second.facts == (("Inisial (anak)", "R. K."),)
    assert [words for _, words in beside(office, KASI, CONFLICT_CASES, CASE).parties] == ["Saksi (anak)"] * 2


def test_what_leads_to_a_child_is_refused(office):
    with pytest.raises(Refused) as refused:
        add_party(office, KASI, CONFLICT_CASES, CASE, replace(WITNESS, age=17), at=NOW, form_id="p11")
    assert [one.message for one in refused.value.problems] == [
        "Dari seorang anak hanya inisial yang dicatat; kosongkan NIK, Nomor HP, Alamat."
    ]


def test_all_faults_are_told_at_once_and_no_number_is_repeated(office):
    wrong = replace(WITNESS, name=" ", national_id="62130201", phone="12", age=200, crowd=-1)
    with pytest.raises(Refused) as refused:
        add_party(office, KASI, CONFLICT_CASES, CASE, wrong, at=NOW, form_id="p12")
    assert [one.column for one in refused.value.problems] == ["name", "national_id", "phone", "age", "crowd"]
    assert "62130201" not in str(refused.value)
    assert beside(office, KASI, CONFLICT_CASES, CASE).parties == ()


def test_the_same_form_sent_twice_is_one_person_and_does_not_bring_back_who_was_erased(office):
    numbers = [
        add_party(office, KASI, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id=form)
        for form in ("sekali", "sekali", "lagi")
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    assert [number for number, _ in beside(office, KASI, CONFLICT_CASES, CASE).parties] == numbers[1:]
    assert sum(entry.verb == "identitas.catat" for entry in office.store.audit()) == 2
    erase_party(office, KASI, CONFLICT_CASES, CASE, numbers[0], note="diminta", at=NOW)
    assert add_party(office, KASI, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id="sekali") == numbers[0]
    assert [number for number, _ in beside(office, KASI, CONFLICT_CASES, CASE).parties] == numbers[2:]


def test_a_company_has_no_national_id_and_no_age(office):
    with pytest.raises(Refused) as refused:
        add_party(
            office, KASI, CONFLICT_CASES, CASE,
            replace(COMPANY, national_id="6213020101900001", age=3, child=True), at=NOW, form_id="p13"
        )  # fmt: skip
    assert codes(refused) == [ProblemCode.IDENTITAS_ORANG] * 3


def test_an_identity_is_in_no_frame_and_no_log(office, capfd):
    add_party(office, KASI, CONFLICT_CASES, CASE, WITNESS, at=NOW, form_id="p14")
    look_at_parties(office, KASI, CONFLICT_CASES, CASE, note="mediasi", at=NOW)
    texts = " ".join(office.frame(frame).to_csv() for frame in FRAMES.values())
    logged = "".join(map(str, office.store.audit()))
    printed = "".join(capfd.readouterr())
    assert [
        word for word in ("Sejati", "6213020101900001", "81234567890") if word in texts + logged + printed
    ] == []


@given(st.text(max_size=60))
def test_initials_hold_no_word_of_the_name(name):
    assert initials("ßtraße") == "S."
    assert all(len(part) == 2 and part.endswith(".") for part in initials(name).split())
    assert initials(initials(name)) == initials(name)
