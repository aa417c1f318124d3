"""What every test may ask for: a real PostgreSQL, a real Valkey, the whole site, a browser.

postgres, valkey   started when first asked for; any test that uses `db` has both
site               `./run serve` with a folder of its own, on a free port (tests/site.py)
real_workers       a grader and a recorder as processes of their own on the tests' database
"""

import os
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings

from tests.servers import SERVERS


def pytest_sessionstart(session: pytest.Session) -> None:
    """Under xdist the controlling process starts the servers before its workers want them."""
    if session.config.getoption("numprocesses", None):
        SERVERS.start_postgres()
        SERVERS.start_valkey()


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a running PostgreSQL."""
    SERVERS.start_postgres()
    return str(settings.DATABASES["default"]["NAME"])


@pytest.fixture(scope="session")
def running_valkey() -> None:
    SERVERS.start_valkey()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    postgres: str, running_valkey: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """pytest-django's hook before it makes the test database: now the servers are needed."""


@pytest.fixture
def valkey(running_valkey: None) -> Iterator[redis.Redis]:
    """A client of this worker's broker, empty at the start of the test."""
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    client.flushdb()
    yield client
    client.close()
