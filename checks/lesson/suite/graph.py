"""What a trace and a drawing of a computation graph must show."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checks.check.evidence import Evidence, Look
from checks.check.facts import show
from checks.check.finding import Unmet
from checks.check.graph import close

if TYPE_CHECKING:  # loaded when there is a trace or a drawing to look at, and not before
    from checks.lesson.tracing import Fault, Graph

TRACED = ("graph.trace", "graph.leaf", "graph.equal", "graph.shared", "graph.same", "graph.again")
DRAWN = ("graph.draw", "graph.draw_equal", "graph.draw_same", "graph.draw_leaf")
MANY_WAYS = (
    "This call does not end. There are 2 ** 40 ways from z40 to z0, a million million, and it goes "
    "them all: it visits a Value again that it has visited before."
)


def pair(seen: Evidence) -> None:
    """trace(root) gives two collections: the nodes and the edges"""
    _trace(seen("graph.trace"))


def nodes(seen: Evidence) -> None:
    """The nodes are root and every Value that it was made from"""
    _trace(seen("graph.trace"), "nodes")


def edges(seen: Evidence) -> None:
    """The edges are a pair (operand, result) for every operand"""
    _trace(seen("graph.trace"), "edges")


def leaf(seen: Evidence) -> None:
    """A Value put in by hand is one node without edges"""
    _trace(seen("graph.leaf"), "nodes", "edges")


def equal(seen: Evidence) -> None:
    """Two Values that hold the same number are two nodes"""
    _trace(seen("graph.equal"), "nodes", "edges")


def shared(seen: Evidence) -> None:
    """A Value that is used many times is one node with all its edges"""
    for look in seen.each("graph.shared", "graph.same"):
        _trace(look, "nodes", "edges")


def fresh(seen: Evidence) -> None:
    """Each call starts afresh"""
    _trace(seen("graph.again"), "nodes", "edges")


def many_ways(seen: Evidence) -> None:
    """z = z + z, 40 times over, is traced in no time"""
    try:
        _trace(seen("graph.doubled"), "nodes", "edges")
    except Unmet as unmet:
        observation = seen.observations["graph.doubled"]
        if observation.status != "timeout" or observation.loading:
            raise
        raise Unmet(replace(unmet.finding, message=MANY_WAYS)) from None


def trace_changes_nothing(seen: Evidence) -> None:
    """trace leaves the graph as it is"""
    for look in seen.each(*TRACED):
        _unchanged(look)


def digraph(seen: Evidence) -> None:
    """draw_dot(root) gives a Digraph"""
    _drawing(seen("graph.draw"), "digraph")


def direction(seen: Evidence) -> None:
    """The drawing runs from left to right"""
    _drawing(seen("graph.draw"), "direction")


def data(seen: Evidence) -> None:
    """Every Value is drawn as a node that shows its data"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _drawing(look, "data")


def gradients(seen: Evidence) -> None:
    """The node of a Value shows its gradient, too"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _drawing(look, "data", "gradients")


def operations(seen: Evidence) -> None:
    """Every operation is drawn, and says what it is"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _drawing(look, "data", "turned", "operations")


def arrows(seen: Evidence) -> None:
    """Arrows lead from every operand through the operation to the result"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _drawing(look, "data", "turned", "arrows")


def equal_drawn(seen: Evidence) -> None:
    """Two Values that hold the same number are drawn as two nodes"""
    _drawing(seen("graph.draw_equal"), "data", "gradients", "turned", "arrows")


def leaf_drawn(seen: Evidence) -> None:
    """A Value put in by hand is drawn as one node without arrows"""
    _drawing(seen("graph.draw_leaf"), "data", "turned", "arrows")


def drawing_changes_nothing(seen: Evidence) -> None:
    """draw_dot leaves the graph and its gradients as they are"""
    for look in seen.each(*DRAWN):
        _unchanged(look)


def _built(look: Look) -> "Graph":
    """Return the graph that was built; fail if it is not the one that was asked for."""
    from checks.lesson.tracing import graph

    for name in ("values", "operands", "root"):
        look.row(name)
    built = look.once("graph", lambda: graph(look.scenario.given, look.observation))
    rows, numbers = look.thing("values").parts, _reference(look, "data")
    if built is None or len(rows) != len(numbers):
        look.unmet("The Values are no longer those of the expression: something changes them.")
    if not all(close(built.data[row], number) for row, number in zip(rows, numbers, strict=True)):
        look.unmet("The Values are no longer those of the expression: something changes them.")
    return built


def _reference(look: Look, part: str) -> list[float]:
    """Return the data or the gradient of each Value, as the reference leaves them."""
    found = (
        look.reference.get(f"values[{place}].{part}")
        for place in range(len(look.thing("values").parts))
    )
    return [number for number in found if isinstance(number, float)]


def _unchanged(look: Look) -> None:
    """Fail if a call has changed what it should only look at."""
    built = _built(look)
    if not built.is_kept:
        look.unmet("The call changes _prev of a Value: its operands are no longer what they were.")
    for row, wanted in zip(look.thing("values").parts, _reference(look, "grad"), strict=True):
        grad = look.observation.things[row].grad
        if not close(grad, wanted):
            name = built.named([row])
            message = f"The call changes the gradient of {name}: it has to show what is there."
            look.unmet(message, show(wanted), show(grad))


def _trace(look: Look, *about: str) -> None:
    """Fail if a trace is no pair of collections, or has a fault of these kinds."""
    from checks.lesson.tracing import faults

    built, out = _built(look), look.thing("out")
    if out.kind == "none":
        look.unmet("It gives None: is a `return` missing?", "(nodes, edges)", "None")
    if "nodes" not in look.observation.names:
        count = f" of {len(out.parts)}" if out.kind == "sequence" else ""
        message = "It does not give two things, the nodes and the edges."
        look.unmet(message, "(nodes, edges)", f"{out.type}{count}")
    for name in ("nodes", "edges"):
        look.items(name, name)
    _fail(look, look.once("trace", lambda: [*faults(look.observation, built)]), about)


def _drawing(look: Look, *about: str) -> None:
    """Fail if a drawing has a fault of these kinds, over the known trace and over their own."""
    try:
        _fail(look, _faults(look, "drawing"), about)
    except Unmet:
        if "own_nodes" not in look.observation.names:
            raise
        if any(fault.about in about for fault in _faults(look, "own")):
            raise


def _faults(look: Look, name: str) -> "list[Fault]":
    from checks.lesson.drawing import Drawing

    thing, built = look.thing(name), _built(look)
    if thing.kind == "none":
        look.unmet("It gives None: is a `return` missing?", "a Digraph", "None")
    if thing.kind != "text":
        note = {
            "str": " Return the Digraph itself, not its source.",
            "Source": " The kit reads what is drawn by node() and edge(), and no other text.",
        }.get(thing.type, "")
        look.unmet(f"It does not give a Digraph.{note}", "a Digraph", thing.type)
    for table in ("nodes", "arrows"):
        look.row(f"{name}_{table}")
    return look.once(name, lambda: [*Drawing(look.observation, name, built).faults()])


def _fail(look: Look, faults: "list[Fault]", about: tuple[str, ...]) -> None:
    for fault in faults:
        if fault.about in about:
            look.unmet(fault.message, fault.expected, fault.got)
