"""
The other engines' process: a case a line in, `[accepted, ms]` a line out.

    simplify      SymPy, simplify(a - b) == 0
    equals        SymPy, a.equals(b)
    math-verify   the package of that name, given LaTeX

SymPy objects are built by constructors from our own trees, so no text is evaluated here either.
Times go from text to verdict, as ours do; reading is charged with our own parser, which is faster
than theirs.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import sympy

from grader.equivalence.algebra import to_sympy
from grader.errors import GraderError
from grader.kinds import kind_of
from grader.request import Answer
from grader.tree import Node, free_names
from grader.typeset import latex

Decide = Callable[[Node, Node], bool | None]


def _by_sympy(equal: Callable[[Any, Any], Any]) -> Decide:
    def decide(answer: Node, key: Node) -> bool | None:
        names = free_names(answer) | free_names(key)
        symbols = {name: sympy.Symbol(name) for name in names}
        found = equal(to_sympy(answer, symbols), to_sympy(key, symbols))
        return None if found is None else bool(found)

    return decide


def _math_verify() -> Any:
    """The package, which only development needs: measured where it is installed."""
    return import_module("math_verify")


def _by_math_verify(answer: Node, key: Node) -> bool:
    math_verify = _math_verify()
    gold, given = (math_verify.parse(f"${latex(tree)}$") for tree in (key, answer))
    return bool(math_verify.verify(gold, given))


ENGINES: dict[str, Decide] = {
    "simplify": _by_sympy(lambda a, b: sympy.simplify(a - b) == 0),
    "equals": _by_sympy(lambda a, b: a.equals(b)),
    "math-verify": _by_math_verify,
}


def _trees(answer: str, raw: Mapping[str, Any]) -> tuple[Node, Node]:
    kind = kind_of(raw["kind"])
    key = kind.prepare({name: value for name, value in raw.items() if name != "kind"})
    return kind.read(Answer(answer), key), key.value


def _line(decide: Decide, line: str) -> tuple[bool | None, float]:
    case = json.loads(line)
    started = time.process_time()
    found: bool | None = None
    try:
        found = decide(*_trees(*case))
    except GraderError:
        return None, 0.0
    except Exception:  # noqa: BLE001 - another's engine failed on a case: that is its result
        pass
    return found, (time.process_time() - started) * 1000


def main(name: str) -> None:
    decide = ENGINES[name]
    if name == "math-verify":
        _math_verify()  # loaded before the first case
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(_line(decide, line)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
