"""The codes of `likeness` in words."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus.numbers import is_number

_ALONE: Final = {
    "negated": gettext_lazy("the key with the other sign"),
    "reciprocal": gettext_lazy("one over the key"),
    "transposed": gettext_lazy("the key transposed"),
    "reordered": gettext_lazy("the key's entries in another order"),
    "squared": gettext_lazy("the key squared"),
    "root": gettext_lazy("the square root of the key"),
}
_SIGNS: Final = {"+": "+", "-": "−", "*": "·", "/": "/"}


def in_words(code: str) -> str:
    """
    >>> in_words("made:0-1"), in_words("times:1/2")
    ('1st number of the statement − 2nd number of the statement', '1/2 times the key')
    """
    kind, _colon, rest = code.partition(":")
    if code in _ALONE:
        return str(_ALONE[code])
    if kind == "tag":
        return rest.replace("-", " ").replace("_", " ")
    if kind == "times":
        return _("%(factor)s times the key") % {"factor": rest}
    if kind == "plus":
        return _("the key and %(shift)s") % {"shift": f"{int(rest):+d}".replace("-", "−")}
    if kind in ("made", "from"):
        return _expression(rest)
    if kind == "same" and not rest.startswith("#"):
        return _("%(value)s, whatever was asked") % {"value": rest}
    if kind == "tests":
        return _("fails tests %(numbers)s") % {"numbers": rest}
    if kind == "text" and not rest.startswith("#"):
        return f"“{rest}”"
    return _("the same answer")


def _expression(rest: str) -> str:
    """ "0-1", "-2", "key/0" with the places of numbers said."""
    parts = re.findall(r"key|\d+|[-+*/]", rest)
    words = []
    for part in parts:
        if part == "key":
            words.append(_("the key"))
        elif is_number(part):
            words.append(_("%(nth)s number of the statement") % {"nth": _nth(int(part) + 1)})
        else:
            words.append(_SIGNS[part])
    return " ".join(words)


def _nth(n: int) -> str:
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n, 'th') }"
