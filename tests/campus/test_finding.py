"""Finding one's way: catalogue, map, pages of skills and modules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.atlas import read_atlas
from campus.catalog.models import Exercise, Skill, Training
from campus.catalog.skill_map import publish_skills
from campus.learning.catalogue import catalogue_of
from campus.learning.mapping.layout import HEIGHT, WIDTH, Node, lay_out
from tests.campus.cast import Stage, publish_by_hand

pytestmark = pytest.mark.django_db

As = Callable[[User | None], Client]


@pytest.fixture
def bank(stage: Stage) -> Stage:
    """Some exercises of different modules."""
    for slug, title, module, purpose in (
        ("eigenvalues", "Eigenvalues", "M05", "Stability of training"),
        ("floating-point", "Floating point", "M00", "Stable softmax"),
        ("gradient", "Gradient", "M06", "Descent on a loss"),
    ):
        Skill.objects.create(slug=slug, title=title, module=module, ml_method=purpose)
    for slug, title, skill, module, level, kind in (
        ("eig-values", "Eigenvalues of a matrix", "eigenvalues", "M05", 2, "math"),
        ("fp-logsumexp", "A log-sum-exp that never overflows", "floating-point", "M00", 3, "code"),
        ("grad-compute", "The gradient of a loss", "gradient", "M06", 1, "math"),
    ):
        row = publish_by_hand(slug, title)
        Exercise.objects.filter(pk=row.pk).update(module=module, level=level, kind=kind)
        Training.objects.filter(exercise=row).delete()
        Training.objects.create(exercise=row, skill=Skill.objects.get(slug=skill))
    return stage


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=eigenvalue", ["eig-values"]),  # a stem of the title
        ("q=eigenval", ["eig-values"]),  # a word still being typed
        ("q=overflowing", ["fp-logsumexp"]),
        ("q=gradients loss", ["grad-compute"]),
        ("q=' %26 | ! :* )", []),  # no word in it, and no error either
        ("for=softmax", ["fp-logsumexp"]),  # what the skill is for
        ("module=M06", ["grad-compute"]),
        ("skill=eigenvalues", ["eig-values"]),
        ("level=3&kind=code", ["fp-logsumexp"]),
        ("level=x&kind=y", ["eig-values", "fp-logsumexp", "grad-compute", "three-and-four"]),
        ("state=solved", []),
        ("q=nothing of the kind", []),
    ],
)
def test_the_catalogue_finds(bank: Stage, query: str, found: list[str]) -> None:
    modules = catalogue_of(bank.ada, QueryDict(query))
    urls = [entry.url for module in modules for entry in module.exercises]
    assert sorted(url.split("/")[2] for url in urls) == found


@pytest.fixture
def mapped(bank: Stage) -> Stage:
    """With all skills of the real map."""
    publish_skills()
    return bank


PAGES = ["/", "/exercises/", "/exercises/?q=eigen", "/progress/", "/practise/"]


@pytest.mark.parametrize("way", [*PAGES, "/skills/eigenvalues/", "/modules/M05/"])
def test_more_exercises_cost_no_more_queries(bank: Stage, as_person: As, way: str) -> None:
    ada = as_person(bank.ada)
    ada.get(way)
    with CaptureQueriesContext(connection) as before:
        assert ada.get(way).status_code == 200
    for number in range(8):
        row = publish_by_hand(f"more-{number}", f"More eigenvalues {number}")
        Exercise.objects.filter(pk=row.pk).update(module="M05")
        Training.objects.create(exercise=row, skill=Skill.objects.get(slug="eigenvalues"))
    ada.get(way)  # the bank has changed and is read once more
    with CaptureQueriesContext(connection) as after:
        ada.get(way)
    assert len(after) <= len(before)


def test_the_map_shows_every_skill_once_and_in_reach_of_the_keyboard(
    mapped: Stage, as_person: As
) -> None:
    page = as_person(mapped.ada).get("/progress/").content.decode()
    skills = Skill.objects.count()
    assert page.count('class="node ') == skills
    assert page.count('<li class="skill">') == skills  # the same as a list


def test_the_map_is_searched_by_the_server_too(mapped: Stage, as_person: As) -> None:
    page = as_person(mapped.ada).get("/progress/?find=softmax").content.decode()
    assert 'class="node l0 found' in page and 'class="node l0 untrained dim' in page
    assert "skills found" in page


def test_no_two_skills_of_the_map_overlap_and_edges_never_run_back(mapped: Stage) -> None:
    before: dict[int, list[int]] = {}
    for after, needed in Skill.prerequisites.through.objects.values_list("from_skill", "to_skill"):
        before.setdefault(after, []).append(needed)
    skills = Skill.objects.filter(slug__in=[s.slug for s in Skill.objects.exclude(slug="adding")])
    nodes = [Node(s.pk, s.module, tuple(before.get(s.pk, ()))) for s in skills]
    layout = lay_out(tuple(nodes))
    places = list(layout.places.values())
    assert len(places) == 141
    for i, (x, y) in enumerate(places):
        assert 0 <= x <= layout.width - WIDTH and 0 <= y <= layout.height - HEIGHT
        for u, v in places[:i]:
            assert abs(x - u) >= WIDTH or abs(y - v) >= HEIGHT
    for a, b in layout.edges:
        (x1, y1), (x2, y2) = layout.places[a], layout.places[b]
        assert x2 > x1 or y2 > y1


def test_a_skill_says_what_it_is_for_what_leads_there_and_onward(
    mapped: Stage, as_person: As
) -> None:
    page = as_person(mapped.ada).get(reverse("skill", args=["eigenvalues"])).content.decode()
    skill = Skill.objects.get(slug="eigenvalues")
    assert skill.ml_method in page.replace("&#x27;", "'")
    for other in [*skill.prerequisites.all(), *skill.unlocks.all()]:
        assert reverse("skill", args=[other.slug]) in page
    assert "/exercises/eig-values/" in page


@pytest.mark.parametrize("way", ["/skills/nothing/", "/modules/M99/"])
def test_what_is_not_there_is_404(mapped: Stage, as_person: As, way: str) -> None:
    assert as_person(mapped.ada).get(way).status_code == 404


def test_the_bank_is_read_again_when_a_row_of_it_changed(bank: Stage) -> None:
    first = read_atlas()
    assert read_atlas() is first
    row = publish_by_hand("fresh", "Fresh from the author")
    assert row in read_atlas().exercises
    Exercise.objects.filter(pk=row.pk).update(title="Another title")
    assert "Another title" in {one.title for one in read_atlas().exercises}
    skill = Skill.objects.get(slug="eigenvalues")
    Training.objects.create(exercise=row, skill=skill)
    assert skill in read_atlas().trains[row.pk]
    Training.objects.filter(exercise=row).delete()
    assert read_atlas().trains[row.pk] == ()
    row.delete()
    assert row.slug not in {one.slug for one in read_atlas().exercises}
