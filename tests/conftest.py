"""What every test may ask for: a real PostgreSQL, a real Valkey, the whole site, a browser.

postgres, valkey   started when first asked for; any test that uses `db` has both
site               `./run serve` with a folder of its own, on a free port (tests/site.py)
real_workers       a grader and a recorder as processes of their own on the tests' database
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from campus.serving.schema import make_at_once
from tests.servers import SERVERS
from tests.site import RunningSite, start_site, stop_site
from tests.workers import Workers, start_workers


def pytest_sessionstart(session: pytest.Session) -> None:
    """Under xdist the controlling process starts the servers before its workers want them."""
    if session.config.getoption("numprocesses", None):
        SERVERS.start_postgres()
        SERVERS.start_valkey()


#: Where tests ask for `site`: under xdist they share one worker, for one site is dear enough.
ON_A_SITE = ("tests/browser/", "tests/test_journey.py", "tests/campus/serving/test_site.py")


class FileByFile(LoadScopeScheduling):
    """A worker takes a file at a time, and all of ON_A_SITE at once."""

    def _split_scope(self, nodeid: str) -> str:
        return "site" if nodeid.startswith(ON_A_SITE) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileByFile:
    return FileByFile(config, log)


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


@pytest.fixture(scope="session")
def made_at_once() -> None:
    """The tests' database gets its schema as an empty site does, not by all migrations one after
    the other, which takes twenty seconds a worker. (test_schema.py holds that both are the same.)
    """
    creation: Any = connection.creation

    def create_test_db(verbosity: int = 1, **_: object) -> str:
        name: str = creation._get_test_db_name()
        creation._create_test_db(verbosity, autoclobber=True, keepdb=False)
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        make_at_once(MigrationLoader(connection))
        return name

    creation.create_test_db = create_test_db


@pytest.fixture(scope="session")
def django_db_setup(
    made_at_once: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Tests that commit are followed by a TRUNCATE of every table, which the audit log refuses."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("auditing_entry", "auditing_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER never_emptied")


@pytest.fixture
def valkey(running_valkey: None) -> Iterator[redis.Redis]:
    """A client of this worker's broker, empty at the start of the test."""
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    client.flushdb()
    yield client
    client.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A whole site with its demo people, as `./run serve` starts it."""
    site = start_site(tmp_path_factory.mktemp("site"))
    yield site
    stop_site(site)


@pytest.fixture
def real_workers(transactional_db: None, valkey: redis.Redis, tmp_path: Path) -> Iterator[Workers]:
    """A grader and a recorder as processes of their own, on the database of this test."""
    workers = start_workers(tmp_path, str(settings.DATABASES["default"]["NAME"]))
    yield workers
    workers.stop()
