"""JSON and XML from elsewhere: bounded in size, depth and number, with nothing in them that expands.

What can be counted in the text is counted before it is parsed; the rest is refused while the tree
grows, not once it is there.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from .refusals import AGAIN, BadFileError, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ELEMENTS = 600_000
MAX_EQUAL_SIGNS = 1_500_000  # no element can have more attributes than that
MAX_DEPTH = 32
MAX_BRACKETS = 1_000_000  # each costs up to some 200 bytes once it is an object


def guarded_json(text: str, name: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Return what a JSON text says, with finite numbers only.

    Raises
    ------
    BadFileError
        If it is no JSON, cut short, nested more than `MAX_DEPTH` deep, holds more than
        `MAX_BRACKETS` lists and objects, or NaN, Infinity or a number of thousands of digits.
    """
    if text.count("{") + text.count("[") > MAX_BRACKETS:
        refuse(name, f"holds more than {MAX_BRACKETS:,} lists and objects", "export a smaller network")

    def constant(word: str) -> NoReturn:
        refuse(name, f"holds {word}, which is no number of JSON", "leave the cell empty, or write a number")

    def number(digits: str) -> float:
        value = float(digits)
        if math.isinf(value):
            refuse(name, f"holds {digits}, which is beyond all numbers", "write a number that is meant")
        return value

    try:
        told = json.loads(text, parse_constant=constant, parse_float=number)
    except BadFileError:
        raise
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(text.rstrip()) - 1
        cut = "it seems to be cut short; " if at_end else ""
        refuse(name, f"is no JSON in line {error.lineno}, column {error.colno} ({error.msg})", cut + AGAIN)
    except RecursionError:
        refuse(name, "is nested too deeply", AGAIN)
    except ValueError:  # Python reads no decimal number of more than 4,300 digits
        refuse(name, "holds a number that is far too long", AGAIN)
    if _is_deeper(told, MAX_DEPTH):
        refuse(name, f"is nested more than {MAX_DEPTH} deep", AGAIN)
    return told


def guarded_xml(text: str, name: str) -> Element:
    """Return the root of an XML text that defines nothing and refers to nothing.

    Raises
    ------
    BadFileError
        If it is not well-formed, cut short, has a document type or entities of its own, is nested
        more than `MAX_DEPTH` deep, or holds more than `MAX_ELEMENTS` elements or too many attributes.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only files from elsewhere need it
    from defusedxml.ElementTree import XMLParser  # noqa: PLC0415

    if text.count("=") > MAX_EQUAL_SIGNS:
        refuse(name, f"holds more than {MAX_EQUAL_SIGNS:,} attributes", "export a smaller network")
    parser = XMLParser(target=_BoundedTree(name), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(text)
        root = parser.close()
    except BadFileError:
        raise
    except DefusedXmlException:
        refuse(name, "has a document type or entities of its own, which may expand without end", AGAIN)
    except ParseError as error:
        line, column = error.position
        at_end = line >= text.rstrip().count("\n")
        cut = "it seems to be cut short; " if at_end and "no element found" in str(error) else ""
        what = str(error).partition(":")[0]
        refuse(name, f"is no well-formed XML in line {line}, column {column + 1} ({what})", cut + AGAIN)
    except (ValueError, LookupError):  # an encoding that its first line names and nobody knows
        refuse(name, "names an encoding that it does not have", "save it as UTF-8, or export it again")
    if not isinstance(root, Element):
        refuse(name, "holds no element", AGAIN)
    return root


class _BoundedTree(TreeBuilder):
    """A tree that stops growing where a network would long have ended."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._count, self._depth = name, 0, 0

    def start(self, tag: Any, attrs: Mapping[Any, Any], /) -> Element:  # noqa: ANN401 - as the stubs have it
        self._count += 1
        self._depth += 1
        if self._count > MAX_ELEMENTS:
            rule = f"holds more than {MAX_ELEMENTS:,} elements"
            refuse(self._name, rule, "hand a network of that size on as .gpkg or .parquet")
        if self._depth > MAX_DEPTH:
            refuse(self._name, f"is nested more than {MAX_DEPTH} deep", AGAIN)
        return super().start(tag, dict(attrs))

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def _is_deeper(value: object, limit: int) -> bool:
    """Return whether lists and objects stand in one another more than so many deep."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(limit):
        inner: list[object] = []
        for item in level:
            inner.extend(item.values() if isinstance(item, dict) else item)
        level = [child for child in inner if isinstance(child, dict | list)]
    return bool(level)
