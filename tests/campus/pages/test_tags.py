"""Template tags: what they draw, and that a learner's text stays text."""

from datetime import timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from campus.pages.palette import symbols
from campus.pages.templatetags.pages import ago, initials, marked, poll_delay, shade, widget


@pytest.mark.parametrize(
    ("text", "span", "html"),
    [
        ("2*(3+4", (2, 3), '<samp class="marked">2*<mark>(</mark>3+4</samp>'),
        ("2+", (2, 2), '<samp class="marked">2+<mark></mark></samp>'),  # something is missing here
        ("x<y", None, '<samp class="marked">x&lt;y</samp>'),
        ("<b>", (0, 1), '<samp class="marked"><mark>&lt;</mark>b&gt;</samp>'),
    ],
)
def test_the_place_meant_is_marked(text: str, span: tuple[int, int] | None, html: str) -> None:
    assert marked(text, span) == html


def test_every_kind_has_a_partial() -> None:
    assert widget("matrix") == "learning/_blank_grid.html"
    assert widget("a kind of tomorrow") == "learning/_blank_line.html"


def test_greek_letters_of_the_exercise_come_first_and_once() -> None:
    faces = [symbol.face for symbol in symbols("expr", ["lambda", "x", "pi"])]
    assert faces[0] == "λ"
    assert faces.count("π") == 1


def test_polls_grow_slower() -> None:
    delays = [int(poll_delay(n).removesuffix("ms")) for n in range(30)]
    assert delays == sorted(delays)
    assert (delays[0], delays[-1]) == (300, 5000)
    assert poll_delay(None) == "300ms"


@pytest.mark.parametrize(
    ("score", "colour"),
    [(None, ""), (0.0, "q0"), (19.9, "q0"), (20.0, "q1"), (100.0, "q4")],
)
def test_scores_are_shaded_in_five_steps(score: float | None, colour: str) -> None:
    assert shade(score) == colour


def test_initials_of_one_name_and_of_many() -> None:
    assert initials("Ada Augusta Lovelace") == "AL"
    assert initials("") == ""


class Answer(forms.Form):
    text = forms.CharField(help_text="Short.")


def test_help_and_errors_are_tied_to_their_field() -> None:
    form = Answer({"text": ""})
    html = Template("{% load pages %}{% field form.text %}").render(Context({"form": form}))
    assert 'aria-describedby="id_text_help id_text_errors"' in html
    assert 'aria-invalid="true"' in html
    assert '<label for="id_text">' in html


def test_a_moment_is_told_in_one_unit() -> None:
    assert ago(timezone.now() - timedelta(hours=3, minutes=20)) == "3\N{NO-BREAK SPACE}hours ago"
