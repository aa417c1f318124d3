"""Variants for the demo's past: drawn where they are wanted, no worker need be there."""

from __future__ import annotations

from collections.abc import Iterable

from campus.catalog.models import Exercise
from campus.catalog.pool import keep_drawn, next_seeds
from exercises import desk
from grader.sandbox import shared

EACH = 3  # of an exercise; more are drawn when the site is up


def draw_ahead(exercises: Iterable[Exercise]) -> None:
    """Fill the empty pools as far as the history needs, in this process's own sandbox."""
    for exercise in exercises:
        version = exercise.current
        if version is None or version.variants.exists():
            continue
        seeds = next_seeds(version, EACH)
        drawn = desk.draw(f"{exercise.slug}.md", version.source, seeds, shared())
        keep_drawn(drawn, version.pk, version.drawn_to + len(seeds))
