"""Impor as a script: every role, every step, wrong files, what waits in quarantine."""

import io
import json
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.office import choose
from services.quarantine import declare_outside, quarantine
from sop.dictionary import INCIDENTS
from sop.party import ACCOUNT_ROLES, Actor, Role, Verb

KEEPER = Actor("cli:uji", Role.LOKAL)
INSIDE, OUTSIDE = "115.2757,-2.1617", "116.0,-2.16"
TABLE = (
    "saat,x,y,jenis,petugas\n"
    f"03/04/2026 21.00,{INSIDE},JLN-04,A\n"
    f"05/06/2026 22.00,{OUTSIDE},MIR-02,B\n"
    f"05/06/2199 22.00,{INSIDE},MIR-02,B\n"
)
SQUARE = [[115.1, -2.2], [115.3, -2.2], [115.3, -2.0], [115.1, -2.0], [115.1, -2.2]]


@pytest.fixture
def home(empty_home, tmp_path):
    """An office of its own, without records."""
    shutil.copytree(empty_home, tmp_path / "kantor")
    return tmp_path / "kantor"


@pytest.fixture
def open_as(page, home):
    return lambda role=Role.OPERATOR: page("impor", home, role)


def said(app):
    kinds = ("title", "subheader", "markdown", "caption", "info", "success", "warning", "error")
    return " ".join(str(element.value) for kind in kinds for element in app.get(kind)).replace("\\", "")


def settled(app):
    """Let the work in the background end, and the page take up what came of it."""
    while "impor.tugas" in app.session_state:
        app.session_state["impor.tugas"].task.wait(60)
        app.run()
    assert [*app.exception] == []
    return app


def hand_in(app, data, name="kejadian.csv", kind=None):
    if kind is not None:
        app.get("button_group")[1].set_value(kind).run()
    content = data if isinstance(data, bytes) else data.encode()
    app.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    return settled(app)


def press(app, key):
    button = next(button for button in app.button if button.key.startswith(key))
    assert not button.disabled, button.label
    button.click().run()
    return settled(app)


def fields(app):
    found = {box.label.split("**")[1]: box for box in app.selectbox if box.label.startswith("**")}
    return {name.replace("\\", ""): box for name, box in found.items()}


def checked(app):
    """Map the odd heading, check, and answer the question about the date."""
    fields(app)["saat"].set_value("waktu_kejadian").run()
    press(app, "impor.periksa")
    return press(app, "impor.jawab.")


@pytest.mark.parametrize("role", [role for role in ACCOUNT_ROLES if not Actor("", role).may(Verb.DATA_IMPOR)])
def test_a_role_that_imports_nothing_gets_only_a_refusal(open_as, role):
    app = open_as(role)
    assert [one.message for one in app.exception] == [
        f"{role.label} tidak berhak: Menempatkan laporan yang dikarantina."
    ]
    assert len(app.file_uploader) == 0


@pytest.mark.parametrize(("role", "areas"), [(Role.KASI, True), (Role.OPERATOR, False)])
def test_an_empty_office_is_asked_for_a_file_and_only_the_kasi_for_boundaries(open_as, role, areas):
    app = open_as(role)
    assert [*app.exception] == []
    assert app.title[0].value == "Impor"
    kinds = app.get("button_group")[1].options
    assert ("Batas wilayah" in kinds) is areas
    assert app.get("button_group")[0].options[1] == "Karantina (0)"


