"""The state folder: one owner, one running site, keys that stay; every refusal says what to do."""

import os
from pathlib import Path

import pytest

from campus.serving.errors import PlatformTrouble, StateTrouble
from campus.serving.ports import free_port, must_be_free
from campus.serving.postgres import Postgres
from campus.serving.state import open_state, running


def test_the_keys_are_made_once_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    first = open_state(tmp_path / "state")
    first.lock.close()
    second = open_state(tmp_path / "state")
    assert second.secrets == first.secrets
    assert (tmp_path / "state" / "secrets.json").stat().st_mode & 0o077 == 0
    second.lock.close()


def test_a_second_site_on_one_folder_is_refused_and_told_where_the_first_is(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    names = ("SITE_URL", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SEED_SECRET")
    state.announce({name: f"the {name}" for name in names})
    with pytest.raises(StateTrouble, match=r"already runs .*the SITE_URL.*--state DIR"):
        open_state(tmp_path)
    assert running(tmp_path)["DATABASE_URL"] == "the DATABASE_URL"
    state.lock.close()
    assert running(tmp_path) == {}  # what a dead site wrote counts for nothing
    assert (tmp_path / "lock").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_the_folder_of_another_user_is_refused_by_name(tmp_path: Path) -> None:
    os.chown(tmp_path, 65534, -1)
    with pytest.raises(StateTrouble, match="belongs to nobody: start the site as nobody"):
        open_state(tmp_path)


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(StateTrouble, match="is a file"):
        open_state(tmp_path / "state")


def test_keys_that_cannot_be_read_are_never_replaced_by_new_ones(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text('{"secret_key": "only one of four"}')
    with pytest.raises(StateTrouble, match="backup"):
        open_state(tmp_path)
    assert "only one" in (tmp_path / "secrets.json").read_text()


def test_a_port_in_use_is_refused_with_another_one_to_try() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PlatformTrouble, match=f"Port {port} is in use.*--port {port + 1}"):
            must_be_free(port)


def test_data_of_another_postgresql_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("15\n")
    with pytest.raises(StateTrouble, match="PostgreSQL 15 and this is 18"):
        Postgres(tmp_path, free_port(), "password").initialise()
