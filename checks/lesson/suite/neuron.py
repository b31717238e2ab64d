"""What a neuron must do."""

from checks.check.evidence import Evidence, after
from checks.lesson.shapes import all_parameters, differ, in_range, same_twice

CALLS = ("neuron.call", "neuron.positive", "neuron.dead", "neuron.values")


def parts(seen: Evidence) -> None:
    """A neuron has nin weights and one bias, all Values"""
    look = seen("neuron.start")
    for row in look.items("w", "w of Neuron(3)", 3):
        look.value(row, "A weight")
    look.value("b", "b")


@after(parts)
def start(seen: Evidence) -> None:
    """Each weight of each neuron is a number of its own"""
    look = seen("neuron.start")
    weights = [*look.items("w", "w", 3), *look.items("other.w", "w", 3)]
    if len(set(weights)) < len(weights) or look.row("b") == look.row("other.b"):
        look.unmet("Two places hold the very same Value: changing one changes the other.")
    differ(look, weights)


def one_value(seen: Evidence) -> None:
    """A call gives one Value"""
    for look in seen.each("neuron.call", "neuron.values", "neuron.ints"):
        look.value("out", "The output")


@after(one_value)
def negative(seen: Evidence) -> None:
    """The output is tanh(w·x + b) where the sum is negative"""
    seen("neuron.call").same("out", "The output")
    seen("neuron.low").show("out", "The output")


@after(one_value)
def positive(seen: Evidence) -> None:
    """The output is tanh(w·x + b) where the sum is positive"""
    seen("neuron.positive").same("out", "The output")
    seen("neuron.high").show("out", "The output")


@after(negative, positive)
def widths(seen: Evidence) -> None:
    """Neurons with 1, 2 and 5 inputs are right, too"""
    for look in seen.each("neuron.one", "neuron.two", "neuron.five"):
        look.same("out", "The output")


@after(negative, positive)
def kinds_of_input(seen: Evidence) -> None:
    """Inputs may be ints, floats or Values, in a list or a tuple"""
    for look in seen.each("neuron.ints", "neuron.values", "neuron.dead"):
        look.same("out", "The output")


@after(one_value)
def range(seen: Evidence) -> None:
    """The output stays in (-1, 1), also for large sums"""
    for look in seen.each("neuron.high", "neuron.low"):
        in_range(look, "The output")


@after(negative, positive)
def weight_gradients(seen: Evidence) -> None:
    """backward() gives every weight its gradient"""
    for look in seen.each(*CALLS):
        look.same("w", "w", "grad")


@after(negative, positive)
def bias_gradient(seen: Evidence) -> None:
    """backward() gives the bias its gradient"""
    for look in seen.each(*CALLS):
        look.same("b", "b", "grad")


@after(negative, positive)
def input_gradients(seen: Evidence) -> None:
    """backward() reaches inputs that are Values"""
    seen("neuron.values").same("x", "x", "grad")


@after(one_value)
def same_answer(seen: Evidence) -> None:
    """Each input gets its own answer, and the same one each time"""
    same_twice(seen("neuron.again"))


@after(parts)
def nothing_changes(seen: Evidence) -> None:
    """A call changes neither weights nor bias nor inputs"""
    look = seen("neuron.again")
    look.same_objects("w_before", "w", "A call puts other Values in place of the weights.")
    look.same_objects("b_before", "b", "A call puts another Value in place of the bias.")
    look.same("w", "w")
    look.same("b", "b")
    look.same_objects("x", "x_before", "A call changes the list of inputs.")


@after(parts)
def parameters(seen: Evidence) -> None:
    """parameters() lists the weights and the bias themselves, each once"""
    look = seen("neuron.parameters")
    own, fresh = (
        [*look.items(f"{above}w", "w", 3), look.row(f"{above}b")] for above in ("", "fresh.")
    )
    all_parameters(look, "Neuron(3)", own, fresh)
