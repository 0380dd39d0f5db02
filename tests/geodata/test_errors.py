"""The tree of errors."""

from __future__ import annotations

import inspect

import pytest

from geodata import SafePassageError, UnknownNameError, errors, near_matches

ERRORS = [e for _, e in inspect.getmembers(errors, inspect.isclass) if issubclass(e, Exception)]


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: e.__name__)
def test_every_error_has_the_common_base_and_prints_its_message(error):
    """Each error is caught by the base of the program and prints the text it was given, unquoted."""
    assert issubclass(error, SafePassageError)
    assert str(error("value, rule, remedy")) == "value, rule, remedy"


@pytest.mark.parametrize("error", [e for e in ERRORS if e is not SafePassageError], ids=lambda e: e.__name__)
def test_every_error_refines_a_built_in(error):
    """A caller who knows nothing of this program can still catch `KeyError` or `ValueError`."""
    assert issubclass(error, (KeyError, ValueError))


def test_unknown_name_without_a_message():
    """An error raised without text prints as nothing instead of failing itself."""
    assert str(UnknownNameError()) == ""


def test_near_matches_are_few_and_ordered():
    """At most as many near words as asked for, the nearest first; none for an empty vocabulary."""
    assert (
        near_matches("beijing", ["beijin", "beiji", "beij", "seoul"], limit=2)
        == " Did you mean beijin, beiji?"
    )
    assert near_matches("beijing", []) == ""
