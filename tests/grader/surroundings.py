"""Hostile programs against the sandbox in one of the surroundings it must hold in:

    python -m tests.grader.surroundings NAME [FOLDER] [OPTIONS of python -m grader attack]

    root-ns, root-landlock              the worker is root
    ordinary-ns, ordinary-landlock      the worker is an ordinary user
    container-root, container-ordinary  with an engine's default seccomp profile and capabilities
    profile-ordinary                    with the profile of docker-compose.namespaces.yml
    control                             no walls: must breach

The containers are simulated (x86-64 only). Exit status as of `python -m grader attack`: 0 when all
is held. To become an ordinary user takes root, setpriv, and a checkout that others may read.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from grader.sandbox.readable import CHECKOUT

CONTAINER: Final = str(Path(__file__).parent / "simulated_container.py")
PROFILE: Final = CHECKOUT / "grader" / "sandbox" / "container-seccomp.json"
ORDINARY_UID: Final = 12345


class NotHere(Exception):
    """This machine, or this user, cannot make these surroundings."""


SURROUNDINGS: Final[dict[str, tuple[bool, list[str], list[str]]]] = {
    # name: as an ordinary user?, what stands before Python, options of the attack
    "root-ns": (False, [], ["--tier", "ns"]),
    "root-landlock": (False, [], ["--tier", "landlock"]),
    "ordinary-ns": (True, [], ["--tier", "ns"]),
    "ordinary-landlock": (True, [], ["--tier", "landlock"]),
    "container-root": (False, [CONTAINER], []),
    "container-ordinary": (True, [CONTAINER], []),
    "profile-ordinary": (True, [CONTAINER, "--profile", str(PROFILE)], ["--tier", "ns"]),
    "control": (False, [], ["--unconfined"]),
}


def command(name: str, folder: Path, *options: str) -> list[str]:
    """The command that tries the attacks in these surroundings; raises NotHere.

    folder  an empty one, for the Python of an ordinary user
    """
    ordinary, before, tier = SURROUNDINGS[name]
    if not ordinary and name != "control" and os.getuid() != 0:
        raise NotHere("not root")
    python = as_ordinary_user(folder) if ordinary else [sys.executable]
    if before:
        python = [*python, *before, python[-1]]
    return [*python, "-m", "grader", "attack", *tier, *options]


def as_ordinary_user(folder: Path) -> list[str]:
    """A command that is Python for an ordinary user; raises NotHere."""
    if os.getuid() != 0:
        return [sys.executable]
    if shutil.which("setpriv") is None:
        raise NotHere("setpriv is not installed")
    packages = next(path for path in sys.path if path.endswith("/site-packages"))
    for interpreter in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        home = folder / "venv"
        made = subprocess.run([interpreter, "-m", "venv", "--without-pip", home], check=False)
        if made.returncode != 0:
            continue
        own = home / "lib" / f"python3.{sys.version_info[1]}/site-packages/more.pth"
        if own.parent.is_dir() and _is_readable(own, packages, folder, home):
            return [*_ordinary(), str(home / "bin" / "python")]
        shutil.rmtree(home)
    raise NotHere("an ordinary user cannot read this checkout or its Python")


def _is_readable(own: Path, packages: str, folder: Path, home: Path) -> bool:
    own.write_text(packages)
    for opened in (folder, *folder.parents[:2]):
        if opened.stat().st_uid == os.getuid() and opened != Path(opened.root):
            opened.chmod(opened.stat().st_mode | 0o055)
    tried = [*_ordinary(), str(home / "bin" / "python"), "-c", "import numpy, grader.sandbox"]
    return subprocess.run(tried, cwd=CHECKOUT, capture_output=True, check=False).returncode == 0


def _ordinary() -> list[str]:
    user = [f"--reuid={ORDINARY_UID}", f"--regid={ORDINARY_UID}", "--clear-groups"]
    return ["setpriv", *user, "env", "HOME=/nonexistent"]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def main() -> int:
    name, *options = sys.argv[1:] or ["--help"]
    if name not in SURROUNDINGS:
        print(__doc__)
        return 0 if name in ("-h", "--help") else 2
    with tempfile.TemporaryDirectory() as folder:
        try:
            attack = command(name, Path(folder), *options)
        except NotHere as why:
            print(json.dumps({"surroundings": name, "not here": str(why)}))
            return 3
        return subprocess.run(attack, cwd=CHECKOUT, env=environment(), check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
