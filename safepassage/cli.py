"""The command line: runs a command and turns what went wrong into one line.

Exit code 0 for an answer (also "no way through"), 2 for anything that could not be answered,
with one line on stderr that says what to do; `validate` prints its faults on stdout. A command
(see `safepassage.commands`) parses, makes one library call and prints.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

from geodata import SafePassageError

from .commands import COMMANDS, app_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click import Context

__all__ = ["COMMANDS", "main"]

MANNERS = ("-q", "--quiet", "-v", "--verbose")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; turn every error that a user can mend into one line and exit code 2."""
    # A command is a short process that keeps most of what it reads: collecting cycles every few
    # hundred objects costs a tenth of its time and frees next to nothing.
    gc.set_threshold(100_000)
    _show_substitutes()
    manner, given = _part_manner(sys.argv[1:] if arguments is None else arguments)
    app = app_with(given[:1] if given and given[0] in COMMANDS else COMMANDS)
    try:
        code = app(args=[*manner, *given], prog_name="safepassage", standalone_mode=False)
        logging.getLogger("safepassage").info("done")
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        code = _let_reader_go()
    except SystemExit as left:
        # How typer and rich leave when the reader has gone; they take it for a failure.
        if left.code != 1:
            raise
        code = _let_reader_go()
    except (SafePassageError, OSError) as error:
        code = _complain(_one_line(error))
    except typer.Abort:
        code = _complain("stopped")
    except Exception as error:
        # Usage errors of the command line parser know how to tell themselves; anything else is
        # a fault of this program and keeps its traceback.
        if not hasattr(error, "format_message"):
            raise
        message = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
        context = getattr(error, "ctx", None)
        asked = context.command_path if context else "safepassage"
        stop = "" if message.endswith("?") else "."
        code = _complain(f"{message}{stop}{_hint(message, context)} Try '{asked} --help'.")
    sys.exit(code or 0)


def _part_manner(given: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the options on how much is said, which may stand anywhere before ``--``, from all others."""
    end = given.index("--") if "--" in given else len(given)
    manner = [word for word in given[:end] if word in MANNERS]
    return manner, [*(word for word in given[:end] if word not in MANNERS), *given[end:]]


def _show_substitutes() -> None:
    """Let a terminal that cannot show a character show a substitute, instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None where a shell closed it, a StringIO where a script reads
            stream.reconfigure(errors="replace")


def _hint(message: str, context: Context | None) -> str:
    """Return what to do where one command takes places in another way than its neighbours do."""
    options = {name for option in context.command.params for name in option.opts} if context else set()
    if message.startswith(("No such option: --from", "No such option: --to")) and "source" in options:
        return " Places stand without an option here: FROM TO."
    if message.startswith("No such option: --dataset"):
        return " A folder or file stands without an option here."
    if "unexpected extra argument" in message:
        where = " Places are given by --from and --to." if "--from" in options else ""
        return f"{where} A name with blanks needs quotes; several names are joined by commas."
    return ""


def _let_reader_go() -> int:
    """Accept that the reader (head, less) has seen enough; Python would complain once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and not isinstance(error, SafePassageError):
        what = f"{error.filename or 'output'}: {error.strerror or error}"
        return f"{what}; check that the folder exists and can be written"
    return " ".join(str(error).split())


def _complain(message: str) -> int:
    typer.echo(f"safepassage: {message}", err=True)
    return 2
