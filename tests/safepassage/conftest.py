"""The command line, run in the process of the tests."""

from __future__ import annotations

import pytest

from safepassage.cli import main


@pytest.fixture
def run(capsys):
    """Run the command line in this process; return exit code, stdout, stderr."""

    def _run(*arguments: str):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        printed = capsys.readouterr()
        return stop.value.code, printed.out, printed.err

    return _run
