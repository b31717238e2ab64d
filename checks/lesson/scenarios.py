"""The scenarios of each exercise, and their numbers.

The numbers let no default hide a fault: biases away from 0, distinct weights, both signs of the
pre-activation, unequal nin and nout, repeated shapes, three layers, dead and saturated inputs.
The programs that use them are in `programs/`. Neither side knows an answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any

from msgspec.structs import replace

from checks.catalog import Scenario
from checks.lesson.expressions import ENGINE

Given = dict[str, Any]
BACK = [0.8, -1.3, 0.45, 1.7]  # how much of each of several outputs goes into the root


def listed(x: Sequence[float], form: str = "floats") -> str:
    """Write numbers as a learner would type them, in a form."""
    return {"Values": f"[Value(v) for v in {[*x]}]", "tuple": f"{(*x,)}"}.get(form, f"{[*x]}")


# Classes: `given` says what to make, and what to call it with.

OVER = {
    "layer": (
        ", with simple neurons of the kit (no tanh) in place of yours",
        ", over your own Neuron",
    ),
    "mlp": (
        ", with simple layers of the kit (no tanh) in place of yours",
        ", over your own Layer",
    ),
}
MODEL = " on an "
ABOUT = {"class_start": "__init__", "class_parameters": "parameters"}  # all else: a call
RANDOM = ("class_start", "network_fresh")


def over_own(scenario: Scenario) -> Scenario:
    """Return a scenario in words that say that it is over the learner's own parts."""
    over, own = OVER[scenario.exercise]
    return replace(scenario, call=scenario.call.removesuffix(over) + own)


def new(given: Mapping[str, Any]) -> str:
    """Return what makes the one that is asked about, as a learner would type it."""
    return f"{given['class']}({', '.join(map(str, given['sizes']))})"


def _ask(name: str, program: str, given: Given, call: str) -> Scenario:
    """Return a scenario about the method of a class that its program is about."""
    focus = f"{given['class']}.{ABOUT.get(program, '__call__')}"
    return Scenario(name, program, given, focus, call, program in RANDOM)


def _over(name: str) -> str:
    return OVER.get(name.partition(".")[0], ("", ""))[0]


def _call(name: str, given: Given) -> Scenario:
    more = _over(name)
    if "w" in given:
        more = f" with w = {given['w']}, b = {given['b']:g}"
    call = f"{new(given)}({listed(given['x'], given['form'])}){more}"
    return _ask(name, "class_call", given, call)


def _again(name: str, given: Given, more: str = "") -> Scenario:
    """Ask for several answers; the other input is no reordering of the first."""
    x, other = given["x"], [round(0.5 - number, 2) for number in given["x"]]
    calls = f"{new(given)}({x}) twice, then with {other}, then with {x} once more"
    call = f"{calls} after each parameter is multiplied by -0.5{more or _over(name)}"
    return _ask(name, "class_again", {**given, "other": other}, call)


def _parameters(name: str, given: Given) -> Scenario:
    call = f"{new(given)}.parameters(), before a forward pass and after it"
    return _ask(name, "class_parameters", given, call)


def _neuron(w: list[float], b: float, x: list[float], form: str = "floats") -> Given:
    sizes, back = [len(w)], [1.0, -0.6]
    return {"class": "Neuron", "sizes": sizes, "x": x, "form": form, "back": back, "w": w, "b": b}


W, B, X = [0.7, 0.1, -0.5], 0.5, [-0.9, -1.4, 0.4]
P_W, P_B, P_X = [0.3, -0.8, 0.45], -0.35, [1.3, -0.7, 0.9]
FIVE_W, FIVE_X = [0.25, -0.55, 0.15, 0.8, -0.3], [0.5, 1.2, -0.8, 0.5, 0.95]  # 0.5 is there twice
ONE, FIVE = _neuron(W, B, X), _neuron(FIVE_W, 0.2, FIVE_X)
NEURON_START = f"Neuron(3)({X}), and a second Neuron(3)"

