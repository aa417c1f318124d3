"""The learner model beside its baselines, on learners who had no part in fitting it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from campus.learning.elo import STEPS, Steps
from campus.learning.evaluating.baselines import constant, item_mean, learner_mean
from campus.learning.evaluating.figures import Figures, figures_of
from campus.learning.evaluating.observations import Observation, learners, split
from campus.learning.evaluating.rating import Ratings


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures by model, all on the same tries; `n` and `learners` of the tested part."""

    n: int
    learners: int
    learnt_from: int
    models: dict[str, Figures]

    @property
    def ours(self) -> Figures:
        return self.models[OURS]


OURS = "learner model, as on the site"


def compare(observations: list[Observation], steps: Steps = STEPS) -> Compared:
    """Four fifths of the learners teach the difficulties, the rest are predicted try by try.

    Raises ValueError when a part is empty.
    """
    learning, testing = split(observations)
    if not learning or not testing:
        raise ValueError("There are too few learners to hold some of them out.")
    scores = [one.score for one in testing]
    frozen, live, single = Ratings(steps), Ratings(steps), Ratings(steps, by_skill=False)
    for ratings in (frozen, live, single):
        ratings.follow(learning)
    chances = {
        "constant": constant(learning, testing),
        "item mean": item_mean(learning, testing),
        "learner mean": learner_mean(learning, testing),
        "one ability and the item": single.follow(testing),
        "learner model, items frozen": frozen.follow(testing, frozen=True),
        OURS: live.follow(testing),
    }
    return Compared(
        len(testing),
        learners(testing),
        len(learning),
        {name: figures_of(predicted, scores) for name, predicted in chances.items()},
    )


def lines_of(compared: Compared) -> Iterator[str]:
    """The report: a table of models, then how well the site's chances fit what happened."""
    yield (
        f"{compared.n} tries of {compared.learners} held-out learners; "
        f"difficulties learnt from {compared.learnt_from} tries of the others."
    )
    yield f"{'':32}{'AUC':>8}{'log-loss':>10}{'ECE':>8}"
    for name, figures in compared.models.items():
        yield f"{name:32}{figures.auc:8.3f}{figures.log_loss:10.3f}{figures.ece:8.3f}"
    yield ""
    yield f"{'calibration':16}{'tries':>8}{'predicted':>11}{'happened':>10}"
    for one in compared.ours.bins:
        span = f"{one.low:.1f} to {one.low + 0.1:.1f}"
        yield f"{span:16}{one.n:8}{one.predicted:11.3f}{one.happened:10.3f}"
