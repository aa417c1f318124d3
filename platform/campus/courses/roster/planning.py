"""Reading a list beside what the course has: nothing is written."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.courses.inviting import invitations
from campus.courses.models import Course, Enrolment, Section
from campus.courses.models.course import TEACHERS
from campus.courses.roster.lines import Act, Line, Plan
from campus.courses.roster.sheet import Row, rows_of

Role = Enrolment.Role
LONGEST_SECTION = Section._meta.get_field("name").max_length


def plan(course: Course, text: str, *, names_staff: bool) -> Plan:
    """What the list would do, with a fixed number of queries for any length.

    names_staff   whether whoever brings the list may give roles other than learner

    Raises Refused for what is no list at all; single bad lines are lines of the plan.
    """
    rows = rows_of(text)
    beside = _Beside(course, [row for _number, row in rows], names_staff)
    return Plan(tuple(_line(number, row, beside) for number, row in rows))


class _Beside:
    """What the lines are compared with: accounts, enrolments, open invitations, each other."""

    def __init__(self, course: Course, rows: list[Row], names_staff: bool) -> None:
        self.names_staff = names_staff
        self.times = Counter(_key(row) for row in rows)
        emails = {row["email"].lower() for row in rows if row.get("email")}
        names = {row["username"].lower() for row in rows if row.get("username")}
        people = User.objects.annotate(mail=Lower("email"), name=Lower("username"))
        self.by_email = {one.mail: one for one in people.filter(mail__in=emails)}
        self.by_name = {one.name: one for one in people.filter(name__in=names)}
        enrolled = course.enrolments.select_related("person", "section")
        self.enrolled = {row.person_id: row for row in enrolled}
        self.invited = {
            email.lower() for email in invitations(course).values_list("email", flat=True)
        }

    def person(self, row: Row) -> User | None:
        if row.get("username"):
            return self.by_name.get(row["username"].lower())
        return self.by_email.get(row["email"].lower())


def _key(row: Row) -> str:
    return (row.get("username") or row.get("email") or "").lower()


def _line(number: int, row: Row, beside: _Beside) -> Line:
    """One line: first what is wrong with it, then what it would do."""
    who, role = row.get("username") or row.get("email") or "", (row.get("role") or "").lower()
    section = row.get("section") or ""
    if wrong := _wrong_as_written(row, role, section, beside):
        return Line(number, who, "error", wrong)
    person = beside.person(row)
    given = role or Role.LEARNER
    if person is None:
        return _for_a_stranger(number, row, given, section, beside)
    if given in TEACHERS and not person.may_teach:
        words = _("has a learner's account; an administrator can make it an instructor's")
        return Line(number, who, "error", words)
    enrolment = beside.enrolled.get(person.pk)
    if enrolment is None:
        words = _("will be enrolled: %(as)s") % {"as": _as(given, section)}
        return Line(number, who, "enrol", words, given, section, person)
    line = Line(number, who, "same", "", role, section, person, enrolment)
    return _for_the_enrolled(line, beside.names_staff)


def _wrong_as_written(row: Row, role: str, section: str, beside: _Beside) -> str:
    key = _key(row)
    if not key:
        return _("neither email nor username")
    if beside.times[key] > 1:
        return _("is in the list %(n)d times") % {"n": beside.times[key]}
    if not row.get("username") and not _is_email(key):
        return _("is no e-mail address")
    if role and role not in Role.values:
        known = ", ".join(Role.values)
        return _("“%(role)s” is no role; there are %(known)s") % {"role": role, "known": known}
    if role not in ("", Role.LEARNER) and not beside.names_staff:
        return _("only the owner of the course names its staff")
    if len(section) > (LONGEST_SECTION or 0):
        return _("the name of the section is too long")
    return ""


def _for_a_stranger(number: int, row: Row, role: str, section: str, beside: _Beside) -> Line:
    """Somebody without an account gets an invitation by mail, if the list says where."""
    email = row.get("email", "")
    if row.get("username"):
        return Line(number, row["username"], "error", _("nobody has this user name"))
    if role in TEACHERS:
        return Line(number, email, "error", _("has no account; instructors need one first"))
    if email.lower() in beside.invited:
        return Line(number, email, "same", _("is invited already"), role, section)
    words = _("has no account: will be invited by mail, %(as)s") % {"as": _as(role, section)}
    return Line(number, email, "invite", words, role, section)


def _for_the_enrolled(line: Line, names_staff: bool) -> Line:
    """A list moves people to sections and gives roles. It takes no role from staff unless it says
    so in words: a list of learners by which the owner is demoted would be a bad surprise."""
    now = line.enrolment
    assert now is not None
    role = line.role or now.role
    if now.role == Role.OWNER and role != Role.OWNER:
        return _of(line, "error", _("owns the course: change that on the page of people"), role)
    if role != now.role and not names_staff:
        return _of(line, "error", _("only the owner of the course names its staff"), role)
    moves = bool(line.section) and role == Role.LEARNER
    same_section = not moves or (now.section is not None and now.section.name == line.section)
    if role == now.role and same_section:
        return _of(
            line, "same", _("stays as they are: %(as)s") % {"as": now.get_role_display()}, role
        )
    words = _("is %(before)s, will be %(after)s") % {
        "before": _as(now.role, now.section.name if now.section else ""),
        "after": _as(role, line.section if moves else ""),
    }
    return _of(line, "change", words, role)


def _of(line: Line, act: Act, words: str, role: str) -> Line:
    return Line(line.number, line.who, act, words, role, line.section, line.person, line.enrolment)


def _as(role: str, section: str) -> str:
    name = str(Role(role).label)
    return (
        _("%(role)s in section %(section)s") % {"role": name, "section": section}
        if section
        else name
    )


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
