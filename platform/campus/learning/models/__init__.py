"""The rows of learning: work, the progress that follows from it, and practice that plans it."""

from campus.learning.models.objections import Objection
from campus.learning.models.practice import (
    PracticePlan,
    PracticeSession,
    PracticeStep,
    zone_of,
)
from campus.learning.models.progress import (
    ActiveDay,
    DifficultyStep,
    LearnerAbility,
    LearnerSkill,
    ModelVersion,
    Outcome,
    PlacedSkills,
)
from campus.learning.models.sitting import Sitting
from campus.learning.models.work import Attempt, Draft, GradeResult, StaffAlert, Submission

__all__ = [
    "ActiveDay",
    "Attempt",
    "DifficultyStep",
    "Draft",
    "GradeResult",
    "LearnerAbility",
    "LearnerSkill",
    "ModelVersion",
    "Objection",
    "Outcome",
    "PlacedSkills",
    "PracticePlan",
    "PracticeSession",
    "PracticeStep",
    "Sitting",
    "StaffAlert",
    "Submission",
    "zone_of",
]
