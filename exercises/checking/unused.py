"""L20: what is drawn is used; a value that nothing reads is a slip, or left over."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from exercises.checking.findings import Finding
from exercises.model import Exercise, Hole
from exercises.reading.python import parsed


def check_unused(exercise: Exercise) -> Iterator[Finding]:
    """Drawn names that no other line, hole, mistake, condition or blank reads: a note.

    Of code exercises the tests read them as `p.name`; a name that begins with `_` is meant so.
    """
    if exercise.code is not None:
        return
    tree = parsed(exercise.file, exercise.draw)
    used = {blank.name for blank in exercise.blanks}
    used |= {str(blank.options["on"]) for blank in exercise.blanks if "on" in blank.options}
    used.update(_loaded(tree))
    for source in _expressions(exercise):
        used.update(_loaded(ast.parse(f"({source})", mode="eval")))
    for node in tree.body:
        names = _targets(node)
        if names and not used.intersection(names) and {"d", "R"}.intersection(_loaded(node)):
            told = " and ".join(f"`{name}`" for name in names)
            message = f"drawn and used nowhere: {told}; show it, or delete the line"
            yield Finding("L20", exercise.file, node.lineno, message, note=True)


def _targets(node: ast.stmt) -> list[str]:
    """The names that an assignment sets; none if one of them is meant to be left."""
    if not isinstance(node, ast.Assign):
        return []
    named = [
        part.id
        for target in node.targets
        for part in ast.walk(target)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    ]
    return [] if any(name.startswith("_") for name in named) else named


def _loaded(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id


def _expressions(exercise: Exercise) -> Iterator[str]:
    yield from (hole.source for hole in exercise.holes)
    yield from (mistake.expression for mistake in exercise.mistakes if mistake.expression)
    for blank in exercise.blanks:
        yield from (c.right.source for c in blank.choices if isinstance(c.right, Hole))
        yield from (condition.source for condition in blank.conditions if condition)
