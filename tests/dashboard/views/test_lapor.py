"""Lapor Cepat as a script: a report in a few answers, once, and nothing typed is lost."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.components.teks import polos
from dashboard.office import choose
from sop.dictionary import INCIDENTS
from sop.incident import Origin
from sop.party import Role
from tests.dashboard.views.test_pages import words

STORY = "Balap liar sekitar 15 motor."


@pytest.fixture(scope="module")
def home(demo_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("lapor") / "kantor"
    shutil.copytree(demo_home, copy)
    return copy


@pytest.fixture
def form(page, home):
    return page("lapor", home, Role.PETUGAS)


def group(app, label):
    return next(one for one in app.get("button_group") if one.label == label)


def choose_desa(app):
    group(app, "Di mana?").set_value("Pilih desa").run()
    group(app, "Desa").set_value("62.13.02.2005").run()


def fill(app, *, story=STORY):
    group(app, "Kejadian apa?").set_value("JLN-04").run()
    choose_desa(app)
    app.text_area[0].set_value(story).run()
    group(app, "Tahu dari mana?").set_value(Origin.TEMUAN_PATROLI).run()
    assert [*app.exception] == []


def send(app):
    next(one for one in app.button if one.label == "Kirim laporan").click().run()
    assert [*app.exception] == []


def own(home, account="halaman-petugas"):
    rows = choose(home).frame(INCIDENTS)
    return rows.loc[rows["dicatat_oleh"] == account]


def name_of(app):
    """Return the name of the form in the address."""
    told = app.query_params["isian"]
    name = told if isinstance(told, str) else told[0]
    assert len(name) == 32
    return name


def again(app):
    """Open the same address in a new session, as a reload does."""
    opened = AppTest.from_string("from dashboard.views import lapor\nlapor.show()", default_timeout=60)
    opened.query_params["isian"] = name_of(app)
    return opened.run()


@pytest.mark.parametrize("role", [Role.PETUGAS, Role.KASI, Role.OPERATOR, Role.POLSEK, Role.SATPOL_PP])
def test_every_role_that_may_report_gets_the_form(page, home, role):
    app = page("lapor", home, role)
    assert [*app.exception] == []
    assert app.title[0].value == "Lapor Cepat"
    assert [one.label for one in app.button if one.label == "Kirim laporan"] == ["Kirim laporan"]


def test_an_empty_office_offers_categories_and_says_what_to_do(page, empty_home, tmp_path):
    shutil.copytree(empty_home, tmp_path / "kantor")
    app = page("lapor", tmp_path / "kantor", Role.PETUGAS)
    assert [*app.exception] == []
    assert len(group(app, "Kejadian apa?").options) == 7
    assert "Belum ada laporan dari Anda." in words(app)


def test_what_is_missing_is_told_in_one_sentence_and_nothing_is_stored(form, home):
    before = len(own(home))
    send(form)
    assert "Belum diisi: jenis kejadian, tempat, apa yang terjadi, tahu dari mana." in words(form)
    assert len(own(home)) == before


def test_a_report_is_stored_as_it_was_said(form, home):
    fill(form)
    form.text_input[0].set_value("Simpang tiga").run()
    started = datetime.now(UTC)
    send(form)
    row = own(home).iloc[-1]
    assert row["kode_kategori"] == "JLN-04"
    assert (row["kode_desa"], row["presisi_lokasi"], row["patokan"]) == (
        "62.13.02.2005",
        "centroid_desa",
        "Simpang tiga",
    )
    assert (row["asal"], row["kronologi"], row["status"]) == ("temuan_patroli", STORY, "masuk")
    assert abs(row["waktu_kejadian"] - started) < timedelta(minutes=1)
    assert f"**{polos(row.name)}**" in form.success[0].value


def test_a_while_ago_is_as_exact_as_it_was_said(form, home):
    fill(form)
    group(form, "Kapan?").set_value("Tadi").run()
    group(form, "Berapa lama yang lalu?").set_value("2 jam").run()
    send(form)
    row = own(home).iloc[-1]
    assert row["presisi_waktu"] == "sekitar_1_jam"
    assert abs(datetime.now(UTC) - timedelta(hours=2) - row["waktu_kejadian"]) < timedelta(minutes=1)


def test_another_hour_is_taken_in_the_offices_zone(form, home):
    fill(form)
    group(form, "Kapan?").set_value("Jam lain").run()
    yesterday = datetime.now(choose(home).zone).date() - timedelta(days=1)
    form.date_input[0].set_value(yesterday).run()
    send(form)
    assert "Belum diisi: waktu." in words(form)
    form.time_input[0].set_value(datetime(2026, 1, 1, 19, 40).time()).run()  # noqa: DTZ001 - an hour
    send(form)
    when = own(home).iloc[-1]["waktu_kejadian"].tz_convert("Asia/Pontianak")
    assert (when.date(), when.hour, when.minute) == (yesterday, 19, 40)


def test_a_category_that_is_not_offered_is_found_by_searching(form, home):
    group(form, "Kejadian apa?").set_value("Lainnya…").run()
    form.selectbox[0].set_value("SOS-05").run()
    choose_desa(form)
    form.text_area[0].set_value("Perlu rujukan.").run()
    group(form, "Tahu dari mana?").set_value(Origin.LAPORAN_WARGA).run()
    send(form)
    assert (own(home).iloc[-1]["kode_kategori"], own(home).iloc[-1]["visibilitas"]) == ("SOS-05", "rahasia")


def test_a_reload_after_saving_shows_the_receipt_and_stores_nothing_more(form, home):
    fill(form)
    send(form)
    count = len(own(home))
    reloaded = again(form)
    assert reloaded.success[0].value == form.success[0].value
    assert [one.label for one in reloaded.button] == ["Lapor lagi"]
    assert len(own(home)) == count


def test_the_same_form_in_two_sessions_becomes_one_report(form, home):
    fill(form)
    other = again(form)
    count = len(own(home))
    send(form)
    send(other)
    assert len(own(home)) == count + 1
    assert other.success[0].value == form.success[0].value


def test_another_report_is_another_form(form, home):
    fill(form)
    send(form)
    first = name_of(form)
    form.button(key="lapor_lagi").click().run()
    assert form.text_area[0].value == ""
    assert name_of(form) != first
    fill(form, story="Yang kedua.")
    send(form)
    assert own(home).iloc[-1]["kronologi"] == "Yang kedua."


def test_what_was_typed_outlives_a_reload(form, home):
    fill(form)
    reloaded = again(form)
    assert reloaded.text_area[0].value == STORY
    assert group(reloaded, "Kejadian apa?").value == "JLN-04"
    send(reloaded)
    assert own(home).iloc[-1]["kronologi"] == STORY


def test_what_was_typed_is_nobody_elses(form, page, home):
    fill(form)
    name = name_of(form)
    page("lapor", home, Role.KASI)
    assert again(form).text_area[0].value == ""
    assert name_of(form) == name


def test_what_was_typed_outlives_a_refusal(form, home):
    count = len(own(home))
    fill(form, story="x" * 30_000)
    send(form)
    assert "paling banyak" in form.error[0].value
    assert form.text_area[0].value == "x" * 30_000
    assert len(own(home)) == count


@pytest.mark.parametrize("name", ["../../etc", "<script>", "A" * 32, "0" * 31, "' OR 1=1 --"])
def test_a_hostile_name_of_a_form_is_not_taken(page, home, name):
    page("lapor", home, Role.PETUGAS)
    app = AppTest.from_string("from dashboard.views import lapor\nlapor.show()", default_timeout=60)
    app.query_params["isian"] = name
    app.run()
    assert [*app.exception] == []
    assert name_of(app) != name


def test_hostile_words_are_shown_as_words(form, home):
    hostile = "<img src=x onerror=alert(1)> **tebal** ${window.x}"
    fill(form, story=hostile)
    form.text_input[0].set_value(hostile).run()
    send(form)
    assert own(home).iloc[-1]["kronologi"] == hostile
    assert hostile not in " ".join(one.body for one in form.get("html"))


def test_somebody_sees_his_own_reports_and_no_others(form, home):
    fill(form)
    send(form)
    told = " ".join(one.body for one in form.get("html"))
    listed = {number for number in choose(home).frame(INCIDENTS).index if f">{number} ·" in told}
    assert listed <= set(own(home).index)
    assert own(home).index[-1] in listed
    assert "Menunggu" in told


def test_a_room_that_looks_along_sees_no_reports_of_ones_own(page, home):
    app = page("lapor", home, Role.KASI)
    fill(app)
    send(app)
    assert "laporan-saya" in " ".join(one.body for one in app.get("html"))
    next(one for one in app.toggle if one.label == "Mode rapat").set_value(True).run()
    assert "laporan-saya" not in " ".join(one.body for one in app.get("html"))
    assert "Laporan Anda tidak ditampilkan dalam mode rapat." in words(app)


def test_personal_data_in_a_report_is_pointed_out_before_it_is_sent(form):
    fill(form, story="Pelapor NIK 6213021505900001 melihat balap liar.")
    assert any("tampak memuat" in one.value for one in form.warning)
    form.text_area[0].set_value(STORY).run()
    assert not any("tampak memuat" in one.value for one in form.warning)


def at_an_hour(app, when):
    group(app, "Kapan?").set_value("Jam lain").run()
    app.date_input[0].set_value(when.date()).run()
    app.time_input[0].set_value(when.time().replace(second=0, microsecond=0)).run()
    assert [*app.exception] == []


@pytest.mark.parametrize(("said", "zone", "hours"), [(None, "WITA", 1), ("WIB", "WIB", 0)])
def test_a_phone_on_the_clock_of_the_next_province_says_which_clock_it_read(
    page, home, monkeypatch, said, zone, hours
):
    monkeypatch.setattr(ContextProxy, "timezone", "Asia/Makassar")
    app = page("lapor", home, Role.PETUGAS)
    fill(app, story=f"{STORY} Menurut jam {zone}.")
    # the day before yesterday, so that no reading of the hour lies ahead
    hour = (datetime.now(choose(home).zone) - timedelta(days=2)).replace(second=0, microsecond=0)
    at_an_hour(app, hour)
    if said:
        group(app, "Zona waktu").set_value(said).run()
    send(app)
    row = own(home).iloc[-1]
    assert (row["zona_waktu_asli"], row["waktu_kejadian"]) == (zone, hour - timedelta(hours=hours))


def test_a_phone_on_the_offices_clock_is_not_asked_for_a_zone_but_an_hours_gap_is_doubted(form, home):
    fill(form)
    for _ in range(2):  # the minute may turn once between the typing and the answer
        at_an_hour(form, datetime.now(choose(home).zone) - timedelta(hours=1))
        doubts = [one.value for one in form.warning if "WIB/WITA mudah tertukar" in one.value]
        if doubts:
            break
    assert len(doubts) == 1
    assert [one.label for one in form.get("button_group") if one.label == "Zona waktu"] == []
