"""The sandbox of a checking process: opened when first needed, it ends with the process."""

from __future__ import annotations

from grader.sandbox import Sandbox, open_sandbox

_box: Sandbox | None = None


def sandbox_of_this_process() -> Sandbox:
    global _box
    if _box is None:
        _box = open_sandbox(preload=("exercises.drawing",))
    return _box
