"""What is known of a learner, as all that weighs it asks for it: ability, and state by skill."""

from __future__ import annotations

from django.db.models import QuerySet

from campus.accounts.models import User
from campus.learning.models import LearnerAbility, LearnerSkill
from campus.prepared import prepared


def states_of(user: User) -> dict[int, LearnerSkill]:
    """By the primary key of the skill; only skills one has met."""
    return {state.skill_id: state for state in _states(user.pk)}


def ability_of(user: User) -> float:
    """In logits over all skills; 0 for somebody new."""
    return next(iter(_ability(user.pk)), 0.0)


@prepared
def _states(learner: int) -> QuerySet[LearnerSkill]:
    return LearnerSkill.objects.filter(learner=learner)


@prepared
def _ability(learner: int) -> QuerySet[LearnerAbility, float]:
    return LearnerAbility.objects.filter(learner=learner).values_list("theta", flat=True)
