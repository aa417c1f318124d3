"""What is imported before any program is there: a child then starts in milliseconds.

Also the reason that programs work where the child could not read the packages any more: as root in
the landlock tier its uid may not enter a HOME of mode 700 (docs/why/sandbox.md).
"""

from __future__ import annotations

from typing import Final, Literal

Libraries = Literal["numpy", "scientific"]

STANDARD: Final = (
    "abc array bisect calendar cmath collections collections.abc contextlib copy csv ctypes "
    "dataclasses datetime decimal enum fractions functools gc heapq inspect io itertools json "
    "keyword linecache locale math numbers operator pathlib pprint queue random re signal socket "
    "statistics string struct tempfile textwrap threading time timeit traceback types typing "
    "unicodedata uuid warnings weakref zlib encodings.ascii encodings.latin_1 encodings.idna"
).split()
"""Standard modules learners import, or that print and fail well only when they are there."""
NUMPY: Final = (
    "numpy numpy.fft numpy.lib.stride_tricks numpy.linalg numpy.ma numpy.polynomial numpy.random "
    "numpy.testing numpy.typing"
).split()
CODE: Final = ("grader.code.attendant", "grader.code.desk", "grader.code.rehearsal")
"""What code grading runs in its two processes; it stands on NumPy only."""
REHEARSALS: Final = ("grader.code.rehearsal",)
"""Modules of these that have a `rehearse()`, called before any child is forked."""
ALGEBRA: Final = ("grader.equivalence.algebra",)
"""What the grader of mathematics asks when its own means leave a comparison open."""
SCIENTIFIC: Final = (
    "scipy scipy.fft scipy.integrate scipy.interpolate scipy.linalg scipy.optimize scipy.signal "
    "scipy.sparse scipy.sparse.linalg scipy.spatial scipy.special scipy.stats sympy"
).split()


def preloaded(libraries: Libraries, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the modules of one zygote; `extra` modules go to the scientific one."""
    if libraries == "numpy":
        return (*STANDARD, *NUMPY, *CODE)
    return (*STANDARD, *NUMPY, *CODE, *SCIENTIFIC, *ALGEBRA, *extra)
