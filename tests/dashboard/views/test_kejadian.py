"""The page Kejadian as a script: the list, one incident, the entry form, for every role."""

from datetime import UTC, date, datetime, time

import pytest

from dashboard.office import choose
from services.incidents import incident, incident_list, record_incident
from services.locating import locate_point
from services.reference import partner_number, shown_number
from services.setup import initialise
from services.stored import row_of
from sop.dictionary import INCIDENTS
from sop.incident import Origin, TimePrecision
from sop.party import ACCOUNT_ROLES, RIGHTS, Actor, Role, Verb
from sop.problem import Refused
from tests.dashboard.views.conftest import KEEPER, alone, words
from tests.services.reporting import report

READERS = [role for role in ACCOUNT_ROLES if role in RIGHTS[Verb.KEJADIAN_LIHAT]]
PARTNERS = [Role.POLSEK, Role.KORAMIL, Role.SATPOL_PP]
KASI = Actor("kasi", Role.KASI)


@pytest.fixture(scope="module")
def own_home(tmp_path_factory):
    """A demo of this module's own, for what is written."""
    home = tmp_path_factory.mktemp("kejadian") / "kantor"
    initialise(home, KEEPER, at=datetime.now(UTC), demo=True)
    return home


@pytest.fixture
def waiting(own_home, request):
    """Report an incident with a point, that waits to be verified, and return its number."""
    office = choose(own_home)
    inside = office.areas().geometry.iloc[0].representative_point()
    said = report(office, location=locate_point(office, inside.x, inside.y))
    return record_incident(office, KASI, said, at=datetime.now(UTC), form_id=request.node.name)


def buttons(app):
    return [button.label for button in app.button]


@pytest.mark.parametrize("role", READERS)
def test_the_list_opens_for_every_reader_with_the_answer_first(page, demo_home, role):
    app = page("kejadian", demo_home, role)
    assert [*app.exception] == []
    assert app.title[0].value == "Kejadian"
    assert "menunggu verifikasi" in app.markdown[0].value
    assert ("Catat kejadian" in buttons(app)) == (role in RIGHTS[Verb.KEJADIAN_CATAT])
    table = app.dataframe[0].value
    assert list(table.columns[:4]) == ["Nomor", "Tenggat", "Kejadian", "Desa"]
    assert app.toggle(key="mode_rapat").value == (role in PARTNERS)
    if role in PARTNERS:
        assert set(table["Patokan"]) == {""}
        assert "kejadian tertutup tidak dirinci" in words(app)
        assert "tertutup bagi peran Anda" in words(alone(app))


def test_an_empty_office_is_told_what_to_do(page, empty_home):
    app = page("kejadian", empty_home)
    assert [*app.exception] == []
    assert "Belum ada kejadian yang tercatat" in words(app)
    assert [*app.dataframe] == []


def test_filters_that_leave_nothing_say_how_to_find_more(page, demo_home):
    app = page("kejadian", demo_home)
    app.text_input(key="kejadian.cari").set_value("tidak ada yang begini").run()
    assert "Tidak ada kejadian yang cocok" in words(app)
    app.text_input(key="kejadian.cari").set_value("").run()
    app.toggle(key="kejadian.terlambat").set_value(True).run()
    assert all(told.startswith("lewat") for told in app.dataframe[0].value["Tenggat"])


def test_the_list_is_turned_and_a_filter_begins_at_its_first_page(page, demo_home):
    app = page("kejadian", demo_home)
    first = list(app.dataframe[0].value["Nomor"])
    app.button(key="kejadian.maju").click().run()
    second = list(app.dataframe[0].value["Nomor"])
    assert len(first) == 50
    assert set(first).isdisjoint(second)
    app.text_input(key="kejadian.cari").set_value("KJD").run()
    assert list(app.dataframe[0].value["Nomor"]) == first


@pytest.mark.parametrize("role", READERS)
def test_an_incident_opens_for_every_reader_and_offers_steps_only_to_the_kasi(page, own_home, waiting, role):
    theirs = shown_number(choose(own_home), Actor("x", role), INCIDENTS, waiting)
    app = page("kejadian", own_home, role, nomor=theirs)
    assert [*app.exception] == []
    assert app.title[0].value.replace("\\", "") == f"Kejadian {theirs}"
    try:
        incident(choose(own_home), Actor("x", role), theirs, at=datetime.now(UTC))
    except Refused:
        assert "tidak ditemukan" in words(app)
        return
    assert ("Verifikasi" in buttons(app)) == (role is Role.KASI)
    assert ("Perbaiki isian" in buttons(app)) == (role is Role.KASI)
    assert "Riwayat" in words(app)


@pytest.mark.parametrize("number", ["KJD-1999-0001", "<b>x</b>", "' OR 1=1 --", "*" * 500])
def test_a_number_that_does_not_exist_is_said_not_to(page, demo_home, number):
    app = page("kejadian", demo_home, nomor=number)
    assert [*app.exception] == []
    assert "tidak ditemukan" in words(app)


def test_what_is_closed_looks_like_what_does_not_exist(page, demo_home):
    rows = choose(demo_home).frame(INCIDENTS)
    number = str(rows.index[rows["visibilitas"] == "rahasia"][0])
    secret = partner_number(choose(demo_home), INCIDENTS, number)
    answers = [
        words(page("kejadian", demo_home, Role.SATPOL_PP, nomor=said)).replace(said, "…")
        for said in (secret, "KJD-2020-9999")
    ]
    plain = [answer.replace("\\", "").replace(secret, "…") for answer in answers]
    assert plain[0] == plain[1].replace("KJD-2020-9999", "…")


