"""Which Values does a scenario show by name, and what does the reference show there?"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from checks.check.evidence import item_name
from checks.check.facts import Shape
from checks.check.graph import close
from checks.run.observation import Observation, Thing

PARAMETERS = ("w", "b", "owned")
SHOWN = (*PARAMETERS, "x", "out")


class Named(Struct, frozen=True):
    """A Value that a scenario leads to by name.

    Attributes:
        name: as a learner would reach it: w[0], layers[1].neurons[2].b, out.
        row: in the observation's table.
        data, grad: the learner's; None where it is no finite number.
        expected_data, expected_grad: the reference's; None where it has none.
        is_parameter: it is a weight or a bias.
    """

    name: str
    row: int
    data: float | None
    grad: float | None
    expected_data: float | None
    expected_grad: float | None
    is_parameter: bool

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


def values(observation: Observation, reference: Mapping[str, Shape]) -> list[Named]:
    """Return the parameters, inputs and outputs that are Values, as far as they are there."""
    return [
        named
        for name in SHOWN
        if name in observation.names and name in reference
        for named in _walk(
            observation.things,
            observation.names[name],
            reference[name],
            _called(name, reference[name]),
            name in PARAMETERS,
        )
    ]


def _called(name: str, want: Shape) -> str:
    """Return what `owned` is called: the neurons of one layer, or the layers of a network."""
    if name != "owned":
        return name
    first = want[0] if isinstance(want, list) and want else None
    is_layer = isinstance(first, list) and len(first) == 2 and isinstance(first[1], dict)
    return "neurons" if is_layer else "layers"


def _walk(
    things: Sequence[Thing], row: int, want: Shape, name: str, is_parameter: bool
) -> Iterator[Named]:
    """Yield what is there on both sides; what has another form is for the checks to tell."""
    thing = things[row]
    if isinstance(want, list) and thing.kind == "sequence":
        for position, (part, item) in enumerate(zip(thing.parts, want, strict=False)):
            yield from _walk(things, part, item, item_name(name, position, item), is_parameter)
    elif isinstance(want, dict) and "data" in want and thing.kind == "value":
        got_data, got_grad, data, grad = map(
            _finite, (thing.number, thing.grad, want["data"], want["grad"])
        )
        yield Named(name, row, got_data, got_grad, data, grad, is_parameter)


def _finite(number: object) -> float | None:
    return number if isinstance(number, float) else None


def _shown(number: float | None) -> str:
    return "no number" if number is None else f"{number:.4g}"
