"""Konflik Sosial as a script: what each role finds there, empty and full, and can do."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.office import choose
from services.case_entry import CaseEntry, correct_case, record_case
from services.identities import Party, add_party
from services.office import Office
from services.reference import shown_number
from services.setup import initialise
from sop.conflict import ConflictSource
from sop.dictionary import CONFLICT_CASES
from sop.party import ACCOUNT_ROLES, Actor, Role, Verb
from sop.person import PartyKind, PartyRole
from tests.dashboard.views.conftest import alone

KEEPER, KASI = Actor("cli:uji", Role.LOKAL), Actor("halaman-kasi", Role.KASI)
READERS = [role for role in ACCOUNT_ROLES if Actor("", role).may(Verb.KASUS_LIHAT)]
TITLE, KIND, NAME = "Batas kebun di hulu", "Sengketa lahan warga–warga", "Rekaan Sejati"
FULL = {Role.KASI, Role.CAMAT, Role.SEKCAM, Role.POLSEK}


@pytest.fixture(scope="module")
def full_home(tmp_path_factory):
    """An office with one grave case of the Kasi's, one secret, and a party beside the first."""
    home = tmp_path_factory.mktemp("kasus") / "kantor"
    now = datetime.now(UTC)
    initialise(home, KEEPER, at=now)
    office = Office.open(home)
    entry = CaseEntry(
        title=TITLE, category="LHN-01", source=ConflictSource.SUMBER_DAYA_ALAM, level=3,
        identified_at=now - timedelta(hours=1), desa=("62.13.02.2005",), trigger="pemasangan patok",
    )  # fmt: skip
    number = record_case(office, KASI, entry, at=now, form_id="a")
    secret = CaseEntry(
        title="Judul rahasia", category="SAR-01", source=ConflictSource.ANTARKELOMPOK, level=0,
        identified_at=now, desa=("62.13.02.2005",),
    )  # fmt: skip
    record_case(office, KASI, secret, at=now, form_id="b")
    party = Party(role=PartyRole.PIHAK, kind=PartyKind.ORANG, name=NAME)
    add_party(office, KASI, CONFLICT_CASES, number, party, at=now, form_id="p1")
    office.close()
    return home


def words(app):
    """Return everything on a page that is text."""
    kinds = ("title", "subheader", "markdown", "caption", "html", "warning", "success", "error", "code")
    told = [str(element.value) for kind in kinds for element in app.get(kind) if hasattr(element, "value")]
    told += [element.proto.body for element in app.get("html")]
    return " ".join([*told, *(button.label for button in app.button)])


def opened(page, home, role, number="KFL-2026-0001"):
    app = page("konflik", home, role)
    number = number.replace("2026", str(datetime.now(UTC).year))
    app.query_params["nomor"] = shown_number(choose(home), Actor("", role), CONFLICT_CASES, number)
    app = alone(app)
    assert [*app.exception] == []
    return app


@pytest.mark.parametrize("role", READERS)
def test_an_empty_office_says_that_no_case_is_open(page, empty_home, role):
    app = page("konflik", empty_home, role)
    assert [*app.exception] == []
    assert app.title[0].value == "Konflik Sosial"
    assert "Tidak ada kasus konflik yang terbuka" in words(app)


@pytest.mark.parametrize("role", READERS)
def test_each_role_finds_the_cases_it_may_know_of(page, full_home, role):
    app = alone(page("konflik", full_home, role))
    assert [*app.exception] == []
    told = words(app)
    assert (TITLE in told) is (role in FULL)
    assert (KIND in told) is (role not in FULL)
    assert ("Judul rahasia" in told) is (role in {Role.KASI, Role.CAMAT})
    assert ("Catat kasus" in told) is (role in {Role.KASI, Role.OPERATOR})


@pytest.mark.parametrize("role", READERS)
def test_a_case_shows_each_role_its_part_and_names_nobody(page, full_home, role):
    app = opened(page, full_home, role)
    told, buttons = words(app), {button.label for button in app.button}
    assert NAME not in told
    assert ("pemasangan patok" in told) is (role in FULL)
    assert ("Ubah tingkat eskalasi" in buttons) is (role is Role.KASI)
    assert ("Lihat identitas" in buttons) is (role in {Role.KASI, Role.CAMAT})
    assert ("Hapus identitas" in buttons) is (role is Role.KASI)
    assert ("Respons awal konflik (segera)" in told) is (role in {Role.KASI, Role.CAMAT, Role.SEKCAM})


