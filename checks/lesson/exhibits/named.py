"""The Values that a scenario shows by name, each beside what the reference shows there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from msgspec import Struct

from checks.check.facts import Shape
from checks.check.graph import close
from checks.run.observation import Observation

Pair: TypeAlias = tuple[float | None, float | None]  # a value and its gradient


class Named(Struct, frozen=True):
    """A Value that a scenario leads to by name.

    Attributes:
        name: as a learner would reach it: w[0], layers[1].neurons[2].b, out.
        row: in the observation's table.
        data, grad: the learner's; None where it is no finite number.
        expected_data, expected_grad: the reference's; None where it has none.
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
            f"{what} is {_shown(got)}, expected {_shown(want)}"
            for what, got, want in (
                ("value", self.data, self.expected_data),
                ("gradient", self.grad, self.expected_grad),
            )
            if want is not None and not close(got, want)
        )


def is_parameter(name: str) -> bool:
    """Tell whether a name is that of a weight or of a bias."""
    return name.rpartition(".")[2].partition("[")[0] in ("w", "b")


def values(observation: Observation, reference: Mapping[str, Shape]) -> list[Named]:
    """Return the parameters, inputs and outputs that are Values on both sides."""
    things, known = observation.things, expected(reference)
    return [
        Named(name, row, finite(things[row].number), finite(things[row].grad), *known[name])
        for name, row in rows(observation).items()
        if name in known and things[row].kind == "value"
    ]


def rows(observation: Observation) -> dict[str, int]:
    """Return the row of each weight, bias, input and output; of its items, where it is a list."""
    things = observation.things

    def items(row: int) -> Sequence[int] | None:
        return things[row].parts if things[row].kind == "sequence" else None

    return dict(_named(observation.names, items))


def expected(reference: Mapping[str, Shape]) -> dict[str, Pair]:
    """Return the value and the gradient that the reference shows at each of these names."""

    def items(shape: Shape) -> list[Shape] | None:
        return shape if isinstance(shape, list) else None

    nested = {
        name: (finite(shape["data"]), finite(shape["grad"]))
        if isinstance(shape, dict) and "data" in shape
        else (finite(shape), None)
        for name, shape in _named(reference, items)
    }
    flat = (name.removesuffix(".data") for name in reference if name.endswith(".data"))
    return nested | {
        name: (finite(reference[f"{name}.data"]), finite(reference.get(f"{name}.grad")))
        for name in flat
    }


def finite(number: object) -> float | None:
    """Return a number; None for what is none, or came as words because it is not finite."""
    return number if isinstance(number, float) else None


Node = TypeVar("Node")
Items: TypeAlias = Callable[[Node], Sequence[Node] | None]


def _named(names: Mapping[str, Node], items: Items[Node]) -> Iterator[tuple[str, Node]]:
    for name, node in names.items():
        if name == "owned":
            yield from _owned(node, items)
        elif name.rpartition(".")[2].partition("[")[0] in ("w", "b", "x", "out"):
            yield from _each(name, node, items)


def _each(name: str, node: Node, items: Items[Node]) -> Iterator[tuple[str, Node]]:
    parts = items(node)
    if parts is None:
        yield name, node
    else:
        yield from ((f"{name}[{number}]", part) for number, part in enumerate(parts))


def _owned(node: Node, items: Items[Node], name: str = "") -> Iterator[tuple[str, Node]]:
    """Yield what neurons have, from a list of their pairs, or from a list of such lists."""
    for number, part in enumerate(items(node) or ()):
        pair = items(part) or ()
        if len(pair) == 2 and items(pair[1]) is None:
            yield from _each(f"{name}neurons[{number}].w", pair[0], items)
            yield f"{name}neurons[{number}].b", pair[1]
        else:
            yield from _owned(part, items, f"layers[{number}].")


def _shown(number: float | None) -> str:
    return "no number" if number is None else f"{number:.4g}"
