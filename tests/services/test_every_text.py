"""Whatever form takes a text: nothing hidden gets in, and ten megabytes do not either."""

from dataclasses import fields, replace

import pytest

from services.account_keeping import change_account, known_accounts
from services.accounts import add_account, list_accounts
from services.availability import Absence, add_availability
from services.case_entry import CaseEntry, correct_case, record_case
from services.cases import record_plan
from services.decisions import decision, give_disposition, request_decision
from services.identities import Party, add_party, look_at_parties
from services.incidents import Report, correct_incident, move_incident, record_incident
from services.locating import locate_point
from services.patrol_logs import correct_log, record_log
from services.patrol_members import Member, add_member, correct_member, remove_member
from services.patrol_report import PatrolReport
from services.places import Place, add_place, correct_place
from services.quarantine import declare_outside
from services.setting_words import profile_values
from services.settings import change_profile, propose
from sop.conflict import ConflictSource
from sop.decision import DecisionKind
from sop.dictionary import AVAILABILITY, CONFLICT_CASES, INCIDENTS, PATROL_LOGS, PATROL_MEMBERS, PLACES
from sop.incident import IncidentState
from sop.party import Role
from sop.patrol import MemberKind, PatrolElement, PatrolKind, PlaceKind
from sop.person import PartyKind, PartyRole
from sop.problem import Refused
from sop.setting import Change, Sheet
from tests.services.conftest import NOW
from tests.services.reporting import ACTORS, CAMAT, KASI, report

HIDDEN = "Ba\x00go\u200bk \u202elar\u2066i\ufeff\x07 \u00adsekali\u200f"
SEEN = "Bagok lari sekali"
ENDLESS = "x" * 10_000_000
KEEPER = ACTORS[Role.LOKAL]
REFERENCES = {
    "kode_kategori",
    "zona_waktu_asli",
    "id_kasus",
    "id_jurnal",
    "berulang_dari",
    "category",
    "regu",
    "subjek",
}


def texts_of(form):
    """Return the fields of a form in which somebody writes words."""
    return [f.name for f in fields(form) if str(f.type).startswith("str") and f.name not in REFERENCES]


CASE = CaseEntry(
    title="Batas kebun", category="LHN-01", source=ConflictSource.SUMBER_DAYA_ALAM, identified_at=NOW,
    desa=("62.01",),
)  # fmt: skip
PATROL = PatrolReport(
    jenis=PatrolKind.HARIAN, berangkat=NOW.replace(hour=0), kembali=NOW, menit_desa={"62.01": 30.0},
    nihil=False, uraian="Ada temuan",
)  # fmt: skip
SOMEBODY = Member(jenis=MemberKind.ORANG, nama="Anggota Contoh 1", unsur=PatrolElement.LINMAS)
LEAVE = Absence(subjek="polsek", mulai=NOW.date(), selesai=NOW.date(), ada=False, alasan="cuti")
PARTY = Party(role=PartyRole.PIHAK, kind=PartyKind.ORANG, name="Rekaan")
FORMS = {}
"""How a text is written into each field, and read back: ``write(office, text)`` returns what was kept."""


def form(name):
    def kept(write):
        FORMS[name] = write
        return write

    return kept


def entered(office):
    return record_incident(office, KASI, report(office), at=NOW, form_id="1")


def cell(office, frame, number, name):
    return office.frame(frame).loc[number, name]


def _incident(name):
    def write(office, text):
        number = record_incident(office, KASI, report(office, **{name: text}), at=NOW, form_id="1")
        return cell(office, INCIDENTS, number, name)

    return write


def _corrected(name):
    def write(office, text):
        number = entered(office)
        correct_incident(office, KASI, number, {name: text}, note="x", expected_version=1, at=NOW)
        return cell(office, INCIDENTS, number, name)

    return write


for _name in texts_of(Report):
    FORMS[f"laporan.{_name}"] = _incident(_name)
    FORMS[f"perbaikan laporan.{_name}"] = _corrected(_name)


_CASE_COLUMNS = {"title": "judul", "trigger": "pemicu", "root": "akar"}


def _case(name):
    def write(office, text):
        number = record_case(office, KASI, replace(CASE, **{name: text}), at=NOW, form_id="1")
        return cell(office, CONFLICT_CASES, number, _CASE_COLUMNS[name])

    return write


