"""Courses, the people in them, and their problem sets."""

from campus.courses.models.course import Course, CourseQuerySet
from campus.courses.models.enrolment import Enrolment
from campus.courses.models.problem_set import Item, ItemQuerySet, ProblemSet, ProblemSetQuerySet

__all__ = [
    "Course",
    "CourseQuerySet",
    "Enrolment",
    "Item",
    "ItemQuerySet",
    "ProblemSet",
    "ProblemSetQuerySet",
]
