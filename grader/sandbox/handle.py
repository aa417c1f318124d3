"""What stands on the trusted side for an object that stays inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.sandbox.session import Session


class Handle:
    """An object that stayed inside: a class, an instance, a function, a generator.

    `kind` is the name of its type as the program tells it, so only for display.
    """

    def __init__(self, session: Session, number: int, kind: str) -> None:
        self._session, self._number, self.kind = session, number, kind

    def __repr__(self) -> str:
        return f"<{self.kind!r} in the sandbox>"

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._session._call({"h": self._number}, arguments, named)

    def method(self, name: str, *arguments: Any, **named: Any) -> Any:
        """Call a method of the object."""
        return self._session._call({"h": self._number, "m": name}, arguments, named)

    def get(self, name: str) -> Any:
        """Return an attribute of the object."""
        return self._session._ask({"op": "get", "h": self._number, "m": name})

    def take(self, count: int) -> list[Any]:
        """Return the next `count` items of an iterator, fewer when it ends."""
        items = self._session._ask({"op": "next", "h": self._number, "n": count})
        return items if type(items) is list else []
