"""Run the command line with ``python -m safepassage``."""

from .cli import main

main()
