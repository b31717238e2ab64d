"""The scenarios of each exercise, with the numbers that they are asked on.

The numbers let no default hide a fault: biases away from 0, distinct weights, both signs of the
pre-activation, unequal nin and nout, repeated shapes, three layers, dead and saturated inputs.
The programs that use them are in `programs/`: `classes.py` for classes, `functions.py` and
`graphs.py` for functions. Neither side knows an answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from checks.catalog import Scenario


def _list(numbers: Sequence[float]) -> str:
    return "[" + ", ".join(repr(n) for n in numbers) + "]"


def _neuron(name: str, w: list[float], b: float, x: list[float], form: str = "floats") -> Scenario:
    shown = {"floats": _list(x), "Values": f"[Value(v) for v in {_list(x)}]"}.get(form)
    shown = shown or f"({', '.join(str(n) for n in x)})"
    return Scenario(
        f"neuron.{name}",
        "neuron_call",
        {"w": w, "b": b, "x": x, "form": form, "back": [1.0, -0.6]},
        "Neuron.__call__",
        f"Neuron({len(w)})({shown}) with w = {_list(w)}, b = {b:g}",
    )


W, B, X = [0.7, 0.1, -0.5], 0.5, [-0.9, -1.4, 0.4]
P_W, P_B, P_X = [0.3, -0.8, 0.45], -0.35, [1.3, -0.7, 0.9]

NEURON = (
    Scenario(
        "neuron.start",
        "neuron_start",
        {"nin": 3, "x": X},
        "Neuron.__init__",
        f"Neuron(3)({_list(X)}), and a second Neuron(3)",
        random=True,
    ),
    _neuron("call", W, B, X),
    _neuron("positive", P_W, P_B, P_X),
    _neuron("values", W, B, X, "Values"),
    _neuron("ints", [0.6, -0.2, 0.35], -0.45, [2, -1, 3], "tuple"),
    _neuron("high", [1.5, -2.0, 0.8], 0.7, [2.0, -1.5, 0.6]),
    _neuron("low", [1.5, -2.0, 0.8], -0.7, [-2.0, 1.5, -0.6]),
    _neuron("dead", [0.55, -0.35, 0.9], 0.4, [-1.2, 0.8, 0.0]),
    _neuron("one", [-0.75], 0.3, [0.65]),
    _neuron("two", [0.4, -0.65], -0.25, [1.1, 0.5]),
    _neuron("five", [0.25, -0.55, 0.15, 0.8, -0.3], 0.2, [0.5, 1.2, -0.8, -0.35, 0.95]),
    Scenario(
        "neuron.again",
        "neuron_again",
        {"w": W, "b": B, "x": X},
        "Neuron.__call__",
        f"Neuron(3)({_list(X)}) twice, with w = {_list(W)}, b = {B:g}",
    ),
    Scenario(
        "neuron.parameters",
        "neuron_parameters",
        {"w": W, "b": B, "x": X},
        "Neuron.parameters",
        "Neuron(3).parameters()",
    ),
)


def _layer(
    name: str, w: list[list[float]], b: list[float], x: list[float], form: str = "floats"
) -> Scenario:
    nin, nout = len(x), len(w)
    shown = _list(x) if form == "floats" else f"[Value(v) for v in {_list(x)}]"
    return Scenario(
        f"layer.{name}",
        "layer_call",
        {"nin": nin, "nout": nout, "w": w, "b": b, "x": x, "form": form, "back": BACK},
        "Layer.__call__",
        f"Layer({nin}, {nout})({shown}), over neurons whose answers are known",
    )


BACK = [0.8, -1.3, 0.45, 1.7]
L_W = [[0.7, 0.1, -0.5], [-0.4, 0.9, 0.3]]
L_B = [0.5, -0.25]
L_X = [-0.9, 1.4, 0.6]
L_32 = {"nin": 3, "nout": 2, "w": L_W, "b": L_B, "x": L_X}
L_23 = {"nin": 2, "nout": 3, "w": [[0.2, -0.6], [0.85, 0.35], [-0.15, 0.5]], "b": [0.1, -0.3, 0.4]}

LAYER = (
    Scenario(
        "layer.start",
        "layer_start",
        {"nin": 3, "nout": 2},
        "Layer.__init__",
        "Layer(3, 2), twice",
        random=True,
    ),
    _layer("call", L_W, L_B, L_X),
    _layer("values", L_W, L_B, L_X, "Values"),
    _layer("single", [[-0.65, 0.2, 0.45]], [0.35], [0.8, -0.5, 1.1]),
    _layer("narrow", [[-0.35], [0.6]], [-0.55, 0.15], [1.25]),
    _layer(
        "wide",
        [[0.55, 0.25], [0.3, -0.7], [-0.45, 0.8], [0.9, -0.1]],
        [-0.4, 0.2, 0.6, -0.15],
        [0.75, -1.2],
    ),
    Scenario(
        "layer.again",
        "layer_again",
        L_32,
        "Layer.__call__",
        f"Layer(3, 2)({_list(L_X)}) twice",
    ),
    Scenario(
        "layer.chain",
        "layer_chain",
        {"first": L_32, "second": L_23, "x": L_X, "back": BACK},
        "Layer.__call__",
        f"Layer(2, 3)(Layer(3, 2)({_list(L_X)}))",
    ),
    Scenario(
        "layer.parameters", "layer_parameters", L_32, "Layer.parameters", "Layer(3, 2).parameters()"
    ),
)


def _numbers(nin: int, nouts: Sequence[int]) -> list[float]:
    """Return a number for every parameter: both signs, none twice, none large, none near 0."""
    count, width = 0, nin
    for nout in nouts:
        count, width = count + nout * (width + 1), nout
    spread = [(37 * k + 11) % 97 - 48 for k in range(count)]
    return [round((n + 4 if n >= 0 else n - 4) / 65.0, 4) for n in spread]


def _shape(nin: int, nouts: Sequence[int], x: list[float], form: str = "floats") -> dict[str, Any]:
    numbers = _numbers(nin, nouts)
    return {"nin": nin, "nouts": nouts, "x": x, "numbers": numbers, "form": form, "back": BACK}


LESSON_X = [2.0, 3.0, -1.0]
LESSON = _shape(3, [4, 4, 1], LESSON_X)
SMALL = _shape(2, [3, 2], [0.6, -1.1])
SMALL_TWICE = "MLP(2, [3, 2])([0.6, -1.1]) twice"


def _mlp(name: str, given: dict[str, Any], over: str) -> Scenario:
    known = ", over layers whose answers are known" if over == "mlp" else ""
    values = given["form"] == "Values"
    shown = f"[Value(v) for v in {_list(given['x'])}]" if values else _list(given["x"])
    return Scenario(
        f"{over}.{name}",
        "mlp_call",
        given,
        "MLP.__call__",
        f"MLP({given['nin']}, {given['nouts']})({shown}){known}",
    )


def _mlp_parameters(name: str, given: dict[str, Any], over: str) -> Scenario:
    call = f"MLP({given['nin']}, {given['nouts']}).parameters()"
    return Scenario(f"{over}.{name}", "mlp_parameters", given, "MLP.parameters", call)


MLP = (
    Scenario(
        "mlp.start",
        "mlp_start",
        {"nin": 3, "nouts": [4, 4, 1]},
        "MLP.__init__",
        "MLP(3, [4, 4, 1]), twice, and its parameters()",
        random=True,
    ),
    _mlp("call", LESSON, "mlp"),
    _mlp("values", _shape(2, [3, 2], [0.6, -1.1], "Values"), "mlp"),
    _mlp("repeated", _shape(3, [3, 3, 2], [0.5, -0.8, 1.2]), "mlp"),
    Scenario("mlp.again", "mlp_again", SMALL, "MLP.__call__", SMALL_TWICE),
    _mlp_parameters("parameters", LESSON, "mlp"),
    _mlp_parameters("parameters_two", _shape(2, [3, 2], [0.6, -1.1]), "mlp"),
    _mlp_parameters("parameters_repeated", _shape(3, [3, 3, 2], [0.5, -0.8, 1.2]), "mlp"),
)

NETWORK = (
    Scenario(
        "network.fresh",
        "network_fresh",
        {"nin": 3, "nouts": [4, 4, 1], "x": LESSON_X, "back": BACK},
        "MLP.__call__",
        "MLP(3, [4, 4, 1])([2.0, 3.0, -1.0])",
        random=True,
    ),
    _mlp("call", LESSON, "network"),
    _mlp("values", _shape(3, [4, 4, 1], LESSON_X, "Values"), "network"),
    _mlp("repeated", _shape(3, [3, 3, 2], [0.5, -0.8, 1.2]), "network"),
    Scenario(
        "network.nudge",
        "network_nudge",
        {**LESSON, "step": 1e-5},
        "MLP.__call__",
        "MLP(3, [4, 4, 1])([2.0, 3.0, -1.0]), each parameter moved by 0.00001 both ways",
    ),
    Scenario("network.again", "mlp_again", SMALL, "MLP.__call__", SMALL_TWICE),
    _mlp_parameters("parameters", LESSON, "network"),
)


def _expression(name: str, expression: str, a: float = 0.7, b: float = -1.6) -> Scenario:
    call = f"{expression} with a = Value({a:g}), b = Value({b:g})"
    given = {"expression": expression, "a": a, "b": b, "back": BACK}
    return Scenario(f"engine.{name}", "engine_expression", given, "Value", call)


ENGINE = (
    Scenario("engine.leaf", "engine_leaf", {"a": 0.7, "b": -1.6}, "Value", "Value(0.7)"),
    _expression("add", "a + b"),
    _expression("subtract", "a - b"),
    _expression("multiply", "a * b"),
    _expression("divide", "a / b"),
    _expression("negate", "-a"),
    _expression("power", "a ** 3"),
    _expression("square", "a ** 2"),
    _expression("power_zero", "a ** 0"),
    _expression("power_negative", "a ** -1"),
    _expression("add_number", "a + 2"),
    _expression("number_add", "2 + a"),
    _expression("number_subtract", "2 - a"),
    _expression("subtract_number", "a - 2"),
    _expression("number_multiply", "2 * a"),
    _expression("multiply_number", "a * 2"),
    _expression("number_divide", "2 / a"),
    _expression("divide_number", "a / 2"),
    _expression("sum", "sum([a, b, a])"),
    _expression("tanh", "a.tanh()"),
    _expression("exp", "a.exp()"),
    _expression("relu", "a.relu()"),
    _expression("relu_off", "a.relu()", a=-0.7),
    _expression("same", "a + a"),
    _expression("shared", "(a * b + a) * (a + b)"),
    Scenario(
        "engine.chain",
        "engine_chain",
        {"a": 0.5, "length": 200},
        "Value.backward",
        "a + 1 + 1 + ... + 1, 200 times, then backward()",
    ),
)


def _count(name: str, nin: int, nouts: list[int], form: str = "list", shown: str = "") -> Scenario:
    shown = shown or str(tuple(nouts) if form == "tuple" else nouts)
    return Scenario(
        f"count.{name}",
        "function_call",
        {"function": "count_parameters", "arguments": [nin, nouts], "form": form},
        "count_parameters",
        f"count_parameters({nin}, {shown})",
    )


COUNT = (
    _count("lesson", 3, [4, 4, 1]),
    _count("two", 5, [3, 2]),
    _count("one", 6, [4]),
    _count("narrow", 2, [1, 1, 3, 1]),
    _count("growing", 1, [2, 5, 9, 4]),
    _count("tuple", 4, [7, 3], "tuple"),
    _count("large", 1_000_000, [1_000_000, 2_000_000, 10]),
)


def _on_numbers(name: str, function: str, *arguments: float | list[float]) -> Scenario:
    shown = ", ".join(_list(a) if isinstance(a, list) else f"{a:g}" for a in arguments)
    return Scenario(
        f"gradients.{name}",
        "function_call",
        {"function": function, "arguments": arguments},
        function,
        f"{function}({shown})",
        part=function,
    )


def _steps(neurons: Sequence[Sequence[int]], inputs: Sequence[int], row: int) -> dict[str, Any]:
    """Return the operations of neurons that stand side by side, on one row of numbers.

    Args:
        neurons: where in the row each has its parameters, the bias last.
        inputs: where the inputs are.
        row: how long the row is so far.
    """
    steps: list[list[str | int]] = []
    results = []
    for *weights, bias in neurons:
        total = bias
        for weight, one in zip(weights, inputs, strict=True):
            steps += [["*", weight, one], ["+", total, row + len(steps)]]
            total = row + len(steps) - 1
        steps.append(["tanh", total])
        results.append(row + len(steps) - 1)
    return {"steps": steps, "results": results}


def _alone(neurons: Sequence[Sequence[int]], nin: int) -> dict[str, Any]:
    """Return the table of some neurons by themselves: their own parameters, then their inputs."""
    first, last = neurons[0][0], neurons[-1][-1] + 1
    own = [[place - first for place in neuron] for neuron in neurons]
    count = last - first
    table = _steps(own, range(count, count + nin), count + nin)
    return {"parameters": [first, last], "inputs": nin, **table}


def _network(*layers: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Return the tables of a network whose neurons have these weights, and last their bias."""
    numbers = [number for layer in layers for neuron in layer for number in neuron]
    places = iter(range(len(numbers)))
    where = [[[next(places) for _ in neuron] for neuron in layer] for layer in layers]
    nin = len(layers[0][0]) - 1
    steps: list[Any] = []
    inputs: Sequence[int] = range(len(numbers), len(numbers) + nin)
    tables = []
    for neurons in where:
        table = _steps(neurons, inputs, len(numbers) + nin + len(steps))
        steps, inputs = steps + table["steps"], table["results"]
        own = [_alone([neuron], len(neuron) - 1) for neuron in neurons]
        tables.append({**_alone(neurons, len(neurons[0]) - 1), "neurons": own})
    whole = {"parameters": [0, len(numbers)], "inputs": nin, "steps": steps, "results": inputs}
    return {**whole, "numbers": numbers, "layers": tables}