@pytest.mark.parametrize("role", [Role.SEKCAM, Role.POLSEK, Role.KORAMIL, Role.OPERATOR])
@pytest.mark.parametrize("number", ["KFL-2026-0002", "KFL-2026-0099"])
def test_a_secret_case_and_none_at_all_look_the_same(page, full_home, role, number):
    told = words(opened(page, full_home, role, number))
    assert "tidak ditemukan" in told
    assert "rahasia" not in told.casefold().replace("kategori rahasia", "")


def test_in_a_meeting_a_case_is_shown_in_short_with_neutral_parties(page, full_home):
    app = opened(page, full_home, Role.KASI)
    app.toggle(key="mode_rapat").set_value(True).run()
    assert [*app.exception] == []
    told = words(app)
    assert "Orang A" in told
    assert [word for word in (TITLE, "pemasangan patok", "Riwayat", NAME) if word in told] == []


def test_a_step_without_its_reason_is_refused_and_one_with_it_is_done(page, full_home):
    app = opened(page, full_home, Role.KASI)
    step = next(button for button in app.button if button.label == "Tetapkan rencana")
    app = step.click().run()
    send = next(button for button in app.button if button.label == "Simpan rencana")
    app = send.click().run()
    assert "Rencana penanganan wajib diisi" in app.error[0].value
    area = next(area for area in app.text_area if area.label.startswith("Rencana penanganan"))
    area.set_value("mediasi Jumat")
    app = next(button for button in app.button if button.label == "Simpan rencana").click().run()
    assert [*app.exception] == []
    assert "mediasi Jumat" in words(app)
    assert "Tetapkan rencana" not in {button.label for button in app.button}


def test_the_entry_form_tells_every_fault_and_keeps_what_was_typed(page, full_home):
    app = page("konflik", full_home, Role.OPERATOR)
    app.query_params["catat"] = "ya"
    app.run()
    assert [*app.exception] == []
    title = next(field for field in app.text_input if field.label.startswith("Judul netral"))
    title.set_value("Klaim Sdr. Rekaan")
    app = next(button for button in app.button if button.label == "Simpan kasus").click().run()
    assert [*app.exception] == []
    assert "Belum disimpan" in app.error[0].value
    assert "nama orang" in app.error[0].value
    kept = next(field for field in app.text_input if field.label.startswith("Judul netral"))
    assert kept.value == "Klaim Sdr. Rekaan"
    assert "Penangan" not in {field.label for field in app.multiselect}


def test_a_correction_on_top_of_anothers_keeps_both(page, full_home):
    def pressed(app, label):
        app = next(button for button in app.button if button.label == label).click().run()
        assert [*app.exception] == []
        return app

    def case():
        office = Office.open(full_home)
        row = office.frame(CONFLICT_CASES).sort_index().iloc[0]
        office.close()
        return row

    app = pressed(opened(page, full_home, Role.KASI), "Perbaiki isian")
    next(f for f in app.text_input if f.label.startswith("Judul netral")).set_value("Batas kebun")
    next(f for f in app.text_input if f.label.startswith("Alasan perbaikan")).set_value("lebih pendek")
    office, seen = Office.open(full_home), case()
    correct_case(
        office, KASI, seen.name, {"akar": "warisan"},
        note="orang lain", expected_version=int(seen["versi"]), at=datetime.now(UTC),
    )  # fmt: skip
    office.close()
    app = pressed(app, "Simpan perbaikan")
    assert any("sudah diubah orang lain" in warning.value for warning in app.warning)
    assert case()["judul"] == TITLE
    app = pressed(app, "Lanjutkan dengan versi terbaru")
    assert [*app.warning] == []
    # what was left alone shows what stands now, what was typed stays
    assert next(f for f in app.text_area if f.label.startswith("Akar")).value == "warisan"
    assert next(f for f in app.text_input if f.label.startswith("Judul netral")).value == "Batas kebun"
    app = pressed(app, "Simpan perbaikan")
    assert "Perbaikan" in app.success[0].value
    assert (case()["judul"], case()["akar"]) == ("Batas kebun", "warisan")
