"""
Both ends of the line between a program and the tests that call it: values cross, objects stay.

Numbers, texts, containers and arrays are copied. Everything else (a class, an instance, a
generator, a function of a test) stays in the process that made it and crosses as a number; what
stands for it on the other side comes from `present`. An object that comes home is itself again.

A packed value is made of None, bool, int, float, complex, str, bytes, list, tuple, set, dict and
arrays of numbers only, so the worker between the two ends can carry it without looking inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

Packed = Any
DEEPEST = 40

_WIDEST = {"b": 1, "i": 8, "u": 8, "f": 8, "c": 16}  # bytes; long doubles differ by machine

HERE, THERE, CELLS = "\0here", "\0there", "\0cells"

_PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes})
# What a subclass of these holds is taken out with the base's own method, never the subclass's.
_BASES: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {
        int: int.__int__,
        float: float.__float__,
        complex: complex.__complex__,
        str: str.__str__,
        list: lambda value: list(list.__iter__(value)),
        tuple: lambda value: tuple(tuple.__iter__(value)),
        dict: lambda value: dict(dict.items(value)),
        set: lambda value: set(set.__iter__(value)),
        frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    }
)


class CannotCross(TypeError):
    """The value can be sent neither as data nor as an object."""


class Link:
    """One end of the line.

    present   makes what stands here for an object of the other side: number, type's name, callable
    at_home   says of an object that looks like data (a subclass of list, say) that it must stay
    offers    says whether an object of this side may be lent to the other side at all
    """

    def __init__(
        self,
        present: Callable[[int, str, bool], object],
        *,
        at_home: Callable[[object], bool] = lambda value: False,
        offers: Callable[[object], bool] = lambda value: True,
    ) -> None:
        self._present = present
        self._at_home = at_home
        self._offers = offers
        self._lent: list[object] = []
        self._lent_numbers: dict[int, int] = {}
        self._borrowed: dict[int, object] = {}
        self._borrowed_numbers: dict[int, int] = {}

    def pack(self, value: object, depth: int = 0) -> Packed:
        """Turn a value of this side into one that can cross; raises CannotCross."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if depth > DEEPEST:
            raise CannotCross("a value is nested too deep")
        if (number := self._borrowed_numbers.get(id(value))) is not None:
            return {THERE: number}
        if isinstance(value, np.ndarray | np.generic):
            return self._pack_array(np.asarray(value), value, depth)
        if kind in _BASES:
            return self._pack_container(value, depth)
        if not self._at_home(value):
            for base, bare in _BASES.items():
                if issubclass(kind, base):  # isinstance would believe a forged __class__
                    return self.pack(bare(value), depth)
        return self._lend(value)

    def unpack(self, packed: Packed) -> Any:
        """Turn what crossed into a value of this side; raises CannotCross on what no end sends."""
        kind = type(packed)
        if kind is list:
            return [self.unpack(item) for item in packed]
        if kind is tuple:
            return tuple(self.unpack(item) for item in packed)
        if kind is set:
            return {self.unpack(item) for item in packed}
        if kind is dict:
            return self._unpack_mark(packed)
        return packed

    def pack_after(self, args: list[Any], kwargs: dict[str, Any]) -> Packed:
        """The arguments as a call left them; None if something unsendable was put into them."""
        try:
            return self.pack([args, kwargs])
        except BaseException:  # noqa: BLE001 - whatever the program put in there may raise
            return None

    def _pack_container(self, value: Any, depth: int) -> Packed:
        if type(value) is dict:
            if any(type(key) is str and key.startswith("\0") for key in value):
                raise CannotCross("a key of a dict begins with a zero byte")
            return {
                self.pack(key, depth + 1): self.pack(item, depth + 1) for key, item in value.items()
            }
        items: Iterable[Any] = (self.pack(item, depth + 1) for item in value)
        return list(items) if type(value) is list else type(value)(items)

    def _pack_array(self, array: np.ndarray[Any, Any], value: object, depth: int) -> Packed:
        if array.dtype.itemsize <= _WIDEST.get(array.dtype.kind, 0):
            return np.asarray(array) if isinstance(value, np.ndarray) else value
        if array.dtype.kind == "U" and array.ndim == 0 and not isinstance(value, np.ndarray):
            return str(array)
        if array.dtype.kind in "OU":
            cells = [self.pack(cell, depth + 1) for cell in array.ravel().tolist()]
            return {CELLS: [array.dtype.kind, list(array.shape), cells]}
        raise CannotCross(f"an array of dtype {array.dtype} cannot be handed over")

    def _lend(self, value: object) -> Packed:
        if not self._offers(value):
            raise CannotCross(f"an object of type {type(value).__name__} cannot be handed over")
        number = self._lent_numbers.get(id(value))
        if number is None:
            number = self._lent_numbers[id(value)] = len(self._lent)
            self._lent.append(value)
        return {HERE: [number, type(value).__qualname__[:80], callable(value)]}

    def _unpack_mark(self, packed: dict[Any, Any]) -> Any:
        if len(packed) == 1:
            if HERE in packed:
                return self.borrow(*packed[HERE])
            if THERE in packed:
                return self.returned(packed[THERE])
            if CELLS in packed:
                return self._unpack_cells(*packed[CELLS])
        return {self.unpack(key): self.unpack(item) for key, item in packed.items()}

    def borrow(self, number: int, kind: str, is_callable: bool) -> object:
        """What stands here for an object of the other side; the same each time."""
        if number not in self._borrowed:
            present = self._borrowed[number] = self._present(number, kind, is_callable)
            self._borrowed_numbers[id(present)] = number
        return self._borrowed[number]

    def returned(self, number: object) -> object:
        """The object of this side that was lent under a number; raises CannotCross."""
        if type(number) is not int or not 0 <= number < len(self._lent):
            raise CannotCross("an object came back that was never lent")
        return self._lent[number]

    def _unpack_cells(self, kind: str, shape: list[int], cells: list[Packed]) -> Any:
        if kind == "U":
            return np.array(cells, dtype=np.str_).reshape(shape)
        array = np.empty(len(cells), dtype=object)
        for place, cell in enumerate(cells):
            array[place] = self.unpack(cell)
        return array.reshape(shape)
