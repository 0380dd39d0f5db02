"""Arrow's library, which is optional and has no types: asked for in one place, its lack told in one way."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from geodata import FormatError


def import_arrow(otherwise: str) -> tuple[Any, Any]:
    """Return pyarrow and its Parquet part; ``otherwise`` says what can be done without them.

    Raises
    ------
    FormatError
        If pyarrow is not installed.
    """
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise FormatError(
            f"Parquet needs the package pyarrow, which is not installed; install it, or {otherwise}"
        ) from error