def test_a_file_with_an_unknown_heading_is_mapped_checked_asked_about_and_imported(open_as, home):
    app = hand_in(open_as(), TABLE)
    assert "Tidak ada kolom untuk Waktu kejadian" in said(app)
    assert "Tidak dipakai: saat, petugas." in said(app)
    assert next(button for button in app.button if button.key == "impor.periksa").disabled
    fields(app)["saat"].set_value("waktu_kejadian").run()
    assert "Tidak ada kolom untuk" not in said(app)
    press(app, "impor.periksa")
    assert "“03/04/2026 21.00” tanggal berapa?" in said(app)
    assert [button.label for button in app.button if button.key.startswith("impor.jawab")] == [
        "3 April 2026 \\(hari/bulan/tahun\\)", "4 Maret 2026 \\(bulan/hari/tahun\\)",
    ]  # fmt: skip
    press(app, "impor.jawab.")
    assert "Hasil pemeriksaan – belum ada yang disimpan" in said(app)
    assert app.dataframe[0].value.to_numpy().tolist() == [
        [4, "Waktu kejadian", "05/06/2199 22.00", "Waktu kejadian “05/06/2199 22.00” masih di masa depan."]
    ]
    assert choose(home).store.counts()["incidents"] == 0
    press(app, "impor.simpan")
    assert (
        app.success[0].value == "Tersimpan: 3 baris = 1 diterima + 0 sudah ada + 1 dikarantina + 1 ditolak."
    )
    assert choose(home).store.counts()["incidents"] == 2
    assert app.get("button_group")[0].options[1] == "Karantina (1)"
    assert list(choose(home).workspace.uploads.iterdir()) == []
    press(app, "impor.lagi")
    assert len(app.file_uploader) == 1


def test_another_choice_makes_what_was_counted_count_no_more(open_as):
    app = checked(hand_in(open_as(), TABLE))
    assert "Hasil pemeriksaan" in said(app)
    fields(app)["jenis"].set_value("").run()
    assert "Hasil pemeriksaan" not in said(app)
    assert any(button.key == "impor.periksa" for button in app.button)


def test_all_or_nothing_holds_the_import_back(open_as, home):
    app = checked(hand_in(open_as(), TABLE))
    next(toggle for toggle in app.toggle if toggle.key.startswith("impor.ketat")).set_value(True).run()
    assert next(button for button in app.button if button.key == "impor.simpan").disabled
    assert "tidak ada yang akan disimpan" in said(app)
    assert choose(home).store.counts()["incidents"] == 0


def test_the_same_file_again_has_nothing_to_import(open_as):
    app = press(checked(hand_in(open_as(), TABLE)), "impor.simpan")
    app = checked(hand_in(press(app, "impor.lagi"), TABLE))
    assert "Tidak ada baris baru yang dapat disimpan" in said(app)
    assert next(button for button in app.button if button.key == "impor.simpan").disabled


def test_settings_can_be_chosen_by_hand_and_are_kept_in_the_mapping(open_as):
    app = hand_in(open_as(), TABLE)
    fields(app)["saat"].set_value("waktu_kejadian").run()
    by_label = {box.label: box for box in app.selectbox}
    by_label["Urutan tanggal"].set_value("mdy").run()
    mapping = app.session_state["impor.kiriman"].shown.mapping
    assert (mapping.date_format, mapping.columns["saat"]) == ("mdy", "waktu_kejadian")
    press(app, "impor.periksa")
    assert "Perlu jawaban" not in said(app)


def test_a_saved_mapping_is_used_as_far_as_it_fits(open_as):
    app = hand_in(open_as(), TABLE)
    saved = 'tanggal = "dmy"\n[kolom]\nsaat = "waktu_kejadian"\njenis = ""\nlama = "kronologi"\n'
    app.file_uploader[0].set_value(("pemetaan.toml", saved.encode(), "application/toml")).run()
    settled(app)
    assert {name: box.value for name, box in fields(app).items()} == {
        "saat": "waktu_kejadian", "x": "lon", "y": "lat", "jenis": "", "petugas": "",
    }  # fmt: skip
    assert app.session_state["impor.kiriman"].told == "Kolom pemetaan yang tidak ada di berkas ini: lama."
    app.file_uploader[0].set_value(("pemetaan.toml", b"\xff\xfe rusak", "application/toml")).run()
    assert "Berkas pemetaan.toml tidak dapat dibaca" in said(app)


def test_every_field_but_one_is_offered_for_a_column_and_none_is_english(open_as):
    app = hand_in(open_as(), TABLE)
    options = fields(app)["petugas"].options
    assert options[0] == "– tidak dipakai –"
    assert {"Waktu kejadian", "Bujur", "Lintang", "Koordinat atau tautan peta", "Kategori"} <= set(options)


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def feature(**geometry):
    return json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, **geometry}]}
    )


