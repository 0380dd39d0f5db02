"""Searching a network in numbers: best ways in their order, ways that weigh several things at once."""
