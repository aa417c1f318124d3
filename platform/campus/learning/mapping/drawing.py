"""The map as SVG: links one can tab to, styled by classes, complete without a script."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from campus.learning.mapping.layout import HEAD, HEIGHT, WIDTH, Layout
from campus.pages.keeping import kept

LINE = 24  # characters that fit into a node, three lines of them
LEADING = 13  # SVG units from line to line


@dataclass(frozen=True, slots=True)
class Mark:
    """What the map shows of a skill; `untrained`: no exercise trains it yet."""

    pk: int
    title: str
    url: str
    level: int
    word: str
    due: bool
    untrained: bool


def draw_map(
    layout: Layout,
    marks: Sequence[Mark],
    modules: Mapping[str, tuple[str, str]],
    found: Collection[int] | None = None,
) -> SafeString:
    """modules   title and address by module
    found     skills a search has found; None: nobody searched"""
    return format_html(
        '<svg class="skill-map" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="group" '
        'aria-label="{label}" data-map><g class="edges">{edges}</g>{heads}{nodes}</svg>',
        w=f"{layout.width:.0f}",
        h=f"{layout.height:.0f}",
        label=_("Map of skills; the list below says the same"),
        edges=_edges(layout),
        heads=_heads(layout, modules),
        nodes=mark_safe(
            "".join(_node(mark, *layout.places[mark.pk], _found(mark, found)) for mark in marks)
        ),
    )


@lru_cache(4)
def _edges(layout: Layout) -> SafeString:
    return format_html_join(
        "",
        '<path data-from="{}" data-to="{}" class="{}" d="{}"/>',
        ((a, b, _kind(a, b, layout), _way(a, b, layout)) for a, b in layout.edges),
    )


def _kind(a: int, b: int, layout: Layout) -> str:
    """Edges to a far module are shown only when one of their ends is looked at."""
    return "near" if abs(layout.places[a][1] - layout.places[b][1]) < 5 * HEIGHT else "far"


def _way(a: int, b: int, layout: Layout) -> str:
    (x1, y1), (x2, y2) = layout.places[a], layout.places[b]
    if x2 > x1:
        x1, y1, y2 = x1 + WIDTH, y1 + HEIGHT / 2, y2 + HEIGHT / 2
        middle = (x1 + x2) / 2
        return f"M{x1:.0f} {y1:.0f}C{middle:.0f} {y1:.0f} {middle:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    x1, x2, y1 = x1 + WIDTH / 2, x2 + WIDTH / 2, y1 + HEIGHT
    middle = (y1 + y2) / 2
    return f"M{x1:.0f} {y1:.0f}C{x1:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2:.0f}"


def _heads(layout: Layout, modules: Mapping[str, tuple[str, str]]) -> SafeString:
    return format_html_join(
        "",
        '<a class="head" href="{}"><text x="14" y="{}">{}</text></a>',
        (
            (modules[module][1], f"{top + HEAD - 14:.0f}", modules[module][0])
            for module, top in layout.heads.items()
        ),
    )


def _found(mark: Mark, found: Collection[int] | None) -> str:
    if found is None:
        return ""
    return " found" if mark.pk in found else " dim"


@kept
def _node(mark: Mark, x: float, y: float, found: str) -> SafeString:
    css = f"node l{mark.level}" + " due" * mark.due + " untrained" * mark.untrained + found
    words = wrap(mark.title, LINE)
    first = y + HEIGHT / 2 + 4 - LEADING / 2 * (len(words) - 1)
    return format_html(
        '<a class="{}" href="{}" data-skill="{}" data-title="{}" aria-label="{}">'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="9"/><text y="{}">{}</text>{}</a>',
        css,
        mark.url,
        mark.pk,
        mark.title.lower(),
        _label(mark),
        f"{x:.0f}",
        f"{y:.0f}",
        WIDTH,
        HEIGHT,
        f"{first:.1f}",
        # The blank at the end of a line keeps the words apart for those who listen.
        format_html_join(
            "",
            '<tspan x="{}" dy="{}">{} </tspan>',
            ((f"{x + 10:.0f}", LEADING if i else 0, line) for i, line in enumerate(words)),
        ),
        _bars(mark.level, x + WIDTH - 12, y + HEIGHT - 6),
    )


def _label(mark: Mark) -> str:
    said = f"{mark.title}: {mark.word}"
    return f"{said}, {_('due for review')}" if mark.due else said


def _bars(level: int, x: float, y: float) -> SafeString:
    """Four bars, as many filled as the level: colour is not the only sign."""
    bars = [
        f'<rect class="{"bar on" if i < level else "bar"}" x="{x - 15 + 5 * i:.0f}" '
        f'y="{y - 3 - 2 * i:.0f}" width="3" height="{3 + 2 * i}"/>'
        for i in range(4)
    ]
    return mark_safe("".join(bars))
