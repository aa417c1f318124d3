"""What lies in wait for an attack: things it must not reach, touch, or leave behind."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Final

from grader.sandbox.commands.callers import is_stranger

WATCHED_PORTS: Final = (5432, 6379)
MAX_GROWTH_MB: Final = 150
SYSTEM_FOLDERS: Final = ("/tmp", "/dev/shm", "/var/tmp")


class Canaries:
    """Set out by `with`; `harmed` says what has happened to them since it was last asked.

    names    the __NAMES__ of the corpus and what they stand for here
    zygote   process id whose descendants are counted
    uids     those given to children alone, whose files anywhere are a breach
    callers  those that children have, given to them or the worker's own
    """

    def __init__(self, zygote: int, uids: range, callers: range) -> None:
        self.zygote = zygote
        self._uids, self._callers = uids, callers
        self.folder = Path(tempfile.mkdtemp(prefix="canary-"))
        self.folder.chmod(0o755)
        self._secret = self.folder / "settings.py"
        self._secret.write_text("SECRET_KEY = 's3cr3t'\n")
        self._secret.chmod(0o644)  # even world-readable it must be out of reach
        self._touched: list[str] = []
        self._listeners: list[socket.socket] = []
        self._victim = _victim()
        port = self._listen_tcp(0)
        for watched in WATCHED_PORTS:
            self._listen_tcp(watched)
        abstract = f"canary-{secrets.token_hex(8)}"
        self._listen_unix("\0" + abstract, "abstract socket")
        self._listen_unix(str(self.folder / "app.sock"), "socket in a folder")
        (self.folder / "app.sock").chmod(0o777)
        self.names = {
            "FOLDER": str(self.folder),
            "PORT": str(port),
            "ABSTRACT": abstract,
            "HOST": os.uname().nodename,
            "WORKER": str(os.getpid()),
            "VICTIM": str(self._victim.pid),
            "MARKER": f"previous_submission_{secrets.token_hex(8)}",
        }
        # A needle an attack may look for without carrying it in its own text.
        self.names["MARKER_HALVES"] = repr((self.names["MARKER"][:20], self.names["MARKER"][20:]))
        os.environ["LEMMA_CANARY_SECRET"] = "s3cr3t"
        self._before = self._state()
        self._descendants = count_descendants(zygote)

    def fill(self, source: str) -> str:
        """Write the names into a submission."""
        for name, value in self.names.items():
            source = source.replace(f"__{name}__", value)
        return source

    def settle(self, zygote: int) -> None:
        """Take the present state as the peaceful one, after a zygote was started."""
        self.zygote = zygote
        self._descendants = count_descendants(zygote)
        forget_peak_memory()

    def harmed(self) -> list[str]:
        """Say what was touched since the last time, and set it up again."""
        harm = [f"a connection came in: {name}" for name in self._touched]
        self._touched.clear()
        if self._victim.poll() is not None:
            harm.append("the victim process is dead")
            self._victim = _victim()
            self.names["VICTIM"] = str(self._victim.pid)
        now = self._state()
        for path in sorted(now.keys() ^ self._before.keys()):
            harm.append(f"a file came or went: {path}")
        for path in sorted(now.keys() & self._before.keys()):
            if now[path] != self._before[path]:
                harm.append(f"a file changed: {path}")
        self._before = now
        if (left := self.leftovers()) > 0:
            harm.append(f"{left} processes left behind")
        if (grown := peak_growth_mb()) > MAX_GROWTH_MB:
            harm.append(f"the worker grew by {grown:.0f} MiB")
        return harm

    def leftovers(self) -> int:
        """Count processes below the zygote that were not there before."""
        return count_descendants(self.zygote) - self._descendants

    def close(self) -> None:
        for listener in self._listeners:
            listener.shutdown(socket.SHUT_RDWR)  # wakes the thread; closing alone does not
            listener.close()
        self._victim.kill()
        self._victim.wait()
        del os.environ["LEMMA_CANARY_SECRET"]
        shutil.rmtree(self.folder)

    def _state(self) -> dict[str, tuple[int, int, int]]:
        """Size, time and mode of the files an attack would like to change, add or remove."""
        watched = [Path(os.__file__), Path(__file__), *self.folder.iterdir()]
        for folder in map(Path, SYSTEM_FOLDERS):
            if folder.is_dir():
                watched += [path for path in folder.iterdir() if self._of_a_child(path)]
        state = {}
        for path in watched:
            try:
                known = path.lstat()
            except OSError:
                continue  # somebody else's file that went in the meantime
            state[str(path)] = (known.st_size, known.st_mtime_ns, known.st_mode)
        return state

    def _of_a_child(self, path: Path) -> bool:
        """Whether a file belongs to a uid of our children, or has the name attacks give theirs."""
        try:
            return path.lstat().st_uid in self._uids or "breach" in path.name
        except OSError:
            return False

    def _listen_tcp(self, port: int) -> int:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            listener.close()  # a real server is there; a connection to it says BREACH by itself
            return port
        self._watch(listener, f"TCP {port or 'any'}")
        return int(listener.getsockname()[1])

    def _listen_unix(self, address: str, name: str) -> None:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(address)
        self._watch(listener, name)

    def _watch(self, listener: socket.socket, name: str) -> None:
        listener.listen(5)
        self._listeners.append(listener)

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                tcp = connection.family == socket.AF_INET
                if not (tcp and is_stranger(connection, self.zygote, self._callers)):
                    self._touched.append(name)
                connection.close()

        threading.Thread(target=accept, daemon=True).start()


def count_descendants(ancestor: int) -> int:
    """Count the living processes below `ancestor`, zombies left out."""
    parents: dict[int, int] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                status = Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if status[0] != "Z":
                parents[int(entry)] = int(status[1])
    return sum(_descends(pid, ancestor, parents) for pid in parents)


def _descends(pid: int, ancestor: int, parents: dict[int, int]) -> bool:
    while pid in parents:
        pid = parents[pid]
        if pid == ancestor:
            return True
    return False


def forget_peak_memory() -> None:
    """Make the kernel count our peak anew."""
    global _floor_kb
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass  # then only the first great peak of a run is seen
    _floor_kb = _peak_kb()


def peak_growth_mb() -> float:
    return (_peak_kb() - _floor_kb) / 1024


def _peak_kb() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


_floor_kb = _peak_kb()


def _victim() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["sleep", "3600"], stdin=subprocess.DEVNULL)
