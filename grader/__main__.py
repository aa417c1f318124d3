"""
The grader from a shell, without the site:

    python -m grader grade [FILE]    grade JSON lines
    python -m grader kinds           print the reference of the answer kinds
    python -m grader bench           measure the engine beside others
    python -m grader run, attack     the sandbox, see docs/why/sandbox.md
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

# Verb -> the module with its `add(parser)` and `run(arguments) -> exit status`; imported only when
# the verb is called, so that grading mathematics never loads the sandbox.
VERBS = {
    "grade": ("grader.offline", "grade answers: JSON lines in, JSON lines out"),
    "kinds": ("grader.reference", "print the reference of the answer kinds as Markdown"),
    "bench": ("grader.benchmarks.command", "measure the engine beside other ways to decide"),
    "run": ("grader.sandbox.commands.run", "run a program in the sandbox"),
    "attack": ("grader.sandbox.commands.attack", "try hostile programs on the sandbox"),
}


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] not in VERBS:
        print("usage: python -m grader VERB …, where VERB is one of\n")
        for verb, (_, what) in VERBS.items():
            print(f"  {verb:8} {what}")
        return 0 if words[:1] in (["-h"], ["--help"]) else 2
    verb, *rest = words
    command = import_module(VERBS[verb][0])
    parser = argparse.ArgumentParser(
        prog=f"python -m grader {verb}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add(parser)
    return int(command.run(parser.parse_args(rest)) or 0)


if __name__ == "__main__":
    raise SystemExit(main())
