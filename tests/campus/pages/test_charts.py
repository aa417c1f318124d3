"""Charts: what is drawn is what the table beneath says, and no word of a person becomes markup."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from campus.pages.charts import Bars, Calendar, Chart, Heat, Lines, Point, Scatter

NASTY = '<script>alert(1)</script> & "Ada\'s"'
CHARTS: list[Chart] = [
    Lines(NASTY, ("W1", NASTY), ((NASTY, (1.0, 2.0)), ("best", (None, 3.0))), "%", 100),
    Bars(NASTY, ((NASTY, 3.0), ("10", 0.0)), "score, %", low=1),
    Scatter(NASTY, (Point(NASTY, 0.2, 0.1), Point("b", 0.21, 0.1)), "x", "y", flag_below=0.15),
    Calendar(NASTY, {date(2026, 3, 2): 4}, until=date(2026, 3, 4), weeks=3),
    Heat(NASTY, (NASTY,), ((NASTY, (None,)), ("b", (100.0,)))),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_chart_is_well_formed_and_escapes_every_word(chart: Chart) -> None:
    drawn = ElementTree.fromstring(chart.svg())
    assert not [element for element in drawn.iter() if element.tag == "script"]
    words = [*drawn.itertext(), *(v for e in drawn.iter() for v in e.attrib.values())]
    assert any(NASTY in word for word in words)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_chart_has_no_styles_of_its_own(chart: Chart) -> None:
    """The content security policy would drop them, and dark mode needs the classes."""
    assert not re.search(r"\s(style|fill|stroke)=", chart.svg())


EMPTY: list[Chart] = [
    Lines("nothing yet", (), ()),
    Lines("one week", ("W1",), (("you", (None,)),)),
    Bars("nothing yet", ()),
    Scatter("nothing yet", (), "x", "y"),
    Calendar("nothing yet", {}, until=date(2026, 3, 1)),
    Heat("nothing yet", (), ()),
]


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: type(chart).__name__)
def test_a_chart_of_nothing_is_an_empty_chart(chart: Chart) -> None:
    ElementTree.fromstring(chart.svg())


def test_the_table_of_lines_shows_gaps_as_gaps() -> None:
    chart = Lines("", ("W1", "W2"), (("you", (12.0, None)),), "%")
    assert chart.table().rows == (("W1", "12%"), ("W2", "–"))


def test_names_of_neighbouring_points_do_not_cover_each_other() -> None:
    chart = Scatter("", (Point("a", 0.5, 0.1), Point("b", 0.5, 0.1)), "", "", flag_below=0.15)
    heights = {
        element.attrib["y"]
        for element in ElementTree.fromstring(chart.svg()).iter("text")
        if element.text in ("a", "b")
    }
    assert len(heights) == 2


def test_the_calendar_ends_with_the_last_day() -> None:
    chart = Calendar("", {date(2026, 3, 4): 1}, until=date(2026, 3, 4), weeks=2)
    days = [element.text or "" for element in ElementTree.fromstring(chart.svg()).iter("title")]
    assert len(days) == 7 + 3  # a whole week, then Monday to Wednesday
    assert days[-1] == "Wed 04 Mar: 1"
