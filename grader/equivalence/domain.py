"""Where the names of an answer live: the key says it, every comparison respects it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from grader.errors import BadKey

Field = Literal["real", "integer", "complex"]

_RATIONAL = r"[-+]?\d+(?:\.\d+|/\d+)?"
_INTERVAL = re.compile(rf"([\[(])\s*(-?inf|{_RATIONAL})\s*,\s*(\+?inf|{_RATIONAL})\s*([\])])")


@dataclass(frozen=True, slots=True)
class Range:
    """The values of one name: a field, between bounds (None: unbounded; bounds are never hit)."""

    field: Field = "real"
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def finite(self) -> bool:
        """Whether only finitely many values are possible, so that sampling proves nothing."""
        return self.field == "integer" and self.low is not None and self.high is not None


REAL = Range()
NAMED = {
    "real": REAL,
    "complex": Range("complex"),
    "positive": Range(low=Fraction(0)),
    "nonnegative": Range(low=Fraction(0)),
    "negative": Range(high=Fraction(0)),
    "integer": Range("integer"),
    "natural": Range("integer", low=Fraction(0)),
    "probability": Range(low=Fraction(0), high=Fraction(1)),
}


@dataclass(frozen=True, slots=True)
class Domain:
    """The range of every name; a name that is not listed has the range `default`."""

    default: Range = REAL
    ranges: Mapping[str, Range] = field(default_factory=dict)

    def of(self, name: str) -> Range:
        return self.ranges.get(name, self.default)


def read_domain(raw: object) -> Domain:
    """Read a key's "domain": one text for all names, or an object from names to texts.

    A text is one of `NAMED` or an interval such as "(0, 1]"; the ends themselves are never
    sampled, so open and closed mean the same here. Raises BadKey.

    >>> read_domain({"n": "natural", "p": "(0, 1)"}).of("p").high
    Fraction(1, 1)
    """
    if raw is None:
        return Domain()
    if isinstance(raw, str):
        return Domain(_range(raw))
    if isinstance(raw, dict):
        return Domain(ranges={str(name): _range(text) for name, text in raw.items()})
    raise BadKey("domain must be a text or an object from names to texts")


def _range(text: object) -> Range:
    if not isinstance(text, str):
        raise BadKey("a name's domain must be a text")
    if text in NAMED:
        return NAMED[text]
    found = _INTERVAL.fullmatch(text.strip())
    if not found:
        raise BadKey(f"unknown domain {text!r}: use {', '.join(NAMED)} or an interval like (0, 1)")
    low, high = (None if "inf" in end else Fraction(end) for end in found.group(2, 3))
    if low is not None and high is not None and low >= high:
        raise BadKey(f"the domain {text!r} is empty")
    return Range(low=low, high=high)
