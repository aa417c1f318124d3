"""Hostile programs against every tier, as root, as an ordinary user, and in a container.

The few of QUICK run by default; the whole corpus in every setting is `slow`.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox import shared
from grader.sandbox.commands.attack import run_corpus
from grader.sandbox.commands.corpus import read_corpus
from grader.sandbox.readable import CHECKOUT
from tests.grader.sandboxed import holds_landlock
from tests.grader.surroundings import CONTAINER, SURROUNDINGS, NotHere, command, environment

CORPUS = Path(__file__).parent / "attacks"
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
    assert len(corpus) >= 292
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
@pytest.mark.parametrize("name", [name for name in SURROUNDINGS if name != "control"])
def test_the_whole_corpus_is_held(name: str, tmp_path: Path) -> None:
    if platform.machine() != "x86_64" and name.startswith(("container", "profile")):
        pytest.skip("the container's filter is x86-64")
    try:
        done = run_attacks(command(name, tmp_path))
    except NotHere as why:
        pytest.skip(str(why))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines, done.stderr
    assert lines[-1]["attacks"] >= 285
    assert {line["attack"]: line["breaches"] for line in lines[:-1] if line["breaches"]} == {}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the container's filter is x86-64")
def test_without_namespaces_and_landlock_code_is_refused_with_reasons() -> None:
    confined = [sys.executable, CONTAINER, "--without-landlock", sys.executable]
    done = run_attacks([*confined, "-m", "grader", "attack", "--only", "honest_square"])
    assert done.returncode == 3
    assert "ns: " in done.stderr
    assert "landlock: the zygote did not start: OSError: Landlock 3" in done.stderr


def run_attacks(python: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        python, cwd=CHECKOUT, env=environment(), capture_output=True, text=True, check=False
    )
