"""A whole site for tests: what `./run serve` starts, with a folder of its own, on a free port."""

import http.client
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from campus.serving.child import Child, Program
from campus.serving.ports import free_port
from campus.serving.state import running

#: What the tests' own environment must not hand down: the site starts its own servers.
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SEED_SECRET", "SITE_URL", "LEMMA_TEST_SERVERS")


@dataclass(frozen=True, slots=True)
class RunningSite:
    """A site that is up. `supervisor` is the process to signal."""

    url: str
    folder: Path
    supervisor: Child

    def environment(self) -> dict[str, str]:
        """Where its servers are, for a look behind the pages."""
        return running(self.folder)


def start_site(folder: Path, *flags: str, seconds: float = 300.0) -> RunningSite:
    """Start a site and wait until it says that it is ready and the demo's people have a past too;
    AssertionError with its log if not."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.log").unlink(missing_ok=True)  # an earlier start said "ready" there
    port = free_port()
    command = ["-m", "campus.serving", "--port", str(port), "--state", str(folder / "state")]
    child = Child(
        Program("site", [sys.executable, *command, *flags], clean_environment(), patience=60.0),
        folder / "site.log",
    )
    site = RunningSite(f"http://localhost:{port}", folder / "state", child)
    deadline = time.monotonic() + seconds
    while child.ended() is None and time.monotonic() < deadline:
        if "Lemma is ready" in child.last_words(30) and (site.folder / "prepared").exists():
            return site
        time.sleep(0.1)
    child.ask_to_stop()
    child.wait_or_kill()
    raise AssertionError(f"the site did not come up:\n{child.last_words(30)}")


def stop_site(site: RunningSite) -> int:
    """Stop it as Ctrl-C would; the supervisor's exit status."""
    site.supervisor.ask_to_stop()
    site.supervisor.wait_or_kill()
    return int(site.supervisor.process.returncode)


def readiness(port: int) -> tuple[int, dict[str, object]]:
    """What /readyz answers: status and JSON; (0, {}) while nobody listens."""
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        wire.request("GET", "/readyz", headers={"Host": "localhost"})
        answer = wire.getresponse()
        return answer.status, json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError):
        return 0, {}
    finally:
        wire.close()


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OURS}