def _left(place: int) -> float:
    """Return what an earlier backward() left in a parameter: both signs, no two of one size."""
    size = ((37 * place) % 97 + 3) / 30.0
    return -size if place % 2 else size


def _on_network(
    name: str,
    function: str,
    model: dict[str, Any],
    x: list[float],
    *more: float,
) -> Scenario:
    sizes = " → ".join(str(n) for n in (len(x), *(len(m["neurons"]) for m in model["layers"])))
    shown = ", ".join(f"{n:g}" for n in more)
    return Scenario(
        f"gradients.{name}",
        "function_of_network",
        {
            "function": function,
            "model": model,
            "arguments": [x, *more],
            "leftovers": [_left(k) for k in range(len(model["numbers"]))],
        },
        function,
        f"{function}(model, {_list(x)}{', ' * bool(more)}{shown}), for a model {sizes}",
        part=function,
    )


TWO_LAYERS = _network(
    [[0.8, -0.45, 0.2], [-0.3, 0.65, -0.15], [0.5, 0.9, 0.1]],
    [[0.7, 0.5, -0.6, -0.25]],
)
THREE_LAYERS = _network(
    [[0.6, -0.4, 0.75, 0.15], [1.2, 0.3, -0.9, 3.5], [-0.55, 0.8, 0.35, -0.2]],
    [[0.9, 0.7, 0.0, -0.1], [-0.6, 0.5, 0.0, 0.3]],
    [[0.85, -1.1, 0.2]],
)  # the first layer: a usual neuron, one that is saturated, one that nobody listens to
ALL_HEARD = _network(
    [[0.6, -0.4, 0.75, 0.15], [0.2, 0.3, -0.9, 0.5], [-0.55, 0.8, 0.35, -0.2]],
    [[0.9, 0.7, -0.3, -0.1], [-0.6, 0.5, 0.8, 0.3]],
    [[0.85, -1.1, 0.2]],
)
DEAD_X = [0.9, 0.0, -1.3]

