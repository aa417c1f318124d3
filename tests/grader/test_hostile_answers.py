"""Answers meant to break the grader: nothing runs, nothing hangs, each is answered at once."""

from __future__ import annotations

import pytest

from grader.benchmarks.hostile import TEXTS
from grader.benchmarks.resisting import request_to
from grader.grade import grade
from grader.kinds import KINDS
from tests.grader.work import calls_made

MOST_CALLS = 300_000  # some three times what the hardest of them takes
SHARE = 9  # every kind is asked about every ninth text, each beginning elsewhere


@pytest.mark.parametrize(("kind", "first"), [(name, i % SHARE) for i, name in enumerate(KINDS)])
def test_every_kind_refuses_or_judges_hostile_answers_at_once(kind: str, first: int) -> None:
    refuse_or_judge(kind, "ascii", first)


@pytest.mark.parametrize("kind", ["expr", "set", "interval", "matrix", "inequality"])
def test_hostile_latex_is_refused_or_judged_at_once(kind: str) -> None:
    refuse_or_judge(kind, "latex", len(kind) % SHARE)


def refuse_or_judge(kind: str, syntax: str, first: int) -> None:
    grade(request_to(kind, "1"))  # whatever is loaded once is loaded now
    for text in TEXTS[first::SHARE]:
        outcomes: list[str] = []

        def ask(text: str = text, outcomes: list[str] = outcomes) -> None:
            report = grade(request_to(kind, text, syntax))
            outcomes.append(report.verdicts["a"].outcome)

        assert calls_made(ask) < MOST_CALLS, text[:40]
        assert outcomes[0] != "right" or (kind, text[:3]) in RIGHT, text[:40]


# Absurdly long, and right all the same.
RIGHT = {("derivation", "2x+"), ("derivation", "x=3")}
