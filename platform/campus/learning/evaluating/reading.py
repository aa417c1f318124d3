"""Attempts from a CSV file, under the column names that public data sets and exports use.

ASSISTments, EdNet, KDD Cup and DataShop (tab separated), Duolingo's half-life data, and our own
log differ in names only; `columns` finds out which column is which, and options may say otherwise.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final, TextIO

from campus.learning.evaluating.observations import Observation

#: Names by meaning, the best first; compared in small letters, without blanks and underscores.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "user": ("user_id", "user", "student_id", "anonstudentid", "student", "learner_id", "learner",
             "uid", "studentid"),
    "item": ("item_id", "item", "problem_id", "question_id", "exercise_id", "exercise", "stepname",
             "problemname", "problem", "question", "lexeme_id", "content_id"),
    "skill": ("skill_id", "skill", "skill_name", "skills", "kc", "concept",
              "concept_id", "knowledge_component", "tags", "sequence_id",
              "lexeme_string", "learning_language", "part"),
    "correct": ("correct", "is_correct", "answered_correctly", "correctfirstattempt", "score",
                "outcome", "label", "firstattempt", "p_recall"),
    "time": ("order_id", "timestamp", "start_time", "starttime", "firsttransactiontime",
             "stepstarttime", "time", "date", "log_id"),
}  # fmt: skip
#: EdNet writes the answer and, from its table of questions, the right one.
PAIR: Final = ("user_answer", "correct_answer")
RIGHT: Final = {"1", "1.0", "true", "correct", "yes", "right", "ok", "t"}
WRONG: Final = {"0", "0.0", "false", "incorrect", "no", "wrong", "hint", "f"}
SEVERAL: Final = re.compile(r"\s*(?:;|~~|\|)\s*")  # between the skills of one item


class UnreadableFile(ValueError):
    """The file lacks something; the message says what was looked for and what is there."""


@dataclass(slots=True)
class Attempts:
    """What a file holds, in the order of time; rows that say nothing are counted in `dropped`."""

    observations: list[Observation]
    columns: dict[str, str]
    dropped: int = 0


@dataclass(slots=True)
class _Row:
    time: tuple[int, float, str]
    learner: str
    item: str
    skills: list[str]
    score: float
    key: str


def read_attempts(path: Path, wanted: Mapping[str, str] | None = None) -> Attempts:
    """wanted   columns by meaning ("user", "item", "skill", "correct", "time") where the name in
             the file is not a usual one

    Raises UnreadableFile without a learner, an item or skill, or a result.
    """
    with _open(path) as file:
        sample = list(islice(file, 20))
        if not sample:
            raise UnreadableFile(f"{path} is empty.")
        lines = csv.DictReader(chain(sample, file), delimiter=_delimiter(sample[0]))
        found = columns(list(lines.fieldnames or ()), wanted or {})
        rows, dropped = [], 0
        for position, line in enumerate(lines):
            row = _row(line, found, position)
            if row is None:
                dropped += 1
            else:
                rows.append(row)
    rows.sort(key=lambda row: row.time)
    return Attempts(list(_joined(rows)), found, dropped)


def columns(names: list[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Which column of the file has which meaning."""
    known = {_plain(name): name for name in names}
    found: dict[str, str] = {}
    for meaning, usual in NAMES.items():
        choices = [wanted[meaning]] if meaning in wanted else list(usual)
        name = next((known[_plain(one)] for one in choices if _plain(one) in known), None)
        if name is None and meaning in wanted:
            raise UnreadableFile(f"There is no column {wanted[meaning]!r} among {names}.")
        if name is not None:
            found[meaning] = name
    if "correct" not in found:
        if all(_plain(one) in known for one in PAIR):
            found["given"], found["right"] = (known[_plain(one)] for one in PAIR)
    if "skill" not in found and (models := [name for name in names if name.startswith("KC (")]):
        found["skill"] = models[0]  # DataShop names the skill model in the column
    if "item" not in found and "skill" in found:
        found["item"] = found["skill"]
    needed = {"user", "item"} if "given" in found else {"user", "item", "correct"}
    if missing := sorted(needed - set(found)):
        looked = "; ".join(f"{name} ({', '.join(NAMES[name])})" for name in missing)
        raise UnreadableFile(f"No column for {looked}. The file has {', '.join(names)}.")
    return found


def _row(line: Mapping[str, str | None], found: Mapping[str, str], position: int) -> _Row | None:
    def cell(meaning: str) -> str:
        return (line.get(found[meaning]) or "").strip() if meaning in found else ""

    score = _compared(cell("given"), cell("right")) if "given" in found else _score(cell("correct"))
    if not cell("user") or not cell("item") or score is None:
        return None
    time = cell("time")
    skills = [part for part in SEVERAL.split(cell("skill")) if part]
    return _Row(_moment(time, position), cell("user"), cell("item"), skills, score, time)


def _joined(rows: list[_Row]) -> Iterator[Observation]:
    """One observation a try: files with a row for each skill of a try repeat it."""
    merged: list[_Row] = []
    for row in rows:
        if merged and row.key and _same(merged[-1], row):
            merged[-1].skills += [skill for skill in row.skills if skill not in merged[-1].skills]
        else:
            merged.append(row)
    for row in merged:
        yield Observation(row.learner, row.item, tuple(row.skills), row.score)


def _same(a: _Row, b: _Row) -> bool:
    return (a.key, a.learner, a.item) == (b.key, b.learner, b.item) and a.skills != b.skills


def _score(text: str) -> float | None:
    """A share from 0 to 1; None for what is neither right nor wrong.

    >>> _score("CORRECT"), _score("0"), _score("0.25"), _score("bug")
    (1.0, 0.0, 0.25, None)
    """
    word = text.lower()
    if word in RIGHT or word in WRONG:
        return float(word in RIGHT)
    try:
        value = float(word)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _compared(given: str, right: str) -> float | None:
    return float(given == right) if given and right else None


def _moment(text: str, position: int) -> tuple[int, float, str]:
    """Numbers sort as numbers, dates as text (ISO order); without any the file's own order."""
    try:
        return 0, float(text), ""
    except ValueError:
        return (1, 0.0, text) if text else (0, float(position), "")


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace(" ", "").strip("\ufeff")


def _open(path: Path) -> TextIO:
    """Old exports are not always UTF-8; a strange letter in a name does no harm here."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")
