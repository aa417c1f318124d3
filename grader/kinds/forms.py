"""The form of an answer, asked after its value: expanded, factored, lowest terms, …"""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.errors import BadKey
from grader.form import form_check, shortfall
from grader.kinds.fields import Fields
from grader.kinds.kind import Option
from grader.sentences import say
from grader.tree import Node
from grader.verdict import Verdict

FORM_OPTIONS = (
    Option(
        "form",
        "the form that is asked for, or several: expanded, factored, lowest terms, single "
        "fraction, rationalised, partial fractions, completed square, simplified, 2 decimal "
        "places, 3 significant figures, no sin (or another function), no decimals, no fractions, "
        "no powers, no roots",
    ),
    Option("form_share", "share of the marks for the right value in another form", "0"),
)


@dataclass(frozen=True, slots=True)
class Form:
    names: tuple[str, ...] = ()
    share: float = 0.0


def read_form(fields: Fields) -> Form:
    """The forms a key asks for; raises BadKey for a name that is no form."""
    names = fields.words("form") or ()
    for name in names:
        form_check(name)
    share = fields.number("form_share") or 0.0
    if share >= 1:
        raise BadKey("form_share must be less than 1")
    return Form(names, share)


def check_form(found: Verdict, answer: Node, form: Form) -> Verdict:
    """A right verdict stays right only in the form that is asked for."""
    if found.outcome != "right" or not form.names:
        return found
    short = shortfall(answer, form.names)
    if short is None:
        return found
    return replace(
        found,
        outcome="partial" if form.share else "wrong",
        score=form.share,
        tag="form",
        feedback=say("The value is right. {but}", but=short.message),
        span=short.span,
    )
