"""Bundles judged entry by entry: tolerance of the entries, share of the marks, which are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.equivalence.ladder import Decision
from grader.kinds.closeness import Closeness, read_closeness
from grader.kinds.fields import Fields
from grader.kinds.judging import all_of, verdict
from grader.kinds.kind import Option, share
from grader.verdict import Verdict

ENTRY_OPTIONS = (
    Option("partial", "whether the right entries earn their share of the marks", "false"),
)
TOLERANCES = ("tol", "rtol", "digits", "places")


def read_entries(fields: Fields) -> tuple[Closeness | None, bool]:
    """The closeness of the entries and `partial`."""
    return read_closeness_of_entries(fields), fields.flag("partial")


def read_closeness_of_entries(fields: Fields) -> Closeness | None:
    """The closeness of the entries; None where the key names none, which asks for exact ones."""
    inexact = any(fields.get(name) is not None for name in TOLERANCES)
    closeness = read_closeness(fields)
    return closeness if inexact else None


def share_of(decisions: Sequence[Decision], *, partial: bool, key: str = "cells") -> Verdict:
    """One verdict for many entries; `details[key]` says which of them are right."""
    whole = all_of(decisions)
    cells = [decision.same for decision in decisions]
    found = verdict(whole)
    if found.outcome == "wrong" and partial and None not in cells:
        found = share(cells.count(True) / len(cells), whole.method)
    return replace(found, details={key: cells})
