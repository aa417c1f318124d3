"""What the tests of the sandbox share: one run of a program, and limits that bite soon."""

from __future__ import annotations

import textwrap
from typing import Any

from grader.sandbox import Limits, Sandbox
from grader.sandbox.inside.landlock import FIRST_WITH_TRUNCATE, version

SHORT = Limits(cpu_s=1, wall_s=0.4)
HANGS = 20.0
"""Seconds. A kill takes milliseconds, as `./run bench sandbox` shows; this finds what hangs."""


def run(box: Sandbox, source: str, function: str = "f", limits: Limits = SHORT) -> Any:
    with box.session(limits) as opened:
        opened.load(textwrap.dedent(source))
        return opened.call(function)


def holds_landlock() -> bool:
    return version() >= FIRST_WITH_TRUNCATE
