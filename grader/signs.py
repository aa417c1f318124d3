"""What ± stands for: two trees, one with all upper signs and one with all lower ones."""

from __future__ import annotations

from grader.tree import And, Negate, Node, Or, PlusMinus, Relation, Sum, map_children, walk


def branches(node: Node) -> tuple[Node, ...]:
    """The readings of ±: all upper signs, then all lower signs; `(node,)` when there is no ±."""
    if not any(isinstance(part, PlusMinus) for part in walk(node)):
        return (node,)
    return _choose(node, upper=True), _choose(node, upper=False)


def stated(node: Node) -> Node:
    """The statement with `or` for every equation that holds ±: `x = 2 or x = -2` for `x = ±2`.

    Inequalities with ± stay as they are: nobody means them.
    """
    if isinstance(node, (And, Or)):
        parts = [stated(part) for part in node.parts]
        flat = (p for part in parts for p in (part.parts if type(part) is type(node) else [part]))
        return type(node)(tuple(flat), span=node.span)
    if isinstance(node, Relation) and node.op == "=" and len(both := branches(node)) > 1:
        return Or(both, span=node.span)
    return node


def _choose(node: Node, *, upper: bool) -> Node:
    node = map_children(node, lambda part: _choose(part, upper=upper))
    if not isinstance(node, PlusMinus):
        return node
    right = node.right if upper != node.flipped else Negate(node.right, span=node.right.span)
    return right if node.left is None else Sum((node.left, right), span=node.span)
