"""What a layer must do, over neurons whose answers are known."""

from checks.check.evidence import Evidence, after
from checks.check.facts import close, leaves
from checks.check.finding import Look
from checks.lesson import shapes

CALLS = ("layer.call", "layer.values", "layer.wide")
EACH = ("neurons", "other.neurons")
TWINS = "Two layers share their neurons: what one learns, changes the other."
ONE = "The same neuron is in the list more than once: Neuron(nin) has to run once for each."
SHARED = "Two neurons share a weight or a bias: what one learns, changes the other."


def neurons(seen: Evidence) -> None:
    """Layer(3, 2) has 2 neurons with 3 weights each"""
    look = seen("layer.start")
    shapes.own_list(look, "neurons", 2)
    look.items("neurons", "Layer(3, 2).neurons", 2)
    shapes.holds(look, "neurons")
    counts = [len(look.items(name, "w")) for name in look.names("neurons", last=".w")]
    for number, count in enumerate(counts):
        if count != 3:
            message = f"neurons[{number}] has {count} weights, not 3."
            if counts == [*range(2)]:
                message += " neurons[1] has 1: does Neuron() get the counter of your loop?"
            look.unmet(message, "3 weights", f"{count} weights")


def _demand_some(look: Look, *names: str) -> None:
    """Where there is nothing, nothing is shared, and no list of it lacks anything."""
    if not look.rows(*names, last=".w"):
        look.unmet("The layer has no neurons.", "2 neurons", "none")


@after(neurons)
def independent(seen: Evidence) -> None:
    """The neurons are different objects and share nothing"""
    look = seen("layer.start")
    look.distinct("neurons", ONE)
    _demand_some(look, *EACH)
    for name in EACH:
        shapes.share_nothing(look, SHARED, name)
    shapes.share_nothing(look, TWINS, *EACH)
    shapes.differ(look, look.rows(*EACH, last=".w"))


@after(neurons)
def several_outputs(seen: Evidence) -> None:
    """With several neurons a call gives a list of Values, one for each"""
    for look in seen.each(*CALLS):
        nin, nout = look.scenario.given["sizes"]
        made = look.made(seen.published("layer.start"))
        made.items("neurons_before", f"Layer({nin}, {nout}).neurons", nout)
        for row in look.items("out", "The output", nout):
            look.value(row, "An item of the output")


@after(neurons, independent)
def nothing_changes(seen: Evidence) -> None:
    """A call changes neither parameters nor inputs"""
    shapes.nothing_replaced(seen("layer.call"), "neurons")
    shapes.marks_kept(seen("layer.again"), "A call")


@after(nothing_changes, several_outputs)
def same_answer(seen: Evidence) -> None:
    """Each call answers anew, from its x and the same neurons as they are"""
    shapes.same_twice(seen("layer.again"))


@after(neurons, independent, several_outputs, same_answer)
def answers(seen: Evidence) -> None:
    """The output is what the neurons answer, in their order"""
    for look in seen.each(*CALLS):
        _each_its_own(look)
        look.same("out", "The output")


def _each_its_own(look: Look) -> None:
    """Fail if one of several neurons gives all the answers."""
    rows = look.items("out", "The output")
    wanted = [leaf for path, leaf in leaves(look.reference, "out") if path.endswith(".data")]
    for place, want in enumerate(wanted):
        if rows and all(close(look.thing(row).number, want) for row in rows):
            look.unmet(f"Every item of the output is the answer of neurons[{place}].")


@after(answers)
def single_output(seen: Evidence) -> None:
    """With one neuron a call gives its Value, without a list around it"""
    look = seen("layer.single")
    look.made(seen.published("layer.start")).items("neurons_before", "Layer(3, 1).neurons", 1)
    look.value("out", "The output of Layer(3, 1)")
    look.same("out", "The output")


@after(answers)
def one_input(seen: Evidence) -> None:
    """A layer with one input and several neurons is right, too"""
    seen("layer.narrow").same("out", "The output")


@after(answers, stops=True)
def next_layer(seen: Evidence) -> None:
    """The next layer can read the output"""
    seen("layer.chain").same("out", "The output of the second layer")


@after(neurons, answers, single_output)
def gradients(seen: Evidence) -> None:
    """backward() reaches the weights and the bias of every neuron"""
    for look in seen.each(*CALLS, "layer.single"):
        look.same("neurons", "neurons", "grad")


@after(neurons, answers)
def input_gradients(seen: Evidence) -> None:
    """backward() reaches inputs that are Values, through every neuron"""
    shapes.inputs_reached(seen("layer.values"))


@after(neurons, answers, next_layer, stops=True)
def chain_gradients(seen: Evidence) -> None:
    """backward() goes through the next layer back into this one"""
    look = seen("layer.chain")
    look.same("first", "the first layer's ", "grad")
    look.same("second", "the second layer's ", "grad")


@after(nothing_changes, neurons)
def parameters(seen: Evidence) -> None:
    """parameters() lists its own Values, each once, and changes none"""
    for look in seen.each("layer.parameters", "layer.parameters_four"):
        _demand_some(look, "neurons")
        shapes.all_parameters(look, "neurons")
