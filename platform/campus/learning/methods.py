"""How an answer was decided, in words a learner can follow, for each method the grader names."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

METHODS: Final = {
    "same expression": _("It is written as the right answer is, up to order and brackets."),
    "exact arithmetic": _("Both were computed exactly, with fractions and no rounding."),
    "ball arithmetic": _(
        "Both were computed at points of the domain, with bounds on every rounding error: "
        "where the bounds do not meet, the two differ."
    ),
    "agreement at points": _(
        "Both agree to many digits at many points of the domain, taken at random."
    ),
    "computer algebra": _("Their difference was simplified by computer algebra."),
    "undecided": _("No method came to a decision within its bounds."),
    "tolerance": _("Its distance to the right value was compared with the error that is allowed."),
    "sign chart": _("Both hold for the same numbers: their signs were compared between all zeros."),
    "choice": _("Your choice was compared with the right one."),
    "pairs": _("Each pair was looked up."),
    "order": _("Each line was checked to come after those it needs."),
    "cells": _("Each cell was compared with its right value."),
    "product": _("The matrices were multiplied and the product compared."),
    "properties": _("The properties that were asked for were checked one by one."),
    "rank": _("The rank of your vectors, alone and beside the space, was computed exactly."),
    "inverse functions": _("Both lines were solved, one operation undone after the other."),
    "steps": _("Each line was compared with the line before it."),
    "grid": _("Each point was compared with the grid: half a step is forgiven."),
    "z test": _(
        "Your estimate was compared with the true value by a test that an honest simulation "
        "fails once in a million times."
    ),
    "length": _("The number of entries was compared first."),
    "ends": _("The ends of each piece and their brackets were compared."),
    "line": _("The directions were compared: a multiple of the vector counts too."),
    "tests": _("Your program was run against the tests in a sandbox."),
    "differentiation": _("Your answer was differentiated and compared with the integrand."),
    "reading": _("Your text was read; nothing was compared."),
}


def method_words(method: str) -> str:
    """The sentence for a method; its own name if there is none yet."""
    return str(METHODS.get(method, method))
