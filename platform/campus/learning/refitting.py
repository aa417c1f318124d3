"""The nightly fit: other steps for the ratings, if they predict learners better who had no say.

Three groups of learners: most move the difficulties, a fifth chooses among settings, another fifth
only confirms the choice. A new version is made if it beats the present one there by more than
noise; then everybody's state is replayed, a learner at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterator
from dataclasses import asdict, replace
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from campus.catalog.models import Exercise, Skill
from campus.learning.elo import Steps
from campus.learning.evaluating.figures import Figures, figures_of
from campus.learning.evaluating.observations import Observation, held_out, learners
from campus.learning.evaluating.rating import Rated, Ratings
from campus.learning.models import ModelVersion, Outcome
from campus.learning.progress import steps_of
from campus.learning.replaying import bring_up_to, newest_version

log = logging.getLogger(__name__)

ENOUGH_TRIES: Final = 5_000  # first tries; below that a fit would follow noise
ENOUGH_LEARNERS: Final = 100
MOST: Final = 300_000  # latest outcomes looked at
GAIN: Final = 0.002  # of log-loss on the confirming learners; smaller differences are ties
TUNED: Final = ("ability_step", "success", "failure", "difficulty_step", "ability_decay")
FACTORS: Final = (0.5, 0.7, 1.4, 2.0)


def refit() -> ModelVersion | None:
    """Fit, and adopt what is better; None when the present version stays."""
    version = newest_version()
    bring_up_to(version)  # what an interrupted night has left
    tries = list(_log())
    firsts = [one for one in tries if one.first]
    if len(firsts) < ENOUGH_TRIES or learners(firsts) < ENOUGH_LEARNERS:
        log.info("too few first tries for a fit: %d", len(firsts))
        return None
    present = steps_of(version)
    chosen = choose(tries, present)
    before, after = (_score(tries, steps, "confirm") for steps in (present, chosen))
    if before.log_loss - after.log_loss < GAIN:
        log.info("the present steps stay: %.4f, at best %.4f", before.log_loss, after.log_loss)
        return None
    made = _adopt(version + 1, chosen, tries, before, after)
    bring_up_to(made.number)
    return made


def choose(tries: list[Observation], present: Steps) -> Steps:
    """The steps with the smallest log-loss on the choosing learners, one of them at a time."""
    best, least = present, _score(tries, present, "choose").log_loss
    for name in TUNED:
        middle = getattr(best, name)
        for factor in FACTORS:
            steps = replace(best, **{name: middle * factor})
            loss = _score(tries, steps, "choose").log_loss
            if loss < least:
                best, least = steps, loss
    return best


def _log() -> Iterator[Observation]:
    latest = Outcome.objects.order_by("-pk").values_list("pk", flat=True)[MOST : MOST + 1]
    rows = Outcome.objects.filter(pk__gt=next(iter(latest), 0)).order_by("pk")
    values = rows.values_list("learner", "exercise", "skills", "score", "first")
    for learner, exercise, skills, score, first in values.iterator():
        yield Observation(learner, exercise, tuple(skills), score, first)


def _score(tries: list[Observation], steps: Steps, group: str) -> Figures:
    """How a group's first tries are predicted, everybody moving everything as on the site."""
    chances = Ratings(steps).follow(tries)
    chosen = [
        (chance, one.score)
        for chance, one in zip(chances, tries, strict=True)
        if one.first and _group(one) == group
    ]
    return figures_of([chance for chance, _ in chosen], [score for _, score in chosen])


def _group(one: Observation) -> str:
    if held_out(one.learner, salt="confirm"):
        return "confirm"
    return "choose" if held_out(one.learner, salt="choose") else "move"


def _adopt(
    number: int, steps: Steps, tries: list[Observation], before: Figures, after: Figures
) -> ModelVersion:
    """The new version with the difficulties that these steps find."""
    ratings = Ratings(steps)
    ratings.follow(tries)
    with transaction.atomic():
        made = ModelVersion.objects.create(
            number=number,
            steps=asdict(steps),
            exercises={str(pk): rated.value for pk, rated in ratings.items.items()},
            skills={str(pk): rated.value for pk, rated in ratings.skills.items()},
            figures={
                "tries": after.n,
                "log_loss": round(after.log_loss, 4),
                "log_loss_before": round(before.log_loss, 4),
                "auc": round(after.auc, 4),
                "ece": round(after.ece, 4),
            },
        )
        _write(Exercise.objects.all(), ratings.items)
        _write(Skill.objects.all(), ratings.skills)
    log.info("model version %d: %s", number, made.figures)
    return made


def _write(rows: QuerySet[Exercise] | QuerySet[Skill], rated: dict[Hashable, Rated]) -> None:
    for row in rows.select_for_update():
        if row.pk in rated:
            row.difficulty, row.answered = rated[row.pk].value, rated[row.pk].n
            row.save(update_fields=["difficulty", "answered"])
