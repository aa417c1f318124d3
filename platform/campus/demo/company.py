"""Who else is in the demo's course, and what it has been told: staff, sections, announcements."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from campus.accounts.models import User
from campus.courses.models import Announcement, Course, Enrolment, Entrance, Section, Seen
from campus.demo.people import ADA, ARTIN, CHARLIE, GRACE, NOETHER

SECTIONS: Final = ("Monday, room 3", "Wednesday, online")
#: Title, Markdown, days ago, pinned, whether Ada has seen it.
ANNOUNCEMENTS: Final = (
    (
        "Welcome, and how marks are made",
        "Each set takes answers **for a week after it was due**, for half the marks. Hints cost a "
        "little; asking each other is free.\n\n"
        "- Office hour: Tuesdays at 16:00\n"
        "- Questions about a verdict: press *My right answer was marked wrong*\n",
        30,
        True,
        True,
    ),
    (
        "A word on the condition number",
        "Many of you asked why $\\kappa(A) = \\lambda_{\\max} / \\lambda_{\\min}$ bounds the rate "
        "of gradient descent. We derive it on Monday; read the solution of the first exercise "
        "until then.\n\n$$ f(x_{k+1}) - f^\\ast \\le "
        "\\left(\\frac{\\kappa - 1}{\\kappa + 1}\\right)^2 (f(x_k) - f^\\ast) $$\n",
        2,
        False,
        False,
    ),
)


def gather(course: Course, people: dict[str, User], now: datetime) -> None:
    """Noether owns the course, Artin assists, everybody else learns in one of two sections; a code
    to come in by, a word to everybody, and one that Ada has not seen yet."""
    sections = [Section.objects.create(course=course, name=name) for name in SECTIONS]
    staff = {NOETHER.username: Enrolment.Role.OWNER, ARTIN.username: Enrolment.Role.ASSISTANT}
    outside = {CHARLIE.username, GRACE.username}
    learners = [user for name, user in people.items() if name not in staff.keys() | outside]
    Enrolment.objects.bulk_create(
        [
            *(Enrolment(course=course, person=people[name], role=staff[name]) for name in staff),
            *(
                Enrolment(course=course, person=user, section=sections[place % len(sections)])
                for place, user in enumerate(learners)
            ),
        ]
    )
    Entrance.objects.create(
        course=course,
        kind=Entrance.Kind.CODE,
        made_by=people[NOETHER.username],
        expires_at=now + timedelta(days=30),
    )
    for title, text, days, pinned, seen in ANNOUNCEMENTS:
        told = Announcement.objects.create(
            course=course, author=people[NOETHER.username], title=title, text=text, pinned=pinned
        )
        Announcement.objects.filter(pk=told.pk).update(at=now - timedelta(days=days))
        if seen:
            Seen.objects.create(announcement=told, person=people[ADA.username])
