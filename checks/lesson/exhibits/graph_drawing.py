"""How is a computation graph drawn? Its values as boxes, laid out by Graphviz."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from checks.check.graph import ancestors, parents_first
from checks.lesson.exhibits import layout
from checks.lesson.exhibits.named import Named
from checks.run.observation import Observation, Thing

MOST_NODES = 400  # beyond it nobody finds anything, and Graphviz takes its time
CHARACTER, LINE, MARGIN = 6.7, 14.0, 7.0  # of the letters that the page's style sets
ARROW = 5.0


class Box(Struct, frozen=True):
    """One value.

    Attributes:
        name: as a learner would reach it, or the operation.
        kind: "parameter", "input", "output", "number" for any other leaf, or "operation".
        lines: what stands in it: its name or operation, its value, its gradient.
        differences: what is not as on the reference, in words.
    """

    name: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    differences: tuple[str, ...]


class GraphDrawing(Struct, frozen=True):
    """A computation graph, ready to draw; `arrows` are paths of SVG, with the tip of each."""

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str], ...]
    width: float
    height: float

    @property
    def differing(self) -> tuple[Box, ...]:
        return tuple(box for box in self.boxes if box.differences)

    @property
    def said(self) -> str:
        """Return the same in words, for those who hear the page."""
        return f"{len(self.boxes)} values; {len(self.differing)} differ from a right answer"


NO_GRAPHVIZ = (
    "The computation graph is laid out by Graphviz, which is not here. To see it, install the "
    "package graphviz of your system, or type "
    "`python -m pip install -c constraints.txt '.[pictures]'`, and check again."
)
NOT_LAID_OUT = (
    "Graphviz is here, and could not lay the computation graph out. What works of it: "
    "`python -m checks doctor`."
)
TOO_LARGE = f"The computation graph has more than {MOST_NODES} values: too many to draw."


def draw(
    observation: Observation, named: Sequence[Named], marked: Mapping[int, str]
) -> GraphDrawing | str:
    """Return where every value stands, or say why that cannot be drawn.

    Args:
        named: the values that have names; they are drawn even where nothing leads to them.
        marked: further rows that differ, and in which way.
    """
    things = observation.things
    names = {one.row: one for one in named}
    rows = _rows(observation, names)
    if len(rows) > MOST_NODES:
        return TOO_LARGE
    if layout.program() is None:
        return NO_GRAPHVIZ
    inputs = _inputs(observation, rows, names)
    called = {**inputs, **{one.row: one.name for one in named}}
    lines = {row: _lines(things[row], called.get(row, "")) for row in rows}
    sizes = {
        row: (max(map(len, words)) * CHARACTER + 2 * MARGIN, len(words) * LINE + MARGIN)
        for row, words in lines.items()
    }
    edges = dict.fromkeys((part, row) for row in rows for part in things[row].parts)
    places = layout.layout(sizes, edges)
    if places is None:
        return NOT_LAID_OUT
    boxes = [
        Box(
            called.get(row) or _operation(things[row]),
            "input" if row in inputs else _kind(things[row], names.get(row)),
            *places.nodes[row],
            *sizes[row],
            lines[row],
            _differences(names.get(row), marked.get(row)),
        )
        for row in rows
    ]
    arrows = [_arrow(points) for points in places.edges.values()]
    return GraphDrawing(tuple(boxes), tuple(arrows), places.width, places.height)


def _rows(observation: Observation, names: Mapping[int, Named]) -> list[int]:
    """Return the rows of the graph, parents first."""
    things = observation.things
    inside = ancestors(things, names)
    return [row for row in parents_first(things) or () if row in inside]


def _inputs(
    observation: Observation, rows: Sequence[int], names: Mapping[int, Named]
) -> dict[int, str]:
    """Return which plain numbers are inputs: what is multiplied by a weight, and equal to one."""
    things = observation.things
    x = things[observation.names["x"]].parts if "x" in observation.names else ()
    numbers = [things[row].number for row in x if things[row].kind == "number"]
    found: dict[int, str] = {}
    for row in rows:
        parts = things[row].parts if things[row].op == "*" else ()
        for one, other in zip(parts, reversed(parts), strict=True):
            weight, number = names.get(one), things[other].number
            if weight and weight.is_parameter and not things[other].parts and number in numbers:
                own = int(weight.name.rpartition("[")[2].strip("].b") or 0)
                is_own = own < len(numbers) and numbers[own] == number
                found[other] = f"x[{own if is_own else numbers.index(number)}]"
    return {row: name for row, name in found.items() if row not in names}


def _lines(thing: Thing, name: str) -> tuple[str, ...]:
    layer, _, rest = name.partition(".")
    words = [layer, rest] if rest else [name] if name else []
    if thing.parts:
        words.append(_operation(thing))
    return (*words, _short(thing.number), f"grad {_short(thing.grad)}")


def _operation(thing: Thing) -> str:
    return {"*": "·"}.get(thing.op, thing.op)[:12]


def _short(number: object) -> str:
    return f"{number:.4g}" if isinstance(number, float) else "no number"


def _kind(thing: Thing, named: Named | None) -> str:
    if named and named.name.startswith("out"):
        return "output"
    if named:
        return "parameter" if named.is_parameter else "input"
    return "operation" if thing.parts else "number"


def _differences(named: Named | None, marked: str | None) -> tuple[str, ...]:
    return (*(named.differences if named else ()), *([marked] if marked else ()))


def _arrow(points: Sequence[layout.Point]) -> tuple[str, str]:
    """Return the curve and its tip, as paths of SVG."""
    (x0, y0), *rest = points
    curve = f"M{x0:.1f} {y0:.1f}C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in rest)
    (x1, y1), (x2, y2) = points[-2:]
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1e-6)
    dx, dy = (x2 - x1) / length * ARROW, (y2 - y1) / length * ARROW
    tip = (
        f"M{x2:.1f} {y2:.1f}L{x2 - dx - dy / 2:.1f} {y2 - dy + dx / 2:.1f}"
        f"L{x2 - dx + dy / 2:.1f} {y2 - dy - dx / 2:.1f}Z"
    )
    return curve, tip
