"""A dataset as a folder: reading it, checking it, explaining its faults, writing it."""
