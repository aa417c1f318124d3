"""The rows of learning: work in one file, the progress that follows from it in the other."""

from campus.learning.models.progress import (
    ActiveDay,
    DifficultyStep,
    LearnerAbility,
    LearnerSkill,
)
from campus.learning.models.work import Attempt, Draft, GradeResult, StaffAlert, Submission

__all__ = [
    "ActiveDay",
    "Attempt",
    "DifficultyStep",
    "Draft",
    "GradeResult",
    "LearnerAbility",
    "LearnerSkill",
    "StaffAlert",
    "Submission",
]
