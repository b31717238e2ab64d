"""What a trace and a drawing of a computation graph must show."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checks.check.evidence import Evidence, Look
from checks.check.facts import show
from checks.check.finding import Unmet
from checks.check.graph import close

if TYPE_CHECKING:  # loaded when there is a trace or a drawing to look at, and not before
    from checks.lesson.drawing import Drawn
    from checks.lesson.tracing import Graph, Traced

TRACED = ("graph.trace", "graph.leaf", "graph.equal", "graph.shared", "graph.same", "graph.again")
DRAWN = ("graph.draw", "graph.draw_equal", "graph.draw_same", "graph.draw_leaf")
MANY_WAYS = (
    "This call does not end. There are 2 ** 40 ways from z40 to z0, a million million, and it goes "
    "them all: it visits a Value again that it has visited before."
)
Judge = Callable[[Look, "Drawn"], None]


def pair(seen: Evidence) -> None:
    """trace(root) gives two collections: the nodes and the edges"""
    _traced(seen("graph.trace"))


def nodes(seen: Evidence) -> None:
    """The nodes are root and every Value that it was made from"""
    _right_nodes(seen("graph.trace"))


def edges(seen: Evidence) -> None:
    """The edges are a pair (operand, result) for every operand"""
    _right_edges(seen("graph.trace"))


def leaf(seen: Evidence) -> None:
    """A Value put in by hand is one node without edges"""
    _right_trace(seen("graph.leaf"))


def equal(seen: Evidence) -> None:
    """Two Values that hold the same number are two nodes"""
    _right_trace(seen("graph.equal"))


def shared(seen: Evidence) -> None:
    """A Value that is used many times is one node with all its edges"""
    for look in seen.each("graph.shared", "graph.same"):
        _right_trace(look)


def fresh(seen: Evidence) -> None:
    """Each call starts afresh"""
    _right_trace(seen("graph.again"))


def many_ways(seen: Evidence) -> None:
    """z = z + z, 40 times over, is traced in no time"""
    try:
        _right_trace(seen("graph.doubled"))
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
    _right_drawing(seen("graph.draw"), _is_digraph)


def direction(seen: Evidence) -> None:
    """The drawing runs from left to right"""
    _right_drawing(seen("graph.draw"), _from_left_to_right)


def data(seen: Evidence) -> None:
    """Every Value is drawn as a node that shows its data"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _right_drawing(look, _shows_data)


def gradients(seen: Evidence) -> None:
    """The node of a Value shows its gradient, too"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _right_drawing(look, _shows_gradients)


def operations(seen: Evidence) -> None:
    """Every operation is drawn, and says what it is"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _right_drawing(look, _shows_operations)


def arrows(seen: Evidence) -> None:
    """Arrows lead from every operand through the operation to the result"""
    for look in seen.each("graph.draw", "graph.draw_same"):
        _right_drawing(look, _has_right_arrows)


def equal_drawn(seen: Evidence) -> None:
    """Two Values that hold the same number are drawn as two nodes"""
    for judge in (_shows_data, _shows_gradients, _has_right_arrows):
        _right_drawing(seen("graph.draw_equal"), judge)


def leaf_drawn(seen: Evidence) -> None:
    """A Value put in by hand is drawn as one node without arrows"""
    for judge in (_shows_data, _has_right_arrows):
        _right_drawing(seen("graph.draw_leaf"), judge)


def drawing_changes_nothing(seen: Evidence) -> None:
    """draw_dot leaves the graph and its gradients as they are"""
    for look in seen.each(*DRAWN):
        _unchanged(look)


# the graph that was built


def _built(look: Look) -> "Graph":
    """Return the graph; fail if it is not the one that was asked for."""
    for name in ("values", "operands", "root"):
        look.row(name)
    found = look.once("graph", lambda: _as_asked(look))
    if found is None:
        look.unmet("The Values are no longer those of the expression: something changes them.")
    return found


def _as_asked(look: Look) -> "Graph | None":
    """Return the graph, if it is the one that was asked for."""
    from checks.lesson.tracing import graph

    found = graph(look.observation)
    rows = look.items("values", "The list of Values")
    reference = [look.reference.get(f"values[{place}].data") for place in range(len(rows))]
    numbers = [look.observation.things[row].number for row in rows]
    is_so = found is not None and all(map(close, numbers, reference)) and found.is_whole
    return found if is_so else None


def _unchanged(look: Look) -> None:
    """Fail if a call has changed what it should only look at."""
    built = _built(look)
    if not built.is_kept:
        look.unmet("The call changes _prev of a Value: its operands are no longer what they were.")
    for place, row in enumerate(look.items("values", "The list of Values")):
        want = look.reference[f"values[{place}].grad"]
        if not close(look.observation.things[row].grad, want):
            look.unmet(
                f"The call changes the gradient of {_names(look, [row])}: it has to show what is "
                f"there.",
                show(want),
                show(look.observation.things[row].grad),
            )


