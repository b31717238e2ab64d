"""The Values that a scenario shows by name, each beside what the reference shows there."""

from collections.abc import Mapping

from msgspec import Struct

from checks.check.facts import Leaf
from checks.check.graph import close
from checks.run.observation import Observation


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


def values(observation: Observation, reference: Mapping[str, Leaf]) -> list[Named]:
    """Return the parameters, inputs and outputs that are Values on both sides."""
    things = observation.things
    return [
        Named(name, row, *map(finite, (things[row].number, things[row].grad, *expected)))
        for name, row in rows(observation).items()
        for expected in [(reference.get(f"{name}.data"), reference.get(f"{name}.grad"))]
        if things[row].kind == "value" and f"{name}.data" in reference
    ]


def rows(observation: Observation) -> dict[str, int]:
    """Return the row of each weight, bias, input and output; of its items, where it is a list."""
    found: dict[str, int] = {}
    for name, row in observation.names.items():
        thing = observation.things[row]
        if name.rpartition(".")[2] not in ("w", "b", "x", "out"):
            continue
        if thing.kind == "sequence":
            found |= {f"{name}[{number}]": part for number, part in enumerate(thing.parts)}
        else:
            found[name] = row
    return found


def finite(number: object) -> float | None:
    """Return a number; None for what is none, or came as words because it is not finite."""
    return number if isinstance(number, float) else None


def _shown(number: float | None) -> str:
    return "no number" if number is None else f"{number:.4g}"
