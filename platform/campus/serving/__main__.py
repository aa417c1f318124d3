"""`./run serve`: a whole site from one command.

Servers of one's own: DATABASE_URL and REDIS_URL in the environment; then nothing embedded starts.
"""

import argparse
import http.client
import os
import sys
import time
from pathlib import Path

from campus.serving.errors import CannotServe
from campus.serving.freshness import fingerprint
from campus.serving.ports import LOOPBACK, must_be_free
from campus.serving.programs import PUBLISHED, Site
from campus.serving.servers import start_servers
from campus.serving.state import State, open_state
from campus.serving.supervisor import StopAsked, Supervisor

ROOT = Path(__file__).resolve().parents[3]


def main() -> int:
    options = _options()
    began = time.monotonic()
    try:
        must_be_free(options.port)
        state = open_state(options.state)
        with Supervisor(state.log) as supervisor:
            site = start(supervisor, state, options.port, demo=options.demo)
            print(welcome(site, seconds=time.monotonic() - began), flush=True)
            supervisor.watch()
    except StopAsked:
        print("\nStopped.", flush=True)
        return 0
    except CannotServe as reason:
        print(f"lemma: {reason}", file=sys.stderr)
        return 1
    return 0


def start(supervisor: Supervisor, state: State, port: int, *, demo: bool) -> Site:
    """Bring everything up, servers first; return when the site says that it is ready."""
    keys = (state.secrets.secret_key, state.secrets.seed_secret)
    site = Site(state.folder, port, *start_servers(supervisor, state), *keys, demo, os.environ)
    state.announce(site.environment())
    stamp, wanted = state.folder / "prepared", _fingerprint(state, site)
    if wanted and stamp.exists() and stamp.read_text() == wanted:
        start_programs(supervisor, site)
    else:
        stamp.unlink(missing_ok=True)
        errand = supervisor.begin(site.preparing())
        supervisor.wait_until(
            lambda: errand.ended() is not None or PUBLISHED in errand.last_words(),
            600.0,
            f"The exercises were not published within ten minutes: see {errand.log}.",
        )
        if not errand.ended():
            start_programs(supervisor, site)  # they come up while the demo's history is written
        supervisor.finish(errand)
    supervisor.wait_until(
        lambda: _says_ready(port),
        60.0,
        f"The site did not become ready within a minute: see the logs in {state.logs}.",
    )
    supervisor.start(site.bulk())  # nobody waits for it: its sandboxes may open behind the doors
    if wanted:
        stamp.write_text(wanted)
    return site


def start_programs(supervisor: Supervisor, site: Site) -> None:
    for program in (*site.desks(), *site.graders()):
        supervisor.start(program)


def _fingerprint(state: State, site: Site) -> str:
    """What this database is prepared with; "" for one of one's own, which is always looked at."""
    if os.environ.get("DATABASE_URL"):
        return ""
    cluster = state.folder / "postgres" / "PG_VERSION"
    return fingerprint(str(cluster.stat().st_mtime_ns), str(site.demo))


def welcome(site: Site, *, seconds: float) -> str:
    """The block a newcomer sees: where to go, who to be, how to leave."""
    lines = ["", f"  Lemma is ready ({seconds:.1f} s):  {site.address}", ""]
    if site.demo:
        from campus.demo.people import SIGN_INS

        lines += [f"    {name:<10}{password:<14}{role}" for role, name, password in SIGN_INS]
        lines.append("")
    lines += [f"  Everything is kept in {site.folder}", "  Ctrl-C stops it.", ""]
    return "\n".join(lines)


def _says_ready(port: int) -> bool:
    wire = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        wire.request("GET", "/readyz", headers={"Host": "localhost"})
        return wire.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        wire.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="where the site listens (8000)")
    parser.add_argument("--state", type=Path, default=ROOT / ".state", help="what it remembers")
    parser.add_argument(
        "--no-demo", dest="demo", action="store_false", help="no people, no history"
    )
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
