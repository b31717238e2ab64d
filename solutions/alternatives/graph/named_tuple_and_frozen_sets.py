"""A named pair of frozen sets; the edges are read off when all nodes are there."""

from typing import NamedTuple


class Traced(NamedTuple):
    nodes: frozenset
    edges: frozenset


def trace(root):
    found, new = frozenset(), frozenset({root})
    while new:
        found |= new
        new = frozenset(operand for value in new for operand in value._prev) - found
    return Traced(found, frozenset((o, v) for v in found for o in v._prev))
