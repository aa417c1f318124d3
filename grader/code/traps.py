"""
Forbidden names at run time: whatever road leads to them, the program meets a trap.

A trap lets library code through (NumPy may call its own `svd`) and refuses the program, whose code
is what does not come from a file. It is a fence, not a wall: a program that forges file names wins
a function its exercise forbids, and nothing else.
"""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Callable, Iterable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any

from grader.code.bans import CONSTRUCTS


class BannedName(Exception):
    """The program reached for a name its exercise forbids."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} may not be used here")


class Trap:
    """Stands where a forbidden function or module stood."""

    def __init__(self, name: str, original: Any) -> None:
        self.__dict__.update(_trapped=original, _trapped_name=name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_the_program()
        return self._trapped(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        self._refuse_the_program()
        return getattr(self._trapped, name)

    def _refuse_the_program(self) -> None:
        if not sys._getframe(2).f_code.co_filename.startswith("/"):
            raise BannedName(self._trapped_name)


class ImportTrap(MetaPathFinder):
    """Refuses every import of some modules and of their parts."""

    def __init__(self, roots: Iterable[str]) -> None:
        self._roots = frozenset(roots)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname.split(".")[0] in self._roots:
            raise BannedName(fullname.split(".")[0])
        return None


def set_traps(banned: Sequence[str]) -> None:
    """Trap every banned module and function of this process; constructs have no run time."""
    unwanted: set[str] = set()
    for ban in banned:
        if ban in CONSTRUCTS or ban.startswith("."):
            continue
        root, dot, _ = ban.partition(".")
        if dot and root in sys.modules:
            _trap_attribute(ban)
        elif hasattr(builtins, ban):
            _trap_builtin(ban)
        else:
            unwanted.add(root)
    for name in [name for name in sys.modules if name.split(".")[0] in unwanted]:
        del sys.modules[name]
    if unwanted:
        sys.meta_path.insert(0, ImportTrap(unwanted))


def _trap_attribute(ban: str) -> None:
    """Replace `numpy.linalg.inv` in every part of numpy that shows it."""
    module, _, last = ban.rpartition(".")
    original = getattr(sys.modules.get(module), last, None)
    if original is None:
        return
    trap = Trap(ban, original)
    root = ban.partition(".")[0]
    for name, part in list(sys.modules.items()):
        if name.split(".")[0] == root and getattr(part, "__dict__", {}).get(last) is original:
            setattr(part, last, trap)
    if sys.modules.get(ban) is original:
        sys.modules[ban] = trap  # type: ignore[assignment]


def _trap_builtin(ban: str) -> None:
    original: Callable[..., Any] = getattr(builtins, ban)
    if not isinstance(original, type):  # types are needed for isinstance; the text check sees them
        setattr(builtins, ban, Trap(ban, original))