GRADIENTS = (
    _on_numbers("predict", "predict_gradients", W, X, B),
    _on_numbers("predict_positive", "predict_gradients", P_W, P_X, P_B),
    _on_numbers("predict_ints", "predict_gradients", [0.6, -0.2, 0.35], [2, -1, 3], -0.45),
    _on_numbers("predict_dead", "predict_gradients", [0.55, -0.35, 0.9], [-1.2, 0.0, 0.8], 0.4),
    _on_numbers("predict_flat", "predict_gradients", [1.1, -0.9, 0.5], [2.0, -1.5, 0.6], 0.3),
    _on_numbers("predict_one", "predict_gradients", [-0.75], [0.65], 0.3),
    _on_numbers(
        "predict_five",
        "predict_gradients",
        [0.25, -0.55, 0.15, 0.8, -0.3],
        [0.5, 1.2, -0.8, -0.35, 0.95],
        0.2,
    ),
    _on_numbers("silence_one", "silence_one", [0.7, -0.4, 0.9], -0.3, 1),
    _on_numbers("silence_one_first", "silence_one", [-0.6, 0.35], 0.15, 0),
    _on_numbers("silence_one_last", "silence_one", [0.8, 0.3, -0.5, 0.45], 0.0, 3),
    _on_numbers("silence_all", "silence_all", [0.6, -0.4], [0.6, 0.8]),
    _on_numbers("silence_all_against", "silence_all", [3.6, -5.2, 2.2], [-0.95, 1.0, -0.35]),
    _on_numbers("silence_all_far", "silence_all", [2.0, -2.6, -1.5], [-4.1, 3.0, 2.8]),
    _on_numbers("silence_all_large", "silence_all", [0.5, -0.1, 0.3], [35.0, 20.0, -12.0]),
    _on_numbers("favour_smallest", "favour_smallest", [0.9, -0.2, 0.6], 0.1),
    _on_numbers("favour_smallest_negative", "favour_smallest", [-0.95, 0.15, -0.5, 0.7], -0.4),
    _on_numbers("favour_smallest_first", "favour_smallest", [0.25, 1.4, -0.8], 0.6),
    _on_network("rank", "rank_parameters", TWO_LAYERS, [0.7, -1.2]),
    _on_network("rank_ties", "rank_parameters", TWO_LAYERS, [0.9, 0.0]),
    _on_network("rank_deep", "rank_parameters", ALL_HEARD, [0.4, -0.9, 1.1]),
    _on_network("factors", "gradient_factors", THREE_LAYERS, DEAD_X, 0, 2),
    _on_network("factors_dead", "gradient_factors", THREE_LAYERS, DEAD_X, 0, 1),
    _on_network("factors_flat", "gradient_factors", THREE_LAYERS, DEAD_X, 1, 0),
    _on_network("factors_unheard", "gradient_factors", THREE_LAYERS, DEAD_X, 2, 0),
    _on_network("factors_two", "gradient_factors", TWO_LAYERS, [0.7, -1.2], 2, 1),
    _on_network("nudge", "nudge", TWO_LAYERS, [0.7, -1.2], 3, 0.01),
    _on_network("nudge_back", "nudge", TWO_LAYERS, [0.7, -1.2], 10, -0.02),
    _on_network("nudge_far", "nudge", TWO_LAYERS, [-0.5, 0.8], 1, 1.5),
)


