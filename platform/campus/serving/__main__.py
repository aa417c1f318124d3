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
from campus.serving.ports import LOOPBACK, free_port, must_be_free
from campus.serving.postgres import Postgres
from campus.serving.programs import Site
from campus.serving.state import State, open_state
from campus.serving.supervisor import StopAsked, Supervisor
from campus.serving.valkey import Valkey

ROOT = Path(__file__).resolve().parents[3]


def main() -> int:
    options = _options()
    began = time.monotonic()
    try:
        must_be_free(options.port)
        state = open_state(options.state)
        with Supervisor(state.log) as supervisor:
            site = start(supervisor, state, options.port, demo=options.demo)
            state.announce(site.address)
            print(welcome(site, demo=options.demo, seconds=time.monotonic() - began), flush=True)
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

    Graders need the queue alone, so they warm up while the database is being prepared.
    """
    database_url, redis_url = start_servers(supervisor, state)
    keys = state.secrets
    site = Site(
        state.folder,
        port,
        database_url,
        redis_url,
        keys.secret_key,
        keys.seed_secret,
        shell=dict(os.environ),
    )
    for program in site.graders():
        supervisor.start(program)
    supervisor.run(site.preparing(demo=demo))
    for program in site.desks():
        supervisor.start(program)
    supervisor.wait_until(
        lambda: _says_ready(port),
        60.0,
        f"The site did not become ready; see the logs in {state.logs}",
    )
    return site


def start_servers(supervisor: Supervisor, state: State) -> tuple[str, str]:
    """Start what the environment does not name; the addresses of database and queue."""
    database_url, redis_url = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    waiting = []
    if not redis_url:
        valkey = Valkey(state.folder / "valkey", free_port(), state.secrets.valkey_password)
        valkey.initialise()
        waiting.append((valkey.wait_until_ready, supervisor.start(valkey.program())))
        redis_url = valkey.url
    if not database_url:
        postgres = Postgres(state.folder / "postgres", free_port(), state.secrets.postgres_password)
        postgres.initialise()
        waiting.append((postgres.wait_until_ready, supervisor.start(postgres.program())))
        database_url = postgres.url
    for wait_until_ready, child in waiting:
        wait_until_ready(child)
    return database_url, redis_url


def welcome(site: Site, *, demo: bool, seconds: float) -> str:
    """The block a newcomer sees: where to go, who to be, how to leave."""
    lines = ["", f"  Lemma is ready ({seconds:.1f} s):  {site.address}", ""]
    if demo:
        from campus.demo.people import SIGN_INS

        lines += [f"    {role:<14}{name:<22}{password}" for role, name, password in SIGN_INS]
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
