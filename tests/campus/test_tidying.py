"""What is loaded is set aside before work: no collection looks at it while somebody waits."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from campus.tidying import set_aside_what_is_loaded


@pytest.fixture
def as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("as_before")
def test_a_collection_looks_only_at_what_came_later() -> None:
    loaded = [[number] for number in range(1000)]
    set_aside_what_is_loaded()
    fresh: list[object] = ["since"]
    looked_at = {id(one) for one in gc.get_objects()}
    assert id(fresh) in looked_at
    assert not looked_at & {id(one) for one in loaded}
    assert gc.get_freeze_count() > len(loaded)
    assert gc.get_threshold()[0] > 700  # Python's own: several times a page


@pytest.mark.usefixtures("as_before")
def test_the_recorder_does_so_when_a_process_of_its_pool_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from campus import celery

    done: list[bool] = []
    monkeypatch.setattr(celery, "set_aside_what_is_loaded", lambda: done.append(True))
    celery._begin_work()
    assert done == [True]