Step = tuple[str, ...]  # a result, its operation and its operands
IN_WORDS = {"+": "{1} = {2} + {3}", "*": "{1} = {2} * {3}", "tanh": "{1} = {2}.tanh()"}


def _graph(
    name: str, leaves: dict[str, float], steps: Sequence[Step], shown: str = "", draw: bool = False
) -> Scenario:
    """Return a scenario about an expression whose last step is the root.

    A drawing may round to two decimals: in one, numbers and gradients that differ stay 0.05 apart,
    and none is near a whole number or has only one decimal.
    """
    root = steps[-1][0] if steps else next(iter(leaves))
    built = [IN_WORDS[op].format("", result, *operands) for result, op, *operands in steps]
    shown = shown or ", ".join(built) or f"{root} = Value({leaves[root]:g})"
    focus = "draw_dot" if draw else "trace"
    return Scenario(
        f"graph.{name}",
        "graph_drawing" if draw else "graph_trace",
        {"leaves": leaves, "steps": steps},
        focus,
        f"{focus}({root}) with {shown}",
    )


LESSON_STEPS = [("e", "*", "a", "b"), ("d", "+", "e", "c"), ("f", "tanh", "d")]
PRODUCTS = [(f"p{k}", "*", "a", f"b{k}") for k in range(1, 19)]
SUMS = [(f"s{k}", "+", f"s{k - 1}" if k > 2 else "p1", f"p{k}") for k in range(2, 19)]
NUMBERS = {"a": 0.7, "b": -1.6, "c": 0.9}

