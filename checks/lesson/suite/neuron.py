"""What a neuron must do."""

from operator import gt, lt

from msgspec.structs import replace

from checks.check.evidence import Evidence, after
from checks.check.facts import close, described
from checks.lesson import shapes

MANY = 40  # weights of two neurons, of which some are on each side of 0
CALLS = ("neuron.call", "neuron.positive", "neuron.dead")


def parts(seen: Evidence) -> None:
    """A neuron has nin weights and one bias, all Values"""
    look = seen("neuron.start")
    shapes.own_list(look, "w", 3)
    for row in look.items("w", "Neuron(3).w", 3):
        look.value(row, "A weight")
    look.distinct("w", "The very same Value is in w more than once.")
    look.value("b", "b")
    shapes.holds(look, "w", "b")
    if look.row("b") in look.items("w", "w"):
        look.unmet("b is one of the weights: one Value cannot be both.")


@after(parts)
def start(seen: Evidence) -> None:
    """Each neuron has Values of its own, and weights that differ"""
    look = seen("neuron.start")
    weights = [*look.items("w", "w", 3), *look.items("other.w", "w", 3)]
    if look.row("b") == look.row("other.b"):
        look.unmet("Two neurons hold the very same bias: changing one changes the other.")
    if len(set(weights)) < len(weights):
        look.unmet("Two places hold the very same weight: changing one changes the other.")
    shapes.differ(look, weights)
    many = seen("neuron.many")
    numbers = [many.value(row, "A weight").number for row in many.rows("w", "other.w")]
    for side, on_it in (("above", gt), ("below", lt)):
        if len(numbers) == MANY and all(
            on_it(number, 0.0) for number in numbers if isinstance(number, float)
        ):
            message = f"All weights start {side} 0, and uniform(-1, 1) draws both signs."
            many.unmet(message, "numbers from -1 to 1", f"{len(numbers)} numbers {side} 0")


def one_value(seen: Evidence) -> None:
    """A call gives one Value"""
    look = seen("neuron.call")
    out = look.thing("out")
    if out.kind == "number" and close(out.number, look.reference["out.data"]):
        look.unmet(
            f"The output is the right number, but {described(out)}, not a Value. {shapes.KEEP}",
            "one Value",
            look.shown("out"),
        )
    look.value("out", "The output")


@after(parts, one_value)
def nothing_changes(seen: Evidence) -> None:
    """A call changes neither weights nor bias nor inputs"""
    for look in seen.each(*CALLS, "neuron.high", "neuron.low"):
        held = replace(look, kind="replaced")
        shapes.same_list(held, "w", "w", "A call puts other Values in place of the weights.")
        held.same_objects("b", "b_after", "A call puts another Value in place of the bias.")
        shapes.same_list(look, "x", "x", "A call changes the list of inputs.")
        shapes.unchanged(look, "w")
        shapes.unchanged(look, "b")
    shapes.marks_kept(seen("neuron.again"), "A call")


@after(nothing_changes, one_value)
def same_answer(seen: Evidence) -> None:
    """Each call answers anew, from its x and the weights as they are"""
    shapes.same_twice(seen("neuron.again"))


@after(parts, one_value, same_answer)
def negative(seen: Evidence) -> None:
    """The output is tanh(w·x + b) where the sum is negative"""
    seen("neuron.call").same("out", "The output")
    seen("neuron.low").show("out", "The output")


@after(parts, one_value, same_answer)
def positive(seen: Evidence) -> None:
    """The output is tanh(w·x + b) where the sum is positive"""
    seen("neuron.positive").same("out", "The output")
    seen("neuron.high").show("out", "The output")


@after(parts, negative, positive)
def widths(seen: Evidence) -> None:
    """Neurons with 1, 2 and 5 inputs are right, too"""
    for look in seen.each("neuron.one", "neuron.two", "neuron.five"):
        (nin,) = look.scenario.given["sizes"]
        look.made(seen.published("neuron.start")).items("w", f"Neuron({nin}).w", nin)
        look.same("out", "The output")


@after(parts, nothing_changes, negative, positive)
def weight_gradients(seen: Evidence) -> None:
    """backward() gives every weight its gradient"""
    _gradients(seen, "w")


@after(parts, nothing_changes, negative, positive)
def bias_gradient(seen: Evidence) -> None:
    """backward() gives the bias its gradient"""
    _gradients(seen, "b")


def _gradients(seen: Evidence, name: str) -> None:
    """Fail unless a name has the right gradients; of an output, another check tells."""
    for look in seen.each(*CALLS):
        shapes.cut_off(look, name)
        if look.scenario.id != "neuron.dead" or look.agrees("out"):
            look.same(name, name, "grad")


@after(parts, negative, positive)
def kinds_of_input(seen: Evidence) -> None:
    """Inputs may be ints, floats or Values, in a list or a tuple"""
    for look in seen.each("neuron.ints", "neuron.values", "neuron.dead", "neuron.zeros"):
        look.same("out", "The output")


@after(one_value)
def range(seen: Evidence) -> None:
    """The output stays in (-1, 1), also for large sums"""
    for look in seen.each("neuron.high", "neuron.low"):
        shapes.in_range(look, "The output")


@after(nothing_changes, negative, positive)
def input_gradients(seen: Evidence) -> None:
    """backward() reaches inputs that are Values"""
    shapes.inputs_reached(seen("neuron.values"))


@after(nothing_changes, parts)
def parameters(seen: Evidence) -> None:
    """parameters() lists each weight and the bias once, and changes none"""
    for look in seen.each("neuron.parameters", "neuron.parameters_five"):
        (nin,) = look.scenario.given["sizes"]
        for above in ("", "fresh."):
            look.made(seen.published("neuron.start")).items(f"{above}w", "w", nin)
        shapes.all_parameters(look, "w", "b")
