"""Late credit as lines of text: “2 days: 80 %”. Read strictly, written back the same way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

_LINE = re.compile(
    r"(\d{1,4})\s*(minutes?|min|hours?|h|days?|d|weeks?|w)\s*[:,=]?\s*(\d{1,3})\s*%?"
)
_MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10080}


def steps_of(text: str) -> list[list[int]]:
    """[[minutes after the due date, per cent], …]; ValueError with a sentence for the author.

    >>> steps_of("2 days: 80 %")
    [[2880, 80]]
    """
    steps: list[list[int]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.fullmatch(line.lower())
        if found is None:
            raise ValueError(_("“%(line)s” is no step. Write “2 days: 80 %%”.") % {"line": line})
        number, unit, share = found.groups()
        step = [int(number) * _MINUTES[unit[0]], int(share)]
        if step[0] == 0 or step[1] > 100:
            raise ValueError(_("“%(line)s”: a step counts 0 to 100 %%.") % {"line": line})
        if steps and (step[0] <= steps[-1][0] or step[1] > steps[-1][1]):
            raise ValueError(
                _("“%(line)s”: each step ends later than the one before, and counts no more.")
                % {"line": line}
            )
        steps.append(step)
    return steps


def written(steps: Sequence[Sequence[int]]) -> str:
    """
    >>> written([[2880, 80], [90, 50]])
    '2 days: 80 %\\n90 minutes: 50 %'
    """
    return "\n".join(f"{_long(minutes)}: {share} %" for minutes, share in steps)


def _long(minutes: int) -> str:
    for word, length in (("days", 1440), ("hours", 60)):
        if minutes % length == 0:
            return f"{minutes // length} {word}"
    return f"{minutes} minutes"