WRONG = {
    "1 kutip terbuka": ("a.csv", b'tgl,x\n"2026-01-01,2\n', "tidak pernah ditutup"),
    "3 xlsx terpotong": ("a.xlsx", b"PK\x03\x04terpotong", "terpotong atau rusak"),
    "3 bukan zip": ("a.xlsx", b"bukan buku kerja", "bukan buku kerja XLSX yang utuh"),
    "kosong": ("a.csv", b"", "kosong"),
    "5 gpx html": ("a.gpx", b"<!DOCTYPE html><html>masuk</html>", "halaman web"),
    "5 gpx sebagai kejadian": (
        "a.gpx",
        b'<gpx><trk><trkseg><trkpt lat="-2" lon="115"/></trkseg></trk></gpx>',
        "tidak memuat kejadian",
    ),
    "7 geojson rusak": ("a.geojson", b'{"type": "FeatureCollection", "features": [', "a.geojson"),
    "8 shapefile tanpa dbf": ("a.zip", zipped(a_shp="x", a_prj="x"), "bagian .dbf tidak ada"),
    "9 xxe": ("a.kml", b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>', "DTD"),
    "11 vrt": ("a.geojson", b"<OGRVRTDataSource/>", "VRT"),
    "12 bom zip": ("a.zip", zipped(a_shp="0" * 30_000_000, a_dbf="x", a_prj="x"), "ditolak"),
    "13 zip slip": ("a.zip", zipped(**{"../a_shp": "x", "a_dbf": "x", "a_prj": "x"}), "ditolak"),
    "xls lama": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Simpan ulang sebagai XLSX"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_in_words_and_another_can_be_handed_in(open_as, home, name):
    file, data, words = WRONG[name]
    app = hand_in(open_as(), data, name=file)
    assert words in said(app), said(app)
    assert list(choose(home).workspace.uploads.iterdir()) == []
    if "impor.kiriman" in app.session_state:
        app = press(app, "impor.ganti")
    assert "Kolom di berkas" in said(hand_in(app, TABLE))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("tgl,x,y\n25/04/2026,-2.16,115.27\n", "tampak tertukar pada 1 baris"),
        ("tgl,x,y\n25/04/2026,308000,9761000\n", "tampak dalam meter"),
    ],
    ids=["17 tertukar", "18 meter"],
)
def test_coordinates_that_cannot_be_are_asked_about_and_one_answer_mends_them(open_as, text, question):
    app = press(hand_in(open_as(), text), "impor.periksa")
    assert question in said(app)
    press(app, "impor.jawab.")
    press(app, "impor.simpan")
    assert "1 diterima" in app.success[0].value


