"""Where does Graphviz put the nodes of a graph?

Only sizes and arrows go to the program, and only places come back: no text of a learner's passes
through it, and every program draws the same picture.
"""

import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

Point: TypeAlias = tuple[float, float]

SECONDS = 20.0  # a graph of 500 nodes takes one
POINTS = 72.0  # to an inch, in which Graphviz reckons


class Layout(Struct, frozen=True):
    """Places in points, from the top left.

    Attributes:
        nodes: the middle of each node.
        edges: the points of a Bézier curve from one node to another.
    """

    width: float
    height: float
    nodes: Mapping[int, Point]
    edges: Mapping[tuple[int, int], Sequence[Point]]


def program() -> str | None:
    """Return the path of a Graphviz: the system's `dot`, or what the wheel graphviz-pure brings."""
    scripts = sysconfig.get_path("scripts")
    return (
        shutil.which("dot")
        or shutil.which("graphviz-pure")
        or shutil.which("graphviz-pure", path=scripts)
    )


def layout(
    sizes: Mapping[int, tuple[float, float]], edges: Iterable[tuple[int, int]]
) -> Layout | None:
    """Return where nodes of some size go, from left to right; None if no Graphviz can tell.

    Args:
        sizes: width and height of each node, in points.
    """
    found = program()
    if found is None:
        return None
    try:
        read = _read(_placed(found, _source(sizes, edges)))
        return read if read.nodes.keys() == sizes.keys() else None
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


@lru_cache(maxsize=64)  # most of a class builds the same graphs
def _placed(program: str, source: str) -> str:
    done = subprocess.run(
        [program, "-Kdot", "-Tplain"],
        input=source,
        capture_output=True,
        encoding="ascii",
        timeout=SECONDS,
        check=True,
    )
    return done.stdout


def _source(sizes: Mapping[int, tuple[float, float]], edges: Iterable[tuple[int, int]]) -> str:
    nodes = (
        f"n{row} [width={width / POINTS:.4f} height={height / POINTS:.4f}]"
        for row, (width, height) in sizes.items()
    )
    arrows = (f"n{tail} -> n{head}" for tail, head in edges)
    setting = (
        "graph [rankdir=LR nodesep=0.12 ranksep=0.3]",
        'node [shape=box fixedsize=true label=""]',
        "edge [arrowhead=none]",
    )
    return "digraph {\n" + "\n".join((*setting, *nodes, *arrows)) + "\n}\n"


def _read(plain: str) -> Layout:
    """Read Graphviz's plain form: https://graphviz.org/docs/outputs/plain/.

    Raises:
        ValueError: if it is anything else.
    """
    width = height = 0.0
    nodes: dict[int, Point] = {}
    edges: dict[tuple[int, int], list[Point]] = {}

    def point(x: str, y: str) -> Point:
        return float(x) * POINTS, height - float(y) * POINTS

    for line in plain.splitlines():
        match line.split():
            case ["graph", _, w, h]:
                width, height = float(w) * POINTS, float(h) * POINTS
            case ["node", name, x, y, *_]:
                nodes[int(name[1:])] = point(x, y)
            case ["edge", tail, head, count, *rest]:
                numbers = rest[: 2 * int(count)]
                edges[int(tail[1:]), int(head[1:])] = [
                    point(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)
                ]
    return Layout(width, height, nodes, edges)
