"""docker-compose.yml: who may know what. With a Docker client at hand, Docker reads it too."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
SECRETS = ("POSTGRES_PASSWORD", "VALKEY_PASSWORD", "SECRET_KEY", "SEED_SECRET")


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text())["services"]
    return services


def test_every_process_of_the_site_is_there(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == {
        *("postgres", "valkey", "prepare", "web", "recorder", "scheduler"),
        *RUNNERS,
    }


#: Those that run programs nobody trusts: learners' and authors'.
RUNNERS = ("grader", "exam", "bulk")


@pytest.mark.parametrize("name", RUNNERS)
def test_no_grader_shares_a_network_with_the_database(
    services: dict[str, dict[str, Any]], name: str
) -> None:
    assert set(services[name]["networks"]).isdisjoint(services["postgres"]["networks"])
    assert yaml.safe_load(COMPOSE.read_text())["networks"]["grading"]["internal"] is True


@pytest.mark.parametrize("name", RUNNERS)
def test_a_grader_is_told_the_queue_and_no_secret_of_the_site(
    services: dict[str, dict[str, Any]], name: str
) -> None:
    assert set(services[name]["environment"]) == {"REDIS_URL"}


def test_a_grader_can_be_scaled(services: dict[str, dict[str, Any]]) -> None:
    grader = services["grader"]
    assert not {"container_name", "ports", "hostname"} & set(grader)
    assert "-n" not in grader["command"]  # each names itself by its own host


@pytest.mark.parametrize("name", RUNNERS)
def test_a_grader_is_given_no_power(services: dict[str, dict[str, Any]], name: str) -> None:
    grader = services[name]
    assert grader["cap_drop"] == ["ALL"]
    assert grader["read_only"] is True
    assert "no-new-privileges:true" in grader["security_opt"]
    assert not {"privileged", "cap_add", "volumes"} & set(grader)


@pytest.mark.parametrize("name", RUNNERS)
def test_the_stronger_tier_is_for_all_that_run_programs(name: str) -> None:
    stronger = yaml.safe_load((ROOT / "docker-compose.namespaces.yml").read_text())["services"]
    (profile,) = (each for each in stronger[name]["security_opt"] if each.startswith("seccomp="))
    assert (ROOT / profile.removeprefix("seccomp=")).exists()


def test_a_worker_that_lost_its_broker_is_started_again(
    services: dict[str, dict[str, Any]],
) -> None:
    for name in (*RUNNERS, "recorder", "scheduler", "web"):
        assert services[name]["restart"] == "unless-stopped", name


def test_only_the_web_is_reachable_from_outside(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["web"]


def test_no_secret_has_a_default() -> None:
    text = COMPOSE.read_text()
    for name in SECRETS:
        assert re.search(rf"\$\{{{name}:\?", text), f"{name} must be asked for"
        assert not re.search(rf"\$\{{{name}:?-", text), f"{name} must not have a default"


def test_the_site_waits_until_the_schema_is_there(services: dict[str, dict[str, Any]]) -> None:
    for name in ("web", "recorder", "scheduler"):
        assert "prepare" in services[name]["depends_on"], name
    assert "prepare" not in services["grader"]["depends_on"]  # it knows no database


def test_the_image_is_built_from_what_is_locked() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes" in dockerfile
    assert re.search(r"^USER (?!root)", dockerfile, re.M)


@pytest.mark.skipif(
    not shutil.which("docker")
    or subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode
    != 0,
    reason="no docker client with compose",
)
def test_docker_accepts_it(tmp_path: Path) -> None:
    (tmp_path / "env").write_text("".join(f"{name}=x\n" for name in SECRETS))
    command = ["docker", "compose", "--env-file", str(tmp_path / "env"), "-f", str(COMPOSE)]
    done = subprocess.run([*command, "config", "-q"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
