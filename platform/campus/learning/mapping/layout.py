"""Where the skills of the map stand: a band for each module, in it columns by what needs what.

Prerequisites come from the same or an earlier module, so every edge runs right or down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

COLUMNS: Final = 6
FULL: Final = 4  # a column with more is spread over the next one while there is room
WIDTH, HEIGHT, GAP_X, GAP_Y, HEAD, MARGIN = 162, 46, 23, 12, 40, 14  # SVG units


@dataclass(frozen=True, slots=True)
class Node:
    """A skill as the layout needs it: its module and the skills it builds on, by primary key."""

    pk: int
    module: str
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Upper left corners of the skills and of the modules' headings; edges as (from, to)."""

    places: Mapping[int, tuple[float, float]]
    heads: Mapping[str, float]
    edges: tuple[tuple[int, int], ...]
    width: float
    height: float


@lru_cache(4)
def lay_out(nodes: tuple[Node, ...]) -> Layout:
    """nodes   in the order of the course; the graph of `before` has no cycle

    The same nodes get the same layout, which what is drawn of it is kept by.
    """
    bands: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        bands[node.module].append(node)
    places: dict[int, tuple[float, float]] = {}
    heads: dict[str, float] = {}
    top = float(MARGIN)
    for module, band in sorted(bands.items()):
        heads[module] = top
        columns = _columns(band)
        for i, column in enumerate(columns):
            for j, pk in enumerate(column):
                places[pk] = (MARGIN + i * (WIDTH + GAP_X), top + HEAD + j * (HEIGHT + GAP_Y))
        top += HEAD + max(map(len, columns)) * (HEIGHT + GAP_Y) + MARGIN
    edges = tuple((b, node.pk) for node in nodes for b in node.before if b in places)
    return Layout(places, heads, edges, 2 * MARGIN + COLUMNS * (WIDTH + GAP_X) - GAP_X, top)


def _columns(band: Sequence[Node]) -> list[list[int]]:
    """The skills of a module by how many of its own skills lie before them."""
    depth = _depths(band)
    layers: dict[int, list[int]] = defaultdict(list)
    for node in band:
        layers[min(depth[node.pk], COLUMNS - 1)].append(node.pk)
    columns = [layers[i] for i in sorted(layers)]
    while len(columns) < COLUMNS and max(map(len, columns)) > FULL:
        i = max(range(len(columns)), key=lambda i: len(columns[i]))
        half = (len(columns[i]) + 1) // 2
        columns[i : i + 1] = [columns[i][:half], columns[i][half:]]
    return _with_short_ways(columns, band)


def _with_short_ways(columns: list[list[int]], band: Sequence[Node]) -> list[list[int]]:
    """Order each column by the mean height of what it builds on in the one before."""
    before = {node.pk: node.before for node in band}
    height: dict[int, float] = {}
    for column in columns:
        own = {pk: [height[b] for b in before[pk] if b in height] for pk in column}
        column.sort(key=lambda pk: sum(own[pk]) / len(own[pk]) if own[pk] else 0.0)
        height.update({pk: float(j) for j, pk in enumerate(column)})
    return columns


def _depths(band: Sequence[Node]) -> dict[int, int]:
    """Longest way within the module to each skill; skills may stand in any order."""
    inside = {node.pk: node.before for node in band}
    depth: dict[int, int] = {}

    def of(pk: int) -> int:
        if pk not in depth:
            depth[pk] = 1 + max((of(b) for b in inside[pk] if b in inside), default=-1)
        return depth[pk]

    for node in band:
        of(node.pk)
    return depth
