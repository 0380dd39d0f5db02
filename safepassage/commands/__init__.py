"""The commands of the command line; importing this package registers them, in the order of the help."""

from . import pictures, paths, certainty, hindcast, bottlenecks, compare, sweep, explore, questions, datasets  # noqa: F401, I001
from .app import app

__all__ = ["app"]
