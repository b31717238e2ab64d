"""Shapes: what an answer looks like in an observation. Here it is a number."""

FIRST = UNORDERED = ASIDE = ()
KNOWN = {"mean", "numbers", "int", "float", "list"}


def difference(given, part, got, want):
    """Return how two numbers differ, where that alone tells something."""
    return ""
