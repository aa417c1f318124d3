"""The two servers a site stands on: those the environment names, or embedded ones."""

import os

from campus.serving.ports import free_port
from campus.serving.postgres import Postgres
from campus.serving.state import State
from campus.serving.supervisor import Supervisor
from campus.serving.valkey import Valkey


def start_servers(supervisor: Supervisor, state: State) -> tuple[str, str]:
    """Start what DATABASE_URL and REDIS_URL do not name; the addresses of database and queue.

    Both come up side by side; PostgreSQL may have to replay its log after a power cut.
    """
    database_url, redis_url = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    waits = []
    if not redis_url:
        valkey = Valkey(state.folder / "valkey", free_port(), state.secrets.valkey_password)
        valkey.initialise()
        waits.append((valkey.wait_until_ready, supervisor.start(valkey.program())))
        redis_url = valkey.url
    if not database_url:
        postgres = Postgres(state.folder / "postgres", free_port(), state.secrets.postgres_password)
        postgres.initialise()
        waits.append((postgres.wait_until_ready, supervisor.start(postgres.program())))
        database_url = postgres.url
    for wait_until_ready, child in waits:
        wait_until_ready(child)
    return database_url, redis_url