def _names(look: Look, rows: Sequence[int], last: str = "and") -> str:
    """Return how the expression calls some Values: "a, b and c"."""
    given, things = look.scenario.given, look.observation.things
    names = [*given["leaves"], *(step[0] for step in given["steps"])]
    name_of = dict(zip(things[look.row("values")].parts, names, strict=False))
    return _listed([name_of.get(row, f"Value({show(things[row].number)})") for row in rows], last)


def _pairs(look: Look, pairs: Sequence[tuple[int, int]]) -> str:
    return _listed([f"({_names(look, pair, ',')})" for pair in pairs])


def _listed(words: Sequence[str], last: str = "and", most: int = 5) -> str:
    shown = [*words[:most], *([f"{len(words) - most} more"] if len(words) > most else [])]
    if not words:
        return "nothing"
    last = last if last == "," else f" {last}"
    return f"{last} ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


# a trace


def _traced(look: Look) -> "Traced":
    """Return what trace gave, beside the graph; fail if it is no pair of collections."""
    from checks.lesson.tracing import traced

    built, out = _built(look), look.thing("out")
    if out.kind == "none":
        look.unmet("It gives None: is a `return` missing?", "(nodes, edges)", "None")
    if "nodes" not in look.observation.names:
        count = f" of {len(out.parts)}" if out.kind == "sequence" else ""
        look.unmet(
            "It does not give two things, the nodes and the edges.",
            "(nodes, edges)",
            f"{out.type}{count}",
        )
    for name in ("nodes", "edges"):
        look.items(name, name)
    return look.once("trace", lambda: traced(look.observation, built))


def _right_trace(look: Look) -> None:
    _right_nodes(look)
    _right_edges(look)


def _right_nodes(look: Look) -> None:
    found = _traced(look)
    root = _names(look, [look.row("root")])
    every = f"{_names(look, look.thing('values').parts)}"
    if found.others:
        look.unmet("There are nodes that are no Values.", every, _listed(found.others))
    if found.missing and found.strangers:
        look.unmet(f"There are nodes that are other Values than those that {root} was made from.")
    if found.missing == (look.row("root"),):
        look.unmet(f"{root} itself is not among the nodes, and it is one, too.", every)
    if found.missing:
        look.unmet(f"These are not among the nodes: {_names(look, found.missing)}.", every)
    if found.strangers:
        look.unmet(
            f"There are {len(found.strangers)} Values among the nodes that {root} was not made "
            f"from. Where do they come from, if each call starts with nothing?",
            every,
        )
    if found.twice:
        look.unmet(f"These are among the nodes more than once: {_names(look, found.twice)}.")


def _right_edges(look: Look) -> None:
    found = _traced(look)
    if found.edges_odd:
        got = _listed(found.edges_odd)
        look.unmet("An edge is a pair (operand, result) of Values.", "pairs of Values", got)
    if turned := found.edges_turned:
        look.unmet(
            "An edge runs the wrong way: the operand comes first, the result second.",
            _pairs(look, [edge[::-1] for edge in turned]),
            _pairs(look, turned),
        )
    if found.edges_missing:
        look.unmet(f"These edges are missing: {_pairs(look, found.edges_missing)}.")
    if foreign := found.edges_foreign:
        operand, result = (_names(look, [row]) for row in foreign[0])
        look.unmet(
            f"There is an edge ({operand}, {result}), but {operand} is no operand of {result}."
        )
    if found.edges_twice:
        look.unmet(
            f"These edges are there more often than the operand is used: "
            f"{_pairs(look, found.edges_twice)}."
        )


# a drawing


def _right_drawing(look: Look, judge: Judge) -> None:
    """Fail unless a drawing is right: with the graph in trace's place, or with their own trace."""
    try:
        judge(look, _drawn(look, "drawing"))
    except Unmet as unmet:
        if look.thing("own").kind != "text":
            raise
        try:
            judge(look, _drawn(look, "own"))
        except Unmet:
            raise unmet from None


def _drawn(look: Look, name: str) -> "Drawn":
    """Return what a drawing shows, beside the graph; fail if it cannot be read."""
    from checks.lesson import dot
    from checks.lesson.drawing import Drawn

    thing, built = look.thing(name), _built(look)
    if thing.kind == "none":
        look.unmet("It gives None: is a `return` missing?", "a Digraph", "None")
    if thing.kind != "text":
        note = " Return the Digraph itself, not its source." if thing.type == "str" else ""
        look.unmet(f"It does not give a Digraph.{note}", "a Digraph", thing.type)
    if thing.number != len(thing.text):
        size = f"{thing.number:,.0f} characters" if isinstance(thing.number, float) else ""
        look.unmet("Its source is too long to be looked at.", "a few thousand characters", size)
    try:
        return look.once(name, lambda: Drawn(built, dot.read(thing.text)))
    except dot.Unreadable as error:
        look.unmet(f"Its source is no drawing that Graphviz could read: {error}.")


