"""L22: machine-made ways round a ban, each of which must be stopped."""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from exercises.checking.case import Case
from exercises.checking.findings import Finding
from grader.code.bans import CONSTRUCTS
from grader.code.grading import grade
from grader.sandbox import Sandbox

_MOST = 3  # bans of one exercise that are tried; each way is a run of its own


def check_bypasses(case: Case, box: Sandbox) -> Iterator[Finding]:
    """The reference with a forbidden errand before it: it must not get as far as passing."""
    code = case.exercise.code
    if code is None:
        return
    blank = next(b for b in case.exercise.blanks if b.kind == "code")
    for ban in [ban for ban in code.ban if any(ways_round(ban))][:_MOST]:
        for way in ways_round(ban):
            program = f"{_errand(way)}\n\n{code.reference.source}"
            verdict = grade(
                program, case.key(blank), mode="run", seed=case.grading["seed"], box=box
            )
            rows = verdict.details.get("tests", [])
            if rows and all(row["passed"] for row in rows):
                message = f"the ban of `{ban}` is not held against `{way}`"
                yield case.finding("L22", code.reference.line, message)


def ways_round(ban: str) -> Iterator[str]:
    """Expressions that reach the banned thing where no text shows its name.

    Nothing for what has no run time (`for`, `.sort`) or cannot be taken away (`int`, `set`).
    """
    root, dot, _ = ban.partition(".")
    if ban in CONSTRUCTS or not root or isinstance(getattr(builtins, ban, None), type):
        return
    half = len(ban) // 2
    hidden = f"{ban[:half]!r} + {ban[half:]!r}"
    if dot:
        module, _, name = ban.rpartition(".")
        yield f"getattr(__import__({module!r}, fromlist=['x']), {name[:1]!r} + {name[1:]!r})()"
        yield f"vars(__import__({module!r}, fromlist=['x']))[{name[:1]!r} + {name[1:]!r}]()"
    elif hasattr(builtins, ban):
        yield f"eval({hidden})()"
        yield f"vars(__import__('builtins'))[{hidden}]()"
    else:
        yield f"__import__({hidden})"
        yield f"__import__('importlib').import_module({hidden})"
        yield f"exec('import ' + {hidden})"


def _errand(way: str) -> str:
    # A forbidden function is called without arguments: if it is there, it complains of those.
    return f"try:\n    {way}\nexcept (TypeError, ValueError):\n    pass"
