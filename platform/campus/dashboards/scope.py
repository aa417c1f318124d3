"""Whose progress a dashboard is about: everybody, the learners of one course, or of a section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from campus.accounts.models import User
from campus.courses.models import Course, Section
from campus.rollups.models import Member
from exercises.skills import SkillMap, read_skills

WEEKS = (4, 8, 12, 26, 52)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filters in the address say.

    course    None: the whole site
    section   None: the whole course
    weeks     how far back, whole weeks up to today
    track     skills of one way through the certificate; "": all
    """

    course: Course | None
    section: Section | None
    weeks: int
    track: str = ""

    @property
    def group(self) -> dict[str, int]:
        """As the sums name it; see campus.rollups.models."""
        return {
            "course": self.course.pk if self.course else 0,
            "section": self.section.pk if self.section else 0,
        }

    @property
    def since(self) -> date:
        """The Monday on which the first week shown begins."""
        day = today()
        return day - timedelta(days=day.weekday() + 7 * (self.weeks - 1))

    @property
    def query(self) -> str:
        """The same filters for another address."""
        said = {
            "course": self.course.slug if self.course else "",
            "section": str(self.section.pk) if self.section else "",
            "weeks": str(self.weeks),
            "track": self.track,
        }
        return urlencode({name: value for name, value in said.items() if value})

    def members(self) -> QuerySet[Member]:
        return Member.objects.filter(**self.group)

    def learners(self) -> QuerySet[User]:
        return User.objects.filter(pk__in=self.members().values("learner"))

    def skill_names(self) -> frozenset[str] | None:
        """Slugs of the track's skills; None for all there are."""
        if not self.track:
            return None
        known = skill_map().skills.values()
        return frozenset(one.id for one in known if self.track in one.tracks)

    def skills(self) -> Q:
        """Of a table with a `skill`: those of the track."""
        names = self.skill_names()
        return Q() if names is None else Q(skill__slug__in=names)


def scope_of(user: User, asked: Mapping[str, str]) -> Scope | None:
    """Read the address for one who may read progress; what it does not know falls back to all they
    may see and 12 weeks. None for somebody who teaches nothing."""
    mine = Course.objects.taught_by(user)
    course = mine.filter(slug=asked.get("course", "")).first()
    if course is None and not user.is_admin:
        course = mine.running().first() or mine.first()
        if course is None:
            return None
    section, weeks = asked.get("section", ""), asked.get("weeks", "")
    return Scope(
        course=course,
        section=course.sections.filter(pk=section).first() if course and _number(section) else None,
        weeks=int(weeks) if _number(weeks) and int(weeks) in WEEKS else 12,
        track=asked.get("track", "") if asked.get("track") in skill_map().tracks else "",
    )


@cache
def skill_map() -> SkillMap:
    return read_skills(Path(settings.SKILL_MAP))


def today() -> date:
    return timezone.now().date()


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
