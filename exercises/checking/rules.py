"""The rules an exercise is checked by: what each promises, and how grave its breach is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    level: Level
    promise: str


_ALL = (
    Rule("L00", "error", "The file can be read as an exercise."),
    Rule(
        "L01",
        "error",
        "Each seed is drawn, without import, in under 200 ms, and `require` lets one "
        "draw in ten through.",
    ),
    Rule(
        "L02",
        "error",
        "All texts render: formulas are LaTeX, and no value shows as nan, zoo, None or an "
        "object; no `+ -`, `1x`, `0x`, `x^1`.",
    ),
    Rule(
        "L03",
        "error",
        "The right answer is right as it stands, and on every fifth seed as LaTeX, in Unicode, in "
        "another order, expanded, factored, and as a decimal where that is exact.",
    ),
    Rule(
        "L04",
        "error",
        "Each listed mistake is wrong on every seed and gets its own words; an answer with one "
        "sign, one number, one coefficient or a logarithm's base changed is wrong, and so is a "
        "transpose.",
    ),
    Rule(
        "L05",
        "error",
        "Every blank has a mistake with words (two from level 2 on), and no words give the right "
        "value away.",
    ),
    Rule(
        "L06",
        "error",
        "Numbers stay nice: numerators and denominators up to 999, decimals between 0.001 and "
        "10000, tolerances under half the distance to every mistake.",
    ),
    Rule("L07", "error", "The solution shows every final answer; each hint is shorter than it."),
    Rule("L08", "error", "There are 2 to 4 hints, and the last does not contain an answer."),
    Rule("L09", "error", "What follows from a wrong earlier answer gets its carried share."),
    Rule(
        "L10",
        "error",
        "Code: the reference passes every test, and on seed 0 the standard battery, in a fifth of "
        "its limits.",
    ),
    Rule(
        "L11",
        "error",
        "Code: each mutant fails its test on every seed and is known by its tag; a mutant passes "
        "the visible tests.",
    ),
    Rule("L12", "warning", "Code: every hidden test is failed by some mutant."),
    Rule(
        "L13",
        "error",
        "Code: starter, empty, constant and copying programs fail the visible tests on every seed.",
    ),
    Rule(
        "L14",
        "error",
        "At least 40 different variants in 200 seeds; the right option stands everywhere alike; "
        "no answer has more than 30 % of the seeds, unless there are few to choose from.",
    ),
    Rule("L15", "error", "The same seed gives the same variant in every process."),
    Rule(
        "L16", "error", "No degenerate case: zero vectors or matrices, empty sets, equal options."
    ),
    Rule(
        "L17",
        "warning",
        "Neither 0, 1, nor a number copied from the statement is right in more than 20 % of the "
        "seeds.",
    ),
    Rule(
        "L18",
        "error",
        "Nonsense in a blank, a decimal comma among it, is called unreadable within a second: "
        "never right, and never a wrong answer that costs marks.",
    ),
    Rule(
        "L19",
        "warning",
        "Seeds are equally hard: the digits in the solution vary by a factor under 2.5.",
    ),
    Rule(
        "L20",
        "error",
        "Skills exist, further ones come no later than the main one's module; titles are unique; "
        "inputs have labels; words are spelt as English is (a warning); what is drawn is used (a "
        "note).",
    ),
    Rule("L21", "error", "Every answer of the checks is graded within 300 ms of processor time."),
    Rule(
        "L22",
        "error",
        "Code: neither reference nor starter uses what is banned, and ways round a ban are "
        "stopped.",
    ),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _ALL}
