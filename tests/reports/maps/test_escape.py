import html
import re

from hypothesis import given
from hypothesis import strategies as st

from reports.maps.escape import text
from reports.maps.verbatim import Verbatim


@given(st.text())
def test_nothing_dangerous_is_left(value):
    left = re.sub(r"&#\d+;", "", text(value))
    assert not set(left) & set("&<>\"'`${}\\\n\r\u2028\u2029\x00")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_a_browser_shows_printable_text_unchanged(value):
    assert html.unescape(text(value)) == value


def test_direction_marks_and_zero_width_spaces_are_dropped():
    assert text("a\u202eb\u200bc\ufeffd") == "abcd"


def test_missing_values_are_an_empty_text():
    assert (text(None), text(float("nan"))) == ("", "")


def test_no_record_is_ever_read_as_a_template_on_the_server():
    assert Verbatim("{{ 7 * 7 }}{% raw %}").render() == "{{ 7 * 7 }}{% raw %}"