def _corrected_case(column):
    def write(office, text):
        number = record_case(office, KASI, CASE, at=NOW, form_id="1")
        correct_case(office, KASI, number, {column: text}, note="x", expected_version=1, at=NOW)
        return cell(office, CONFLICT_CASES, number, column)

    return write


for _name in texts_of(CaseEntry):
    FORMS[f"kasus.{_name}"] = _case(_name)
    FORMS[f"perbaikan kasus.{_name}"] = _corrected_case(_CASE_COLUMNS[_name])


def _log(name):
    def write(office, text):
        number = record_log(office, KASI, replace(PATROL, **{name: text}), at=NOW, form_id="1")
        return cell(office, PATROL_LOGS, number, name)

    return write


def _corrected_log(name):
    def write(office, text):
        number = record_log(office, KASI, PATROL, at=NOW, form_id="1")
        changed = replace(PATROL, **{name: text})
        correct_log(office, KASI, number, changed, reason="x", expected_version=1, at=NOW)
        return cell(office, PATROL_LOGS, number, name)

    return write


for _name in texts_of(PatrolReport):
    FORMS[f"jurnal.{_name}"] = _log(_name)
    FORMS[f"koreksi jurnal.{_name}"] = _corrected_log(_name)


def place(office, **words):
    where = locate_point(office, 115.15, -2.15)
    return Place(**{"nama": "Pasar", "jenis": PlaceKind.PASAR, "keterangan": "", "location": where, **words})


def _place(name):
    def write(office, text):
        number = add_place(office, KASI, place(office, **{name: text}), form_id="1", at=NOW)
        return cell(office, PLACES, number, name)

    return write


def _corrected_place(name):
    def write(office, text):
        number = add_place(office, KASI, place(office), form_id="1", at=NOW)
        correct_place(office, KASI, number, place(office, **{name: text}), expected_version=1, at=NOW)
        return cell(office, PLACES, number, name)

    return write


for _name in texts_of(Place):
    FORMS[f"tempat.{_name}"] = _place(_name)
    FORMS[f"perbaikan tempat.{_name}"] = _corrected_place(_name)


def _party(name):
    def write(office, text):
        number = record_case(office, KASI, CASE, at=NOW, form_id="1")
        add_party(office, KASI, CONFLICT_CASES, number, replace(PARTY, **{name: text}), at=NOW, form_id="p1")
        (seen,) = look_at_parties(office, KASI, CONFLICT_CASES, number, note="cek", at=NOW)
        told = f"{seen.heading} {seen.facts}"
        return SEEN if SEEN in told and not set(told) & set(HIDDEN) - set(SEEN) else told

    return write


# A number of a person takes digits alone; anything else is refused, hidden or not.
for _name in sorted({*texts_of(Party)} - {"national_id", "phone"}):
    FORMS[f"pihak.{_name}"] = _party(_name)


@form("langkah kejadian.note")
def _(office, text):
    number = entered(office)
    move_incident(office, KASI, number, IncidentState.TERVERIFIKASI, expected_version=1, note=text, at=NOW)
    return office.store.audit()[-1].note


@form("langkah kejadian.letter")
def _(office, text):
    number = entered(office)
    move_incident(office, KASI, number, IncidentState.TERVERIFIKASI, expected_version=1, note="x", at=NOW)
    move_incident(
        office, KASI, number, IncidentState.DIRUJUK, expected_version=2, agency="Polsek", letter=text,
        note="x", at=NOW,
    )  # fmt: skip
    return cell(office, INCIDENTS, number, "no_surat_rujukan")


@form("langkah kejadian.agency")
def _(office, text):
    number = entered(office)
    move_incident(office, KASI, number, IncidentState.TERVERIFIKASI, expected_version=1, note="x", at=NOW)
    move_incident(
        office, KASI, number, IncidentState.DIRUJUK, expected_version=2, agency=text, letter="1",
        note="x", at=NOW,
    )  # fmt: skip
    return cell(office, INCIDENTS, number, "dirujuk_ke")


@form("langkah kejadian.result")
def _(office, text):
    number = entered(office)
    move_incident(office, KASI, number, IncidentState.TERVERIFIKASI, expected_version=1, note="x", at=NOW)
    move_incident(office, KASI, number, IncidentState.DITANGANI, expected_version=2, note="x", at=NOW)
    move_incident(
        office, KASI, number, IncidentState.SELESAI, expected_version=3, result=text, note="x", at=NOW
    )
    return cell(office, INCIDENTS, number, "hasil")


