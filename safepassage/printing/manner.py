"""How much is said besides an answer: confirmations, notes, progress, and a log of what was done.

The level of the logger ``safepassage`` is the only state. Every package below logs to a child of it
(``safepassage.routes``, ...), so that a script which wants to see what happens asks the same logger as
``--verbose`` does. Answers themselves are printed whatever the level.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, TypeVar

import typer

from geodata import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

LOG = logging.getLogger("safepassage")


class _ToStderr(logging.Handler):
    """Write to the stderr of the moment, which tests and notebooks replace."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        typer.echo(printable(self.format(record)), err=True)


def set_manner(*, quiet: bool = False, verbose: bool = False) -> None:
    """Say nothing besides the answer, or tell each step and when it was done; neither: the usual."""
    if quiet and verbose:
        raise typer.BadParameter("--quiet and --verbose contradict each other; give one of them")
    for old in [handler for handler in LOG.handlers if isinstance(handler, _ToStderr)]:
        LOG.removeHandler(old)
    LOG.setLevel(logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING)
    if verbose:
        handler = _ToStderr()
        handler.setFormatter(logging.Formatter("%(relativeCreated)6.0f ms  %(name)s: %(message)s"))
        LOG.addHandler(handler)


def is_quiet() -> bool:
    """Return whether nothing but the answer is to be said."""
    return not LOG.isEnabledFor(logging.WARNING)


def say(text: str) -> None:
    """Confirm that something was done: print on stdout unless all is to be quiet."""
    if not is_quiet():
        typer.echo(text)


def note(text: str) -> None:
    """Print a remark on stderr, beside the answer, unless all is to be quiet."""
    if not is_quiet():
        typer.echo(f"Note: {text}.", err=True)


def shows_progress() -> bool:
    """Return whether somebody looks on: stderr is a terminal, and nobody asked for quiet."""
    return bool(sys.stderr and sys.stderr.isatty()) and not is_quiet()


def with_progress(steps: Iterable[T]) -> Iterable[T]:
    """Show on a terminal how far a long work has come; elsewhere say nothing."""
    if not shows_progress():
        return steps
    from rich.console import Console  # noqa: PLC0415 - only where it is shown
    from rich.progress import track  # noqa: PLC0415

    return track(steps, description="", console=Console(stderr=True), transient=True)
