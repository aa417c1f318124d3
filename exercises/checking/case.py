"""One seed of one exercise as the rules see it: values, trees, texts, and a grader at hand."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from exercises.checking.findings import Finding
from exercises.checking.points import points_on
from exercises.keys import grading
from exercises.model import LISTED_KINDS, Blank, Exercise
from exercises.programming import Drawer
from grader.grade import grade
from grader.kinds import kind_of
from grader.parse import parse
from grader.request import Answer, GradingRequest, Syntax
from grader.tree import Node
from grader.verdict import Verdict

# Kinds whose answers are made of several formulas, or of names: checking.composed knows them.
COMPOSED = frozenset(
    {"order", "match", "table", "plot-read", "sketch", "derivation", "factorisation", "blanks"}
)


@dataclass
class Case:
    """`drawn` is what the sandbox made of the seed; `drawer` can derive values from it still."""

    exercise: Exercise
    seed: int
    drawn: dict[str, Any]
    drawer: Drawer
    slowest: float = 0.0  # processor seconds of the slowest grading
    uncarried: set[tuple[str, str]] = field(default_factory=set)  # nothing follows (blank, earlier)
    _requests: dict[str, GradingRequest] = field(default_factory=dict)

    @cached_property
    def grading(self) -> dict[str, Any]:
        return grading(self.exercise, self.seed, self.drawn)

    @cached_property
    def typed(self) -> tuple[Blank, ...]:
        """The blanks whose answer is one formula."""
        apart = {"code", *LISTED_KINDS, *COMPOSED}
        return tuple(b for b in self.exercise.blanks if b.kind not in apart)

    @cached_property
    def composed(self) -> tuple[Blank, ...]:
        """The blanks whose answer is more than one formula."""
        return tuple(b for b in self.exercise.blanks if b.kind in COMPOSED)

    @cached_property
    def right(self) -> dict[str, str]:
        """The right answer of every blank but code."""
        found = {}
        for blank in self.exercise.blanks:
            if blank.kind == "code":
                continue
            if blank.kind in LISTED_KINDS:
                value = str(self.key(blank)["value"])
                found[blank.name] = value.split(",")[0] if blank.kind == "mc" else value
            else:
                found[blank.name] = self.typed_as(blank, self.drawn["answers"][blank.name])
        return found

    def typed_as(self, blank: Blank, value: str) -> str:
        """A value as an answer: of a curve that is to be sketched, points."""
        if blank.kind == "sketch" and self.key(blank).get("shape") == "curve":
            pad, least = self.drawn["pads"][blank.name], self.key(blank).get("least", 3)
            return points_on(value, pad, int(least))
        return value

    @cached_property
    def trees(self) -> dict[str, Node]:
        """The right answers of the typed blanks, parsed as the grader parses keys."""
        found = {}
        for blank in self.typed:
            language = getattr(kind_of(blank.kind).prepare(self.key(blank)), "language", None)
            names = list(language.names) if language else []
            found[blank.name] = parse(self.right[blank.name], names=names)
        return found

    def key(self, blank: Blank) -> dict[str, Any]:
        key: dict[str, Any] = self.judged(blank)["key"]
        return key

    def judged(self, blank: Blank) -> dict[str, Any]:
        """One blank of the request, its live mistakes at the right earlier answers."""
        found: dict[str, Any] = next(b for b in self.grading["blanks"] if b["name"] == blank.name)
        return found

    def verdict(self, blank: Blank, text: str, syntax: Syntax = "ascii") -> Verdict:
        """The verdict on one answer when every earlier answer is right."""
        typed = _typed(text, syntax, self.key(blank))
        answers = {blank.name: Answer(typed, syntax)}
        request = replace(self._request(blank), answers=answers)
        started = time.process_time()
        report = grade(request)
        self.slowest = max(self.slowest, time.process_time() - started)
        return report.verdicts[blank.name]

    def _request(self, blank: Blank) -> GradingRequest:
        """A request about one blank alone, made once.

        Live mistakes have the values that were drawn, so no sandbox is needed.
        """
        if blank.name not in self._requests:
            computed = self.drawn["mistakes"]
            asked = dict(self.judged(blank))
            asked["mistakes"] = [
                {"tag": m["tag"], "value": computed[m["live"]]} if "live" in m else m
                for m in asked["mistakes"]
                if "live" not in m or isinstance(computed[m["live"]], str)
            ]
            asked |= {"carry": None, "needs": []}
            data = {"seed": self.grading["seed"], "blanks": [asked]}
            self._requests[blank.name] = GradingRequest.from_json(data)
        return self._requests[blank.name]

    def finding(self, rule: str, line: int, message: str) -> Finding:
        return Finding(rule, self.exercise.file, line, message, self.seed)


def _typed(text: str, syntax: str, key: dict[str, Any]) -> str:
    """`text` as it is typed where a comma is the decimal sign: `[1.5, 2]` is `[1,5; 2]`."""
    if syntax == "ascii" and str(key.get("decimal_comma", "")).lower() in ("true", "yes"):
        return text.translate({ord(","): ";", ord("."): ","})
    return text
