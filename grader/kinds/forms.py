"""The form of an answer, asked after its value: expanded, factored, lowest terms, …"""

from __future__ import annotations

from dataclasses import dataclass

from grader.errors import BadKey
from grader.kinds.fields import Fields
from grader.kinds.kind import Option
from grader.tree import Node
from grader.verdict import Verdict

FORM_OPTIONS = (
    Option("form", "the form that is asked for, or several with commas between them"),
    Option("form_share", "share of the marks for the right value in another form", "0"),
)


@dataclass(frozen=True, slots=True)
class Form:
    names: tuple[str, ...] = ()
    share: float = 0.0


def read_form(fields: Fields) -> Form:
    share = fields.number("form_share") or 0.0
    if share >= 1:
        raise BadKey("form_share must be less than 1")
    return Form(fields.words("form") or (), share)


def check_form(found: Verdict, answer: Node, form: Form) -> Verdict:
    """A right verdict stays right only in the form that is asked for."""
    return found
