"""
Runs programs nobody trusts, learners' and authors' alike. Theory of operation:

    worker (trusted)        Sandbox > Pool > Session > Process > Channel      this folder
        | control socket: limits and descriptors                  ^
        v                                                          | frames: JSON and raw arrays
    zygote (trusted)        imports NumPy once, forks              |          inside/zygote.py
        |                                                          |
        v fork, then confine: namespaces, uid, limits, Landlock, seccomp     inside/confining.py
    process A (hostile)     the program, alone, with the runner <--+          inside/runner.py

The worker trusts the zygote, for no program ever reaches it. Nobody trusts A: what comes out of it
is read by decoding.py and never run. Tests, references and comparison stay in the worker; when a
test needs the author's program, that runs in a process A of its own.

Tiers: `ns` (namespaces and everything below), `landlock` (without namespaces), or refusal. Which
one is found by trying (selfcheck.py). What it does not hold against: docs/why/sandbox.md.

    with shared().session(Limits(cpu_s=2), libraries="numpy") as session:
        session.load(source)
        result = session.call("f", 2.0)
"""

from grader.errors import MachineFault, NoIsolation
from grader.sandbox.box import Sandbox, open_sandbox, selfcheck, share, shared
from grader.sandbox.encoding import CodecError
from grader.sandbox.faults import LimitExceeded, ProgramError
from grader.sandbox.handle import Handle
from grader.sandbox.libraries import Libraries
from grader.sandbox.limits import Limits, Usage
from grader.sandbox.selfcheck import SelfCheck
from grader.sandbox.session import Session

__all__ = [
    "CodecError",
    "Handle",
    "Libraries",
    "LimitExceeded",
    "Limits",
    "MachineFault",
    "NoIsolation",
    "ProgramError",
    "Sandbox",
    "SelfCheck",
    "Session",
    "Usage",
    "open_sandbox",
    "selfcheck",
    "share",
    "shared",
]
