"""What does a neuron add up, term by term? The learner's sum beside the expected one.

It is read from the computation graph of the output, from the output down. Where the graph does not
tell a term, that is said: a picture that might be wrong is never drawn.
"""

import math
from collections.abc import Callable, Collection, Mapping

from msgspec import Struct

from checks.check.facts import Shape
from checks.check.graph import close, doubt, parents_first
from checks.lesson.exhibits.forms import Forms, Product
from checks.lesson.exhibits.formula import Formula
from checks.run.observation import Observation

MOST_VALUES = 500  # no right neuron here has more than 30
MOST_EXTRA = 8  # products that no right neuron has

NOT_THERE, INSIDE = "not there", "in another term"
HIDDEN, A_NUMBER = "not to be seen", "a plain number"
SUM, SQUASHED = "Σ", "tanh(Σ)"


class Step(Struct, frozen=True):
    """One line of a neuron's sum: a product, the bias, the sum, or what becomes of it.

    Attributes:
        name: what a right neuron has here; "" for what it does not have at all.
        factors: the numbers that a right neuron multiplies here.
        expected: a right neuron's number; None where it has none.
        got: the learner's number; None where there is none, or none is to be seen.
        note: what the learner's is, in words, where it is not what `name` says.
        differs: the two are plainly not the same.
        row: the learner's value in the observation's table.
    """

    name: str
    expected: float | None
    got: float | None = None
    note: str = ""
    differs: bool = False
    row: int | None = None
    factors: tuple[float, ...] = ()


class Sum(Struct, frozen=True):
    """A neuron's sum in the order in which it is worked by hand."""

    steps: tuple[Step, ...]

    @property
    def first_difference(self) -> int | None:
        """Return the position of the first step that differs, or None."""
        return next((n for n, step in enumerate(self.steps) if step.differs), None)


def read(observation: Observation | None, reference: Mapping[str, Shape]) -> Sum | None:
    """Return a neuron's sum, or None where an observation does not bear one out.

    Args:
        observation: of a neuron that was called once; it has the names out, w, b and x.
        reference: what the right neuron shows there.
    """
    if observation is None or observation.status != "ok" or doubt(observation):
        return None
    right = _Right.of(reference)
    order = parents_first(observation.things)
    given = None if right is None else _given(observation, len(right.w))
    if right is None or order is None or given is None:
        return None
    forms = Forms(observation.things, order, observation.names["out"], given)
    return _sum(forms, right) if len(forms.order) <= MOST_VALUES else None


class _Right(Struct, frozen=True):
    """The numbers of a right neuron."""

    w: list[float]
    b: float
    x: list[float]
    out: float

    @classmethod
    def of(cls, reference: Mapping[str, Shape]) -> "_Right | None":
        """Return them from what the reference shows; None if that is no call of a neuron."""
        w, x = (_numbers(reference.get(name)) for name in ("w", "x"))
        b, out = (_numbers([reference.get(name)]) for name in ("b", "out"))
        if not (w and b and out and len(w) == len(x)):
            return None
        return cls(w, b[0], x, out[0])

    def terms(self) -> list[Step]:
        products = [
            Step(f"w[{n}]·x[{n}]", w * x, factors=(w, x))
            for n, (w, x) in enumerate(zip(self.w, self.x, strict=True))
        ]
        return [*products, Step("b", self.b)]

    @property
    def total(self) -> float:
        return sum((w * x for w, x in zip(self.w, self.x, strict=True)), self.b)


def _numbers(shape: Shape) -> list[float]:
    """Return the numbers of a list of Values or numbers; none if it is anything else."""
    items = shape if isinstance(shape, list) else []
    data = [item.get("data") if isinstance(item, dict) else item for item in items]
    found = [number for number in data if isinstance(number, float)]
    return found if len(found) == len(items) else []


def _given(observation: Observation, count: int) -> dict[int, str] | None:
    """Return what the rows of the weights, the bias and the inputs are called.

    None if the output or the bias is no Value, or the weights are no list of so many.
    """
    things, names = observation.things, observation.names

    def is_value(row: int) -> bool:
        return things[row].kind == "value"

    if not {"out", "w", "b"} <= names.keys() or not is_value(names["out"]):
        return None
    weights = things[names["w"]].parts if not is_value(names["w"]) else ()
    if len(weights) != count or not all(is_value(row) for row in (*weights, names["b"])):
        return None
    inputs = things[names["x"]].parts if "x" in names else ()
    return {
        **{row: f"x[{n}]" for n, row in enumerate(inputs) if is_value(row)},
        **{row: f"w[{n}]" for n, row in enumerate(weights)},
        names["b"]: "b",
    }


def _sum(forms: Forms, right: _Right) -> Sum:
    end = _end_of_sum(forms)
    out = forms.data(forms.root)
    if end is None:
        total, terms = Step(SUM, right.total, None, HIDDEN), _hidden(right.terms())
    else:
        number = forms.data(end)
        total = Step(SUM, right.total, number, "", not close(number, right.total), end)
        terms = _terms(forms, end, right)
    differs = not close(out, right.out)
    note = ""
    if differs and end is not None:
        note = Formula(forms, right.x, {end: SUM}).of(forms.root)
    note = {SQUASHED: "", SUM: f"{SUM}, not squashed"}.get(note, note)
    return Sum((*terms, total, Step(SQUASHED, right.out, out, note, differs, forms.root)))


