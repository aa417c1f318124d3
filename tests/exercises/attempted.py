"""Whole tries at projects: references, people who know less, programs that would rather cheat.

`python -m tests.exercises.attempted [PROJECT …]` hands each of them in at every milestone, prints
what they get, and ends with 1 if a reference fails, a weaker one passes what it should miss, or a
cheating one gets as much as half of a milestone's marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from exercises.assembling import PROJECT_FILE
from exercises.model import Exercise
from exercises.project import Project, read_projects
from exercises.source import read_exercise
from exercises.variant import make_variant
from grader.code.grading import grade
from grader.sandbox import Sandbox, open_sandbox
from grader.verdict import Verdict
from tests.exercises.copied import copied

SEED: Final = 11
ANOTHERS: Final = 12  # the seed of somebody else's data set
COPIED: Final = "copies another's numbers"

#: By project and person: the milestones they miss, and the mistake they make there. Everything else
#: they hand in is right, so that what is missed is missed for this mistake alone.
WEAKER: Final[dict[str, dict[str, dict[str, str]]]] = {
    "proj-linear-regression": {
        "trusts every column": {"reg-clean": "leak", "reg-ridge": "test-scaling"},
        "knows one step size and one quantile": {
            "reg-descend": "fixed-rate",
            "reg-intervals": "normal-quantile",
        },
    },
    "proj-pca-images": {
        "never centres": {"pca-fit": "uncentred", "pca-choose": "uncentred"},
        "always takes nine directions": {"pca-denoise": "k-fixed", "pca-odd": "vouching"},
    },
    "proj-ab-test": {
        "counts rows": {"ab-users": "row-level", "ab-split": "normal"},
        "believes every look": {"ab-segments": "uncorrected", "ab-means": "one-sided"},
    },
    "proj-tiny-nn": {
        "forgets the mean": {"nn-gradient": "missing-n", "nn-adam": "no-correction"},
        "evaluates what it has learned": {"nn-stop": "training-curve", "nn-overfit": "one-behind"},
    },
}

#: What a cheating program does instead of the milestone; each must define the entries.
CHEATS: Final[dict[str, str]] = {
    "answers a constant": "def {entry}(*a, **k):\n    return 0.0\n",
    "gives back what it was given": "def {entry}(*a, **k):\n    return a if len(a) > 1 else a[0]\n",
    "looks for the tests": (
        "import gc, sys\n"
        "def {entry}(*a, **k):\n"
        "    frame = sys._getframe()\n"
        "    while frame is not None:\n"
        "        for name in ('expected', 'wanted', 'reference', 'p'):\n"
        "            if name in frame.f_locals:\n"
        "                return frame.f_locals[name]\n"
        "        frame = frame.f_back\n"
        "    for thing in gc.get_objects():\n"
        "        if callable(thing) and getattr(thing, '__module__', '') == 'reference':\n"
        "            return thing(*a, **k)\n"
        "    return open('/proc/self/environ').read()\n"
    ),
    "rewrites what the tests use": (
        "import builtins, numpy as np\n"
        "np.allclose = np.isclose = np.array_equal = lambda *a, **k: True\n"
        "np.abs = np.shape = lambda *a, **k: 0\n"
        "builtins.AssertionError = type('Quiet', (BaseException,), {{}})\n"
        "def {entry}(*a, **k):\n    return np.zeros(3)\n"
    ),
    "forges an answer": (
        "class Everything(float):\n"
        "    def __eq__(self, other): return True\n"
        "    def __lt__(self, other): return True\n"
        "    __le__ = __gt__ = __ge__ = __eq__\n"
        "    def __sub__(self, other): return 0.0\n"
        "    __rsub__ = __mul__ = __rmul__ = __add__ = __radd__ = __abs__ = __sub__\n"
        "    def __hash__(self): return 0\n"
        "    def __iter__(self): return iter([Everything()] * 3)\n"
        "    def __len__(self): return 3\n"
        "    def __getitem__(self, place): return Everything()\n"
        "    def __array__(self, *a, **k):\n"
        "        import numpy as np\n"
        "        return np.zeros(3)\n"
        "def {entry}(*a, **k):\n    return Everything()\n"
    ),
    "ends while it is winning": (
        "import os, sys\ndef {entry}(*a, **k):\n    print('all tests passed')\n    os._exit(0)\n"
    ),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One program at one milestone, and what it got."""

    project: str
    who: str
    milestone: str
    verdict: Verdict

    @property
    def passed(self) -> bool:
        return self.verdict.outcome == "right"


@lru_cache(maxsize=64)
def milestone(project: str, name: str) -> Exercise:
    folder = read_projects()[project].folder
    assert (folder / PROJECT_FILE).exists()
    return read_exercise(folder / f"{name}.md")


@lru_cache(maxsize=64)
def key_of(project: str, name: str, box: Sandbox, seed: int = SEED) -> dict[str, Any]:
    """The grader's key of a milestone for the data set of a seed."""
    variant = make_variant(milestone(project, name), seed, box)
    key: dict[str, Any] = variant.grading["blanks"][0]["key"]
    return key


def program_of(project: str, name: str, mistake: str = "") -> str:
    """The reference, or the faulty solution with this tag."""
    code = milestone(project, name).code
    assert code is not None
    return code.mutants[mistake].source if mistake else code.reference.source


def cheat_at(project: str, name: str, how: str, box: Sandbox) -> str:
    code = milestone(project, name).code
    assert code is not None
    if how == COPIED:
        return copied(program_of(project, name), key_of(project, name, box, ANOTHERS))
    return "\n".join(CHEATS[how].format(entry=entry) for entry in code.entries)


def hand_in(project: str, name: str, program: str, box: Sandbox) -> Verdict:
    return grade(program, key_of(project, name, box), mode="grade", seed="attempted", box=box)


def attempts(project: Project, box: Sandbox) -> Iterator[Attempt]:
    """Everybody at every milestone: the reference, the weaker ones, the cheating ones."""
    people: dict[str, Mapping[str, str]] = {"the reference": {}, **WEAKER[project.id]}
    for who, mistakes in people.items():
        for name in project.milestones:
            program = program_of(project.id, name, mistakes.get(name, ""))
            if name in mistakes or not mistakes:  # elsewhere it is the reference again
                yield Attempt(project.id, who, name, hand_in(project.id, name, program, box))
    for how in (*CHEATS, COPIED):
        for name in project.milestones:
            program = cheat_at(project.id, name, how, box)
            yield Attempt(project.id, how, name, hand_in(project.id, name, program, box))


def wrong_about(one: Attempt) -> str:
    """What is wrong about a verdict, "" if it is as it should be."""
    if one.who == "the reference":
        return "" if one.passed else "the reference must pass"
    if one.who in (*CHEATS, COPIED):
        return "" if one.verdict.score < 0.5 else "a cheating program gets half of the marks"
    return "passes what it should miss" if one.passed else ""


def main(names: list[str]) -> int:
    bad, box = 0, open_sandbox(preload=("exercises.drawing",))
    for project in read_projects().values():
        if names and project.id not in names:
            continue
        rows: dict[str, list[str]] = {}
        for one in attempts(project, box):
            bad += bool(wrong_about(one))
            shown = f"{one.milestone} {round(100 * one.verdict.score)} %"
            rows.setdefault(one.who, []).append(shown + ("!" if wrong_about(one) else ""))
        print(f"\n{project.title}")
        for who, cells in rows.items():
            print(f"  {who:<38} {', '.join(cells)}")
    print(f"\n{bad} verdicts are not as they should be")
    box.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
