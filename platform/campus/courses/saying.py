"""The rules of a problem set in words, for those who are to keep them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.courses.rules import Rules


def sentences(rules: Rules) -> list[str]:
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
    if rules.late_steps and rules.due_at:
        said += _timeline(rules, rules.due_at)
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


def _after_it(rules: Rules) -> str:
    if rules.late_steps:
        return _("What a later answer counts, falls step by step:")
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


def _timeline(rules: Rules, due_at: datetime) -> list[str]:
    steps = [
        _("until %(moment)s: %(share)d %%")
        % {"moment": _moment(due_at + timedelta(minutes=minutes)), "share": share}
        for minutes, share in rules.late_steps
    ]
    if rules.closes_at is None:
        steps.append(_("after that: %(share)d %%") % {"share": rules.late_credit})
    elif rules.closes_at > due_at + timedelta(minutes=rules.late_steps[-1][0]):
        steps.append(
            _("until it closes %(moment)s: %(share)d %%")
            % {"moment": _moment(rules.closes_at), "share": rules.late_credit}
        )
    return steps