def _hidden(steps: list[Step]) -> list[Step]:
    return [Step(step.name, step.expected, None, HIDDEN, factors=step.factors) for step in steps]


def _end_of_sum(forms: Forms) -> int | None:
    """Return the row of the sum that is squashed; None if the output has no history.

    It is the last plain sum of products through which all weights go on their way to the output.
    Where a squash begins by negating or doubling it, as exp(-Σ) does, it is the sum before that.
    """
    through = [row for row in forms.order if forms.is_plain(row) and _all_weights_pass(forms, row)]
    if through:
        sums = [row for row in through if row not in forms.given]
        return next((row for row in sums if _is_multiple(forms, through[-1], row)), through[-1])
    row = forms.root
    while len(forms.things[row].parts) == 1 and forms.things[row].op not in ("+", "*"):
        (row,) = forms.things[row].parts
    return row if row != forms.root or forms.things[row].parts else None


def _is_multiple(forms: Forms, row: int, other: int) -> bool:
    """Tell whether a sum is another one, or that times a plain number."""
    if row == other:
        return True
    ours, theirs = (sorted(forms.numbers(one), key=abs) for one in (row, other))
    ratio = forms.data(row) / forms.data(other) if forms.data(other) else math.nan
    return len(ours) == len(theirs) and all(
        close(a, ratio * b) for a, b in zip(ours, theirs, strict=True)
    )


def _all_weights_pass(forms: Forms, row: int) -> bool:
    weights = {row for row, name in forms.given.items() if name.startswith("w")}
    around = forms.ancestors(forms.root, without=row)
    return bool(weights & forms.ancestors(row)) and not weights & around


class _Found(Struct, frozen=True):
    """One product in the learner's sum.

    Attributes:
        name: as a learner would write it.
        parts: what is multiplied in it, by name.
        behind: the names of the weights, the bias and the inputs that it depends on.
        is_plain: it comes from plain numbers alone.
    """

    name: str
    parts: tuple[str, ...]
    number: float
    behind: frozenset[str]
    is_plain: bool
    row: int

    @property
    def weights(self) -> set[str]:
        return {name for name in self.behind if name.startswith("w")}


def _terms(forms: Forms, end: int, right: _Right) -> list[Step]:
    """Return the learner's products, each beside the one that it stands for."""
    formula = Formula(forms, right.x)
    left = [_found(forms, formula, *entry) for entry in forms[end].items()]
    wanted = right.terms()
    pairs: dict[str, _Found | None] = dict.fromkeys(step.name for step in wanted)

    def pair(fits: Callable[[Step, _Found], bool]) -> None:
        for step in wanted:
            if pairs[step.name] is None:
                pairs[step.name] = found = next((one for one in left if fits(step, one)), None)
                if found is not None:
                    left.remove(found)

    pair(lambda step, one: one.name == step.name)
    pair(lambda step, one: one.weights == {step.name.partition("·")[0]})
    pair(lambda step, one: (step.name.partition("·")[2] or step.name) in one.parts)
    pair(lambda step, one: one.is_plain and close(one.number, step.expected))
    left = [one for one in left if not (one.is_plain and one.number == 0.0)]  # where `sum` starts
    is_hidden = any(one.is_plain for one in left)
    inside = {name for one in left for name in one.behind}
    steps = [_step(step, pairs[step.name], forms, is_hidden, inside) for step in wanted]
    more = [Step("", None, note=f"and {len(left) - MOST_EXTRA} more", differs=not is_hidden)]
    extra = [_extra(one) for one in left]
    return steps + extra[:MOST_EXTRA] + more * (len(left) > MOST_EXTRA)


def _extra(found: _Found) -> Step:
    """Return what a right neuron does not add; a plain number may hold what it does."""
    note = A_NUMBER if found.is_plain else found.name
    return Step("", None, found.number, note, not found.is_plain, found.row)


def _found(forms: Forms, formula: Formula, product: Product, times: float) -> _Found:
    behind = {row for factor in product for row in forms.ancestors(factor)}
    names = {forms.given[row] for row in behind if row in forms.given}
    return _Found(
        formula.product(product, times),
        formula.factors(product),
        forms.number(product, times),
        frozenset(names),
        all(row in forms.constant for row in product),
        forms.holder(product, times),
    )


def _step(
    step: Step, found: _Found | None, forms: Forms, is_hidden: bool, inside: Collection[str]
) -> Step:
    if found is None:
        is_inside = step.name.partition("·")[0] in inside
        note = HIDDEN if is_hidden else INSIDE if is_inside else NOT_THERE
        return Step(step.name, step.expected, None, note, not is_hidden, factors=step.factors)
    differs = not close(found.number, step.expected)
    note = ""
    if found.is_plain:
        note = A_NUMBER
    elif differs:
        note = found.name if found.name != step.name else _changed(step, forms)
    return Step(step.name, step.expected, found.number, note, differs, found.row, step.factors)


def _changed(step: Step, forms: Forms) -> str:
    """Say which parameter no longer holds the number that the kit gave it."""
    name = step.name.partition("·")[0]
    row = next(row for row, given in forms.given.items() if given == name)
    return f"{name} = {forms.data(row):.4g}"
