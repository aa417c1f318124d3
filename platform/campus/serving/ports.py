"""Ports of this machine: a free one, and whether a wanted one is taken."""

import errno
import socket

from campus.serving.errors import PlatformTrouble

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def must_be_free(port: int) -> None:
    """Raise PlatformTrouble, with what to do, if `port` cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError:
            raise PlatformTrouble(
                f"Port {port} is for root alone: choose one above 1023 with --port."
            ) from None
        except OSError as reason:
            if reason.errno != errno.EADDRINUSE:
                raise
            raise PlatformTrouble(
                f"Port {port} is in use by another program: stop that, or choose another port, "
                f"as in ./run serve --port {port + 1}."
            ) from None
