"""The key `groups`: every test that counts stands in one group, and nothing else does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exercises.errors import SourceError, nearest
from exercises.model import Test
from grader.code.groups import TIMING
from grader.code.standard import DEFAULT


def check_groups(
    file: str, values: Mapping[str, Any], lines: Mapping[str, int], tests: Sequence[Test]
) -> None:
    """Compare the groups with the tests of the file; raises SourceError at the key's line."""
    if "groups" not in values:
        return
    hidden = [test.name for test in tests if test.hidden]
    counted = hidden or [test.name for test in tests]
    judged = [*values.get("battery", DEFAULT), *([TIMING] if "timing" in values else [])]
    placed = [name for group in values["groups"] for name in group["tests"]]
    for name in placed:
        if name not in (*counted, *judged):
            known = nearest(name, (*counted, *judged))
            message = f"`groups` names `{name}`, which is no test that counts; {known}"
            raise SourceError(file, lines["groups"], message)
        if placed.count(name) > 1:
            raise SourceError(file, lines["groups"], f"`{name}` stands in two groups")
    for name in counted:
        if name not in placed:
            raise SourceError(file, lines["groups"], f"the test `{name}` stands in no group")
