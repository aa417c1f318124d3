"""What a confined program may read of the machine: the interpreter, its packages, our own code.

Never the bank of exercises, though it lies in the checkout: it holds solutions and hidden tests.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[2]
_SYSTEM: Final = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo")
_NEVER: Final = ("bank", "__pycache__")


def readable_paths() -> list[str]:
    """Return the files and folders to show, each existing, none below another, no symlinks."""
    wanted = [*_SYSTEM, *_interpreter(), str(CHECKOUT / "grader"), *_exercise_code()]
    chosen: list[str] = []
    for path in sorted(set(wanted), key=len):
        inside = any(path.startswith(other + "/") for other in chosen)
        if os.path.exists(path) and not os.path.islink(path) and not inside:
            chosen.append(path)
    return chosen


def root_links() -> list[tuple[str, str]]:
    """Return the symlinks of the root that lead to libraries, such as /lib -> usr/lib."""
    return [(place, os.readlink(place)) for place in ("/lib", "/lib64") if os.path.islink(place)]


def _interpreter() -> list[str]:
    places = sysconfig.get_paths()
    found = [places[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    found += [path for path in sys.path if path.endswith(("/site-packages", "/dist-packages"))]
    if not sys.base_prefix.startswith("/usr"):
        found.append(f"{sys.base_prefix}/lib")  # libpython and the libraries built beside it
    return [os.path.realpath(path) for path in found]


def _exercise_code() -> list[str]:
    """Drawing recipes and the like, file by file and folder by folder, for author programs."""
    room = CHECKOUT / "exercises"
    if not room.is_dir():
        return []
    return [
        str(entry)
        for entry in room.iterdir()
        if entry.name not in _NEVER and (entry.suffix == ".py" or (entry / "__init__.py").exists())
    ]