def test_a_map_without_a_coordinate_system_is_asked_about_before_anything_is_counted(open_as):
    out = Path(__file__).parents[3] / "data" / "incidents" / "kejadian_contoh_shapefile.zip"
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts = {name: b'LOCAL_CS["?"]' if name.endswith(".prj") else data for name, data in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    app = hand_in(open_as(), packed.getvalue(), name="a.zip")
    assert "tidak menyebut sistem koordinat yang dikenal" in said(app)
    press(app, "impor.jawab.")
    assert app.session_state["impor.kiriman"].counts.accepted > 0


def test_boundaries_are_checked_before_they_replace_anything(open_as, home):
    units = [
        {
            "type": "Feature",
            "properties": {"kd": code},
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
        }
        for code in ("A", "B")
    ]
    text = json.dumps({"type": "FeatureCollection", "features": units})
    app = hand_in(open_as(Role.KASI), text, name="batas.geojson", kind="boundaries")
    fields(app)["kd"].set_value("kode_desa").run()
    press(app, "impor.periksa")
    assert "ada di profil tetapi tidak ada di berkas" in said(app)
    assert len(choose(home).areas()) == 7
    assert not any(button.key == "impor.simpan" for button in app.button)


def place_of(app, number):
    return next(text for text in app.text_input if text.key == f"karantina.{number}.catatan")


def test_what_waits_is_placed_from_pasted_coordinates_and_counted_out_of_the_title(open_as, home):
    app = press(checked(hand_in(open_as(), TABLE)), "impor.simpan")
    app = press(app, "impor.ke_karantina")
    number = str(quarantine(choose(home), KEEPER).index[0])
    assert next(button for button in app.button if button.key == f"karantina.{number}.simpan").disabled
    app.get("button_group")[1].set_value("Tautan atau koordinat").run()
    next(text for text in app.text_input if text.key == f"karantina.{number}.letak.teks").set_value(
        "-2,1617, 115,2757"
    ).run()
    press(app, f"karantina.{number}.simpan")
    assert "ditempatkan: Bamban · 2,16170° LS 115,27570° BT" in said(app)
    assert "Tidak ada yang menunggu" in said(app)
    assert app.get("button_group")[0].options[1] == "Karantina (0)"


def pasted(app, home, *texts):
    """Paste one text after the other into the place of what waits, and press the button with the last."""
    number = str(quarantine(choose(home), KEEPER).index[0])
    app.get("button_group")[1].set_value("Tautan atau koordinat").run()
    field = f"karantina.{number}.letak.teks"
    for text in texts[:-1]:
        app.text_input(key=field).set_value(text).run()
    app.text_input(key=field).set_value(texts[-1])
    press(app, f"karantina.{number}.simpan")
    return number


def test_the_coordinates_that_were_pasted_last_count_when_the_button_follows_at_once(open_as, home):
    app = press(press(checked(hand_in(open_as(), TABLE)), "impor.simpan"), "impor.ke_karantina")
    pasted(app, home, "-2,1617, 115,2757", "-2,2323, 115,1569")
    assert "ditempatkan: Taniran · 2,23230° LS 115,15690° BT" in said(app)


def test_a_place_that_was_emptied_last_is_not_saved_as_it_stood_before(open_as, home):
    app = press(press(checked(hand_in(open_as(), TABLE)), "impor.simpan"), "impor.ke_karantina")
    number = pasted(app, home, "-2,1617, 115,2757", "")
    assert "tunjukkan letaknya di dalam wilayah" in said(app)
    assert quarantine(choose(home), KEEPER).index.tolist() == [number]


def test_what_is_declared_outside_needs_a_reason_and_is_listed_apart(open_as, home):
    app = press(press(checked(hand_in(open_as(), TABLE)), "impor.simpan"), "impor.ke_karantina")
    number = str(quarantine(choose(home), KEEPER).index[0])
    press(app, f"karantina.{number}.nyatakan")
    assert app.error[0].value == "Catatan wajib diisi\\."
    place_of(app, number).set_value("di kabupaten sebelah").run()
    press(app, f"karantina.{number}.nyatakan")
    assert "Tidak ada yang menunggu" in said(app)
    app.toggle(key="karantina.luar").set_value(True).run()
    assert app.dataframe[0].value["Sebab"].tolist() == ["Dinyatakan di luar wilayah"]


def test_the_second_of_two_loses_nothing_that_was_typed(open_as, home):
    app = press(press(checked(hand_in(open_as(), TABLE)), "impor.simpan"), "impor.ke_karantina")
    office = choose(home)
    number = str(quarantine(office, KEEPER).index[0])
    place_of(app, number).set_value("di kabupaten sebelah").run()
    declare_outside(
        office, KEEPER, "incidents", number, expected_version=1, at=datetime.now(UTC), note="lain orang"
    )
    app.button(key=f"karantina.{number}.nyatakan").click().run()
    settled(app)
    assert "sudah diubah orang lain" in said(app)
    app.toggle(key="karantina.luar").set_value(True).run()
    assert place_of(app, number).value == "di kabupaten sebelah"
    press(app, f"karantina.{number}.nyatakan")
    assert choose(home).store.history(INCIDENTS, number)["note"].tolist()[-1] == "di kabupaten sebelah"
