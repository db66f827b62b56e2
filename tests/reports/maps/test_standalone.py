import json

import pytest

from reports.maps.base import ATTRIBUTION, prepare
from reports.maps.legend import LAYER_NAMES, Breaks, legend
from reports.maps.standalone import standalone
from reports.maps.vulnerability import groups

HOSTILE = [
    "<script>window.racun=1</script>",
    "<img src=x onerror='window.racun=1'>",
    '"><img src=x onerror="window.racun=1">',
    "'); window.racun=1; ('",
    '"); window.racun=1; ("',
    "`);window.racun=1;(`",
    "${window.racun=1}",
    "`${window.racun=1}`",
    "</script><script>window.racun=1</script>",
    "<!--<script>",
    "baris\nbaru\u2028lagi\u2029akhir",
    "\\\"'); window.racun=1; //",
    "{{ 7*7 }}{% raw %}",
    "<svg onload=window.racun=1>",
    "javascript:window.racun=1",
    "&lt;img src=x onerror=window.racun=1&gt;",
]


def base_of(world, attribution=ATTRIBUTION):
    return prepare(world.areas, neighbours=world.neighbours, outlines=world.outlines, attribution=attribution)


def page(world, *, word="Judul", selected=None):
    return standalone(
        base_of(world, attribution=word),
        groups(world, shown=LAYER_NAMES, selected=selected),
        title=word,
        subtitle=word,
        legend=legend(Breaks(waspada=6, rawan=17), LAYER_NAMES),
    )


@pytest.mark.browser
@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_text_in_every_field_is_shown_as_text_and_runs_nothing(visit, world_of, word):
    seen = visit(page(world_of(word), word=word, selected="62.01"))
    for shape in seen.page.query_selector_all("path.leaflet-interactive"):
        shape.dispatch_event("mouseover")
        shape.dispatch_event("click")
    seen.page.wait_for_timeout(50)
    assert seen.page.evaluate("typeof window.racun") == "undefined"
    assert (seen.dialogs, seen.requests, seen.errors) == ([], [], [])
    assert seen.page.query_selector_all(".leaflet-container img, .leaflet-container script") == []
    shown = " ".join(word.replace("\u2028", " ").replace("\u2029", " ").split())
    label = seen.page.text_content(".label-desa .nama")
    assert " ".join(label.split()) == shown


@pytest.mark.browser
def test_the_file_asks_nobody_for_anything_and_logs_no_error(visit, world):
    seen = visit(page(world))
    assert (seen.requests, seen.errors) == ([], [])


@pytest.mark.browser
def test_every_kind_of_layer_is_painted(visit, world):
    seen = visit(page(world))
    counts = {
        pane: len(seen.page.query_selector_all(f".leaflet-{pane}-pane path"))
        for pane in ("desa", "petak", "jalur", "tempat", "jalan", "tetangga", "garis")
    }
    assert counts == {"desa": 3, "petak": 2, "jalur": 1, "tempat": 1, "jalan": 1, "tetangga": 1, "garis": 1}


@pytest.mark.browser
def test_a_desa_is_coloured_by_class_and_hatched_when_uncertain(visit, world):
    seen = visit(page(world))
    fills = [p.get_attribute("fill") for p in seen.page.query_selector_all(".leaflet-desa-pane path")]
    assert fills == ["#a8450c", "url(#arsir-waspada)", "url(#arsir-belum_cukup_data)"]
    assert seen.page.evaluate("document.querySelectorAll('svg pattern').length") == 4


@pytest.mark.browser
def test_value_and_case_sign_stand_on_the_polygon(visit, world):
    seen = visit(page(world))
    assert seen.page.text_content(".label-desa .nilai") == "18,2"
    assert seen.page.text_content(".label-desa .kasus") == "◆ 2 · E3"


