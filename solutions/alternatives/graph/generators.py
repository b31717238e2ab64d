"""Nodes and edges come out of generators, which can be gone through once."""


def walk(value, seen):
    if id(value) not in seen:
        seen.add(id(value))
        yield value
        for operand in value._prev:
            yield from walk(operand, seen)


def trace(root):
    nodes = walk(root, set())
    edges = ((o, v) for v in walk(root, set()) for o in dict.fromkeys(v._prev))
    return nodes, edges
