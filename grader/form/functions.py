"""What an answer may not use."""

from __future__ import annotations

from grader.form.shortfall import FormCheck, Shortfall
from grader.parse.functions import ALIASES
from grader.sentences import say
from grader.tree import Call, Node, Number, Power, Quotient, walk


def without(word: str) -> FormCheck:
    """No function of this name; `decimals`, `fractions`, `roots` and `powers` work too."""
    name = ALIASES.get(word, word)

    def check(node: Node) -> Shortfall | None:
        for part in walk(node):
            if _is_banned(part, name):
                return Shortfall(
                    say("Write the answer without {name}.", name=_shown(name)), part.span
                )
        return None

    return check


def _is_banned(node: Node, name: str) -> bool:
    if name == "decimals":
        return isinstance(node, Number) and node.is_decimal
    if name == "fractions":
        return isinstance(node, Quotient)
    if name == "powers":
        return isinstance(node, Power)
    if name == "roots":
        return isinstance(node, Call) and node.func in ("sqrt", "root")
    return isinstance(node, Call) and node.func == name


def _shown(name: str) -> str:
    return _SORTS.get(name, f"`{name}`")


_SORTS = {
    "decimals": say("decimals"),
    "fractions": say("fractions"),
    "powers": say("powers"),
    "roots": say("roots"),
}
