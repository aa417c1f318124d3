"""Folded templates say what Django's own loader would have said, and do less for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Engine
from django.template.base import NodeList, TextNode
from django.template.loader_tags import BlockNode
from django.utils.safestring import mark_safe
from django.utils.translation import override

from campus.pages.folding import Same
from tests.campus.pages.pseudo_locale import CODE, pseudo_locale

TEMPLATES = {
    "base": (
        "{% load i18n pages %}<h1>{% translate 'Hints' %}</h1>{% icon 'clock' %}"
        "{% block main %}{% translate 'None' %}{% endblock %}{% block end %}.{% endblock %}"
    ),
    "child": (
        "{% extends 'base' %}{% load i18n %}"
        "{% block main %}{{ block.super }}{% if n > 1 %}{% translate 'Next' %}{% else %}{{ n }}"
        "{% endif %}{% endblock %}"
    ),
    "loop": "{% for row in rows %}{% include 'row' with mark=row|upper %}{% endfor %}{{ mark }}",
    "row": "{% if forloop.first %}>{% endif %}{{ row }}{{ mark }}{{ n }};",
    "striped": "{% for row in rows %}{% include 'stripe' %}{% endfor %}",
    "stripe": "{% cycle 'odd' 'even' %}{{ row }}",
    "chosen": "{% include which with n=3 %}{% include 'row' with row='x' only %}",
    "alone": "{% include 'child' %}",
    "deep": (
        "{{ n }}{% if tree %}{% with tree=tree.0 %}{% include 'deep' %}{% endwith %}{% endif %}"
    ),
    "escaped": "{{ evil }}{{ safe }}{% autoescape off %}{{ evil }}{% endautoescape %}{{ half }}",
    "tags": "{% load i18n pages %}{% translate 'Hints' as said %}{{ said }}{% translate word %}"
    "{% url 'home' as there %}{{ there }}{% url 'home' %}{% translate '5 %' %}{% icon name %}",
}
CONTEXT: dict[str, Any] = {
    "n": 1,
    "rows": ["a", "b", "c"],
    "which": "row",
    "tree": [[[]]],
    "evil": "<b>",
    "safe": mark_safe("<i>"),
    "half": 0.5,
    "word": "Hints",
    "name": "clock",
}


def engine(loader: str) -> Engine:
    within = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    libraries = {"i18n": "django.templatetags.i18n", "pages": "campus.pages.templatetags.pages"}
    return Engine(loaders=[(loader, within)], libraries=libraries)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("n", [1, 2])
def test_it_says_what_an_unfolded_template_says(name: str, n: int) -> None:
    plain = engine("django.template.loaders.cached.Loader").get_template(name)
    folded = engine("campus.pages.folding.Loader").get_template(name)
    wanted = plain.render(Context(CONTEXT | {"n": n}))
    assert [folded.render(Context(CONTEXT | {"n": n})) for _ in range(3)] == [wanted] * 3


def test_each_reader_gets_their_language() -> None:
    template = engine("campus.pages.folding.Loader").get_template("base")
    with pseudo_locale():
        said = []
        for language in ("en", CODE, "en"):
            with override(language):
                said.append(template.render(Context()))
    assert "⟦Hints⟧" in said[1]
    assert "⟦" not in said[0] == said[2]


def test_neighbours_that_say_the_same_to_all_are_one_node() -> None:
    template = engine("campus.pages.folding.Loader").get_template("base")
    kinds = [type(node).__name__ for node in template.nodelist]
    assert kinds == ["Same", "BlockNode", "BlockNode"]
    last = template.nodelist[2]
    assert isinstance(last, BlockNode)
    assert [type(node) for node in last.nodelist] == [TextNode]


def test_what_says_the_same_is_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    template = engine("campus.pages.folding.Loader").get_template("base")
    template.render(Context())
    same = template.nodelist[0]
    assert isinstance(same, Same)
    monkeypatch.setattr(same, "nodes", NodeList())  # nothing left to render it from
    assert "<h1>Hints</h1>" in template.render(Context())
