"""The map of skills: from `exercises/bank/SKILLS.yaml` to rows."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from campus.catalog.models import Skill


@cache
def _map() -> dict[str, Any]:
    with open(settings.SKILL_MAP, encoding="utf-8") as file:
        loaded: dict[str, Any] = yaml.load(file, yaml.CSafeLoader)
    return loaded


def module_title(slug: str) -> str:
    """The name of a module; an unknown one is its own name."""
    return module_titles().get(slug, slug)


@cache
def module_titles() -> dict[str, str]:
    """The modules' names in the order of the course."""
    return {slug: str(title) for slug, title in _map()["modules"].items()}


def module_of(skill: str) -> str:
    """The module a skill belongs to; the first for an unknown one: it must go somewhere."""
    entry = next((entry for entry in _map()["skills"] if entry["id"] == skill), None)
    return str(entry["module"]) if entry else "M00"


@transaction.atomic
def publish_skills() -> int:
    """Bring the rows in line with the file; the number of skills that were new or changed.

    A skill that left the file keeps its row: learners have made progress in it.
    """
    known = {skill.slug: skill for skill in Skill.objects.all()}
    changed = []
    for position, entry in enumerate(_map()["skills"]):
        row = Skill(slug=entry["id"])
        if old := known.get(entry["id"]):
            row.pk = old.pk
        row.title, row.module, row.position = entry["title"], entry["module"], position
        row.summary, row.ml_method = entry.get("can_do", ""), entry.get("ml_method", "")
        if old is None or _told(old) != _told(row):
            changed.append(row)
    Skill.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["title", "module", "position", "summary", "ml_method"],
    )
    if changed:
        _connect()
    return len(changed)


def _told(skill: Skill) -> tuple[str, str, int, str, str]:
    return skill.title, skill.module, skill.position, skill.summary, skill.ml_method


def _connect() -> None:
    """Write the edges of the graph anew."""
    ids = dict(Skill.objects.values_list("slug", "pk"))
    edge = Skill.prerequisites.through
    edge.objects.all().delete()
    edge.objects.bulk_create(
        edge(from_skill_id=ids[entry["id"]], to_skill_id=ids[before])
        for entry in _map()["skills"]
        for before in entry["prerequisites"]
    )
