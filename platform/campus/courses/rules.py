"""What the days and limits of a problem set mean: when it takes answers, and what they count.

A set is `soon` before it opens, `open` until it is due, `late` until it closes, then `closed`.
Marks lean on the moment at which an answer was handed in, never on when it was graded.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.courses.models import ProblemSet

State = Literal["soon", "open", "late", "closed"]


def state_of(rules: ProblemSet, at: datetime | None = None) -> State:
    now = at or timezone.now()
    if rules.opens_at and now < rules.opens_at:
        return "soon"
    if rules.closes_at and now >= rules.closes_at:
        return "closed"
    return "late" if rules.due_at and now > rules.due_at else "open"


def credit(rules: ProblemSet, handed_in: datetime, tries_before: int) -> float:
    """The share of its marks that an answer keeps, 0 to 1: tries before it cost, and so does
    coming after the due date. What came in before the set closed is late at worst."""
    late = rules.due_at is not None and handed_in > rules.due_at
    in_time = rules.late_credit / 100 if late else 1.0
    return in_time * max(0.0, 1 - rules.try_cost / 100 * tries_before)


def sentences(rules: ProblemSet) -> list[str]:
    """The rules in words, as they stand before anybody has begun; none for a set without any."""
    said = []
    if rules.due_at:
        due = _("Due %(moment)s.") % {"moment": _moment(rules.due_at)}
        said.append(f"{due} {_after_it(rules)}")
    elif rules.closes_at:
        said.append(
            _("Closes %(moment)s; after that no answer is taken.")
            % {"moment": _moment(rules.closes_at)}
        )
    if rules.tries:
        said.append(
            ngettext(
                "%(n)d graded try at each exercise, over all its variants.",
                "%(n)d graded tries at each exercise, over all its variants.",
                rules.tries,
            )
            % {"n": rules.tries}
        )
    if rules.try_cost and rules.tries != 1:
        said.append(
            _("Each graded try after the first takes %(cost)d %% off the marks.")
            % {"cost": rules.try_cost}
        )
    if rules.tries or rules.try_cost:
        said.append(_("An answer that could not be read or decided is no try."))
    return said


def _after_it(rules: ProblemSet) -> str:
    if rules.late_credit == 0 or (rules.closes_at and rules.closes_at == rules.due_at):
        return _("Later answers count nothing.")
    share = {"share": rules.late_credit}
    if rules.closes_at is None:
        if rules.late_credit == 100:
            return _("Later answers count in full.")
        return _("Later answers count %(share)d %% of their marks.") % share
    until = {"moment": _moment(rules.closes_at)}
    if rules.late_credit == 100:
        return _("Later answers count in full until the set closes %(moment)s.") % until
    return _(
        "Later answers count %(share)d %% of their marks, until the set closes %(moment)s."
    ) % (share | until)


def _moment(at: datetime) -> str:
    """By the site's clock, as everywhere on the pages."""
    return date_format(timezone.localtime(at), "D j M, H:i")
