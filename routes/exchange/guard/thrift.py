"""Reading Thrift's compact protocol, in which Parquet writes its footer and its page headers.

Of each struct its fields are returned by their numbers, of each list its items. Whatever the bytes
say, reading ends: every value takes at least a byte, nothing is nested deeper than Parquet nests it,
and a length beyond the data is an error before anything is copied.

References
----------
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md, read 2026-11-22.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import mmap

_TRUE, _FALSE, _BYTE, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 1, 2, 3, 6, 7, 8, 9, 10, 11, 12
_MAX_NESTING = 12

Fields = dict[int, Any]
Bytes: TypeAlias = "bytes | mmap.mmap"


class ThriftError(ValueError):
    """Raise when bytes are no Thrift; the caller knows of which file."""


def read_struct(data: Bytes, at: int) -> tuple[Fields, int]:
    """Return the fields of the struct that begins at a byte, by their numbers, and where it ends.

    Numbers are `int`, flags `bool`, texts `bytes`, structs again fields by number. ``data`` are bytes,
    in memory or of a file that is mapped into it. Doubles and maps are passed over as `None`.

    Raises
    ------
    ThriftError
        If there is no such struct.

    Examples
    --------
    Field 1 is the number 5, field 2 the text "hi":

    >>> read_struct(bytes([0x15, 10, 0x18, 2]) + b"hi" + bytes([0]), 0)
    ({1: 5, 2: b'hi'}, 7)
    """
    try:
        return _fields(data, at, 0)
    except IndexError:
        raise ThriftError("the data end within a struct") from None


def _fields(data: Bytes, at: int, nesting: int) -> tuple[Fields, int]:
    if nesting > _MAX_NESTING:
        raise ThriftError("nested too deeply")
    fields: Fields = {}
    number = 0
    while head := data[at]:
        at += 1
        kind, step = head & 0x0F, head >> 4
        if step:
            number += step
        else:
            number, at = _zigzag(data, at)
        if kind in (_TRUE, _FALSE):  # in a struct the kind of a flag is its value
            fields[number] = kind == _TRUE
        else:
            fields[number], at = _value(data, at, kind, nesting)
    return fields, at + 1


def _value(data: Bytes, at: int, kind: int, nesting: int) -> tuple[Any, int]:
    if kind in (_TRUE, _FALSE, _BYTE):
        return data[at], at + 1
    if _BYTE < kind <= _I64:
        return _zigzag(data, at)
    if kind in (_DOUBLE, _BINARY):
        length, at = (8, at) if kind == _DOUBLE else _varint(data, at)
        if at + length > len(data):
            raise ThriftError("a text ends after the data")
        return (None if kind == _DOUBLE else bytes(data[at : at + length])), at + length
    if kind in (_LIST, _SET):
        return _items(data, at, nesting)
    if kind == _MAP:
        return _map(data, at, nesting)
    if kind == _STRUCT:
        return _fields(data, at, nesting + 1)
    raise ThriftError("a kind of value that does not exist")


def _items(data: Bytes, at: int, nesting: int) -> tuple[list[Any], int]:
    head = data[at]
    count, at = (head >> 4, at + 1) if head >> 4 != 15 else _varint(data, at + 1)
    if count > len(data):
        raise ThriftError("a list of more items than bytes")
    items = []
    for _ in range(count):
        item, at = _value(data, at, head & 0x0F, nesting + 1)
        items.append(item)
    return items, at


def _map(data: Bytes, at: int, nesting: int) -> tuple[None, int]:
    count, at = _varint(data, at)
    if count > len(data):
        raise ThriftError("a map of more items than bytes")
    if count:
        kinds, at = data[at], at + 1
        for _ in range(count):
            for kind in (kinds >> 4, kinds & 0x0F):
                _, at = _value(data, at, kind, nesting + 1)
    return None, at


def _varint(data: Bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while shift < 64:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return number, at
        shift += 7
    raise ThriftError("a number of more than 64 bits")


def _zigzag(data: Bytes, at: int) -> tuple[int, int]:
    number, at = _varint(data, at)
    return (number >> 1) ^ -(number & 1), at
