"""Checks of the author's Python by reading it, never by running it: names, imports, tests."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache

from exercises.errors import SourceError, nearest
from exercises.model import Python, Test
from exercises.reading.counsel import about_syntax
from exercises.reading.holes import expression, strictly
from exercises.vocabulary import NAMES

_INSTEAD = {
    "print": "nothing is printed here: the preview shows what is drawn",
    "random": "chance comes from `d` alone: `d.int(1, 9)`, `d.choice([2, 3, 5])`",
    "math": "`sqrt`, `exp`, `log`, `pi` and the like are there without a module",
    "np": "only the programs of a code exercise have NumPy; a draw block has `Matrix`",
    "true": "Python writes `True`",
    "false": "Python writes `False`",
}


def parsed(file: str, program: Python) -> ast.Module:
    """The program's syntax tree, lines counted in the file."""
    try:
        return _tree(program.line, program.source)
    except SyntaxError as wrong:
        line = wrong.lineno or program.line
        raise SourceError(file, line, f"this is not Python: {about_syntax(wrong)}") from wrong


@lru_cache(64)  # a program is looked at for several things, one after the other
def _tree(line: int, source: str) -> ast.Module:
    with strictly():
        return ast.parse("\n" * (line - 1) + source)


def drawn_names(file: str, program: Python) -> dict[str, int]:
    """Every name a draw block gives at its top level, with its line; imports are refused."""
    tree = parsed(file, program)
    nodes = list(ast.walk(tree))  # walking costs most of what reading a draw block costs
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            message = (
                "a draw block imports nothing; what it may use is there already (chance is `d`: "
                "`d.int(1, 9)`), the format's reference lists it"
            )
            raise SourceError(file, node.lineno, message)
        if isinstance(node, ast.Attribute) and node.attr.startswith("__"):
            message = f"`{node.attr}` is not for exercises: what begins with `__` is Python's own"
            raise SourceError(file, node.lineno, message)
        _check_power(file, node)
    _check_loads(file, nodes, _bound(nodes))
    return _drawn(tree)


def rules(file: str, program: Python, blanks: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Blanks whose answer is a function, with the names of the earlier blanks it takes."""
    known, earlier = list(blanks), {}
    for node in parsed(file, program).body:
        name, arguments = _function(node)
        if name in known:
            wrong = [a for a in arguments if a not in known[: known.index(name)]]
            if wrong:
                message = f"the answer `{name}` takes `{wrong[0]}`, which is no earlier blank"
                raise SourceError(file, node.lineno, message)
            earlier[name] = tuple(arguments)
    return earlier


def _check_power(file: str, node: ast.AST, line: int | None = None) -> None:
    """`2^3` is 1 in Python, and nothing would tell its author."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
        message = f"`^` is no power in Python: write `**` in `{ast.unparse(node)}`"
        raise SourceError(file, line or node.lineno, message)


def _function(node: ast.stmt) -> tuple[str, list[str]]:
    if isinstance(node, ast.FunctionDef):
        return node.name, [a.arg for a in node.args.args]
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        target = node.targets[0]
        return getattr(target, "id", ""), [a.arg for a in node.value.args.args]
    return "", []


def names_used(file: str, line: int, source: str, known: Iterable[str]) -> frozenset[str]:
    """The free names of an expression; each must be drawn, a blank or of the vocabulary."""
    tree = expression(file, line, source)
    nodes = list(ast.walk(tree))
    for node in nodes:
        _check_power(file, node, line)
    used = {n.id for n in nodes if isinstance(n, ast.Name)} - set(_bound(nodes))
    allowed = {*known, *NAMES}
    for name in sorted(used - allowed):
        raise SourceError(file, line, f"unknown name `{name}`; {_instead(name, allowed)}")
    return frozenset(used)


def tests(file: str, program: Python, hidden: bool) -> list[Test]:
    """The `test_*` functions of a fence; each takes (f, np, p) and has a docstring for learners."""
    found = []
    for node in parsed(file, program).body:
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        if [a.arg for a in node.args.args] != ["f", "np", "p"]:
            raise SourceError(file, node.lineno, f"`{node.name}` must take (f, np, p)")
        doc = ast.get_docstring(node)
        if not doc:
            message = f"`{node.name}` needs a docstring: the one line that the learner sees"
            raise SourceError(file, node.lineno, message)
        found.append(Test(node.name, doc, node.lineno, hidden))
    if not found:
        raise SourceError(file, program.line, "there is no `test_*` function in this fence")
    return found


def defines(file: str, program: Python, entry: str) -> bool:
    kinds = (ast.FunctionDef, ast.ClassDef)
    body = parsed(file, program).body
    return any(isinstance(n, kinds) and n.name == entry for n in body)


def _bound(nodes: Iterable[ast.AST]) -> dict[str, int]:
    names: dict[str, int] = {}
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.setdefault(node.id, node.lineno)
        elif isinstance(node, ast.FunctionDef):
            names.setdefault(node.name, node.lineno)
        elif isinstance(node, ast.arg):
            names.setdefault(node.arg, node.lineno)
    return names


def _drawn(tree: ast.Module) -> dict[str, int]:
    """The names that are left when the block has run: not those of functions and comprehensions."""
    inner = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    names: dict[str, int] = {}
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.FunctionDef):
            names.setdefault(node.name, node.lineno)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.setdefault(node.id, node.lineno)
        elif not isinstance(node, inner):
            waiting.extend(ast.iter_child_nodes(node))
    return names


def _instead(name: str, allowed: Iterable[str]) -> str:
    return _INSTEAD.get(name) or nearest(name, allowed)


def _check_loads(file: str, nodes: Iterable[ast.AST], names: dict[str, int]) -> None:
    allowed = {*names, *NAMES}
    for node in nodes:
        if isinstance(node, ast.Name) and node.id not in allowed:
            message = f"unknown name `{node.id}`; {_instead(node.id, allowed)}"
            raise SourceError(file, node.lineno, message)