NEURON = (
    _ask("neuron.start", "class_start", {**ONE, "touch": "call"}, NEURON_START),
    _ask("neuron.many", "class_start", {**ONE, "sizes": [20]}, "Neuron(20).w, and a second one's"),
    _call("neuron.call", ONE),
    _call("neuron.positive", _neuron(P_W, P_B, P_X)),
    _call("neuron.values", _neuron(W, B, X, "Values")),
    _call("neuron.ints", _neuron([0.6, -0.2, 0.35], -0.45, [2, -1, 3], "tuple")),
    _call("neuron.high", _neuron([1.5, -2.0, 0.8], 0.7, [2.0, -1.5, 0.6])),
    _call("neuron.low", _neuron([1.5, -2.0, 0.8], -0.7, [-2.0, 1.5, -0.6])),
    _call("neuron.dead", _neuron([0.55, 0.9, -0.35], 0.4, [-1.2, 0.0, 0.8])),
    _call("neuron.zeros", _neuron([0.35, -0.8], 0.55, [0.0, 0.0])),
    _call("neuron.one", _neuron([-0.75], 0.3, [0.65])),
    _call("neuron.two", _neuron([0.4, -0.65], -0.25, [1.1, 0.5])),
    _call("neuron.five", FIVE),
    _again("neuron.again", ONE, f"; w = {W}, b = {B:g}"),
    _parameters("neuron.parameters", ONE),
    _parameters("neuron.parameters_five", FIVE),
)


def _of_neurons(
    kind: str, sizes: Sequence[Any], neurons: list[list[float]], x: list[float], **more: Any
) -> Given:
    """Return a layer or a network whose neurons have these weights, and last their bias."""
    given = {"class": kind, "sizes": sizes, "x": x, "form": "floats", "back": BACK}
    return {**given, "numbers": neurons, **more}


def _layer(neurons: list[list[float]], x: list[float], form: str = "floats") -> Given:
    return _of_neurons("Layer", [len(x), len(neurons)], neurons, x, form=form)


L_X, L_32 = [-0.9, 1.4, 0.6], [[0.7, 0.1, -0.5, 0.5], [-0.4, 0.9, 0.3, -0.25]]
L_23 = [[0.2, -0.6, 0.1], [0.85, 0.35, -0.3], [-0.15, 0.5, 0.4]]
L_24 = [[0.55, 0.25, -0.4], [0.3, -0.7, 0.2], [-0.45, 0.8, 0.6], [0.9, -0.1, -0.15]]
ROW, FOUR = _layer(L_32, L_X), _layer(L_24, [0.75, -1.2])
CHAIN = f"Layer(2, 3)(Layer(3, 2)({L_X}))"
CHAINED = {**ROW, "first": ROW, "second": _layer(L_23, [0.0, 0.0])}

LAYER = (
    _ask("layer.start", "class_start", ROW, "Layer(3, 2), and a second Layer(3, 2)"),
    _call("layer.call", ROW),
    _call("layer.values", _layer(L_32, L_X, "Values")),
    _call("layer.single", _layer([[-0.65, 0.2, 0.45, 0.35]], [0.8, -0.5, 1.1])),
    _call("layer.narrow", _layer([[-0.35, -0.55], [0.6, 0.15]], [1.25])),
    _call("layer.wide", FOUR),
    _again("layer.again", ROW),
    _ask("layer.chain", "layer_chain", CHAINED, CHAIN + OVER["layer"][0]),
    _parameters("layer.parameters", ROW),
    _parameters("layer.parameters_four", FOUR),
)


def _numbers(nin: int, nouts: Sequence[int]) -> list[list[float]]:
    """Return numbers for every neuron: both signs, none twice, none large, none near 0."""
    spread = ((37 * k + 11) % 97 - 48 for k in count())
    found = (round((n + 4 if n >= 0 else n - 4) / 65.0, 4) for n in spread)
    widths = zip([nin, *nouts], nouts, strict=False)
    return [list(islice(found, width + 1)) for width, nout in widths for _ in range(nout)]


def _network(nin: int, nouts: list[int], x: list[float], form: str = "floats") -> Given:
    own, sizes = _numbers(nin, nouts), [nin, nouts]
    return _of_neurons("MLP", sizes, own, x, form=form, touch="parameters")


LESSON_X, SMALL_X = [2.0, 3.0, -1.0], [0.6, -1.1]
LESSON = _network(3, [4, 4, 1], LESSON_X)
SMALL = _network(2, [3, 2], SMALL_X)
REPEATED = _network(3, [3, 3, 2], [0.5, -0.8, 1.2])
LESSON_CALL = f"{new(LESSON)}({LESSON_X})"
NUDGED = _network(2, [2, 2, 1], SMALL_X)
NUDGED_CALL = f"{new(NUDGED)}({SMALL_X}), each parameter moved by 0.00001 both ways"

