"""The sandboxes of a checking process: opened when first needed, they end with the process."""

from __future__ import annotations

from grader.sandbox import Sandbox, open_sandbox, share

_boxes: dict[tuple[int, bool], Sandbox] = {}


def sandbox_of_this_process(order: int = 0, *, scipy: bool = False) -> Sandbox:
    """One where sets have this order, 0 or 1: in both the same must be drawn (L15).

    scipy   whether programs find it without waiting. To draw nobody needs it, and its import takes
            longer than SymPy's and ours together.

    Grading in this process uses it too. What is put to the test is the zygote that draws.
    """
    if (order, scipy) not in _boxes:
        _boxes[order, scipy] = open_sandbox(
            ("exercises.drawing",),
            checked="scientific",
            hash_seed=order,
            without=() if scipy else ("scipy",),
        )
    share(_boxes[order, scipy])
    return _boxes[order, scipy]


def second_sandbox(box: Sandbox) -> Sandbox:
    """A sandbox as `box`, where sets have another order."""
    return box.beside(1)
