"""
A mutant written as changes to the reference, in a fence `diff mutant <tag>`.

    -        total += x          lines that begin with - are taken out of the reference
    +        total = x           lines that begin with + stand there instead

Changes are made in the order of the reference; lines without a sign are kept ones, which help to
say which of several like places is meant.
"""

from __future__ import annotations

from exercises.errors import SourceError
from exercises.model import Python

_SIGNS = ("-", "+", " ")


def changed(file: str, reference: Python, change: Python) -> Python:
    """The reference with the changes made; raises SourceError where they do not fit."""
    lines = reference.source.splitlines()
    start = 0
    for number, block in _blocks(file, change):
        old = [text for sign, text in block if sign != "+"]
        new = [text for sign, text in block if sign != "-"]
        places = [
            i for i in range(start, len(lines) - len(old) + 1) if lines[i : i + len(old)] == old
        ]
        if len(places) != 1:
            where = "nowhere" if not places else f"{len(places)} times"
            message = f"`{old[0].strip()}` stands {where} in the rest of the reference"
            raise SourceError(file, number, f"{message}; give lines that stand there once")
        lines[places[0] : places[0] + len(old)] = new
        start = places[0] + len(new)
    return Python("\n".join(lines) + "\n", change.line)


def _blocks(file: str, change: Python) -> list[tuple[int, list[tuple[str, str]]]]:
    """Runs of changes with their first line; an empty line or `@@` divides them."""
    blocks: list[tuple[int, list[tuple[str, str]]]] = []
    going = False
    for number, line in enumerate(change.source.splitlines(), change.line):
        if not line.strip() or line.startswith("@@"):
            going = False
            continue
        if line[0] not in _SIGNS:
            raise SourceError(file, number, "a line of a change begins with `-`, `+` or a space")
        # After lines were put in, lines taken out begin a change of their own.
        if not going or (line[0] != "+" and blocks[-1][1][-1][0] == "+" and line[0] == "-"):
            blocks.append((number, []))
        blocks[-1][1].append((line[0], line[1:]))
        going = True
    if not blocks or any(all(sign == " " for sign, _ in block) for _, block in blocks):
        raise SourceError(file, change.line, "this fence changes nothing: `-` and `+` lines")
    if missing := next((n for n, b in blocks if all(sign == "+" for sign, _ in b)), None):
        message = "say where: a line of the reference after `-` or a space"
        raise SourceError(file, missing, message)
    return blocks
