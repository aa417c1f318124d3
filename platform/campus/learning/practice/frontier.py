"""Which exercises are within a learner's reach, and which of them suits best."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from django.db.models import QuerySet

from campus.accounts.models import User
from campus.catalog.atlas import Atlas, read_atlas
from campus.catalog.drawing_lots import lot
from campus.catalog.models import Exercise, Skill
from campus.learning import elo
from campus.learning.models import Attempt, LearnerSkill
from campus.learning.placed import Placed, placed_of
from campus.learning.states import ability_of, states_of
from campus.prepared import prepared
from exercises.skills import read_skills
from exercises.tracks import read_tracks

#: The chance of success that a suggested exercise should have. No study shows one best value; in
#: simulations under three laws of learning this range was never the worst (docs/why).
AIM: Final = (0.75, 0.85)
LAST_SEEN: Final = 5  # exercises that are not suggested again at once


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise for one learner.

    chance   to succeed at once, 0 to 1, by the learner model
    reach    every prerequisite that any exercise trains is familiar, or placed
    new      the first of its skills that the learner has not met
    known    its skills were all taken for known by a placement
    """

    exercise: Exercise
    skills: tuple[Skill, ...]
    chance: float
    reach: bool
    new: Skill | None
    known: bool = False

    @property
    def misfit(self) -> float:
        """How far the chance lies outside of AIM."""
        return max(AIM[0] - self.chance, self.chance - AIM[1], 0.0)


def candidates(
    user: User, day: date, track: str = "", placed: Placed | None = None
) -> list[Candidate]:
    """Every exercise but those seen last: within reach first, then those of the track, then by
    fit, to a tenth; of equals the earlier module of the track's order, then a lot that changes
    with the day.

    placed   of the user, as `placed_of` gives it, for who has it at hand
    """
    states, theta = states_of(user), ability_of(user)
    standing = (placed_of(user, states) if placed is None else placed).standing
    just_seen = set(_seen_last(user.pk))
    atlas = read_atlas()
    rows = [row for row in atlas.exercises if row.pk not in just_seen]
    own, places = _way(track)
    return sorted(
        [_candidate(row, atlas, states, standing, theta) for row in rows],
        key=lambda c: (
            not c.reach or c.known,
            bool(own) and not own.issuperset(skill.slug for skill in c.skills),
            round(c.misfit, 1),
            places.get(c.exercise.module, len(places)),
            c.exercise.module,
            lot(user.pk, c.exercise.pk, day.toordinal()),
        ),
    )


@cache
def _way(track: str) -> tuple[frozenset[str], dict[str, int]]:
    """The skills of a track and the places of its modules; nothing and none without a track."""
    if (one := read_tracks().get(track)) is None:
        return frozenset(), {}
    places = {module: place for place, module in enumerate(one.order)}
    return frozenset(one.skills(read_skills())), places


@prepared
def _seen_last(learner: int) -> QuerySet[Attempt, int]:
    rows = Attempt.objects.filter(learner=learner).order_by("-opened_at")
    return rows.values_list("exercise", flat=True)[:LAST_SEEN]


def _candidate(
    row: Exercise,
    atlas: Atlas,
    states: dict[int, LearnerSkill],
    placed: frozenset[int],
    theta: float,
) -> Candidate:
    skills = atlas.trains[row.pk]
    chance = elo.expected_score(
        theta,
        elo.mean([states[skill.pk].theta if skill.pk in states else 0.0 for skill in skills]),
        row.difficulty,
        elo.mean([skill.difficulty for skill in skills]),
    )
    own = {skill.pk for skill in skills}
    needed = {before for skill in skills for before in atlas.before.get(skill.pk, ())} - own
    reach = all(
        pk in states and states[pk].level >= LearnerSkill.Level.FAMILIAR
        for pk in (needed & atlas.trained) - placed
    )
    new = next((one for one in skills if one.pk not in states and one.pk not in placed), None)
    return Candidate(row, skills, chance, reach, new, known=bool(own) and own <= placed)