def _is_digraph(look: Look, drawn: "Drawn") -> None:
    if not drawn.picture.directed:
        look.unmet("Its lines have no direction: arrows need a Digraph.", "a Digraph", "a Graph")


def _from_left_to_right(look: Look, drawn: "Drawn") -> None:
    direction = drawn.picture.settings.get("rankdir", "")
    if direction != "LR":
        got = f"rankdir {direction[:20]}" if direction else "no rankdir: from top to bottom"
        look.unmet("The drawing does not run from left to right.", "rankdir LR", got)


def _shows_data(look: Look, drawn: "Drawn") -> None:
    if drawn.vague:
        texts = _texts(drawn, drawn.vague)
        look.unmet("A node shows the numbers of several Values: whose is it?", "", texts)
    if drawn.coarse:
        texts = _texts(drawn, drawn.coarse)
        look.unmet("Data is rounded too far: it needs two decimals.", "two decimals or more", texts)
    for kind in drawn.too_few:
        rows, nodes = drawn.kinds[kind], drawn.nodes[kind]
        number = show(drawn.number(kind))
        if not nodes:
            look.unmet(
                f"No node shows the data of {_names(look, rows)}.",
                f"a node that shows {number}",
                _texts(drawn, drawn.picture.texts),
            )
        look.unmet(
            f"{_names(look, rows)} are different Values, and there are fewer nodes that show "
            f"{number}. Under one name it is one node.",
            f"{len(rows)} nodes that show {number}",
            f"{len(nodes)}",
        )
    for kind in drawn.too_many:
        rows, nodes = drawn.kinds[kind], drawn.nodes[kind]
        look.unmet(
            f"There are more nodes that show the data of {_names(look, rows)} than Values.",
            f"{len(rows)}",
            f"{len(nodes)} that show {show(drawn.number(kind))}",
        )


def _shows_gradients(look: Look, drawn: "Drawn") -> None:
    _shows_data(look, drawn)
    for row in drawn.without_gradient:
        look.unmet(
            f"The node of {_names(look, [row])} does not show its gradient.",
            f"grad {show(look.observation.things[row].grad)}",
            _texts(
                drawn, [name for name in drawn.kind_of if row in drawn.kinds[drawn.kind_of[name]]]
            ),
        )


def _runs_forward(look: Look, drawn: "Drawn") -> None:
    if drawn.is_turned:
        look.unmet("The arrows run the wrong way: from the results to their operands.")


def _shows_operations(look: Look, drawn: "Drawn") -> None:
    _shows_data(look, drawn)
    _runs_forward(look, drawn)
    if drawn.merged:
        look.unmet(
            "One node stands for several operations. Under one name it is one node: each needs a "
            "name of its own.",
            "a node for each operation",
            f"{_texts(drawn, drawn.merged)}, with arrows to several results",
        )
    for name in sorted(drawn.loose, key=drawn.picture.texts.__getitem__):
        operands, _ = drawn.operations[name]
        lacking = "to its result" if operands else "from its operands"
        look.unmet(f"A node between Values, {_texts(drawn, [name])}, has no arrow {lacking}.")
    for row in drawn.unnamed:
        op = look.observation.things[row].op
        look.unmet(
            f"Nothing in the drawing says how {_names(look, [row])} was made.",
            f"a node that shows {op}",
        )


def _has_right_arrows(look: Look, drawn: "Drawn") -> None:
    _shows_data(look, drawn)
    _runs_forward(look, drawn)
    missing, foreign = drawn.difference()

    def named(edge: tuple[int, int]) -> tuple[str, str]:
        one, other = (_names(look, drawn.kinds[kind], "or") for kind in edge)
        return one, other

    for edge in missing:
        look.unmet("No arrow leads from {} to {}, directly or through a node.".format(*named(edge)))
    for edge in sorted(foreign):
        look.unmet("Arrows lead from {0} to {1}, which is not made from {0}.".format(*named(edge)))
    for tail, head in drawn.repeated:
        times = drawn.arrows[tail, head]
        look.unmet(f"An arrow between the same two nodes is drawn {times} times.")


def _texts(drawn: "Drawn", names: "Sequence[str] | dict[str, str]") -> str:
    """Return what some nodes show, cut short."""
    texts = sorted(" ".join(drawn.picture.texts[name].split()) for name in names)
    return _listed([repr(text if len(text) <= 40 else f"{text[:37]}...") for text in texts], most=3)
