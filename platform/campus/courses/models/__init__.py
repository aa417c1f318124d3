"""Courses, the people in them, what they are told, and their problem sets."""

from campus.courses.models.announcement import Announcement, CalendarAddress, Seen
from campus.courses.models.course import Course, CourseQuerySet
from campus.courses.models.enrolment import Enrolment, EnrolmentQuerySet, Section
from campus.courses.models.extension import Extension
from campus.courses.models.joining import Entrance
from campus.courses.models.problem_set import (
    Draw,
    Item,
    ItemQuerySet,
    Pool,
    ProblemSet,
    ProblemSetQuerySet,
)

__all__ = [
    "Announcement",
    "CalendarAddress",
    "Course",
    "CourseQuerySet",
    "Draw",
    "Enrolment",
    "EnrolmentQuerySet",
    "Entrance",
    "Extension",
    "Item",
    "ItemQuerySet",
    "Pool",
    "ProblemSet",
    "ProblemSetQuerySet",
    "Section",
    "Seen",
]
