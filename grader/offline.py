"""
Grading a file of answers: a JSON object a line in, a JSON object a line out, in the same order.

A line that makes no sense is answered with its number and the reason, and the rest is still graded.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from typing import IO, Any

from grader.equivalence import symbolic
from grader.errors import BadKey, MachineFault
from grader.grade import grade
from grader.reference import as_text
from grader.request import GradingRequest
from grader.sentences import say
from grader.verdict import Verdict

LONGEST_LINE = 1 << 20  # characters

FORMAT = """\
Each line in:
  {"id": "ada-1", "answer": "2(x+1)", "key": {"kind": "expr", "value": "2x+2", "vars": ["x"]}}
with, if wanted, "syntax": "ascii" or "latex" (the text of a math field), "seed": any text (fixes
the points of comparison) and "mistakes": [{"tag": "sign", "value": "-2x-2"}]. Other
fields are ignored.

Each line out:
  {"id": "ada-1", "verdict": "right", "score": 1.0, "method": "exact arithmetic", "tag": "",
   "feedback": "", "read_as": "2(x + 1)", "ms": 0.2}
"verdict" is right, wrong (with a score above 0 where a part is right), unreadable (feedback says
why) or undecided. A line that makes no sense gives {"id", "line", "error"}.

The answer kinds, each with the fields of its key:
"""


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = (__doc__ or "").strip()
    parser.epilog = FORMAT + "\n" + as_text()
    parser.add_argument("file", nargs="?", default="-", help="JSON lines; - for standard input")


def run(arguments: argparse.Namespace) -> int:
    symbolic.warm_ahead()  # while the first lines are graded
    if arguments.file == "-":
        _answer_all(sys.stdin.buffer)
    else:
        with open(arguments.file, "rb") as lines:
            _answer_all(lines)
    return 0


def _answer_all(lines: IO[bytes]) -> None:
    for answer in answers(lines):
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def answers(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not empty.

    >>> line = b'{"id": 1, "answer": "0.5", "key": {"kind": "exact", "value": "1/2"}}'
    >>> next(answers([line]))["verdict"]
    'right'
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield answer_line(line, number)


def answer_line(line: bytes, number: int) -> dict[str, Any]:
    identity: Any = None
    try:
        if len(line) > LONGEST_LINE:
            raise BadKey(f"the line is longer than {LONGEST_LINE} characters")
        data = json.loads(line.decode("utf-8"))
        if not isinstance(data, dict):
            raise BadKey("the line is no JSON object")
        identity = data.get("id")
        return {"id": identity, **_verdict(data)}
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, brackets without end
        return {"id": identity, "line": number, "error": f"not a line of JSON: {error}"}
    except (BadKey, MachineFault) as error:
        return {"id": identity, "line": number, "error": str(error)}


def _verdict(data: dict[str, Any]) -> dict[str, Any]:
    key = data.get("key")
    if not isinstance(key, dict) or not isinstance(key.get("kind"), str):
        raise BadKey("the line needs a key with a kind")
    text = data.get("answer")
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        text = json.dumps(text)
    answer = {"text": "" if text is None else text, "syntax": data.get("syntax", "ascii")}
    blank = {
        "name": "answer",
        "kind": key["kind"],
        "key": {name: value for name, value in key.items() if name != "kind"},
        "mistakes": data.get("mistakes", []),
    }
    request = GradingRequest.from_json(
        {"seed": str(data.get("seed", "offline")), "answers": {"answer": answer}, "blanks": [blank]}
    )
    started = time.perf_counter()
    verdict = grade(request).verdicts["answer"]
    return _line(verdict, (time.perf_counter() - started) * 1000)


def _line(verdict: Verdict, ms: float) -> dict[str, Any]:
    words = {"blank": "unreadable", "partial": "wrong"}
    line: dict[str, Any] = {
        "verdict": words.get(verdict.outcome, verdict.outcome),
        "score": verdict.score,
        "method": verdict.method,
        "tag": verdict.tag,
        "feedback": say("Nothing was typed.") if verdict.outcome == "blank" else verdict.feedback,
        "read_as": verdict.read_as,
        "ms": round(ms, 3),
    }
    if verdict.span is not None:
        line["span"] = list(verdict.span)
    if verdict.counter_example:
        line["counter_example"] = verdict.counter_example
    if verdict.details:
        line["details"] = verdict.details
    return line
