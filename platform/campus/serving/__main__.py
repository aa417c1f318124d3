"""`./run serve`: a whole site from one command.

Servers of one's own: DATABASE_URL and REDIS_URL in the environment; then nothing embedded starts.
"""

import argparse
import http.client
import os
import sys
import time
from pathlib import Path

from campus.serving.errors import CannotServe, ProgramTrouble
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
            start_behind_the_doors(supervisor, state, site)
            supervisor.watch()
    except StopAsked:
        print("\nStopped.", flush=True)
        return 0
    except CannotServe as reason:
        print(f"lemma: {reason}", file=sys.stderr)
        return 1
    return 0


def start(supervisor: Supervisor, state: State, port: int, *, demo: bool) -> Site:
    """Bring everything up, servers first; return when the site says that it is ready.

    Graders need no database: they come up beside its preparation.
    """
    keys = (state.secrets.secret_key, state.secrets.seed_secret)
    site = Site(state.folder, port, *start_servers(supervisor, state), *keys, demo, os.environ)
    state.announce(site.environment())
    for grader in site.graders():
        supervisor.start(grader)
    prepared = _stamp(state).read_text() if _stamp(state).exists() else ""
    if not prepared or prepared != _fingerprint(state, site):
        _stamp(state).unlink(missing_ok=True)
        errand = supervisor.begin(site.preparing())
        supervisor.wait_until(
            lambda: errand.ended() is not None or PUBLISHED in errand.last_words(),
            600.0,
            f"The exercises were not published within ten minutes: see {errand.log}.",
        )
        for desk in site.desks() if not errand.ended() else ():
            supervisor.start(desk)  # they come up while the demo's people are added
        supervisor.finish(errand)
    else:
        for desk in site.desks():
            supervisor.start(desk)
    supervisor.wait_until(
        lambda: _says_ready(port),
        60.0,
        f"The site did not become ready within a minute: see the logs in {state.logs}.",
    )
    return site


def start_behind_the_doors(supervisor: Supervisor, state: State, site: Site) -> None:
    """What nobody who comes in now waits for. In the end the folder is marked as prepared."""
    supervisor.start(site.scheduler())
    if _stamp(state).exists():
        supervisor.start(site.bulk())
        return
    if site.demo:
        try:
            supervisor.finish(supervisor.begin(site.history()))
        except ProgramTrouble as trouble:  # the site is well, its people only have no past
            print(f"The demo's history was not written: {trouble}", file=sys.stderr, flush=True)
    supervisor.start(site.bulk())
    _stamp(state).write_text(_fingerprint(state, site))


def _stamp(state: State) -> Path:
    return state.folder / "prepared"


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
