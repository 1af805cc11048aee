"""Long lists that are seldom looked into."""

from __future__ import annotations

from collections.abc import Iterable, MutableSequence
from typing import Any, TypeVar, overload

import msgspec

T = TypeVar("T")


class Packed(MutableSequence[T]):
    """A list that may still be packed. Who looks into it unpacks it; to count, or to add at the end, needs no look."""

    def __init__(self, kind: Any, values: Iterable[T] = ()) -> None:
        """`kind`: type of the values, for msgspec."""
        self._kind = kind
        self._values: list[T] = list(values)
        self._packed = b""
        self._count = 0

    @classmethod
    def of(cls, kind: Any, count: int, packed: bytes | msgspec.Raw) -> Packed[T]:
        """A list of `count` values that `pack` packed."""
        made = cls(kind)
        made._packed, made._count = bytes(packed), count
        return made

    def pack(self) -> bytes:
        """The values as MessagePack."""
        return self._packed if self._count and not self._values else msgspec.msgpack.encode(self._all())

    def _all(self) -> list[T]:
        """The values, unpacked. Raises msgspec.MsgspecError for what no `pack` packed."""
        if self._count:
            before: list[T] = msgspec.msgpack.decode(self._packed, type=list[self._kind])  # type: ignore[name-defined]
            self._values = before + self._values
            self._packed, self._count = b"", 0
        return self._values

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self._all()[index]

    @overload
    def __setitem__(self, index: int, value: T) -> None: ...
    @overload
    def __setitem__(self, index: slice, value: Iterable[T]) -> None: ...
    def __setitem__(self, index: int | slice, value: Any) -> None:
        self._all()[index] = value

    def __delitem__(self, index: int | slice) -> None:
        del self._all()[index]

    def __len__(self) -> int:
        return self._count + len(self._values)

    def insert(self, index: int, value: T) -> None:
        """Put a value before another one."""
        if index == len(self):
            self._values.append(value)
        else:
            self._all().insert(index, value)

    def append(self, value: T) -> None:
        """Put a value at the end."""
        self._values.append(value)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Packed):
            return self._all() == other._all()
        return isinstance(other, list) and self._all() == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Packed({self._all()!r})"
