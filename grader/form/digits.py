"""How many digits a number is given with."""

from __future__ import annotations

from grader.form.shortfall import FormCheck, Shortfall, unsigned
from grader.sentences import say
from grader.tree import Node, Number


def decimal_places(places: int) -> FormCheck:
    """A decimal number with just so many digits after the point: 2.50 has two."""

    def check(node: Node) -> Shortfall | None:
        literal = unsigned(node)
        if not isinstance(literal, Number):
            return Shortfall(say("Give the answer as a decimal number."), node.span)
        body, _, exponent = literal.text.rstrip("%").partition("e")
        given = max(len(body.partition(".")[2]) - int(exponent or 0), 0)
        if given != places:
            return Shortfall(
                say(
                    "Give {places} after the point, not {given}.",
                    places=_counted(places),
                    given=given,
                ),
                node.span,
            )
        return None

    return check


def significant_figures(figures: int) -> FormCheck:
    """A number with so many significant figures.

    Zeros in front never count, zeros behind a point always do; those at the end of a whole
    number may or may not, so 1500 is accepted for two, three and four.
    """

    def check(node: Node) -> Shortfall | None:
        literal = unsigned(node)
        if not isinstance(literal, Number):
            return Shortfall(say("Give the answer as a decimal number."), node.span)
        least, most = count_figures(literal)
        if not least <= figures <= most:
            one = say("Give one significant figure, not {given}.", given=most)
            more = say(
                "Give {figures} significant figures, not {given}.", figures=figures, given=most
            )
            return Shortfall(one if figures == 1 else more, node.span)
        return None

    return check


def count_figures(literal: Number) -> tuple[int, int]:
    """The least and the largest number of significant figures a literal may claim.

    >>> from fractions import Fraction
    >>> count_figures(Number(Fraction(1500), "1500")), count_figures(Number(Fraction(1), "1.0"))
    ((2, 4), (2, 2))
    """
    body = literal.text.rstrip("%").partition("e")[0]
    digits = body.replace(".", "").lstrip("0")
    if not digits:  # zero itself: each place that is shown counts
        shown = max(len(body.replace(".", "")) - 1, 1)
        return shown, shown
    least = len(digits) if "." in body else len(digits.rstrip("0"))
    return least, len(digits)


def _counted(places: int) -> str:
    return say("1 digit") if places == 1 else say("{places} digits", places=places)
