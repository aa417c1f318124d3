"""`./run manage COMMAND`: Django's commands on the site that runs here, or on its database alone.

With DATABASE_URL set, on that database. Else, if a site runs on the state folder, on the site's.
Else the embedded servers are started for the command and stopped after it.
"""

import os
import subprocess
import sys
from pathlib import Path

from campus.serving.errors import CannotServe
from campus.serving.programs import module
from campus.serving.servers import start_servers
from campus.serving.state import open_state, running
from campus.serving.supervisor import StopAsked, Supervisor

ROOT = Path(__file__).resolve().parents[3]


def main(arguments: list[str]) -> int:
    folder = Path(os.environ.get("LEMMA_STATE", ROOT / ".state"))
    command = module("django", *arguments)
    known = {"DJANGO_SETTINGS_MODULE": "campus.settings", **running(folder), **os.environ}
    if "DATABASE_URL" in known:
        return subprocess.run(command, env=known, check=False).returncode
    try:
        state = open_state(folder)
        with Supervisor(state.log) as supervisor:
            database_url, redis_url = start_servers(supervisor, state)
            keys = {
                "DATABASE_URL": database_url,
                "REDIS_URL": redis_url,
                "SECRET_KEY": state.secrets.secret_key,
                "SEED_SECRET": state.secrets.seed_secret,
            }
            return subprocess.run(command, env={**keys, **known}, check=False).returncode
    except StopAsked:
        return 130
    except CannotServe as reason:
        print(f"lemma: {reason}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
