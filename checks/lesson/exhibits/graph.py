"""The picture of a computation graph: its values as Graphviz places them, in SVG.

Graphviz is told names and numbers that are the kit's own, and of what it draws only shapes and text
are kept: nothing of a learner's is passed on as markup.
"""

import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from xml.etree import ElementTree  # only what Graphviz draws is read with it

from markupsafe import Markup
from msgspec import Struct

from checks.check.facts import Leaf, close, finite, history
from checks.lesson.shapes import is_parameter, rows
from checks.run.observation import Observation, Thing

MOST_NODES = 400  # beyond it nobody finds anything, and Graphviz takes its time
SECONDS = 20.0  # a graph of 500 nodes takes one
CHARACTER, LINE, MARGIN = 6.7, 14.0, 7.0  # of the letters that the page's style sets, in points
POINTS = 72.0  # to an inch, in which Graphviz reckons
TAGS = {"g", "path", "polygon", "ellipse", "text"}
ATTRIBUTES = {"class", "transform", "d", "points", "cx", "cy", "rx", "ry", "x", "y"}
SETTINGS = """\
digraph {
graph [rankdir=LR nodesep=0.12 ranksep=0.3]
node [shape=box fixedsize=true fontname=Courier fontsize=11]
edge [arrowsize=0.5]"""
NOT_LAID_OUT = "Graphviz did not draw the computation graph. For help: `python -m checks doctor`"
TOO_LARGE = f"The computation graph has more than {MOST_NODES} values: too many to draw."


class Named(Struct, frozen=True):
    """A Value that a scenario leads to by name.

    Attributes:
        name: as a learner would reach it: w[0], layers[1].neurons[2].b, out.
        row: in the observation's table.
        data, grad: the learner's, and beside them the reference's; None for no finite number.
    """

    name: str
    row: int
    data: float | None
    grad: float | None
    expected_data: float | None
    expected_grad: float | None

    @property
    def differences(self) -> tuple[str, ...]:
        """Say in words what is not as on the reference; () if nothing is."""
        return tuple(
            f"{what} is {'no number' if got is None else f'{got:.4g}'}, expected {want:.4g}"
            for what, got, want in (
                ("value", self.data, self.expected_data),
                ("gradient", self.grad, self.expected_grad),
            )
            if want is not None and not close(got, want)
        )


def named(observation: Observation, reference: Mapping[str, Leaf]) -> list[Named]:
    """Return the parameters, inputs and outputs that are Values on both sides."""
    things = observation.things
    return [
        Named(name, row, *map(finite, (things[row].number, things[row].grad, *expected)))
        for name, row in rows(observation).items()
        for expected in [(reference.get(f"{name}.data"), reference.get(f"{name}.grad"))]
        if things[row].kind == "value" and f"{name}.data" in reference
    ]


class Neuron(Struct, frozen=True):
    """A neuron.

    Attributes:
        parameters: its weights, and last its bias.
        output: what comes out of it, and its row; None where the graph does not tell.
        differs: its output, or one of its parameters, is not as on the reference.
    """

    parameters: tuple[Named, ...]
    output: float | None
    row: int | None
    differs: bool

    @property
    def name(self) -> str:
        return self.parameters[-1].name.rpartition(".")[0]

    @property
    def fan_in(self) -> int:
        return len(self.parameters) - 1


class Graph(Struct, frozen=True):
    """A computation graph, drawn; its sizes are in points.

    Attributes:
        differing: the names of the values that are not as on the reference, and in which way.
    """

    svg: Markup
    width: float
    height: float
    count: int
    differing: tuple[tuple[str, str], ...]


def draw(seen: Observation, values: Sequence[Named], marked: Mapping[int, str]) -> Graph | str:
    """Return the graph behind some values, or say why it cannot be drawn.

    Args:
        values: those that have names; they are drawn even where nothing leads to them.
        marked: further rows that differ, and in which way.
    """
    named = {one.row: one for one in values}
    order = history(seen.things, named)
    if len(order) > MOST_NODES:
        return TOO_LARGE
    inputs = _inputs(seen, named)
    boxes, said, differing = [], {}, []
    for row in order:
        name, kind, lines = _node(seen.things[row], named.get(row), inputs.get(row, ""))
        differences = named[row].differences if row in named else ()
        words = "; ".join((*differences, *([marked[row]] if row in marked else ())))
        differing += [(name, words)] if words else []
        said[f"n{row}"] = ", ".join(lines) + (f"; {words}" if words else "")
        boxes.append(_box(row, kind, lines, bool(words)))
    arrows = dict.fromkeys(f"n{part} -> n{row}" for row in order for part in seen.things[row].parts)
    drawn = safe(svg("\n".join((SETTINGS, *boxes, *arrows, "}"))), said)
    return Graph(*drawn, len(order), tuple(differing)) if drawn else NOT_LAID_OUT


