"""
The last step before "undecided": SymPy, in a sandbox session that is killed when it takes long.

Trees travel as ASCII of the answer language and are read by the same parser there; SymPy objects
are built by constructors, never from text. Where no sandbox holds, the question stays undecided.
"""

from __future__ import annotations

import threading
from typing import Final

from grader.equivalence.domain import Domain
from grader.errors import MachineFault, NoIsolation
from grader.parse.functions import ARITY
from grader.plain import ascii as plain
from grader.tree import Call, Node, free_names, walk

CPU_SECONDS, WALL_SECONDS, MEMORY_MB = 2, 1.5, 512
PROGRAM: Final = "from grader.equivalence.algebra import decide"


def decide(answer: Node, key: Node, domain: Domain) -> bool | None:
    """Ask SymPy whether `answer - key` is zero; None if it does not know, or not in time.

    Raises MachineFault when the sandbox itself broke.
    """
    # Few questions come so far: the others need not wait for the sandbox and NumPy to be imported.
    from grader.sandbox import LimitExceeded, Limits, ProgramError, shared

    names = sorted(free_names(answer) | free_names(key))
    calls = (part for tree in (answer, key) for part in walk(tree) if isinstance(part, Call))
    question = {
        "answer": plain(answer),
        "key": plain(key),
        "names": names,
        "functions": sorted({call.func for call in calls} - ARITY.keys()),
        "assumptions": {name: _assumption(domain, name) for name in names},
    }
    try:
        limits = Limits(CPU_SECONDS, WALL_SECONDS, MEMORY_MB, tmp_mb=1, out_kb=1)
        with shared().session(limits, libraries="scientific") as session:
            session.load(PROGRAM)
            said = session.call("decide", question)
    except (ProgramError, LimitExceeded, NoIsolation):
        return None
    return {"same": True, "different": False}.get(said)


def warm_ahead() -> None:
    """Open the sandbox and load SymPy there in the background; it takes some seconds."""

    def open_it() -> None:
        from grader.sandbox import shared

        try:
            shared().warm()
        except MachineFault:  # whoever asks first is told
            return

    threading.Thread(target=open_it, name="symbolic", daemon=True).start()


def _assumption(domain: Domain, name: str) -> str:
    values = domain.of(name)
    if values.field == "real" and values.low is not None and values.low >= 0:
        return "positive"
    return values.field
