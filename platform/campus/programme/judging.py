"""The verdict on an examination, once all of its papers are graded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from campus.courses.models import Item
from campus.learning.models import Attempt, Sitting, Submission
from campus.programme.examining import letters_of
from campus.programme.models import FINAL, Examination, Paper
from campus.programme.passing import Mark, Verdict, judge_final, judge_mastery
from exercises.blueprints import read_blueprints

Outcome = Examination.Outcome


def judge_all(limit: int = 200) -> int:
    """Judge what can be judged; the clock asks for it. The number that were."""
    rows = Examination.objects.filter(outcome=Outcome.NONE).order_by("begun_at")
    return sum(judge(pk) for pk in rows.values_list("pk", flat=True)[:limit])


@transaction.atomic
def judge(pk: int) -> bool:
    """Judge an examination all of whose papers are graded; False if it has to wait.

    An answer that the grader could not decide holds it up until somebody has marked it by hand.
    Judged again after a mark was mended, an outcome only rises.
    """
    rows = Examination.objects.select_for_update(of=("self",)).select_related("learner")
    examination = rows.filter(pk=pk).first()
    if examination is None:
        return False
    papers = list(examination.papers.select_related("problem_set"))
    if len(papers) < len(letters_of(examination.subject)) and not _given_up(examination, papers):
        return False
    marks: list[Mark] = []
    missed: list[str] = []
    for paper in papers:
        if not _graded(paper):
            return False
        for mark, skill in _marks(paper, examination.learner_id):
            marks.append(mark)
            if mark.share < 0.5:
                missed.append(skill)
    _write(examination, _verdict(examination.subject, marks), missed)
    return True


def _given_up(examination: Examination, papers: Collection[Paper]) -> bool:
    """The second paper was not begun within the days between two tries."""
    days = timedelta(days=read_blueprints().final.retake_days)
    return bool(papers) and timezone.now() > examination.begun_at + days


def _verdict(subject: str, marks: list[Mark]) -> Verdict:
    rules = read_blueprints()
    return (
        judge_final(rules.final, marks) if subject == FINAL else judge_mastery(rules.mastery, marks)
    )


def _write(examination: Examination, verdict: Verdict, missed: list[str]) -> None:
    ranks = [Outcome.NONE, Outcome.FAILED, Outcome.PASSED, Outcome.DISTINCTION]
    if ranks.index(Outcome(verdict.outcome)) < ranks.index(Outcome(examination.outcome)):
        return
    figures: dict[str, Any] = {
        "whole": asdict(verdict.whole),
        "groups": {name: asdict(one) for name, one in verdict.groups.items()},
        "short": list(verdict.short),
        "missed": list(dict.fromkeys(missed)),
    }
    examination.outcome, examination.figures = Outcome(verdict.outcome), figures
    examination.judged_at = examination.judged_at or timezone.now()
    examination.save(update_fields=["outcome", "figures", "judged_at"])


def _graded(paper: Paper) -> bool:
    sitting = Sitting.objects.filter(problem_set=paper.problem_set_id).first()
    if sitting is None or sitting.released_at is None:
        return False
    own = Submission.objects.filter(attempt__item__problem_set=paper.problem_set_id)
    stuck = Q(
        state__in=[Submission.State.UNDECIDED, Submission.State.FAILED], attempt__best__isnull=True
    )
    return not own.filter(stuck | Q(state__in=Submission.WAITING)).exists()


def _marks(paper: Paper, learner: int) -> list[tuple[Mark, str]]:
    """Each exercise's mark and its main skill; an unanswered one counts nothing."""
    best = dict(
        Attempt.objects.filter(item__problem_set=paper.problem_set_id, learner=learner).values_list(
            "item", "best"
        )
    )
    items = Item.objects.filter(problem_set=paper.problem_set_id).select_related("exercise")
    return [
        (
            Mark(best.get(item.pk) or 0.0, item.points, paper.groups[item.exercise.slug]),
            item.exercise.skills.order_by("training__position").values_list("slug", flat=True)[0],
        )
        for item in items
    ]