@form("langkah kasus.note")
def _(office, text):
    number = record_case(office, KASI, CASE, at=NOW, form_id="1")
    record_plan(office, KASI, number, note=text, expected_version=1, at=NOW)
    return cell(office, CONFLICT_CASES, number, "rencana")


@form("permintaan.subject")
def _(office, text):
    number = request_decision(
        office, KASI, kind=DecisionKind.ARAHAN, subject=text, text="x", at=NOW, form_id="1"
    )
    return decision(office, KASI, number).subject


@form("permintaan.text")
def _(office, text):
    number = request_decision(
        office, KASI, kind=DecisionKind.ARAHAN, subject="x", text=text, at=NOW, form_id="1"
    )
    return decision(office, KASI, number).text


@form("disposisi.text")
def _(office, text):
    number = give_disposition(office, CAMAT, None, None, text, at=NOW, form_id="1")
    told = decision(office, CAMAT, number)
    return told.text or told.subject


def _member(name):
    def write(office, text):
        number = add_member(office, KASI, replace(SOMEBODY, **{name: text}), at=NOW, form_id="1")
        return cell(office, PATROL_MEMBERS, number, name)

    return write


def _corrected_member(name):
    def write(office, text):
        number = add_member(office, KASI, SOMEBODY, at=NOW, form_id="1")
        changed = replace(SOMEBODY, **{name: text})
        correct_member(office, KASI, number, changed, expected_version=1, at=NOW)
        return cell(office, PATROL_MEMBERS, number, name)

    return write


for _name in texts_of(Member):
    FORMS[f"personel.{_name}"] = _member(_name)
    FORMS[f"perbaikan personel.{_name}"] = _corrected_member(_name)


@form("hapus personel.note")
def _(office, text):
    number = add_member(office, KASI, SOMEBODY, at=NOW, form_id="1")
    remove_member(office, KASI, number, expected_version=1, at=NOW, note=text)
    return office.store.audit()[-1].note


@form("ketersediaan.alasan")
def _(office, text):
    number = add_availability(office, KASI, replace(LEAVE, alasan=text), at=NOW, form_id="1")
    return cell(office, AVAILABILITY, number, "alasan")


@form("usulan.reason")
def _(office, text):
    value = office.parameters.classes.waspada
    change = Change(Sheet.PARAMETER, "kelas.waspada", value, value + 1)
    number = propose(office, KASI, [change], reason=text, at=NOW, form_id="1")
    return decision(office, KASI, number).text.splitlines()[0]


@form("karantina.note")
def _(office, text):
    outside = report(office, location=locate_point(office, 115.9, -2.15))
    number = record_incident(office, KASI, outside, at=NOW, form_id="1")
    declare_outside(office, KASI, INCIDENTS.name, number, expected_version=1, at=NOW, note=text)
    return office.store.audit()[-1].note


@form("akun.name")
def _(office, text):
    add_account(office, KEEPER, "akun", Role.PETUGAS, "kata-sandi-uji", at=NOW, name=text)
    return list_accounts(office, KEEPER)[0].name


@form("perbaikan akun.name")
def _(office, text):
    add_account(office, KEEPER, "akun", Role.PETUGAS, "kata-sandi-uji", at=NOW)
    change_account(office, KEEPER, "akun", name=text, role=Role.PETUGAS, at=NOW)
    return known_accounts(office, KEEPER)[0].name


def _profile(key):
    def write(office, text):
        old = profile_values(office.profile)[key]
        new = [text] if isinstance(old, list) else text
        change_profile(office, KASI, [Change(Sheet.PROFIL, key, old, new)], note="x", at=NOW)
        kept = profile_values(office.profile)[key]
        return kept[0] if isinstance(kept, list) else kept

    return write


for _name in ("nama", "kecamatan", "kabupaten", "provinsi", "tempat", "kop"):
    FORMS[f"profil.{_name}"] = _profile(_name)


@pytest.mark.parametrize("name", FORMS)
def test_hidden_characters_do_not_get_into_any_text(desk, name):
    assert FORMS[name](desk.office, HIDDEN) == SEEN


@pytest.mark.parametrize("name", FORMS)
def test_ten_megabytes_in_any_text_are_refused_and_nothing_of_them_is_kept(desk, name):
    with pytest.raises(Refused):
        FORMS[name](desk.office, ENDLESS)
    kept = sum(len(str(act.details)) + len(act.note or "") for act in desk.office.store.audit())
    assert kept < 100_000
