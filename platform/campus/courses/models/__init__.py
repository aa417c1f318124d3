"""Courses, the people in them, what they are told, and their problem sets."""

from campus.courses.models.announcement import Announcement, CalendarAddress, Seen
from campus.courses.models.course import Course, CourseQuerySet
from campus.courses.models.enrolment import Enrolment, EnrolmentQuerySet, Section
from campus.courses.models.joining import Entrance
from campus.courses.models.problem_set import Item, ItemQuerySet, ProblemSet, ProblemSetQuerySet

__all__ = [
    "Announcement",
    "CalendarAddress",
    "Course",
    "CourseQuerySet",
    "Enrolment",
    "EnrolmentQuerySet",
    "Entrance",
    "Item",
    "ItemQuerySet",
    "ProblemSet",
    "ProblemSetQuerySet",
    "Section",
    "Seen",
]