MLP = (
    _ask("mlp.start", "class_start", LESSON, f"{new(LESSON)}, its parameters(), and a second one"),
    _call("mlp.call", LESSON),
    _call("mlp.values", _network(2, [3, 2], SMALL_X, "Values")),
    _call("mlp.repeated", REPEATED),
    _again("mlp.again", SMALL),
    _parameters("mlp.parameters", LESSON),
    _parameters("mlp.parameters_two", SMALL),
    _parameters("mlp.parameters_repeated", REPEATED),
)

NETWORK = (
    _ask("network.fresh", "network_fresh", LESSON, LESSON_CALL),
    _call("network.call", LESSON),
    _call("network.values", _network(3, [4, 4, 1], LESSON_X, "Values")),
    _call("network.repeated", REPEATED),
    _ask("network.nudge", "network_nudge", {**NUDGED, "step": 1e-5}, NUDGED_CALL),
    _again("network.again", SMALL),
    _parameters("network.parameters", LESSON),
)


# Functions: `given` says which one, and what to call it with.


def _count(name: str, nin: int, nouts: list[int], form: str = "list") -> Scenario:
    given = {"function": "count_parameters", "arguments": [nin, nouts], "form": form}
    call = f"count_parameters({nin}, {listed(nouts, form)})"
    return Scenario(f"count.{name}", "function_call", given, "count_parameters", call)


COUNT = (
    _count("lesson", 3, [4, 4, 1]),
    _count("two", 5, [3, 2]),
    _count("one", 6, [4]),
    _count("narrow", 2, [1, 1, 3, 1]),
    _count("growing", 1, [2, 5, 9, 4]),
    _count("tuple", 4, [7, 3], "tuple"),
    _count("large", 100_000, [1_000_000, 200_000, 10]),  # of as many digits as facts keep
)


def _on_numbers(function: str, name: str, *arguments: float | list[float]) -> Scenario:
    shown = ", ".join(listed(a) if isinstance(a, list) else f"{a:g}" for a in arguments)
    given, call = {"function": function, "arguments": arguments}, f"{function}({shown})"
    return Scenario(f"gradients.{name}", "function_call", given, function, call, part=function)


def _turned(function: str, name: str, *arguments: float | list[float]) -> Scenario:
    """Return a scenario that no constant bias passes: its second call is made from the answer."""
    one = _on_numbers(function, name, *arguments)
    call = f"b = {one.call}, then {function} with the same w, and x where w·x is -b"
    return replace(one, ask="function_turned", call=call)


def _on_network(function: str, name: str, model: Given, x: list[float], *more: float) -> Scenario:
    leftovers = [_left(k) for k in range(len(model["numbers"]))]
    given = {"function": function, "model": model, "arguments": [x, *more], "leftovers": leftovers}
    like = new({"class": "MLP", "sizes": [len(x), [*map(len, model["layers"])]]})
    shown = ", ".join([listed(x), *(f"{n:g}" for n in more)])
    call = f"{function}(model, {shown}){MODEL}{like}"
    return Scenario(
        f"gradients.{name}", "function_of_network", given, function, call, part=function
    )


# a network as operations on one row of numbers: its parameters, its inputs, its results


def _tables(*layers: Sequence[Sequence[float]]) -> Given:
    """Return the tables of a network whose neurons have these weights, and last their bias.

    Each says which operations to do on a row of numbers: parameters, inputs, results.
    """
    numbers = [number for layer in layers for neuron in layer for number in neuron]
    parameters, places = count(), count(len(numbers))
    inputs, tables = list(islice(places, len(layers[0][0]) - 1)), []
    for layer in layers:
        tables.append([_table(list(islice(parameters, len(one))), inputs, places) for one in layer])
        inputs = [table["result"] for table in tables[-1]]
    return {"numbers": numbers, "layers": tables}


def _table(parameters: Sequence[int], inputs: Sequence[int], places: Iterator[int]) -> Given:
    """Return the table of a neuron, by the places of its numbers in the row."""
    *weights, total = parameters
    steps: list[list[str | int]] = []
    for weight, one in zip(weights, inputs, strict=True):
        product, longer = next(places), next(places)
        steps += [[product, "*", weight, one], [longer, "+", total, product]]
        total = longer
    result = next(places)
    steps.append([result, "tanh", total])
    return {"parameters": parameters, "inputs": inputs, "steps": steps, "result": result}


def _left(place: int) -> float:
    """Return what an earlier backward() left in a parameter: both signs, no two of one size."""
    size = ((37 * place) % 97 + 3) / 30.0
    return -size if place % 2 else size


