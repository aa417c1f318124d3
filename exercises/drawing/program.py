"""
An exercise's program, as it runs inside the sandbox: draws a variant, later derives its values.

The trusted side sends a specification (plain data), calls `make(seed)` and gets plain data back:
texts of the grader's grammar and LaTeX, never objects. At grading time the same program is loaded
again with the variant's seed and attempt, for what depends on the learner's own earlier answers.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from sympy import Symbol

from exercises.drawing.answers import LISTED, Mistyped, answer_text, json_value
from exercises.drawing.arranging import arranged
from exercises.drawing.author_code import (
    AuthorError,
    compiled_block,
    compiled_expression,
    guarded,
    line_of,
)
from exercises.drawing.draw import Draw, Redraw
from exercises.drawing.figures import Figure
from exercises.drawing.learned import NotUsable, value_of
from exercises.drawing.names import GIVEN
from exercises.drawing.showing import shown
from exercises.drawing.trees import NoTree
from grader.errors import UnreadableAnswer

ATTEMPTS = 50


class Program:
    """One exercise's draw block, holes, mistakes and choices, compiled once."""

    def __init__(self, specification: dict[str, Any]) -> None:
        self._spec = specification
        self._kinds: dict[str, str] = specification["kinds"]
        self._block = compiled_block(specification["draw"], specification["line"])
        self._holes = [
            (h, compiled_expression(h["source"], h["line"])) for h in specification["holes"]
        ]
        self._mistakes = [
            (m, compiled_expression(m["source"], m["line"])) for m in specification["mistakes"]
        ]
        self._kept: tuple[dict[str, Any], dict[str, Any]] | None = None

    def make(self, seed: int) -> dict[str, Any]:
        """One variant's data, or {"error", "line"} when the author's program fails."""
        try:
            attempt, names, rules = self._draw(seed)
            self._kept = (names, rules)  # the checker derives values right after drawing
            return {
                "attempt": attempt,
                "answers": {n: self._written(n, names[n]) for n in self._kinds if n in names},
                "functions": {n: list(inspect.signature(f).parameters) for n, f in rules.items()},
                "mistakes": [self._mistake(m, code, names) for m, code in self._mistakes],
                "holes": [self._shown(h, code, names) for h, code in self._holes],
                **self._lists(seed, names),
                "params": self._parameters(names),
                **self._pads(names),
            }
        except AuthorError as wrong:
            return {"error": wrong.message, "line": wrong.line}

    def carried(self, name: str, values: dict[str, str]) -> str | None:
        """The right value of blank `name` if the learner's earlier `values` were right."""
        _, rules = self._at_grading()
        if name not in rules:
            return None
        wanted = list(inspect.signature(rules[name]).parameters)
        known = self._learned(values)
        if any(n not in known for n in wanted):
            return None
        value = rules[name](*(known[n] for n in wanted))
        return None if value is None else answer_text(value, self._kinds[name])

    def mistake(self, index: int, values: dict[str, str]) -> str | bool | None:
        """The value of a live mistake, or whether a mistake that is a predicate holds."""
        entry, code = self._mistakes[index]
        names, _ = self._at_grading()
        known = self._learned(values)
        if any(n not in known for n in entry["needs"]):
            return None
        value = _evaluated(code, {**names, **known})
        if entry["predicate"]:
            return bool(value)
        kind = self._kinds.get(entry["blank"], LISTED)
        return None if value is None else answer_text(value, kind)

    def _draw(self, seed: int) -> tuple[int, dict[str, Any], dict[str, Callable[..., Any]]]:
        """The first attempt that meets every `require`: its number, its names, its functions."""
        for attempt in range(ATTEMPTS):
            try:
                return attempt, *self._run(seed, attempt)
            except Redraw as refused:
                line = line_of(refused, self._spec["line"])
        raise AuthorError(line, f"require() refused {ATTEMPTS} draws in a row: it asks too much")

    def _run(self, seed: int, attempt: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Every name after one attempt, functions replaced by their values, and the functions."""
        names: dict[str, Any] = {"__builtins__": {}, **GIVEN}
        names["d"] = Draw(self._spec["id"], self._spec["version"], f"{seed}.{attempt}")
        given = dict(names)
        guarded(lambda: exec(self._block, names), self._spec["line"])  # noqa: S102 (in the sandbox)
        # `kinds` has the order of the blanks, and a function takes earlier blanks only.
        rules = {n: names[n] for n in self._kinds if inspect.isfunction(names.get(n))}
        for name, rule in rules.items():
            names[name] = guarded(partial(_at_right_values, rule, names), self._spec["line"])
        self._drawn = [n for n in names if n not in given or names[n] is not given[n]]
        return names, rules

    def _at_grading(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The variant's names and functions, drawn again with the attempt that was kept."""
        if self._kept is None:
            self._kept = self._run(self._spec["seed"], self._spec["attempt"])
        return self._kept

    def _learned(self, values: dict[str, str]) -> dict[str, Any]:
        names, _ = self._at_grading()
        letters = tuple(sorted({v.name for v in names.values() if isinstance(v, Symbol)}))
        known = {}
        for name, text in values.items():
            try:
                known[name] = value_of(text, letters)
            except (UnreadableAnswer, NotUsable):
                continue  # nothing can be derived from it: the answer is judged on its own
        return known

    def _written(self, name: str, value: Any) -> str:
        line = self._spec["lines"].get(name, self._spec["line"])
        try:
            return answer_text(value, self._kinds[name])
        except (NoTree, Mistyped) as wrong:
            raise AuthorError(line, f"the answer {name}: {wrong}") from wrong

    def _mistake(self, entry: dict[str, Any], code: Any, names: dict[str, Any]) -> str | bool:
        def work() -> str | bool:
            value = _evaluated(code, names)
            # What is right of a list stands in the file: its mistakes are texts such as "b, a".
            kind = self._kinds.get(entry["blank"], LISTED)
            return bool(value) if entry["predicate"] else answer_text(value, kind)

        return guarded(work, entry["line"])

    def _shown(self, hole: dict[str, Any], code: Any, names: dict[str, Any]) -> dict[str, Any]:
        return guarded(lambda: shown(_evaluated(code, names), hole["form"]), hole["line"])

    def _truths(self, names: dict[str, Any]) -> dict[str, list[bool]]:
        return {
            blank: [self._truth(option, names) for option in options]
            for blank, options in self._spec["choices"].items()
        }

    def _truth(self, option: Any, names: dict[str, Any]) -> bool:
        if isinstance(option, bool):
            return option
        code = compiled_expression(option["source"], option["line"])
        return guarded(lambda: bool(_evaluated(code, names)), option["line"])

    def _lists(self, seed: int, names: dict[str, Any]) -> dict[str, Any]:
        """What is right of the options, and which items are shown in which order.

        Orders come from streams of their own, so that they disturb no draw.
        """
        spec, truths = self._spec, self._truths(names)
        orders = {}
        for item in spec["lists"]:
            blank = item["blank"]
            there = [x is None or self._truth(x, names) for x in item["present"] or ()]
            d = Draw(spec["id"], spec["version"], seed, "order", blank)
            right = truths.get(blank, [])
            work = partial(arranged, d, item, right, there)
            order = guarded(work, spec["line"])
            if order is not None:
                orders[blank] = order
        return {"truths": truths, "orders": orders}

    def _pads(self, names: dict[str, Any]) -> dict[str, Any]:
        """The figures that answers are drawn on."""
        found = {}
        for blank, name in self._spec["pads"].items():
            if not isinstance(names.get(name), Figure):
                raise AuthorError(self._spec["line"], f"`{name}` must be a figure: figure(…)")
            found[blank] = names[name].data
        return {"pads": found} if found else {}

    def _parameters(self, names: dict[str, Any]) -> dict[str, Any]:
        if not self._spec["parameters"]:
            return {}
        found = {n: json_value(names[n]) for n in self._drawn if not n.startswith("_")}
        return {n: v for n, v in found.items() if v is not None}


def open_program(specification: str) -> tuple[Any, Any, Any]:
    """`make`, `carried` and `mistake` of the program whose specification is this JSON text."""
    program = Program(json.loads(specification))
    return program.make, program.carried, program.mistake


def _evaluated(code: Any, names: dict[str, Any]) -> Any:
    # A copy: an expression with `:=` must not change what the next one sees.
    return eval(code, dict(names))  # noqa: S307 (author's text, inside the sandbox)


def _at_right_values(rule: Callable[..., Any], names: dict[str, Any]) -> Any:
    return rule(*(names[n] for n in inspect.signature(rule).parameters))


def rehearse() -> None:
    """Make one small variant of everything that is slow the first time."""
    holes = ["dec(p, 4)", "dec(sqrt(2), 3)", "A", "poly([1, -3, 2])", "{1, 2}", "sqrt(2)/2"]
    Program(
        {
            "id": "rehearsal",
            "version": 1,
            "draw": "A, l, P = R.eigint(d, 2)\np = upper_tail(sqrt(2))\nrequire(p < 1, A != P)\n"
            "q = t_quantile(Rational(39, 40), 8)\ns = expand(poly([1, 2])**2)\nv = P[:, 0]\n",
            "line": 1,
            "kinds": {"A": "matrix", "p": "number", "q": "number", "v": "vector", "s": "poly"},
            "lines": {},
            "holes": [{"source": source, "form": "", "line": 1} for source in holes],
            "mistakes": [],
            "choices": {},
            "lists": [],
            "pads": {},
            "parameters": True,
        }
    ).make(0)