@pytest.mark.parametrize("role", [Role.CAMAT, Role.SEKCAM])
def test_the_entry_form_is_no_page_of_those_who_enter_nothing(page, demo_home, role):
    app = page("kejadian", demo_home, role, catat="ya")
    assert app.title[0].value == "Kejadian"


@pytest.mark.parametrize("role", [Role.KASI, Role.OPERATOR, Role.POLSEK])
def test_an_empty_form_names_every_field_that_it_needs(page, demo_home, role):
    app = page("kejadian", demo_home, role, catat="ya")
    app.button(key="kejadian.simpan").click().run()
    assert [*app.exception] == []
    assert app.error[0].value.replace("\\", "").split("\n\n")[1].splitlines() == [
        "- Kategori wajib diisi.",
        "- Lokasi wajib diisi.",
        "- Asal wajib diisi.",
        "- Kronologi wajib diisi.",
    ]
    app.text_area(key="kejadian.catat.kronologi").set_value("Balap liar").run()
    assert "Kronologi" not in app.error[0].value
    assert "Kategori" in app.error[0].value


def test_partners_are_not_asked_who_may_see_it(page, demo_home):
    app = page("kejadian", demo_home, Role.POLSEK, catat="ya")
    labels = [box.label for box in app.selectbox]
    assert "Visibilitas" not in labels
    assert "Visibilitas" in [box.label for box in page("kejadian", demo_home, catat="ya").selectbox]


def test_five_fields_make_a_report_and_the_next_step_is_told(page, own_home):
    app = page("kejadian", own_home, Role.OPERATOR, catat="ya")
    key = "kejadian.catat"
    app.selectbox(key=f"{key}.kode_kategori").set_value("JLN-04")
    app.selectbox(key=f"{key}.asal").set_value(Origin.LAPORAN_WARGA)
    app.date_input(key=f"{key}.tanggal").set_value(date(2026, 1, 5))
    app.time_input(key=f"{key}.jam").set_value(time(21, 30))
    app.text_area(key=f"{key}.kronologi").set_value("Balap liar, lapor Sdr. Rekaan").run()
    assert "tampak memuat nama orang" in words(app)
    app.get("button_group")[0].set_value("Hanya desa").run()
    app.selectbox(key=f"{key}.lokasi.desa").set_value("62.13.02.2005").run()
    app.button(key="kejadian.simpan").click().run()
    assert [*app.exception] == []
    (told,) = [one.value.replace("\\", "") for one in app.success]
    number = app.query_params["nomor"]
    number = number[0] if isinstance(number, list) else number
    assert told.startswith(f"{number} tersimpan. Berikutnya: Verifikasi laporan paling lambat")
    row = choose(own_home).frame(INCIDENTS).loc[number]
    assert (row["kode_desa"], row["presisi_waktu"], row["dicatat_oleh"]) == (
        "62.13.02.2005", TimePrecision.TEPAT, "halaman-operator",
    )  # fmt: skip
    assert row["waktu_kejadian"] == datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
    assert "Perbaiki isian" in buttons(app)
    found = incident_list(choose(own_home), KASI, at=datetime.now(UTC))
    assert number in found.table.index


def test_a_step_without_words_is_refused_and_with_words_is_taken_once(page, own_home, waiting):
    app = page("kejadian", own_home, nomor=waiting)
    place = f"kejadian.langkah.{waiting}"
    app.button(key=f"{place}.terverifikasi.buka").click().run()
    app.button(key=f"{place}.terverifikasi.kirim").click().run()
    assert "Catatan wajib diisi" in app.error[0].value
    app.text_area(key=f"{place}.terverifikasi.isi").set_value("Dicek ke Kades")
    app.button(key=f"{place}.terverifikasi.kirim").click().run()
    assert [*app.exception] == []
    assert (
        app.success[0]
        .value.replace("\\", "")
        .startswith(f"{waiting} terverifikasi. Berikutnya: Penanganan awal")
    )
    assert "Mulai tangani" in buttons(app)


def test_a_correction_sends_only_what_was_changed(page, own_home, waiting):
    office = choose(own_home)
    before = row_of(office.frame(INCIDENTS), INCIDENTS, waiting)
    app = page("kejadian", own_home, nomor=waiting)
    key = f"kejadian.ubah.{waiting}"
    app.button(key=f"{key}.mulai").click().run()
    app.button(key=f"{key}.simpan").click().run()
    assert "Catatan wajib diisi" in app.error[0].value.replace("\\", "")
    app.text_input(key=f"{key}.note").set_value("pelapor menelepon")
    app.button(key=f"{key}.simpan").click().run()
    assert "Tidak ada isian yang berubah" in app.error[0].value.replace("\\", "")
    app.text_input(key=f"{key}.dusun_rt").set_value("RT 99").run()
    app.button(key=f"{key}.simpan").click().run()
    assert [*app.exception] == []
    after = row_of(office.frame(INCIDENTS), INCIDENTS, waiting)
    changed = {name for name in INCIDENTS.names[1:] if before[name] != after[name]}
    assert (changed, after["dusun_rt"]) == ({"dusun_rt"}, "RT 99")
