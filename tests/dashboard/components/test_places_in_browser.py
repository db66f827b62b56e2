"""A place and an area pointed at on the map of the real app."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from services.accounts import add_account
from services.importing import import_file
from services.office import Office
from services.setup import initialise
from sop.party import Actor, Role

pytestmark = pytest.mark.browser

KEEPER = Actor("cli:uji", Role.LOKAL)
PASSWORD = "kata-sandi-uji"
PROGRAM = (str(Path(__file__).with_name("forms.py")),)
MAP = "iframe[src*='streamlit_folium']"
INSIDE = "document.querySelector('iframe').contentWindow"
HOSTILE = (
    "<img src=x onerror='parent.racun=1;window.racun=1'>${window.racun=1}`\"</script><script>racun=1</script>"
)
BAMBAN, TANIRAN = (115.2757, -2.1617), (115.1569, -2.2323)
"""Points well inside two desa."""


@pytest.fixture(scope="module")
def forms(tmp_path_factory, serve_home):
    home = tmp_path_factory.mktemp("borang") / "kantor"
    initialise(home, KEEPER, at=datetime.now(UTC))
    office = Office.open(home)
    add_account(office, KEEPER, "uji-kasi", Role.KASI, PASSWORD, at=datetime.now(UTC))
    office.close()
    with serve_home(home, program=PROGRAM) as url:
        yield url


@pytest.fixture
def opened(new_browser):
    """Log in at a page of forms; at the end nothing may have gone wrong or outside."""
    browsers = []

    def run(url, path="/situasi", **options):
        browser = new_browser(viewport={"width": 1280, "height": 1000}, **options)
        browsers.append(browser)
        page = browser.open(url + path)
        page.fill("#username", "uji-kasi")
        page.fill("#password", PASSWORD)
        page.click("button")
        ready(page)
        return page

    yield run
    assert [(one.outside, one.errors) for one in browsers] == [([], [])] * len(browsers)


def ready(page):
    page.frame_locator(MAP).first.locator(".label-desa .nama").first.wait_for()
    page.wait_for_timeout(500)


def at(page, lon, lat):
    """Return where a place stands on the page."""
    inside = page.evaluate(
        f"(([lon, lat]) => {{ const p = {INSIDE}.tenteram.state.map.latLngToContainerPoint([lat, lon]);"
        " return [p.x, p.y]; })",
        [lon, lat],
    )
    box = page.locator(MAP).first.bounding_box()
    return box["x"] + inside[0], box["y"] + inside[1]


def click(page, lon, lat):
    page.mouse.click(*at(page, lon, lat))


def drag(page, start, end, grip=0):
    """Drag what stands at a place to another one, held so many pixels above its point."""
    (x, y), (to_x, to_y) = at(page, *start), at(page, *end)
    page.mouse.move(x, y - grip)
    page.mouse.down()
    page.mouse.move(to_x, to_y - grip, steps=8)
    page.mouse.up()


def choose(page, way):
    page.get_by_text(way, exact=True).first.click()


def says(page, words):
    page.get_by_text(words).first.wait_for()


def test_a_click_and_a_pasted_link_name_the_same_desa_and_the_marker_can_be_dragged(forms, opened):
    page = opened(forms)
    page.evaluate(f"{INSIDE}.sama = true")
    says(page, "Belum ada titik")
    click(page, *BAMBAN)
    says(page, "Bamban · 2,16")
    says(page, "Hasil: 62.13.02.2005 peta POINT (115.27")
    drag(page, BAMBAN, TANIRAN, grip=18)
    says(page, "Taniran · 2,23")
    choose(page, "Tautan atau koordinat")
    field = page.get_by_label("Tautan peta atau koordinat")
    expect(field).to_have_value(re.compile("^-2,23"))
    field.fill(
        "Lokasi: https://www.google.com/maps/place/X/@-2.2,115.1,17z/data=!8m2!3d-2.1617!4d115.2757!16s"
    )
    field.press("Enter")
    says(page, "Bamban · 2,16170° LS 115,27570° BT")
    pin = page.frame_locator(MAP).first.locator(".penanda")
    expect(pin).to_have_count(1)
    assert page.evaluate(f"{INSIDE}.tenteram.point.state.marker.getLatLng()") == {
        "lat": -2.1617,
        "lng": 115.2757,
    }
    assert page.evaluate(f"{INSIDE}.sama") is True


def test_panning_zooming_and_hovering_never_rerun_the_page(forms, opened):
    page = opened(forms)
    page.wait_for_timeout(1000)
    before = page.get_by_text("Putaran").inner_text()
    page.frame_locator(MAP).first.locator("a.leaflet-control-zoom-in").click()
    drag(page, TANIRAN, BAMBAN)
    page.wait_for_timeout(1200)
    assert page.get_by_text("Putaran").inner_text() == before
    says(page, "Belum ada titik")


def test_a_place_survives_a_failed_save_and_another_page_and_is_forgotten_once_saved(forms, opened):
    page = opened(forms)
    click(page, *BAMBAN)
    says(page, "Bamban · 2,16")
    page.get_by_role("button", name="Gagal simpan").click()
    page.get_by_role("link", name="Peta Kerawanan").click()
    says(page, "Klik sudut-sudutnya")
    page.get_by_role("link", name="Situasi").click()
    says(page, "Bamban · 2,16")
    ready(page)
    expect(page.frame_locator(MAP).first.locator(".penanda")).to_have_count(1)
    click(page, *TANIRAN)
    says(page, "Taniran · 2,23")
    page.get_by_role("button", name="Simpan", exact=True).click()
    says(page, "Belum ada titik")
    page.frame_locator(MAP).first.locator(".penanda").wait_for(state="detached")
    click(page, *BAMBAN)
    says(page, "Bamban · 2,16")


def test_swapped_numbers_are_put_right_with_one_click(forms, opened):
    page = opened(forms)
    choose(page, "Tautan atau koordinat")
    field = page.get_by_label("Tautan peta atau koordinat")
    field.fill("115,2757 -2,1617")
    field.press("Enter")
    says(page, "tampak tertukar")
    page.get_by_role("button", name="Tukar").click()
    says(page, "Bamban · 2,16170° LS 115,27570° BT")


def test_the_own_position_is_taken_as_gps(forms, opened):
    page = opened(
        forms,
        permissions=["geolocation"],
        geolocation={"latitude": BAMBAN[1], "longitude": BAMBAN[0], "accuracy": 11.4},
    )
    page.frame_locator(MAP).first.get_by_role("button", name="Posisi saya").click()
    says(page, "Bamban · 2,16170° LS 115,27570° BT · GPS ± 12 m")
    says(page, "Hasil: 62.13.02.2005 gps")


def test_a_denied_position_is_told_on_its_button(forms, opened):
    page = opened(forms)
    page.frame_locator(MAP).first.get_by_role("button", name="Posisi saya").click()
    page.frame_locator(MAP).first.get_by_role("button", name="Posisi tidak diketahui").wait_for()


def test_an_area_is_drawn_corner_by_corner_however_fast_and_taken_back(forms, opened):
    page = opened(forms, "/peta-kerawanan")
    corners = [(115.15, -2.20), (115.20, -2.20), (115.20, -2.24), (115.15, -2.24)]
    for corner in corners:
        click(page, *corner)
    says(page, "Hasil: Polygon 4")
    tools = page.frame_locator(MAP).first
    drag(page, corners[3], (115.14, -2.25))
    tools.get_by_role("button", name="Urungkan").click()
    says(page, "Hasil: Polygon 3")
    tools.get_by_role("button", name="Selesai").click()
    click(page, 115.17, -2.26)
    page.get_by_role("button", name="Gagal simpan").click()
    page.wait_for_timeout(800)
    says(page, "Hasil: Polygon 3")
    choose(page, "Garis")
    says(page, "Hasil: LineString 3")
    tools.get_by_role("button", name="Hapus").click()
    says(page, "Klik sudut-sudutnya di peta, paling sedikit 2.")


def test_an_answer_to_an_older_click_takes_back_nothing(forms, opened):
    page = opened(forms, "/peta-kerawanan")
    for corner in [(115.15, -2.20), (115.20, -2.20), (115.20, -2.24)]:
        click(page, *corner)
    says(page, "Hasil: Polygon 3")
    point = f"{INSIDE}.tenteram.point"
    answer = f"turn: {point}.state.turn, corners: [[115.15, -2.2]], mode: 'bidang', done: false"
    page.evaluate(f"{point}.show({{ {answer}, seen: {point}.state.sent - 1 }})")
    assert page.evaluate(f"{point}.state.corners.length") == 3
    page.evaluate(f"{point}.show({{ {answer}, seen: {point}.state.sent }})")
    assert page.evaluate(f"{point}.state.corners.length") == 1


def test_an_area_whose_edges_cross_is_not_taken(forms, opened):
    page = opened(forms, "/peta-kerawanan")
    for corner in [(115.15, -2.20), (115.20, -2.24), (115.20, -2.20), (115.15, -2.24)]:
        click(page, *corner)
    says(page, "saling bersilangan")
    says(page, "Hasil: -")


@pytest.fixture(scope="module")
def hostile_forms(tmp_path_factory, serve_home):
    """Serve the forms over a workspace in which every name tries to run."""
    folder = tmp_path_factory.mktemp("racun")
    square = [[115.1, -2.3], [115.4, -2.3], [115.4, -2.0], [115.1, -2.0], [115.1, -2.3]]
    feature = {
        "type": "Feature",
        "properties": {"kode": "62.01", "nama": HOSTILE},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    shapes = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (folder / "batas.geojson").write_text(shapes, encoding="utf-8")
    home, now = folder / "kantor", datetime.now(UTC)
    initialise(
        home, KEEPER, at=now, boundaries=folder / "batas.geojson", id_column="kode", name_column="nama"
    )
    office = Office.open(home)
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    (folder / "tempat.csv").write_text(
        f"ID,Nama Tempat,Jenis Tempat,Bujur,Lintang\nT1,{quoted},Pasar,115.25,-2.15\n", encoding="utf-8"
    )
    import_file(office, KEEPER, "places", folder / "tempat.csv", at=datetime.now(UTC))
    add_account(office, KEEPER, "uji-kasi", Role.KASI, PASSWORD, at=now)
    office.close()
    with serve_home(home, program=PROGRAM) as url:
        yield url


def test_hostile_names_and_hostile_text_stay_text(hostile_forms, opened):
    page = opened(hostile_forms)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.frame_locator(MAP).first.locator(".leaflet-tempat-pane path").first.dispatch_event("mouseover")
    click(page, *BAMBAN)
    says(page, "<img src=x onerror=")
    choose(page, "Tautan atau koordinat")
    field = page.get_by_label("Tautan peta atau koordinat")
    for text in (HOSTILE, f"https://maps.app.goo.gl/{HOSTILE}", f"https://maps.google.com/?q={HOSTILE}"):
        field.fill(text)
        field.press("Enter")
        says(page, "tidak memuat koordinat")
        page.wait_for_timeout(400)
    choose(page, "Hanya desa")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option").first.click()
    says(page, "(hanya desa)")
    assert dialogs == []
    assert page.evaluate("typeof window.racun") == "undefined"