@pytest.mark.browser
def test_without_points_class_and_rank_stand_on_the_polygon(visit, world):
    hidden = {name: float("nan") for name in ("score", "score_low", "score_high")}
    world.areas = world.areas.assign(**hidden)
    seen = visit(page(world))
    assert [one.text_content() for one in seen.page.query_selector_all(".label-desa .nilai")] == [
        "Rawan · 1–2",
        "Waspada · 1–2",
        "–",
    ]
    seen.page.query_selector_all(".leaflet-desa-pane path")[0].hover(position={"x": 12, "y": 90})
    told = seen.page.text_content(".leaflet-tooltip")
    assert "Peringkat 1–2" in told
    assert "poin" not in told


@pytest.mark.browser
def test_a_rough_place_is_a_dashed_square_that_names_kind_and_bucket(visit, world):
    seen = visit(page(world))
    (square,) = [
        one
        for one in seen.page.query_selector_all(".leaflet-petak-pane path")
        if one.get_attribute("stroke-dasharray")
    ]
    square.dispatch_event("mouseover")
    assert seen.page.text_content(".leaflet-tooltip") == "Bamban<3 kejadian, lokasi perkiraan"


@pytest.mark.browser
def test_the_watermark_lies_over_the_map_and_stays_out_of_the_way(visit, world):
    stamp = "MODE RAPAT · Kecamatan Rekaan"
    content = standalone(base_of(world), groups(world, shown=()), title="Peta", stamp=stamp)
    seen = visit(content)
    assert seen.page.text_content(".kepala .tera") == stamp
    assert seen.page.locator(".cap").first.get_attribute("aria-hidden") == "true"
    assert stamp in seen.page.text_content(".cap")
    seen.page.mouse.click(300, 300)
    assert seen.page.evaluate("tenteram.state.selected") is not None
    assert (seen.requests, seen.errors) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1440, 900), (390, 760)])
def test_the_map_is_fitted_to_the_desa(visit, world, size):
    seen = visit(page(world), *size)
    inside = seen.page.evaluate(
        """() => { const b = tenteram.state.map.getBounds();
        return b.contains([[-2.3, 115.1], [-2.1, 115.3]]) && b.getEast() - b.getWest() < 1; }"""
    )
    assert inside is True


@pytest.mark.browser
def test_a_click_frames_the_desa_and_draws_no_focus_box(visit, world):
    seen = visit(page(world))
    shape = seen.page.query_selector_all(".leaflet-desa-pane path")[1]
    shape.click(position={"x": 12, "y": 90})
    assert seen.page.evaluate("tenteram.state.selected") == "62.02"
    drawn = seen.page.query_selector_all(".leaflet-desa-pane path")[-1]
    assert drawn.get_attribute("stroke-width") == "4"
    drawn.focus()
    assert drawn.evaluate("element => getComputedStyle(element).outlineStyle") == "none"


@pytest.mark.browser
def test_labels_of_two_desa_never_cover_each_other(visit, world):
    seen = visit(page(world), 390, 500)
    boxes = seen.page.evaluate(
        """() => [...document.querySelectorAll('.label-desa > div')].map(e => e.getBoundingClientRect())
        .filter(b => b.width > 0).map(b => [b.left, b.top, b.right, b.bottom])"""
    )
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]]
    assert not [1 for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_the_polygons_are_sent_once_and_with_five_decimals(world):
    base = base_of(world)
    payload = json.loads(base.payload)
    numbers = [n for f in payload["areas"]["features"] for p in f["geometry"]["coordinates"][0] for n in p]
    assert all(round(n, 5) == n for n in numbers)
    assert "coordinates" not in groups(world, shown=())[0]._children.popitem()[1].payload


def test_the_page_speaks_indonesian_and_credits_the_boundaries(world):
    content = standalone(base_of(world), groups(world, shown=()), title="Peta").decode()
    assert '<html lang="id">' in content
    assert "Batas indikatif \\u00b7 BIG/Kemendagri" in content
    assert "cdn" not in content.split("data:text/javascript")[0]


def test_empty_layers_make_a_map_all_the_same(world):
    for name in ("cells", "rough", "tracks", "places", "roads", "neighbours", "outlines"):
        frame = getattr(world, name)
        setattr(world, name, frame.iloc[:0])
    world.cases = world.cases.iloc[:0]
    assert page(world).startswith(b"<!DOCTYPE html>")
