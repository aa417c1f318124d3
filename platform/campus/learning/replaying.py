"""Working a learner's state out anew from the log of outcomes, and bringing it to a new version."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from campus.learning import ledger
from campus.learning.models import LearnerAbility, ModelVersion, Outcome
from campus.learning.progress import steps_of
from campus.learning.tracing import Known, Try, take


def newest_version() -> int:
    return ModelVersion.objects.order_by("-number").values_list("number", flat=True).first() or 1


def replayed(learner: int, version: int) -> Known:
    """What the log says of a learner under the steps of `version`. Changes nothing.

    Outcomes of earlier versions are taken with the difficulties this version began with; its own
    ones with those of their moment, as the recorder took them.
    """
    base = ModelVersion.objects.filter(pk=version).first()
    steps = steps_of(version)
    known = Known()
    for row in Outcome.objects.filter(learner=learner).order_by("pk").iterator():
        take(known, _try(row, None if row.model_version == version else base), steps)
    return known


def replay(learner: int, version: int) -> Known:
    """Put the replayed state in the place of what stands there; verdicts wait meanwhile."""
    with transaction.atomic():
        ledger.lock(learner)
        known = replayed(learner, version)
        ledger.rewrite(learner, version, known)
    return known


def bring_up_to(version: int) -> int:
    """Replay everybody whose state is of an older version; how many. Can be broken off and
    called again. States from before the log (version 0) stay as they are."""
    count = 0
    for learner in _outdated(version):
        replay(learner, version)
        count += 1
    return count


def _outdated(version: int) -> Iterator[int]:
    rows = LearnerAbility.objects.filter(model_version__gt=0, model_version__lt=version)
    yield from list(rows.order_by("pk").values_list("pk", flat=True))


def _try(row: Outcome, base: ModelVersion | None) -> Try:
    skills = tuple(row.skills)
    hard, skill_hard = row.exercise_difficulty, tuple(row.skill_difficulties)
    if base is not None:
        hard = base.exercises.get(str(row.exercise_id), 0.0)
        skill_hard = tuple(base.skills.get(str(pk), 0.0) for pk in skills)
    return Try(
        at=row.at,
        score=row.score,
        first=row.first,
        helped=row.helped,
        time_share=row.time_share,
        finished=row.finished,
        mixed=row.mixed,
        exercise_difficulty=hard,
        skills=skills,
        skill_difficulties=skill_hard,
    )
