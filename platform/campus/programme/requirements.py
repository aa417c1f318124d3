"""What must be done before an examination may begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.models import Skill
from campus.catalog.skill_map import module_title
from campus.learning.models import LearnerSkill, Outcome
from campus.learning.placed import placed_of
from campus.programme.errors import Refused
from campus.programme.models import FINAL, Examination
from campus.programme.projects.passed import missing_projects
from exercises.blueprints import read_blueprints
from exercises.skills import read_skills

#: Right or wrong, so many first answers to each missed skill come before a third try.
REVIEWS: Final = 3

_JUDGED = (Examination.Outcome.FAILED, Examination.Outcome.PASSED, Examination.Outcome.DISTINCTION)


@dataclass(frozen=True, slots=True)
class Readiness:
    """practised of skills: of the module, in the track, with a right first answer."""

    practised: int
    skills: int
    needed: int


def readiness(learner: User, track: str) -> dict[str, Readiness]:
    """By module; modules without a skill in the track are left out. What a placement took for
    known counts as practised."""
    own = [one for one in read_skills().skills.values() if track in one.tracks]
    practised = Q(learners__learner=learner, learners__level__gte=LearnerSkill.Level.FAMILIAR)
    placed = Q(pk__in=placed_of(learner).standing)
    known = set(Skill.objects.filter(practised | placed).values_list("slug", flat=True))
    opens = read_blueprints().mastery.opens
    found: dict[str, Readiness] = {}
    for module in read_skills().modules:
        here = [one.id for one in own if one.module == module]
        if here:
            needed = -(-opens * len(here) // 100)
            found[module] = Readiness(len(known.intersection(here)), len(here), needed)
    return found


def demand_open(learner: User, subject: str, track: str) -> None:
    """Raise Refused, saying what is missing, unless the learner may begin now."""
    if why := (_final(learner, track) if subject == FINAL else _mastery(learner, subject, track)):
        raise Refused(why)


def _mastery(learner: User, module: str, track: str) -> str:
    ready = readiness(learner, track).get(module)
    if ready is None:
        return _("Your track has no skill of this module.")
    tries = _tries(learner, module)
    if any(one.passed for one in tries):
        return _("You have passed this examination.")
    if ready.practised < ready.needed:
        words = _("It opens when you have practised %(needed)d of its %(skills)d skills.")
        return words % {"needed": ready.needed, "skills": ready.skills}
    if not tries:
        return ""
    pause = timedelta(hours=read_blueprints().mastery.retake_hours)
    if wait := _too_soon(tries[-1].begun_at + pause):
        return wait
    return _unreviewed(learner, tries[-1]) if len(tries) > 1 else ""


def _unreviewed(learner: User, last: Examination) -> str:
    """Skills missed at the last try that were not practised enough since; "" if none."""
    missed = last.figures.get("missed", [])
    rows = Outcome.objects.filter(learner=learner, first=True, at__gt=last.judged_at)
    tried = list(rows.values_list("skills", flat=True))
    titles = {one.skill_id: one.skill for one in learner.skills.select_related("skill")}
    left = [
        skill.title
        for pk, skill in titles.items()
        if skill.slug in missed and sum(pk in one for one in tried) < REVIEWS
    ]
    if not left:
        return ""
    words = _(
        "Before a third try, practise %(n)d exercises of each skill that you missed: %(skills)s."
    )
    return words % {"n": REVIEWS, "skills": ", ".join(left)}


def _final(learner: User, track: str) -> str:
    rules = read_blueprints().final
    tries = _tries(learner, FINAL)
    if any(one.passed for one in tries):
        return _("You have passed this examination.")
    passed = set(passed_modules(learner))
    missing = [name for name in readiness(learner, track) if name not in passed]
    if missing:
        words = _(
            "First pass the mastery examinations of your track; %(n)d are left, next: %(next)s."
        )
        return words % {"n": len(missing), "next": module_title(missing[0])}
    if why := missing_projects(learner, track):
        return why
    year = timezone.now() - timedelta(days=365)
    if len([one for one in tries if one.begun_at > year]) >= rules.attempts:
        return _("You have used both tries of these twelve months.")
    return _too_soon(tries[-1].begun_at + timedelta(days=rules.retake_days)) if tries else ""


def passed_modules(learner: User) -> list[str]:
    rows = Examination.objects.filter(learner=learner, outcome__in=_JUDGED[1:])
    return list(rows.exclude(subject=FINAL).values_list("subject", flat=True))


def _tries(learner: User, subject: str) -> list[Examination]:
    rows = Examination.objects.filter(learner=learner, subject=subject, outcome__in=_JUDGED)
    return list(rows.order_by("number"))


def _too_soon(again: datetime) -> str:
    if timezone.now() >= again:
        return ""
    words = _("You can try again from %(when)s on.")
    return words % {"when": date_format(timezone.localtime(again), "j F, H:i")}