GRAPH = (
    _graph("trace", NUMBERS, LESSON_STEPS),
    _graph("leaf", {"a": 0.7}, []),
    _graph(
        "equal",
        {"a": 0.7, "b": 0.7, "c": -1.3},
        [("e", "*", "a", "c"), ("f", "*", "b", "c"), ("g", "+", "e", "f")],
        "a and b both Value(0.7), e = a * c, f = b * c, g = e + f",
    ),
    _graph(
        "shared",
        {"a": 0.7} | {f"b{k}": round(0.13 * k - 1.1, 2) for k in range(1, 19)},
        PRODUCTS + SUMS,
        "s18 = a * b1 + a * b2 + ... + a * b18",
    ),
    _graph("same", {"a": 0.7}, [("z", "+", "a", "a"), ("y", "*", "z", "z")]),
    Scenario(
        "graph.again",
        "graph_again",
        {
            "first": {"leaves": NUMBERS, "steps": LESSON_STEPS},
            "leaves": {"u": 1.2, "v": -0.4},
            "steps": [("w", "*", "u", "v")],
        },
        "trace",
        "trace(w) with w = u * v, after trace(f) with f = (a * b + c).tanh()",
    ),
    # the last trace: whoever goes every way here has used up half of the time
    _graph(
        "doubled",
        {"z0": 0.001},
        [(f"z{k}", "+", f"z{k - 1}", f"z{k - 1}") for k in range(1, 41)],
        "z1 = z0 + z0, z2 = z1 + z1, and so on: z = z + z, 40 times",
    ),
    _graph(
        "draw",
        {"a": -0.5542, "b": 0.8698, "c": 1.8339},
        [
            ("e", "*", "a", "b"),
            ("d", "+", "e", "c"),
            ("g", "*", "d", "e"),
            ("h", "+", "g", "e"),
            ("f", "tanh", "h"),
        ],
        draw=True,
    ),
    _graph(
        "draw_equal",
        {"a": 1.3167, "b": 1.3167, "c": -0.4822},
        [("s", "+", "a", "b"), ("p", "*", "s", "c"), ("f", "tanh", "p")],
        "a and b both Value(1.3167), s = a + b, p = s * c, f = p.tanh()",
        draw=True,
    ),
    _graph(
        "draw_same",
        {"a": -1.1246, "b": -0.5208},
        [("s", "+", "a", "a"), ("p", "*", "s", "b"), ("f", "tanh", "p")],
        draw=True,
    ),
    _graph("draw_leaf", {"a": -0.5542}, [], draw=True),
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
