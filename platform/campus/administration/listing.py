"""People by a list: what each line would do, then doing it. And everybody as a list to take away.

The first line names the columns: `email`, and if wanted `username`, `name`, `role`. Reading changes
nothing; doing it twice does nothing the second time. Nobody becomes an administrator by a list, and
nobody is taken out by one. New accounts have no password: their owners choose one by the page for
forgotten passwords, which also shows that the address is theirs.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.administration.changing import Refused, set_role
from campus.auditing import record, record_each
from campus.courses.roster.sheet import Row, rows_of
from campus.pages.cells import plain_cell

Act = Literal["create", "change", "same", "error"]
ACTS: tuple[Act, ...] = ("create", "change", "same", "error")
ROLES = (User.Role.LEARNER.value, User.Role.INSTRUCTOR.value)
HEADINGS = ("email", "username", "name", "role", "active", "courses", "joined", "last_signed_in")


@dataclass(frozen=True, slots=True)
class Line:
    """What one line would do; `number` is its place in the file, 1 is the heading."""

    number: int
    email: str
    act: Act
    words: str
    username: str = ""
    name: str = ""
    role: str = ""
    person: User | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {act: sum(line.act == act for line in self.lines) for act in ACTS}

    @property
    def does_something(self) -> bool:
        return any(line.act in ("create", "change") for line in self.lines)

    @property
    def digest(self) -> str:
        """Equal for equal plans: what was shown is what is done."""
        told = "\n".join(f"{one.number} {one.email} {one.act} {one.words}" for one in self.lines)
        return hashlib.sha256(told.encode()).hexdigest()


def plan(text: str, by: User) -> Plan:
    """Raises courses.errors.Refused for a text that is no list."""
    rows = rows_of(text)
    emails = [row.get("email", "").lower() for _number, row in rows]
    names = [_username(row).lower() for _number, row in rows]
    people = User.objects.annotate(mail=Lower("email"), name=Lower("username"))
    known = {one.mail: one for one in people.filter(mail__in=set(emails) - {""})}
    taken = {one.name for one in people.filter(name__in=set(names))}
    times, called = Counter(emails), Counter(names)
    lines = []
    for number, row in rows:
        email = row.get("email", "").lower()
        wrong = _wrong(row, email, times)
        if wrong:
            lines.append(Line(number, email or _username(row), "error", wrong))
        elif email in known:
            lines.append(_of_known(number, row, known[email], by))
        else:
            name = _username(row).lower()
            lines.append(_of_new(number, row, email, name in taken or called[name] > 1))
    return Plan(tuple(lines))


@transaction.atomic
def carry_out(plan: Plan, by: User) -> int:
    """Do what the plan says, leaving out its errors; how many lines did something."""
    new = [line for line in plan.lines if line.act == "create"]
    for line in new:
        person = User(username=line.username, email=line.email, role=line.role)
        person.display_name = line.name
        person.set_unusable_password()
        person.save()
    made = User.objects.filter(username__in=[line.username for line in new])
    record_each(by, "account made", made)
    changed = [line for line in plan.lines if line.act == "change"]
    for line in changed:
        if line.person is not None:
            set_role(line.person, line.role, by)
    record(by, "list of accounts applied", "the whole site", **plan.counts)
    return len(new) + len(changed)


def as_csv(people: QuerySet[User]) -> Iterator[str]:
    """Everybody of the list, line by line; nothing in it is run by a spreadsheet."""
    write = csv.writer(_Echo()).writerow
    yield write(HEADINGS)
    for one in people.iterator(chunk_size=500):
        texts = [plain_cell(text) for text in (one.email, one.username, one.display_name)]
        last = one.last_login.isoformat() if one.last_login else ""
        taking = getattr(one, "taking", 0)
        yield write([*texts, one.role, int(one.is_active), taking, one.date_joined.date(), last])


class _Echo:
    """What csv writes to: it hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _username(row: Row) -> str:
    return row.get("username") or row.get("email", "").partition("@")[0]


def _wrong(row: Row, email: str, times: Counter[str]) -> str:
    role = row.get("role", "").lower()
    if not email:
        return _("no e-mail address")
    try:
        validate_email(email)
    except ValidationError:
        return _("is no e-mail address")
    if times[email] > 1:
        return _("is in the list %(n)d times") % {"n": times[email]}
    if role and role not in ROLES:
        known = ", ".join(ROLES)
        return _("“%(role)s” is no role that a list gives; there are %(known)s") % {
            "role": role[:40],
            "known": known,
        }
    return ""


def _of_known(number: int, row: Row, person: User, by: User) -> Line:
    """A list gives a role that it names; it takes none from an administrator."""
    email, role = person.email, row.get("role", "").lower()
    if not role or role == person.role:
        return Line(number, email, "same", _("has an account"), person=person)
    if person.is_admin or person.pk == by.pk:
        words = _("is an administrator: change that on the page of the person")
        return Line(number, email, "error", words, person=person)
    words = _("is %(before)s, will be %(after)s") % {
        "before": person.get_role_display(),
        "after": User.Role(role).label,
    }
    return Line(number, email, "change", words, role=role, person=person)


def _of_new(number: int, row: Row, email: str, taken: bool) -> Line:
    name = _username(row)
    role = row.get("role", "").lower() or User.Role.LEARNER.value
    if taken:
        words = _("the user name “%(name)s” is taken: give another in the column username")
        return Line(number, email, "error", words % {"name": name[:40]})
    person = User(username=name, email=email, role=role, display_name=row.get("name") or name)
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        return Line(number, email, "error", " ".join(error.messages))
    words = _("will have an account: %(name)s, %(role)s") % {
        "name": name,
        "role": User.Role(role).label,
    }
    return Line(number, email, "create", words, name, person.display_name, role)


__all__ = ["HEADINGS", "Line", "Plan", "Refused", "as_csv", "carry_out", "plan"]
