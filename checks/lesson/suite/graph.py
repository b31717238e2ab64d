"""What a trace and a drawing of a computation graph must show."""

from msgspec.structs import replace

from checks.check.evidence import Evidence, after
from checks.check.facts import Leaf, close, leaves, show
from checks.check.finding import NO_RETURN, Look, Unmet
from checks.lesson.drawing import drawings
from checks.lesson.tracing import Fault, Graph, faults, graph

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
    """The nodes are root and every Value that leads to it"""
    _trace(seen("graph.trace"), "nodes")


def edges(seen: Evidence) -> None:
    """There is an edge (operand, result) for each operand, and no other"""
    _trace(seen("graph.trace"), "edges")


@after(nodes, edges)
def leaf(seen: Evidence) -> None:
    """A Value put in by hand is one node without edges"""
    _trace(seen("graph.leaf"), "nodes", "edges")


@after(nodes, edges)
def equal(seen: Evidence) -> None:
    """Two Values that hold the same number are two nodes"""
    _trace(seen("graph.equal"), "nodes", "edges")


@after(nodes, edges)
def shared(seen: Evidence) -> None:
    """A Value that is used many times is one node with all its edges"""
    for look in seen.each("graph.shared", "graph.same"):
        _trace(look, "nodes", "edges")


@after(nodes, edges)
def fresh(seen: Evidence) -> None:
    """Each call starts afresh"""
    _trace(seen("graph.again"), "nodes", "edges")


@after(nodes, edges)
def many_ways(seen: Evidence) -> None:
    """z = z + z, 40 times over, takes no time"""
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


@after(data)
def gradients(seen: Evidence) -> None:
    """The node of a Value shows its gradient, too"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _drawing(look, "data", "gradients")


@after(data)
def operations(seen: Evidence) -> None:
    """Every operation is drawn, and says what it is"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _drawing(look, "data", "arrows turned", "operations")


@after(data)
def arrows(seen: Evidence) -> None:
    """Arrows go from the operands to the operation, and on to the result"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _drawing(look, "data", "arrows", "loose")


@after(gradients, arrows)
def equal_drawn(seen: Evidence) -> None:
    """Two Values that hold the same number are drawn as two nodes"""
    _drawing(seen("graph.draw_equal"), "data", "gradients", "arrows")


def leaf_drawn(seen: Evidence) -> None:
    """A Value put in by hand is drawn as one node without arrows"""
    _drawing(seen("graph.draw_leaf"), "data", "arrows")


def drawing_changes_nothing(seen: Evidence) -> None:
    """draw_dot leaves the graph and its gradients as they are"""
    for look in seen.each(*DRAWN):
        _unchanged(look)


def _built(look: Look) -> Graph:
    """Return the graph that was built; fail if it is not the one that was asked for."""
    built = look.once("graph", lambda: graph(look.scenario.given, look.observation))
    rows, wanted = look.thing("values").parts, _reference(look, ".data")
    numbers = [built.data[row] for row in rows] if built else []
    if built is None or len(numbers) != len(wanted) or not all(map(close, numbers, wanted)):
        look.unmet("The Values are no longer those of the expression: something changes them.")
    return built


def _reference(look: Look, part: str) -> list[Leaf]:
    """Return the data or the gradient of each Value, as the reference leaves them."""
    return [leaf for path, leaf in leaves(look.reference, "values") if path.endswith(part)]


def _unchanged(look: Look) -> None:
    """Fail if a call has changed what it should only look at."""
    built = _built(look)
    if "labelled" in look.observation.names and look.thing("labelled").number:
        look.unmet("The call changes the label of a Value: it has to leave the graph as it is.")
    if not built.is_kept:
        look.unmet("The call changes _prev of a Value: its operands are no longer what they were.")
    for row, wanted in zip(look.thing("values").parts, _reference(look, ".grad"), strict=True):
        if not close(built.grads[row], wanted):
            message = f"The call changes the gradient of {built.name(row)}: it has to show what "
            message += "is there."
            look.unmet(message, show(wanted), show(built.grads[row]))


def _trace(look: Look, *about: str) -> None:
    """Fail if a trace is no pair of collections, or has a fault of these kinds."""
    built, out = _built(look), look.thing("out")
    if out.kind == "none":
        look.unmet(f"It gives None: {NO_RETURN}", "(nodes, edges)", "None")
    if "nodes" not in look.observation.names:
        count = f" of {len(out.parts)}" if out.kind == "sequence" else ""
        message = "It does not give two things, the nodes and the edges."
        look.unmet(message, "(nodes, edges)", f"{out.type}{count}")
    for name in ("nodes", "edges"):
        look.items(name, name)
    found = look.once("trace", lambda: [*faults(look.observation, built)])
    _fail(look, [fault for fault in found if fault.kind.startswith(about)])


def _drawing(look: Look, *about: str) -> None:
    """Fail if a drawing has a fault of these kinds, over the known trace and over their own."""
    thing, built = look.thing("drawing"), _built(look)
    if thing.kind == "none":
        look.unmet(f"It gives None: {NO_RETURN}", "a Digraph", "None")
    drawn = look.once("drawings", lambda: drawings(look.observation, built))
    if not drawn:
        note = {
            "str": " Return the Digraph itself, not its source.",
            "Source": " The kit reads what is drawn by node() and edge(), and no other text.",
        }.get(thing.type, "")
        look.unmet(f"It does not give a Digraph.{note}", "a Digraph", thing.type)
    wrong = [[fault for fault in faults if fault.kind.startswith(about)] for faults in drawn]
    _fail(look, min(wrong, key=bool))


def _fail(look: Look, faults: list[Fault]) -> None:
    for fault in faults[:1]:
        look.unmet(fault.message, fault.expected, fault.got)
