"""Hostile programs against every tier, as root, as an ordinary user, and in a container.

The few of QUICK run by default; the whole corpus in every setting is `slow`.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox import shared
from grader.sandbox.commands.attack import run_corpus
from grader.sandbox.commands.corpus import read_corpus
from grader.sandbox.readable import CHECKOUT
from tests.grader.sandboxed import holds_landlock

CORPUS = Path(__file__).parent / "attacks"
CONTAINER = Path(__file__).parent / "simulated_container.py"
ORDINARY_UID = 12345
QUICK = (
    "files_exercise_bank",
    "files_of_other_processes",
    "files_read_etc_passwd",
    "honest_lend",
    "honest_object",
    "kernel_every_other_call",
    "kernel_pointer_with_a_zero_half",
    "network_tcp_local",
    "processes_subprocess_shell",
    "protocol_bracket_bomb",
    "protocol_colliding_tuples",
    "python_walk_frames",
    "secrets_read_env_secrets",
)
LEAST_CONTROL_BREACHES = 10


def test_the_corpus_says_of_each_program_what_must_come_of_it() -> None:
    corpus = read_corpus(CORPUS)
    assert len(corpus) >= 257
    assert {attack.name for attack in corpus} >= set(QUICK)


@pytest.mark.parametrize("tier", ["ns", "landlock"])
def test_representative_attacks_are_held(tier: str) -> None:
    if tier != shared().tier and not (tier == "landlock" and holds_landlock()):
        pytest.skip(f"this machine has no {tier} tier")
    chosen = [attack for attack in read_corpus(CORPUS) if attack.name in QUICK]
    assert {o.attack: o.breaches for o in run_corpus(chosen, tier) if o.breaches} == {}


def test_the_canaries_see_attacks_when_there_are_no_walls() -> None:
    """The negative control: were nothing seen here, "held" above would mean nothing."""
    chosen = [attack for attack in read_corpus(CORPUS) if attack.control]
    breached = [outcome for outcome in run_corpus(chosen, "none") if outcome.breaches]
    assert len(breached) >= LEAST_CONTROL_BREACHES


@pytest.mark.slow
@pytest.mark.parametrize("tier", ["ns", "landlock"])
@pytest.mark.parametrize("user", ["this user", "an ordinary user"])
def test_the_whole_corpus_is_held(tier: str, user: str, tmp_path: Path) -> None:
    python = [sys.executable] if user == "this user" else as_ordinary_user(tmp_path)
    assert attack(python, "--tier", tier) == {}


@pytest.mark.slow
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the container's filter is x86-64")
@pytest.mark.parametrize("user", ["root", "an ordinary user"])
def test_the_whole_corpus_is_held_in_a_container(user: str, tmp_path: Path) -> None:
    if user == "root":
        if os.getuid() != 0:
            pytest.skip("not root")
        python = [sys.executable, str(CONTAINER), sys.executable]
    else:
        python = as_ordinary_user(tmp_path)
        python = [*python, str(CONTAINER), python[-1]]
    assert attack(python) == {}


@pytest.mark.slow
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the container's filter is x86-64")
def test_the_opt_in_profile_lets_a_container_use_namespaces(tmp_path: Path) -> None:
    profile = CHECKOUT / "grader" / "sandbox" / "container-seccomp.json"
    python = as_ordinary_user(tmp_path)
    python = [*python, str(CONTAINER), "--profile", str(profile), python[-1]]
    assert attack(python, "--tier", "ns") == {}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the container's filter is x86-64")
def test_without_namespaces_and_landlock_code_is_refused_with_reasons() -> None:
    confined = [sys.executable, str(CONTAINER), "--without-landlock", sys.executable]
    done = run_attacks(confined, "--only", "honest_square")
    assert done.returncode == 3
    assert "ns: " in done.stderr
    assert "landlock: the zygote did not start: OSError: Landlock 3" in done.stderr


def attack(python: list[str], *options: str) -> dict[str, Any]:
    """Run the corpus by another Python; return what was breached, by attack."""
    done = run_attacks(python, *options)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines, done.stderr
    assert lines[-1]["attacks"] >= 250
    return {line["attack"]: line["breaches"] for line in lines[:-1] if line["breaches"]}


def run_attacks(python: list[str], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*python, "-m", "grader", "attack", str(CORPUS), *options],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def as_ordinary_user(folder: Path) -> list[str]:
    """Return a command that is Python for an ordinary user; skips where there is none."""
    if os.getuid() != 0:
        return [sys.executable]
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed")
    packages = next(path for path in sys.path if path.endswith("/site-packages"))
    for interpreter in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        home = folder / "venv"
        made = subprocess.run([interpreter, "-m", "venv", "--without-pip", home], check=False)
        if made.returncode != 0:
            continue
        (home / "lib" / f"python3.{sys.version_info[1]}/site-packages/more.pth").write_text(
            packages
        )
        for opened in (folder, *folder.parents[:2]):
            opened.chmod(0o755)
        command = ["setpriv", f"--reuid={ORDINARY_UID}", f"--regid={ORDINARY_UID}"]
        command += ["--clear-groups", "env", "HOME=/nonexistent", str(home / "bin" / "python")]
        tried = subprocess.run(
            [*command, "-c", "import numpy, grader.sandbox"],
            cwd=CHECKOUT,
            capture_output=True,
            check=False,
        )
        if tried.returncode == 0:
            return command
        shutil.rmtree(home)
    pytest.skip("an ordinary user cannot read this checkout or its Python")
