"""
What a program's text uses that its exercise forbids.

A ban is one of

    scipy              a module: every import of it or of a part of it
    numpy.logaddexp    a name of a module, under any alias; also `.logaddexp` of any part of numpy
    sorted             a built-in function
    .sort              an attribute of anything
    for, while, …      a construct of the language, see CONSTRUCTS

Text alone cannot see every way round; `grader.code.traps` stops the rest at run time.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

CONSTRUCTS: Mapping[str, tuple[type[ast.AST], ...]] = MappingProxyType(
    {
        "for": (ast.For, ast.AsyncFor),
        "while": (ast.While,),
        "comprehension": (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
        "lambda": (ast.Lambda,),
        "class": (ast.ClassDef,),
        "import": (ast.Import, ast.ImportFrom),
        "try": (ast.Try,),
    }
)
_IMPORTERS = {"__import__", "builtins.__import__", "importlib.import_module"}


def examine(program: str, banned: Sequence[str]) -> dict[str, Any]:
    """Read a program without running it.

    Returns {"unreadable": {"message", "line", "column", "end_column"}} when it is not Python,
    otherwise {"banned": [[name, line], …]} in the order of the lines, each name once.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(program)
            compile(tree, "<program>", "exec")  # `return` outside a function, and the like
    except SyntaxError as error:
        column = (error.offset or 1) - 1
        return {
            "unreadable": {
                "message": error.msg,
                "line": error.lineno or 1,
                "column": column,
                "end_column": (error.end_offset or 0) - 1,
            }
        }
    except (ValueError, MemoryError, RecursionError) as error:
        message = "the program is nested too deep" if type(error) is not ValueError else str(error)
        return {"unreadable": {"message": message, "line": 1, "column": 0, "end_column": -1}}
    return {"banned": [list(found) for found in find_banned(tree, banned)]}


def find_banned(tree: ast.AST, banned: Iterable[str]) -> list[tuple[str, int]]:
    """The banned names that a syntax tree uses, with the first line of each."""
    bans = [ban for ban in banned if ban]
    aliases = _aliases(tree)
    first: dict[str, int] = {}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        for ban in bans:
            used = _is_construct(node, ban) or any(
                _falls_under(name, ban) for name in _names(node, aliases)
            )
            if used:
                first[ban] = min(line, first.get(ban, line))
    return sorted(first.items(), key=lambda found: (found[1], found[0]))


def _is_construct(node: ast.AST, ban: str) -> bool:
    return isinstance(node, CONSTRUCTS.get(ban, ()))


def _falls_under(name: str, ban: str) -> bool:
    """Whether a dotted name is the banned one, a part of it, or its namesake in the same module."""
    if ban.startswith("."):
        return name.endswith(ban)
    if name in {ban, f"builtins.{ban}"} or name.startswith(ban + "."):
        return True
    module, _, last = ban.rpartition(".")
    return bool(module) and name.split(".")[0] == ban.split(".")[0] and last in name.split(".")[1:]


def _aliases(tree: ast.AST) -> dict[str, str]:
    """Full dotted names of what the program imports, or renames as in `la = np.linalg`."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.split(".")[0]
                known[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute):
            full = _dotted(node.value, known)
            for target in node.targets:
                if isinstance(target, ast.Name) and full.split(".")[0] in _roots(known):
                    known[target.id] = full
    return known


def _roots(known: Mapping[str, str]) -> set[str]:
    return {full.split(".")[0] for full in known.values()}


def _names(node: ast.AST, aliases: Mapping[str, str]) -> Iterator[str]:
    """The full dotted names that one node uses."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Attribute | ast.Name):
        if name := _dotted(node, aliases):
            yield name
    elif isinstance(node, ast.Call):
        yield from _fetched(node, aliases)


def _dotted(node: ast.AST, aliases: Mapping[str, str]) -> str:
    """`np.linalg.inv` as "numpy.linalg.inv"; "?" stands for what is no plain name."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, aliases) or '?'}.{node.attr}"
    return ""


def _fetched(call: ast.Call, aliases: Mapping[str, str]) -> Iterator[str]:
    """Names behind `getattr(np, "inv")`, `__import__("scipy")` and `import_module("scipy")`."""
    function = _dotted(call.func, aliases)
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    if function in _IMPORTERS and texts and isinstance(texts[0], str):
        yield texts[0]
    if function in {"getattr", "builtins.getattr"} and len(call.args) >= 2:
        attribute = call.args[1]
        if isinstance(attribute, ast.Constant) and isinstance(attribute.value, str):
            yield f"{_dotted(call.args[0], aliases) or '?'}.{attribute.value}"