TWO_LAYERS = _tables(
    [[0.8, -0.45, 0.2], [-0.3, 0.65, -0.15], [0.5, 0.9, 0.1]], [[0.7, 0.5, -0.6, -0.25]]
)
THREE_LAYERS = _tables(
    [[0.6, -0.4, 0.75, 0.15], [1.2, 0.3, -0.9, 3.5], [-0.55, 0.8, 0.35, -0.2]],
    [[0.9, 0.7, 0.0, -0.1], [-0.6, 0.5, 0.0, 0.3]],
    [[0.85, -1.1, 0.2]],
)  # the first layer: a usual neuron, one that is saturated, one that nobody listens to
ALL_HEARD = _tables(
    [[0.6, -0.4, 0.75, 0.15], [0.2, 0.3, -0.9, 0.5], [-0.55, 0.8, 0.35, -0.2]],
    [[0.9, 0.7, -0.3, -0.1], [-0.6, 0.5, 0.8, 0.3]],
    [[0.85, -1.1, 0.2]],
)
TWO_X, DEAD_X = [0.7, -1.2], [0.9, 0.0, -1.3]

ON_NUMBERS: dict[str, dict[str, tuple[Any, ...]]] = {
    "predict_gradients": {
        "predict": (W, X, B),
        "predict_positive": (P_W, P_X, P_B),
        "predict_ints": ([0.6, -0.2, 0.35], [2, -1, 3], -0.45),
        "predict_dead": ([0.55, -0.35, 0.9], [-1.2, 0.0, 0.8], 0.4),
        "predict_flat": ([1.1, -0.9, 0.5], [2.0, -1.5, 0.6], 0.3),
        "predict_one": ([-0.75], [0.65], 0.3),
        "predict_five": (FIVE_W, FIVE_X, 0.2),
    },
    "silence_one": {
        "silence_one": ([0.7, -0.4, 0.9], -0.3, 1),
        "silence_one_first": ([-0.6, 0.35], 0.15, 0),
        "silence_one_last": ([0.8, 0.3, -0.5, 0.45], 0.0, 3),
        "silence_one_equal": ([0.5, 0.5, -0.8], 0.1, 0),  # a place is meant, and no number
        "silence_one_large": ([2.2, 0.0, -0.1], 0.05, 2),  # the weights themselves are no inputs
    },
    "silence_all": {
        "silence_all": ([0.6, -0.4], [0.6, 0.8]),
        "silence_all_against": ([3.6, -5.2, 2.2], [-0.95, 1.0, -0.35]),
        "silence_all_far": ([2.0, -2.6, -1.5], [-4.1, 3.0, 2.8]),
        "silence_all_large": ([0.5, -0.8], [-400.0, 1000.0]),  # a sum of -1000
        "silence_all_large_positive": ([0.4, -1.2], [1000.0, -500.0]),  # and of 1000
    },
    "favour_smallest": {
        "favour_smallest": ([0.9, -0.2, 0.6], 0.1),
        "favour_smallest_negative": ([-0.95, 0.15, -0.5, 0.7], -0.4),
        "favour_smallest_first": ([0.25, 1.4, -0.8], 0.6),
    },
}
ON_NETWORKS: dict[str, dict[str, tuple[Any, ...]]] = {
    "rank_parameters": {
        "rank": (TWO_LAYERS, TWO_X),
        "rank_ties": (TWO_LAYERS, [0.9, 0.0]),
        "rank_deep": (ALL_HEARD, [0.4, -0.9, 1.1]),
    },
    "gradient_factors": {
        "factors": (THREE_LAYERS, DEAD_X, 0, 2),
        "factors_dead": (THREE_LAYERS, DEAD_X, 0, 1),
        "factors_flat": (THREE_LAYERS, DEAD_X, 1, 0),
        "factors_unheard": (THREE_LAYERS, DEAD_X, 2, 0),
        "factors_two": (TWO_LAYERS, TWO_X, 2, 1),
    },
    "nudge": {
        "nudge": (TWO_LAYERS, TWO_X, 3, 0.01),
        "nudge_back": (TWO_LAYERS, TWO_X, 10, -0.02),
        "nudge_far": (TWO_LAYERS, [-0.5, 0.8], 1, 1.5),
    },
}
TURNED = {"silence_all": {"silence_all_turned": ([-0.9, -0.7], [0.6, 0.8])}}
GRADIENTS = tuple(
    ask(function, name, *arguments)
    for ask, table in ((_on_numbers, ON_NUMBERS), (_turned, TURNED), (_on_network, ON_NETWORKS))
    for function, cases in table.items()
    for name, arguments in cases.items()
)


