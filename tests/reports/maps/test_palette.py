import itertools

import pytest

from reports.maps.palette import CLASSES, luminance, style_of

# Viénot, Brettel & Mollon 1999: what a deuteranope and a protanope see, in linear RGB.
_DEUTERANOPE = ((0.29275, 0.70725, -0.02234), (0.29275, 0.70725, -0.02234), (0.0, 0.0, 1.0))
_PROTANOPE = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))


def _contrast(one, other):
    high, low = sorted((one, other), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _seen(colour, matrix):
    rgb = [(int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5)]
    r, g, b = (sum(w * c for w, c in zip(row, rgb, strict=True)) for row in matrix)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_the_heavier_the_class_the_darker_it_prints():
    shades = [luminance(style_of(code).fill) for code in ("aman", "waspada", "rawan")]
    assert shades == sorted(shades, reverse=True)


def test_neighbouring_classes_differ_in_a_grey_print():
    shades = [luminance(style_of(code).fill) for code in ("aman", "waspada", "rawan")]
    assert all(_contrast(a, b) >= 1.6 for a, b in itertools.pairwise(shades))


@pytest.mark.parametrize("matrix", [_DEUTERANOPE, _PROTANOPE])
def test_the_order_stays_for_colour_blind_eyes(matrix):
    shades = [_seen(style_of(code).fill, matrix) for code in ("aman", "waspada", "rawan")]
    assert all(_contrast(a, b) >= 1.5 for a, b in itertools.pairwise(shades))


def test_the_ink_can_be_read_on_its_fill():
    assert all(_contrast(luminance(s.fill), luminance(s.ink)) >= 4.5 for s in CLASSES)
