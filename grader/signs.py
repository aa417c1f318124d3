"""What ± stands for: two trees, one with all upper signs and one with all lower ones."""

from __future__ import annotations

from grader.tree import Negate, Node, PlusMinus, Sum, map_children, walk


def branches(node: Node) -> tuple[Node, ...]:
    """The readings of ±: all upper signs, then all lower signs; `(node,)` when there is no ±."""
    if not any(isinstance(part, PlusMinus) for part in walk(node)):
        return (node,)
    return _choose(node, upper=True), _choose(node, upper=False)


def _choose(node: Node, *, upper: bool) -> Node:
    node = map_children(node, lambda part: _choose(part, upper=upper))
    if not isinstance(node, PlusMinus):
        return node
    right = node.right if upper != node.flipped else Negate(node.right, span=node.right.span)
    return right if node.left is None else Sum((node.left, right), span=node.span)
