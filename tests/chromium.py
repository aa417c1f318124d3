"""A Chromium for the browser tests, without asking the machine for one.

In this order: $CHROMIUM, one on the PATH, the one inside npm's @sparticuz/chromium, which the
development set-up installs (Linux on x86-64). The last is unpacked once, into .venv.
"""

import fcntl
import io
import os
import platform
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import brotli

ROOT: Final = Path(__file__).resolve().parents[1]
PACKED: Final = ROOT / "platform/campus/frontend/node_modules/@sparticuz/chromium/bin"
UNPACKED: Final = ROOT / ".venv" / "chromium"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")

#: A sandboxed Chromium cannot run as root or in most containers; it only sees our own pages.
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{here}/fonts/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{here}/fontcache</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Chromium:
    """Where the program is, and what its environment needs on top of ours."""

    path: str
    environment: dict[str, str] = field(default_factory=dict)


def find_chromium() -> Chromium | None:
    for wanted in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)):
        if wanted:
            return Chromium(wanted)
    if PACKED.is_dir() and (platform.system(), platform.machine()) == ("Linux", "x86_64"):
        with _alone():
            if not (UNPACKED / "fonts.conf").exists():
                _unpack()
        return Chromium(
            str(UNPACKED / "chromium"),
            {
                "LD_LIBRARY_PATH": str(UNPACKED / "al2023/lib"),
                "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"),
            },
        )
    return None


def _unpack() -> None:
    """Program, libraries and fonts; the fonts.conf in the package names a missing folder."""
    UNPACKED.mkdir(exist_ok=True)
    program = UNPACKED / "chromium"
    program.write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
    program.chmod(0o755)
    for name, folder in (("al2023", "al2023"), ("fonts", "fonts"), ("swiftshader", ".")):
        packed = brotli.decompress((PACKED / f"{name}.tar.br").read_bytes())
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            # Python 3.11.0 to 3.11.3 know no filters; the archive is locked by npm's checksum.
            safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            archive.extractall(UNPACKED / folder, **safely)  # type: ignore[arg-type]
    (UNPACKED / "fonts.conf").write_text(_FONTS.format(here=UNPACKED))  # last: says "complete"


@contextmanager
def _alone() -> Iterator[None]:
    """Test processes start side by side; one unpacks, the others wait."""
    with (ROOT / ".venv" / ".chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
