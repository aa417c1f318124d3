"""Examinations of a learner: when one may begin, its papers drawn, its verdict.

A paper is sat, kept, handed in and graded like every exam (campus.learning.exams); here is only
what comes before and after.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.drawing_lots import lot
from campus.catalog.models import Exercise
from campus.catalog.skill_map import module_title
from campus.courses.models import Item, ProblemSet
from campus.learning import exams
from campus.learning.models import Submission
from campus.programme.drawing import (
    Drawn,
    TooThin,
    draw_final,
    draw_mastery,
    minutes_for,
    scaled,
)
from campus.programme.errors import Refused
from campus.programme.families import families
from campus.programme.models import FINAL, Examination, Paper
from campus.programme.papers import paper_for
from campus.programme.requirements import demand_open
from exercises.blueprints import ModuleExam, read_blueprints
from exercises.skills import read_skills

A_DAY: Final = timedelta(days=1)
#: Between a paper's opening and the beginning of its sitting; both are the same click.
SLACK: Final = timedelta(minutes=1)

Outcome = Examination.Outcome


@transaction.atomic
def begin(learner: User, subject: str, track: str) -> Paper:
    """Draw a paper and begin to sit it, or go on with the one that is sat; the final's second
    paper begins when the first is handed in. Raises Refused."""
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    running = Examination.objects.filter(learner=learner, subject=subject, outcome=Outcome.NONE)
    examination = running.prefetch_related("papers__problem_set").first()
    if examination is None:
        demand_open(learner, subject, track)
        number = Examination.objects.filter(learner=learner, subject=subject).count() + 1
        examination = Examination.objects.create(
            learner=learner, subject=subject, number=number, track=track
        )
    papers = list(examination.papers.all())
    for paper in papers:
        if exams.exam_of(paper.problem_set, learner).phase in ("ready", "sitting"):
            exams.begin(paper.problem_set, learner)
            return paper
    if len(papers) == len(letters_of(subject)):
        raise Refused(_("You have handed this examination in; it is being judged."))
    return _sit(examination, letters_of(subject)[len(papers)])


def letters_of(subject: str) -> tuple[str, ...]:
    return tuple(read_blueprints().final.papers) if subject == FINAL else ("",)


def module_exam(module: str, track: str) -> ModuleExam:
    """A module's exam as long as the track's share of the module."""
    skills = [one for one in read_skills().skills.values() if one.module == module]
    own = [one for one in skills if track in one.tracks]
    return scaled(read_blueprints().mastery.modules[module], len(own), len(skills))


def _sit(examination: Examination, letter: str) -> Paper:
    try:
        drawn, plan, groups = _draw(examination, letter)
    except TooThin as error:
        raise Refused(
            _("There are not enough exercises for this examination yet (%(why)s).")
            % {"why": str(error)}
        ) from error
    learner, minutes = examination.learner, minutes_for(plan, drawn)
    problem_set = paper_for(
        learner, _title(examination.subject, letter), ProblemSet.Kind.EXAM, minutes, timezone.now()
    )
    ProblemSet.objects.filter(pk=problem_set.pk).update(closes_at=F("closes_at") + SLACK)
    problem_set.refresh_from_db()
    keys = dict(
        Exercise.objects.filter(slug__in=[one.slug for one in drawn.families]).values_list(
            "slug", "pk"
        )
    )
    points = 10 if not letter else read_blueprints().final.papers[letter].marks // len(keys)
    Item.objects.bulk_create(
        Item(problem_set=problem_set, exercise_id=keys[one.slug], position=place, points=points)
        for place, one in enumerate(drawn.families, start=1)
    )
    paper = Paper.objects.create(
        examination=examination,
        letter=letter,
        problem_set=problem_set,
        misses=list(drawn.misses),
        pools=list(drawn.pools),
        groups=groups,
    )
    try:
        exams.begin(problem_set, learner)
    except ValueError as refusal:  # another exam is being sat
        raise Refused(str(refusal)) from refusal
    return paper


def _title(subject: str, letter: str) -> str:
    if subject == FINAL:
        return _("Final examination, paper %(letter)s") % {"letter": letter}
    return _("Mastery examination: %(module)s") % {"module": module_title(subject)}


def _draw(examination: Examination, letter: str) -> tuple[Drawn, int, dict[str, str]]:
    """The paper, the plan's minutes, and where each exercise's marks belong."""
    rules, learner = read_blueprints(), examination.learner
    pool = families(examination.track)
    lots = partial(lot, "paper", learner.pk, examination.subject, examination.number, letter)
    if examination.subject == FINAL:
        plan = rules.final.papers[letter]
        drawn = draw_final(rules.final, plan, pool, lots, avoid=_seen_lately(learner))
        areas = {one.slug: rules.final.area_of(one.module) for one in drawn.families}
        return drawn, plan.minutes, areas
    exam = module_exam(examination.subject, examination.track)
    own = [one for one in pool if one.module == examination.subject]
    shut = _answered_since(learner, timezone.now() - A_DAY)
    avoid = _in_earlier_papers(learner, examination.subject)
    drawn = draw_mastery(rules.mastery, exam, own, lots, shut=shut, avoid=avoid)
    return drawn, exam.minutes, {one.slug: one.group for one in drawn.families}


def _answered_since(learner: User, since: datetime) -> set[str]:
    rows = Submission.objects.filter(attempt__learner=learner, received_at__gt=since)
    return set(rows.values_list("attempt__exercise__slug", flat=True))


def _in_earlier_papers(learner: User, subject: str) -> set[str]:
    rows = Item.objects.filter(
        problem_set__paper__examination__learner=learner,
        problem_set__paper__examination__subject=subject,
    )
    return set(rows.values_list("exercise__slug", flat=True))


def _seen_lately(learner: User) -> set[str]:
    since = timezone.now() - timedelta(days=read_blueprints().final.not_seen_days)
    rows = Item.objects.filter(
        problem_set__paper__examination__learner=learner,
        problem_set__paper__examination__begun_at__gt=since,
    )
    return set(rows.values_list("exercise__slug", flat=True))