def _inputs(seen: Observation, named: Mapping[int, Named]) -> dict[int, str]:
    """Return which plain numbers are inputs: what an input's own weight is multiplied by."""
    things, names = seen.things, rows(seen)
    found = {}
    for thing in things:
        for one, other in zip(thing.parts, reversed(thing.parts), strict=True):
            name = f"x[{named[one].name.rpartition('[')[2]}" if one in named else ""
            is_plain = thing.op == "*" and name in names and not things[other].parts
            if is_plain and things[names[name]].number == things[other].number:
                found[other] = name
    return found


def _node(thing: Thing, named: Named | None, known: str) -> tuple[str, str, list[str]]:
    """Return what a value is called, its kind, and the lines that stand in its box."""
    operation = "·" if thing.op == "*" else re.sub(r"[^A-Za-z0-9+*/.-]", "", thing.op)[:12]
    name = named.name if named else known
    if named is None:
        kind = "input" if known else "operation" if thing.parts else "number"
    elif name.startswith("out"):
        kind = "output"
    else:
        kind = "parameter" if is_parameter(name) else "input"
    layer, _, rest = name.partition(".")
    lines = [layer, rest, operation, _short(thing.number), f"grad {_short(thing.grad)}"]
    return name or operation, kind, [line for line in lines if line]


def _short(number: object) -> str:
    return f"{number:.4g}" if isinstance(number, float) else "no number"


def _box(row: int, kind: str, lines: Sequence[str], differs: bool) -> str:
    first = f"≠ {lines[0]}" if differs else lines[0]
    width = (max(map(len, (first, *lines))) * CHARACTER + 2 * MARGIN) / POINTS
    height = (len(lines) * LINE + MARGIN) / POINTS
    width *= 1.25 if kind == "operation" else 1.0  # an ellipse is narrow where its lines end
    look = {"parameter": "style=rounded", "operation": "shape=ellipse"}.get(kind, "")
    label, kind = "\\n".join((first, *lines[1:])), f"r{row} {kind}{' differs' if differs else ''}"
    return f'n{row} [label="{label}" class="{kind}" width={width:.4f} height={height:.4f} {look}]'


def program() -> str | None:
    """Return the path of a Graphviz: the system's `dot`, or what the wheel graphviz-pure brings."""
    scripts = sysconfig.get_path("scripts")
    return (
        shutil.which("dot")
        or shutil.which("graphviz-pure")
        or shutil.which("graphviz-pure", path=scripts)
    )


def svg(source: str) -> str:
    """Return a drawing in Graphviz's language as SVG; "" where no Graphviz can draw it."""
    found = program()
    try:
        return _drawn(found, source) if found else ""
    except (OSError, subprocess.SubprocessError, ValueError):
        return ""


@lru_cache(maxsize=64)  # most of a class builds the same graphs
def _drawn(path: str, source: str) -> str:
    done = subprocess.run(
        [path, "-Kdot", "-Tsvg"],
        input=source,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=True,
    )
    return done.stdout


def safe(drawn: str, said: Mapping[str, str]) -> tuple[Markup, float, float] | None:
    """Return shapes and text of a drawing, its width and height; None if it does not show all.

    Args:
        said: the title of each node, by the name that Graphviz knows it by.
    """
    try:
        root = ElementTree.fromstring(drawn)  # noqa: S314  # drawn from what we wrote
        width, height = map(float, root.attrib["viewBox"].split()[2:])
    except (ElementTree.ParseError, KeyError, ValueError):
        return None
    titles = {one.text for one in root.iter() if one.tag.endswith("}title")}
    inside = Markup().join(part for one in root for part in _kept(one, said))
    return (inside, width, height) if said.keys() <= titles else None


def _kept(element: ElementTree.Element, said: Mapping[str, str]) -> Iterator[Markup]:
    tag, text = element.tag.rpartition("}")[2], (element.text or "").strip()
    if tag == "title" and text in said:
        yield Markup("<title>{}</title>").format(said[text])
    elif tag in TAGS:
        kept = [Markup(' {}="{}"').format(*one) for one in element.items() if one[0] in ATTRIBUTES]
        inside = [part for one in element for part in _kept(one, said)]
        yield Markup("<{0}{1}>{2}{3}</{0}>").format(
            tag, Markup().join(kept), text, Markup().join(inside)
        )
