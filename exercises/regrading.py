"""Answers of the past under the keys of another text of their exercise, plain data in and out.

The same seed is drawn from the new text. The answer is judged only if the learner would have seen
the same numbers and the same blanks there: an answer to another question has no mark.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from exercises import desk
from grader.errors import GraderError
from grader.grade import grade
from grader.queue import GRADER_VERSION
from grader.request import GradingRequest
from grader.sandbox import Sandbox

Plain = dict[str, Any]
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_HIDDEN: Final = re.compile(r"<annotation.*?</annotation>|<[^>]+>", re.DOTALL)
OTHER: Final = "The new version shows other numbers or other blanks for this variant."


def regrade(name: str, source: str, asked: Sequence[Plain], box: Sandbox) -> Plain:
    """{"reports": {id: report}, "troubles": {id: sentence}, "drawn": {seed: variant}}.

    asked   {"id", "answers", and either "grading" or "seed" with "sheet"}: the keys to judge by,
            or the seed to draw them with and the digest of the sheet that the learner saw
    """
    seeds = list(dict.fromkeys(one["seed"] for one in asked if "grading" not in one))
    drawn = desk.draw(name, source, seeds, box) if seeds else {"drawn": {}, "faults": []}
    reports: Plain = {}
    troubles: Plain = {}
    for one in asked:
        body = drawn["drawn"].get(str(one.get("seed")))
        if "grading" in one:
            grading = one["grading"]
        elif body is None:
            troubles[one["id"]] = (drawn["faults"] or ["This variant cannot be drawn."])[0][:300]
            continue
        elif sheet_digest(body) != one["sheet"]:
            troubles[one["id"]] = OTHER
            continue
        else:
            grading = body["grading"]
        try:
            reports[one["id"]] = _report(grading, one["answers"])
        except GraderError as fault:
            troubles[one["id"]] = str(fault)[:300]
    return {"reports": reports, "troubles": troubles, "drawn": drawn["drawn"]}


def sheet_digest(body: Mapping[str, Any]) -> str:
    """Of what a learner answers: the numbers of the statement in order, the blanks and their kinds.
    Words may be mended without changing it."""
    html = " ".join(piece.get("html", "") for piece in body["statement"])
    numbers = _NUMBER.findall(_HIDDEN.sub(" ", html))
    blanks = [[blank["name"], blank["kind"]] for blank in body["blanks"]]
    return hashlib.sha256(json.dumps([numbers, blanks]).encode()).hexdigest()


def _report(grading: Plain, answers: Plain) -> Plain:
    request = GradingRequest.from_json({**grading, "mode": "grade", "answers": answers})
    return {**grade(request).to_json(), "grader": GRADER_VERSION}
