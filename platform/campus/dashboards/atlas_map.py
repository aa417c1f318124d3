"""Skills of a group over the graph of prerequisites: the more have mastered one, the fuller."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campus.catalog.atlas import read_atlas
from campus.catalog.skill_map import module_title
from campus.dashboards.mastery import SkillRow
from campus.learning.mapping.drawing import Mark, draw_map
from campus.learning.mapping.layout import Node, lay_out

EDGES = (0.0, 10.0, 25.0, 50.0)  # per cent mastered from which a node is drawn one step fuller


def map_of(rows: list[SkillRow], track: frozenset[str] | None) -> SafeString:
    """track   slugs of the skills that are looked at; None: all"""
    atlas = read_atlas()
    shares = {row.skill.pk: row for row in rows}
    skills = list(atlas.skills.values())
    layout = lay_out(tuple(Node(s.pk, s.module, atlas.before.get(s.pk, ())) for s in skills))
    marks = [
        Mark(
            pk=skill.pk,
            title=skill.title,
            url=f"#skill-{skill.pk}" if skill.pk in shares else reverse("skill", args=[skill.slug]),
            level=_fullness(shares.get(skill.pk)),
            word=_word(shares.get(skill.pk)),
            due=False,
            untrained=skill.pk not in atlas.trained,
        )
        for skill in skills
    ]
    modules = {
        s.module: (module_title(s.module), reverse("module", args=[s.module])) for s in skills
    }
    found = None if track is None else [skill.pk for skill in skills if skill.slug in track]
    return draw_map(layout, marks, modules, found)


def _fullness(row: SkillRow | None) -> int:
    return 0 if row is None else sum(row.share > edge for edge in EDGES)


def _word(row: SkillRow | None) -> str:
    if row is None:
        return _("nobody has tried it")
    said = {"share": f"{row.share:.0f}", "n": row.learners}
    return _("mastered by %(share)s %% of %(n)d learners") % said
