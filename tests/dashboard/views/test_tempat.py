"""Tempat as a script: every role, a place added, corrected and taken off, two editors."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.office import choose
from services.locating import locate_text
from services.places import Place, correct_place, place_table, stored_place
from sop.party import ACCOUNT_ROLES, Actor, Role, Verb
from sop.patrol import PlaceKind

KEEPER = Actor("cli:uji", Role.LOKAL)
NUMBER = f"TMP-{datetime.now(UTC).year}-0001"


@pytest.fixture
def home(empty_home, tmp_path):
    """An office of its own, without records."""
    shutil.copytree(empty_home, tmp_path / "kantor")
    return tmp_path / "kantor"


@pytest.fixture
def open_as(page, home):
    return lambda role=Role.OPERATOR: page("tempat", home, role)


def said(app):
    kinds = ("title", "subheader", "markdown", "caption", "info", "success", "warning", "error")
    return " ".join(str(element.value) for kind in kinds for element in app.get(kind)).replace("\\", "")


def press(app, key):
    app.button(key=key).click().run()
    assert [*app.exception] == []
    return app


def added(app, nama="Pasar Lama"):
    press(app, "tempat.tambah")
    app.text_input(key="tempat.baru.nama").set_value(nama).run()
    app.text_area(key="tempat.baru.keterangan").set_value("Hari pasar: Selasa").run()
    app.get("button_group")[0].set_value("Tautan atau koordinat").run()
    app.text_input(key="tempat.baru.letak.teks").set_value("-2,1617, 115,2757").run()
    return press(app, "tempat.baru.simpan")


def opened(app):
    app.session_state["tempat.daftar.terpilih"] = NUMBER
    app.run()
    return press(app, "tempat.ubah")


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_each_role_gets_the_list_the_list_and_the_form_or_a_refusal(open_as, role):
    app = open_as(role)
    actor = Actor("uji", role)
    if not actor.may(Verb.TEMPAT_LIHAT):
        assert [one.message for one in app.exception] == [f"{role.label} tidak berhak: Melihat tempat."]
        return
    assert [*app.exception] == []
    assert "Belum ada tempat yang dicatat" in said(app)
    assert [button.key for button in app.button] == (
        ["tempat.tambah"] if actor.may(Verb.TEMPAT_CATAT) else []
    )


def test_a_place_is_added_and_listed_with_its_desa(open_as):
    app = added(open_as())
    assert "Pasar Lama disimpan." in said(app)
    assert app.dataframe[0].value.iloc[0].tolist() == ["Pasar Lama", "Bamban", "Pasar", "Hari pasar: Selasa"]


def test_what_was_typed_last_is_saved_when_the_button_follows_at_once(open_as, home):
    app = opened(added(open_as()))
    app.get("button_group")[0].set_value("Tautan atau koordinat").run()
    app.text_input(key=f"tempat.{NUMBER}.nama").set_value("Pasar Baru")
    app.text_input(key=f"tempat.{NUMBER}.letak.teks").set_value("-2,2323, 115,1569")
    press(app, f"tempat.{NUMBER}.simpan")
    place = stored_place(choose(home), KEEPER, NUMBER).place
    assert (place.nama, place.location.kode_desa) == ("Pasar Baru", "62.13.02.1001")


def test_what_is_missing_is_told_beside_the_button_and_nothing_typed_is_lost(open_as, home):
    app = press(open_as(), "tempat.tambah")
    app.text_area(key="tempat.baru.keterangan").set_value("Hari pasar: Selasa").run()
    press(app, "tempat.baru.simpan")
    assert "Nama tempat wajib diisi.\nLetak wajib diisi." in said(app)
    assert app.text_area(key="tempat.baru.keterangan").value == "Hari pasar: Selasa"
    assert len(place_table(choose(home), KEEPER)) == 0


def test_a_place_is_corrected_and_taken_off_only_with_a_reason(open_as, home):
    app = opened(added(open_as()))
    app.text_input(key=f"tempat.{NUMBER}.nama").set_value("Pasar Baru").run()
    press(app, f"tempat.{NUMBER}.simpan")
    assert app.dataframe[0].value["Nama"].tolist() == ["Pasar Baru"]
    press(opened(app), f"tempat.{NUMBER}.hapus")
    assert "Alasan wajib diisi." in said(app)
    app.text_input(key=f"tempat.{NUMBER}.alasan").set_value("sudah tutup").run()
    press(app, f"tempat.{NUMBER}.hapus")
    assert "Pasar Baru dihapus dari daftar dan peta" in said(app)
    assert len(place_table(choose(home), KEEPER)) == 0


def test_the_second_of_two_editors_keeps_what_he_typed_and_takes_up_what_the_other_changed(open_as, home):
    app = opened(added(open_as()))
    app.text_input(key=f"tempat.{NUMBER}.nama").set_value("Pasar Saya").run()
    office = choose(home)
    before = stored_place(office, KEEPER, NUMBER)
    where = locate_text(office, "-2,2323, 115,1569")
    theirs = Place(nama="Pasar Mereka", jenis=PlaceKind.PASAR, keterangan="Setiap hari", location=where)
    assert before.place.location.kode_desa != where.kode_desa
    correct_place(office, KEEPER, NUMBER, theirs, expected_version=1, at=datetime.now(UTC))
    press(app, f"tempat.{NUMBER}.simpan")
    assert "sudah diubah orang lain" in said(app)
    assert app.text_input(key=f"tempat.{NUMBER}.nama").value == "Pasar Saya"
    assert place_table(office, KEEPER)["nama"].tolist() == ["Pasar Mereka"]
    press(app, f"tempat.{NUMBER}.terbaru")
    assert app.text_input(key=f"tempat.{NUMBER}.nama").value == "Pasar Saya"
    assert app.text_area(key=f"tempat.{NUMBER}.keterangan").value == "Setiap hari"
    press(app, f"tempat.{NUMBER}.simpan")
    saved = place_table(office, KEEPER)
    assert saved[["nama", "keterangan", "desa"]].values.tolist() == [["Pasar Saya", "Setiap hari", "Taniran"]]


def test_a_form_into_which_nothing_was_typed_just_shows_what_another_has_saved(open_as, home):
    app, office = opened(added(open_as())), choose(home)
    before = stored_place(office, KEEPER, NUMBER).place
    theirs = replace(before, nama="Pasar Mereka")
    correct_place(office, KEEPER, NUMBER, theirs, expected_version=1, at=datetime.now(UTC))
    app.run()
    assert "sudah diubah orang lain" not in said(app)
    assert app.text_input(key=f"tempat.{NUMBER}.nama").value == "Pasar Mereka"
    app.text_area(key=f"tempat.{NUMBER}.keterangan").set_value("Setiap hari")
    press(app, f"tempat.{NUMBER}.simpan")
    assert place_table(office, KEEPER)[["nama", "keterangan"]].values.tolist() == [
        ["Pasar Mereka", "Setiap hari"]
    ]


def test_a_place_that_somebody_took_off_meanwhile_is_told(open_as):
    app = open_as()
    app.session_state["tempat.terbuka"] = NUMBER
    app.run()
    assert f"Tempat dengan nomor {NUMBER} tidak ditemukan." in said(app)
    assert "Belum ada tempat yang dicatat" in said(press(app, "tempat.kembali"))


def test_partners_see_the_list_without_remarks_and_no_form_even_if_one_is_open(open_as):
    added(open_as())
    app = open_as(Role.POLSEK)
    app.session_state["tempat.terbuka"] = NUMBER
    app.run()
    assert list(app.dataframe[0].value.columns) == ["Nama", "Desa", "Jenis"]
    assert [*app.button] == []


def test_a_kind_of_which_the_last_place_goes_is_no_filter_any_more(open_as):
    app = added(open_as())
    app.selectbox(key="tempat.jenis").set_value("Pasar").run()
    app = opened(app)
    app.text_input(key=f"tempat.{NUMBER}.alasan").set_value("sudah tutup").run()
    press(app, f"tempat.{NUMBER}.hapus")
    assert "Belum ada tempat yang dicatat" in said(app)
    assert app.selectbox(key="tempat.jenis").value == "Semua jenis"
