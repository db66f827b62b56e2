"""Both pages in the real app: map and table linked, and hostile records inert."""

import json
from datetime import UTC, datetime

import pytest

from services.accounts import add_account
from services.importing import import_file
from services.office import Office
from services.setup import initialise
from services.situation import situation
from sop.party import Actor, Role
from sop.period import quick_period
from tests.dashboard.settling import settle

pytestmark = pytest.mark.browser

KEEPER = Actor("cli:uji", Role.LOKAL)
ROW = 38
SELECTED = "document.querySelector('iframe').contentWindow.tenteram.state.selected"
HOSTILE = (
    "<img src=x onerror='parent.racun=1;window.racun=1'>${window.racun=1}`\"</script><script>racun=1</script>"
)


def map_of(page):
    frame = page.frame_locator("iframe[src*='streamlit_folium']").first
    frame.locator(".label-desa .nilai").first.wait_for()
    return frame


def until(page, expression):
    """Wait until something is so; the page's policy forbids Playwright's own way of waiting."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never became so: {expression}")


@pytest.fixture(scope="module")
def ranking(demo_home):
    """Return the codes of the desa in the order of the table."""
    office = Office.open(demo_home)
    now = datetime.now(UTC)
    today = now.astimezone(office.zone).date()
    result = situation(office, KEEPER, at=now, period=quick_period("Bulan ini", today))
    office.close()
    return list(result.areas.index)


def test_a_click_on_the_map_marks_the_row_and_a_click_on_the_row_frames_the_desa(
    running_app, new_browser, ranking
):
    browser = new_browser(viewport={"width": 1440, "height": 1500})
    page = browser.log_in(running_app, "kasi", "/situasi")
    frame = map_of(page)
    table = page.locator("[data-testid=stDataFrame] canvas").first
    table.wait_for()
    page.wait_for_timeout(1000)
    before = table.screenshot()
    frame.locator(".leaflet-desa-pane path").first.click(force=True)
    until(page, f"{SELECTED} !== null")
    page.wait_for_timeout(1500)
    assert table.screenshot() != before
    settle(page)
    box = table.bounding_box()
    for row in [row for row in (1, 3, 2) if ranking[row - 1] != page.evaluate(SELECTED)]:
        page.mouse.click(box["x"] + 14, box["y"] + ROW * (row + 0.5))
        until(page, f"{SELECTED} === '{ranking[row - 1]}'")
    assert (browser.outside, browser.errors) == ([], [])


def test_a_changed_period_paints_new_layers_on_the_same_map(running_app, new_browser):
    browser = new_browser(viewport={"width": 1440, "height": 1200})
    page = browser.log_in(running_app, "kasi", "/peta-kerawanan")
    map_of(page)
    page.evaluate("document.querySelector('iframe').contentWindow.sama = true")
    paints = "() => document.querySelector('iframe').contentWindow.tenteram.state.paints"
    before = page.evaluate(paints)
    page.get_by_role("radio", name="Tahun ini").or_(
        page.get_by_role("button", name="Tahun ini")
    ).first.click()
    until(page, f"({paints})() > {before}")
    assert page.evaluate("document.querySelector('iframe').contentWindow.sama") is True


def test_panning_and_zooming_never_reruns_the_page(running_app, new_browser):
    browser = new_browser(viewport={"width": 1440, "height": 1200})
    page = browser.log_in(running_app, "kasi", "/peta-kerawanan")
    frame = map_of(page)
    page.wait_for_timeout(1000)
    page.evaluate(
        "() => { window.runs = 0; new MutationObserver(() => { window.runs += 1; }).observe("
        "document.querySelector('[data-testid=stApp]'), "
        "{attributes: true, attributeFilter: ['data-test-script-state']}); }"
    )
    frame.locator("a.leaflet-control-zoom-in").click()
    page.wait_for_timeout(800)
    frame.locator("a[role=button]").last.click()
    page.wait_for_timeout(800)
    assert page.evaluate("window.runs") == 0


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory, serve_home):
    """Serve a workspace in which every text that reaches a map tries to run."""
    folder = tmp_path_factory.mktemp("racun")
    square = [[115.1, -2.2], [115.3, -2.2], [115.3, -2.0], [115.1, -2.0], [115.1, -2.2]]
    shapes = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"kode": "62.01", "nama": HOSTILE},
                "geometry": {"type": "Polygon", "coordinates": [square]},
            }
        ],
    }
    (folder / "batas.geojson").write_text(json.dumps(shapes), encoding="utf-8")
    home = folder / "kantor"
    now = datetime.now(UTC)
    initialise(
        home, KEEPER, at=now, boundaries=folder / "batas.geojson", id_column="kode", name_column="nama"
    )
    office = Office.open(home)
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    day = now.date().isoformat()
    files = {
        "incidents": "Nomor Laporan,Waktu Kejadian,Kode Kategori,Bujur,Lintang,Patokan,Kronologi\n"
        + "".join(f"K{i},{day} 00:00,JLN-04,115.2,-2.1,{quoted},{quoted}\n" for i in range(4))
    }
    files["places"] = f"ID,Nama Tempat,Jenis Tempat,Bujur,Lintang\nT1,{quoted},Pasar,115.25,-2.15\n"
    files["cases"] = (
        "Nomor Kasus,Judul,Kode Kategori,Desa Terkait,Tanggal Teridentifikasi,Tingkat Eskalasi,Tahap\n"
        f"F1,{quoted},LHN-01,62.01,{day},3,Mediasi\n"
    )
    for kind, content in files.items():
        (folder / f"{kind}.csv").write_text(content, encoding="utf-8")
        import_file(office, KEEPER, kind, folder / f"{kind}.csv", at=datetime.now(UTC))
    add_account(office, KEEPER, "uji-kasi", Role.KASI, "kata-sandi-uji", at=now)
    office.close()
    with serve_home(home) as url:
        yield url


@pytest.mark.parametrize("path", ["/situasi", "/peta-kerawanan"])
def test_hostile_records_are_shown_as_text_and_run_nothing(hostile_app, new_browser, path):
    browser = new_browser(viewport={"width": 1440, "height": 1500})
    page = browser.open(hostile_app + path)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.fill("#username", "uji-kasi")
    page.fill("#password", "kata-sandi-uji")
    page.click("button")
    frame = map_of(page)
    if path == "/peta-kerawanan":
        for layer in ("Tempat", "Jalur patroli"):
            page.get_by_test_id("stMain").get_by_text(layer, exact=True).first.click()
            page.wait_for_timeout(700)
    for shape in frame.locator("path.leaflet-interactive").all():
        shape.dispatch_event("mouseover")
        shape.dispatch_event("click")
    page.wait_for_timeout(1500)
    ran = "[typeof window.racun, typeof document.querySelector('iframe').contentWindow.racun]"
    assert page.evaluate(ran) == ["undefined", "undefined"]
    assert (dialogs, browser.outside) == ([], [])
    assert "<img src=x" in frame.locator(".label-desa .nama").first.inner_text()
