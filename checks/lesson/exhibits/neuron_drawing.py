"""How is a neuron drawn? Inputs × weights, the sum with b, tanh, the output, with its numbers."""

from msgspec import Struct

from checks.lesson.exhibits.terms import Step, Sum

WIDTH, PITCH = 392, 62
LONGEST = 11  # letters in the last box


class Line(Struct, frozen=True):
    """One input on its way into the sum, or the bias.

    Attributes:
        x, w: the numbers of the input and of the weight; "" for the bias.
        step: the product, or the bias itself.
        y: where its middle is.
    """

    x: str
    w: str
    step: Step
    y: float


class NeuronDrawing(Struct, frozen=True):
    """A neuron, ready to draw.

    Attributes:
        squash: what is made of the sum.
        said: the same in words, for those who hear the page.
    """

    lines: tuple[Line, ...]
    total: Step
    squashed: Step
    squash: str
    said: str
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.height / 2


def draw(found: Sum) -> NeuronDrawing:
    """Return where the parts of a neuron stand."""
    *terms, total, squashed = found.steps
    lines = tuple(_line(number, step) for number, step in enumerate(s for s in terms if s.name))
    squash = squashed.note or squashed.name
    return NeuronDrawing(
        lines,
        total,
        squashed,
        squash if len(squash) <= LONGEST else "f(Σ)",
        "; ".join(_said(step) for step in found.steps),
        WIDTH,
        PITCH * len(lines) + 8,
    )


def _line(number: int, step: Step) -> Line:
    w, x = step.factors or (None, None)
    return Line(_shorter(x), _shorter(w), step, PITCH * (number + 0.5) + 4)


def _said(step: Step) -> str:
    what = f"{step.name} is " if step.name else ""
    expected = f", expected {_short(step.expected)}" if step.differs and step.name else ""
    words = " ".join(part for part in (_short(step.got), step.note) if part)
    return f"{what}{words}{expected}"


def _shorter(number: float | None) -> str:
    """Return a number that fits into a circle."""
    return "" if number is None else f"{number:.3g}"


def _short(number: float | None) -> str:
    return "" if number is None else f"{number:.4g}"
