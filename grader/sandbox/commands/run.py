"""`python -m grader run FILE`: one program under the limits, and what happened."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import get_args

from grader.errors import MachineFault
from grader.sandbox.box import shared
from grader.sandbox.faults import LimitExceeded, ProgramError
from grader.sandbox.libraries import Libraries
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session

OK, PROGRAM_FAILED, MACHINE_FAILED = 0, 1, 3


def add(parser: argparse.ArgumentParser) -> None:
    usual = Limits()
    parser.description = (
        "Run one program in the sandbox; print what it printed and, as the last line, what came of "
        "it and what it used. Exit status 0, 1 when the program failed, 3 when the machine did."
    )
    parser.add_argument("file", type=Path, help="a Python file; - reads standard input")
    parser.add_argument(
        "--libraries",
        choices=get_args(Libraries),
        default="scientific",
        help="imported beforehand: NumPy, or SciPy and SymPy as well (the default)",
    )
    parser.add_argument("--seed", type=int, help="of random and numpy.random")
    for name, kind, unit, value in (
        ("--cpu", float, "SECONDS", usual.cpu_s),
        ("--wall", float, "SECONDS", usual.wall_s),
        ("--memory", int, "MIB", usual.mem_mb),
    ):
        parser.add_argument(
            name, type=kind, default=value, metavar=unit, help=f"{value} unless said"
        )


def run(arguments: argparse.Namespace) -> int:
    source = sys.stdin.read() if str(arguments.file) == "-" else arguments.file.read_text("utf-8")
    limits = Limits(cpu_s=arguments.cpu, wall_s=arguments.wall, mem_mb=arguments.memory)
    try:
        box = shared()
        with box.session(limits, arguments.libraries, arguments.seed) as session:
            outcome = _outcome(session, source)
    except MachineFault as fault:
        print(f"the machine could not run it: {fault}", file=sys.stderr)
        return MACHINE_FAILED
    sys.stdout.write(session.stdout)
    sys.stderr.write(session.stderr)
    used = session.usage
    print(
        f"{outcome or 'it ended well'} · {used.cpu_s:.2f} s of processor · "
        f"{used.max_rss_kb / 1024:.0f} MiB · tier {box.tier}",
        file=sys.stderr,
    )
    return PROGRAM_FAILED if outcome else OK


def _outcome(session: Session, source: str) -> str:
    """Run it; say in one line what went wrong, or ""."""
    try:
        session.load(source, "__main__")
    except ProgramError as error:
        lines = "".join(f"\n  line {line}, in {name}" for line, name in error.frames)
        return f"it raised {error}{lines}"
    except LimitExceeded as error:
        return error.reason
    return ""