def _graph(
    name: str, leaves: dict[str, float], steps: str = "", shown: str = "{}", *, draw: bool = False
) -> Scenario:
    """Return a scenario about an expression whose last step is the root.

    A drawing may round to two decimals: in one, numbers and gradients that differ stay 0.05 apart,
    and none is near a whole number or has only one decimal.
    """
    taken = steps.split(", ") if steps else []
    root = taken[-1].partition(" = ")[0] if taken else next(iter(leaves))
    built = shown.format(steps or f"{root} = Value({leaves[root]:g})")
    program, focus = ("graph_drawing", "draw_dot") if draw else ("graph_trace", "trace")
    given, call = {"leaves": leaves, "steps": taken}, f"{focus}({root}) with {built}"
    return Scenario(f"graph.{name}", program, given, focus, call)


def _labelled(scenario: Scenario) -> Scenario:
    """Return a scenario in which all leaves have the same label, if a Value has any."""
    given = {**scenario.given, "labels": dict.fromkeys(scenario.given["leaves"], "v")}
    return replace(scenario, given=given, call=f"{scenario.call}; each of a, b, c is labelled v")


NUMBERS = {"a": 0.7, "b": -1.6, "c": 0.9}
LESSON_STEPS = "e = a * b, d = e + c, f = d.tanh()"
PRODUCTS = [f"p{k} = a * b{k}" for k in range(1, 19)]
SUMS = [f"s{k} = {f's{k - 1}' if k > 2 else 'p1'} + p{k}" for k in range(2, 19)]
SHARED = {"a": 0.7, **{f"b{k}": round(0.13 * k - 1.1, 2) for k in range(1, 19)}}
DOUBLED = [f"z{k} = z{k - 1} + z{k - 1}" for k in range(1, 41)]
AGAIN = {
    "first": {"leaves": NUMBERS, "steps": LESSON_STEPS.split(", ")},
    "leaves": {"u": 1.2, "v": -0.4},
    "steps": ["w = u * v"],
}
WITH_EQUAL = "e = a + b, f = e * c", "a and b both Value(0.7), {}"  # their gradients are equal, too
DRAWN = "e = a * b, d = e + c, g = d * e, h = g + e, f = h.tanh()"
DRAWN_EQUAL = "s = a + b, p = s * c, f = p.tanh()", "a and b both Value(1.3167), {}"
EQUAL = {"a": 1.3167, "b": 1.3167, "c": -0.4822}
DRAWN_SAME = "s = a + a, p = s * b, f = p.tanh()"

GRAPH = (
    _graph("trace", NUMBERS, LESSON_STEPS),
    _graph("leaf", {"a": 0.7}),
    _graph("equal", {"a": 0.7, "b": 0.7, "c": -1.3}, *WITH_EQUAL),
    _graph("shared", SHARED, ", ".join(PRODUCTS + SUMS), "s18 = a * b1 + a * b2 + ... + a * b18"),
    _graph("same", {"a": 0.7}, "z = a + a, y = z * z"),
    Scenario(
        "graph.again",
        "graph_again",
        AGAIN,
        "trace",
        "trace(w) twice with w = u * v, after trace(f) with f = (a * b + c).tanh()",
    ),
    # the last trace: whoever goes every way here has used up half of the time
    _graph(
        "doubled",
        {"z0": 0.001},
        ", ".join(DOUBLED),
        "z1 = z0 + z0, z2 = z1 + z1, and so on: z = z + z, 40 times",
    ),
    _graph("draw", {"a": -0.5542, "b": 0.8698, "c": 1.8339}, DRAWN, draw=True),
    _labelled(_graph("draw_equal", EQUAL, *DRAWN_EQUAL, draw=True)),
    _graph("draw_same", {"a": -1.1246, "b": -0.5208}, DRAWN_SAME, draw=True),
    _graph("draw_leaf", {"a": -0.5542}, draw=True),
)

BY_EXERCISE: Mapping[str, tuple[Scenario, ...]] = {
    "engine": ENGINE,
    "neuron": NEURON,
    "layer": LAYER,
    "mlp": MLP,
    "network": NETWORK,
    "count": COUNT,
    "gradients": GRADIENTS,
    "graph": GRAPH,
}
