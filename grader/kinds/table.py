"""A table of numbers: each cell earns its share, and cells that depend on others are carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.errors import BadKey
from grader.kinds import closeness
from grader.kinds.cells import Cells, read_cells
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import read_closeness_of_entries
from grader.kinds.fields import Fields
from grader.kinds.judging import same_entry
from grader.kinds.kind import Example, Kind, Option, share
from grader.kinds.language import OPTIONS, Language, read_language
from grader.request import Answer
from grader.tree import Matrix, Node, Text, substitute
from grader.typeset import latex
from grader.verdict import Verdict

CARRY = 0.75


@dataclass(frozen=True, slots=True)
class Key:
    """`value[i][j]` is None where the table shows the cell itself and nothing is asked."""

    value: Cells
    rules: Mapping[str, Node]
    language: Language
    closeness: Closeness | None
    carry: float


class Table(Kind[Key, Cells]):
    """
    >>> kind = Table()
    >>> key = kind.prepare({"value": "[[2, 3, 5]]", "rules": {"r1c3": "r1c1 + r1c2"}})
    >>> kind.judge(kind.read(Answer("[[2, 4, 6]]"), key), key, "seed").score  # (1 + 0 + 0.75) / 3
    0.5833333333333334
    """

    name = "table"
    line = "A table of numbers; each cell earns its share, dependent cells also for what follows."
    typed = "`[[1, 2], [3, ]]`, row by row; an empty cell is not yet filled"
    options = (
        Option("value", "the table; `-` stands for a cell that is given or not asked"),
        Option(
            "rules",
            "an object from dependent cells to formulas in other cells: "
            '`{"r1c3": "r1c1 + r1c2"}`, rows and columns counted from 1',
        ),
        Option(
            "cell_carry",
            "share of a cell's marks if it follows from the learner's own cells",
            "0.75",
        ),
        *closeness.OPTIONS,
        *OPTIONS,
    )
    example = Example({"value": "[[1, 2], [3, 4]]"}, ("[[1, 2], [3, 4]]",), ("[[1, 2], [3, ]]",))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = read_cells(replace(language, decimal_comma=False), Answer(text))
        asked = [cell for row in value for cell in row if cell is not None]
        if not asked:
            raise BadKey("the table asks for no cell")
        names = tuple(_name(i, j) for i, row in enumerate(value) for j in range(len(row)))
        formulas = Language((*language.names, *names), language.domain)
        rules = {cell: formulas.key(str(rule)) for cell, rule in fields.table("rules").items()}
        if unknown := sorted(set(rules) - set(names)):
            raise BadKey(f"the table has no cell {unknown[0]}")
        carry = fields.number("cell_carry")
        return Key(
            value,
            rules,
            language,
            read_closeness_of_entries(fields),
            CARRY if carry is None else min(1.0, carry),
        )

    def read(self, answer: Answer, key: Key) -> Cells:
        shape = len(key.value), len(key.value[0])
        return read_cells(key.language, answer, shape)

    def judge(self, answer: Cells, key: Key, seed: str) -> Verdict:
        scores: list[list[float | None]] = []
        doubt = False
        for i, row in enumerate(key.value):
            scores.append([])
            for j, wanted in enumerate(row):
                score = _score(answer, wanted, key, (i, j), seed)
                doubt = doubt or score == UNKNOWN
                scores[-1].append(score)
        if doubt:
            return Verdict("undecided", method="undecided")
        asked = [score for line in scores for score in line if score is not None]
        return share(sum(asked) / len(asked), "cells", details={"cells": scores})

    def is_mistake(self, answer: Cells, raw: Mapping[str, Any], value: str, seed: str) -> bool:
        """A mistake is a whole faulty table: it is made where all its wrong cells are typed."""
        key = self.prepare({**raw, "decimal_comma": False})  # as authors write
        wrong = self.read(Answer(value), key)
        made = []
        for i, row in enumerate(key.value):
            for j, right in enumerate(row):
                cell, faulty, place = answer[i][j], wrong[i][j], f"{seed}/{i}/{j}/wrong"
                if right is None or faulty is None:
                    continue
                if same_entry(faulty, right, key.language, key.closeness, place).same:
                    continue
                same = cell and same_entry(cell, faulty, key.language, key.closeness, place).same
                made.append(bool(same))
        return bool(made) and all(made)

    def latex(self, answer: Cells) -> str:
        blank = Text("")
        return latex(Matrix(tuple(tuple(cell or blank for cell in row) for row in answer)))


UNKNOWN = -1.0


def _score(
    answer: Cells, wanted: Node | None, key: Key, place: tuple[int, int], seed: str
) -> float | None:
    """The share one cell earns; None if it is not asked, UNKNOWN if it cannot be decided."""
    i, j = place
    given = answer[i][j]
    if wanted is None:
        return None
    if given is None:
        return 0.0
    found = same_entry(given, wanted, key.language, key.closeness, f"{seed}/{i}/{j}")
    if found.same is not False:
        return 1.0 if found.same else UNKNOWN
    rule = key.rules.get(_name(i, j))
    if rule is None:
        return 0.0
    # Cells that are shown, not asked, hold the key's own value; "-" has none and carries nothing.
    own = {_name(r, c): cell for r, row in enumerate(answer) for c, cell in enumerate(row) if cell}
    follows = substitute(rule, own)
    carried = same_entry(given, follows, key.language, key.closeness, f"{seed}/{i}/{j}/own")
    return key.carry if carried.same else 0.0


def _name(row: int, column: int) -> str:
    return f"r{row + 1}c{column + 1}"
