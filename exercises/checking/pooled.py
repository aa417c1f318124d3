"""The sandboxes of a checking process: opened when first needed, they end with the process."""

from __future__ import annotations

from grader.sandbox import Sandbox, open_sandbox

_OTHER_ORDER = 1

_box: Sandbox | None = None
_second: Sandbox | None = None


def sandbox_of_this_process() -> Sandbox:
    global _box
    if _box is None:
        _box = open_sandbox(preload=("exercises.drawing",))
    return _box


def second_sandbox_of_this_process() -> Sandbox:
    """One where sets have another order: the same must be drawn there (L15)."""
    global _second
    if _second is None:
        _second = second_sandbox(sandbox_of_this_process())
    return _second


def second_sandbox(box: Sandbox) -> Sandbox:
    """A sandbox as `box`, where sets have another order."""
    return box.beside(_OTHER_ORDER)
