"""The whole site as `./run serve` starts it: what each process knows; none stays behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import alive, children, comes_true, command, descendants, environment
from tests.site import RunningSite, clean_environment, readiness, start_site, stop_site


def port_of(site: RunningSite) -> int:
    return int(site.url.rpartition(":")[2])


def the(site: RunningSite, words: str) -> list[int]:
    """The supervisor's children whose command holds `words`."""
    return [pid for pid in children(site.supervisor.pid) if words in command(pid)]


def test_it_says_that_it_is_ready_and_why(site: RunningSite) -> None:
    status, parts = readiness(port_of(site))
    assert status == 200
    assert {"database", "migrations", "broker", "graders"} <= set(parts)


def test_the_processes_are_those_of_the_plan(site: RunningSite) -> None:
    for words, count in [
        ("grader.worker", 2),
        ("exercises.bulk", 1),
        ("-A campus worker", 1),
        ("-A campus.clock beat", 1),
        ("gunicorn", 1),
        ("postgres", 1),
        ("valkey-server", 1),
    ]:
        assert len(the(site, words)) == count, words


def test_a_grader_knows_the_queue_and_no_secret(site: RunningSite) -> None:
    kept = site.environment()
    for pid in the(site, "grader.worker") + the(site, "exercises.bulk"):
        known = environment(pid)
        assert known["REDIS_URL"] == kept["REDIS_URL"]
        assert not {"DATABASE_URL", "SECRET_KEY", "SEED_SECRET"} & set(known)
        assert kept["SECRET_KEY"] not in known.values()


@pytest.mark.parametrize("words", ["-A campus worker", "gunicorn"])
def test_a_program_that_dies_is_started_again(site: RunningSite, words: str) -> None:
    (before,) = the(site, words)
    os.kill(before, signal.SIGKILL)
    # Its workers, orphans now, are the supervisor's children too until it has ended them.
    assert comes_true(lambda: len(the(site, words)) == 1 and the(site, words) != [before], 20)
    assert comes_true(lambda: readiness(port_of(site))[0] == 200, 30)


def test_a_second_site_on_its_folder_or_port_is_told_so_in_one_sentence(site: RunningSite) -> None:
    for flags, words in [
        (["--state", str(site.folder), "--port", "1024"], "already runs on"),
        (["--state", str(site.folder / "other"), "--port", str(port_of(site))], "is in use"),
    ]:
        second = subprocess.run(
            [sys.executable, "-m", "campus.serving", *flags],
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert second.returncode == 1
        assert words in second.stderr
        assert len(second.stderr.strip().splitlines()) == 1


def test_manage_works_on_the_database_of_the_site_that_is_up(site: RunningSite) -> None:
    imports = "from campus.accounts.models import User"
    script = f"{imports}; print(User.objects.filter(username='ada').count())"
    done = subprocess.run(
        [sys.executable, "-m", "campus.serving.managing", "shell", "--no-imports", "-c", script],
        env=clean_environment() | {"LEMMA_STATE": str(site.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split()[-1:] == ["1"], done.stderr


def test_nothing_stays_behind_and_nothing_is_lost(tmp_path: Path) -> None:
    """Killed without a word, started again on the same folder, stopped in good order."""
    site = start_site(tmp_path, "--no-demo")
    everybody = descendants(site.supervisor.pid)
    assert len(everybody) > 10
    os.kill(site.supervisor.pid, signal.SIGKILL)
    site.supervisor.process.wait()
    assert comes_true(lambda: not any(map(alive, everybody)), 20), [
        command(pid) for pid in everybody if alive(pid)
    ]
    again = start_site(tmp_path, "--no-demo")
    everybody = descendants(again.supervisor.pid)
    assert stop_site(again) == 0
    assert not any(map(alive, everybody))
