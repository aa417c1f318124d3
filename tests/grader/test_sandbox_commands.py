"""`python -m grader run` and `attack`, as typed at a shell."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from grader.__main__ import main
from grader.sandbox.commands.callers import is_stranger

ONE_THAT_IS_NOT = 1 << 30
"""More than a process id can be."""

OWN_UID = range(os.getuid(), os.getuid() + 1)


@pytest.mark.parametrize(
    ("program", "status", "printed", "told"),
    [
        ("print(6 * 7)", 0, "42\n", "it ended well"),
        ("def f():\n    return 1 / 0\nf()", 1, "", "line 2, in f"),
        ("import os\nos._exit(0)", 1, "", "ended its process"),
        ("if __name__ == '__main__': print('run')", 0, "run\n", "it ended well"),
    ],
    ids=["ends well", "raises", "leaves", "is the main program"],
)
def test_run_prints_what_happened(
    program: str,
    status: int,
    printed: str,
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "program.py"
    file.write_text(program)
    assert main(["run", str(file), "--libraries", "numpy"]) == status
    output = capsys.readouterr()
    assert output.out == printed
    assert told in output.err


def test_an_attack_without_its_head_is_an_error_of_the_corpus(tmp_path: Path) -> None:
    (tmp_path / "nameless.py").write_text("print('hello')")
    with pytest.raises(ValueError, match="EXPECT"):
        main(["attack", str(tmp_path)])


@pytest.mark.parametrize(
    ("calls", "uids", "stranger"),
    [
        pytest.param("a child", OWN_UID, False, id="a program of the zygote's, with its uid"),
        pytest.param("a child", range(0), True, id="no program has this uid"),
        pytest.param("nobody's child", OWN_UID, True, id="nor this parent"),
    ],
)
def test_who_else_calls_on_a_busy_machine_is_no_breach(
    calls: str, uids: range, stranger: bool
) -> None:
    zygote = os.getpid() if calls == "a child" else ONE_THAT_IS_NOT
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(listener.getsockname()):
            connection, _ = listener.accept()
            with connection:
                assert is_stranger(connection, zygote, uids) is stranger
