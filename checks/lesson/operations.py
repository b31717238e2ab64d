"""The operations of this lesson's graphs: results and slopes, and a network as a list of them."""

import math
import operator
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from typing import Any

Table = dict[str, Any]  # where a part of a network has its parameters, and what it does
Made = tuple[float, Sequence[float]]  # a result, and its slope for each parent
Operation = tuple[Callable[..., float], Callable[..., Sequence[float]]]

# what each gives, by its sign and the number of its inputs; and its slopes, from result and inputs
OPERATIONS: dict[tuple[str, int], Operation] = {
    ("tanh", 1): (math.tanh, lambda t, a: (1.0 - t * t,)),
    ("exp", 1): (math.exp, lambda e, a: (e,)),
    ("relu", 1): (lambda a: max(0.0, a), lambda r, a: (float(a > 0),)),
    ("ReLU", 1): (lambda a: max(0.0, a), lambda r, a: (float(a > 0),)),
    ("log", 1): (math.log, lambda r, a: (1.0 / a,)),
    ("neg", 1): (operator.neg, lambda r, a: (-1.0,)),
    ("+", 2): (operator.add, lambda r, a, b: (1.0, 1.0)),
    ("*", 2): (operator.mul, lambda r, a, b: (b, a)),
    ("-", 2): (operator.sub, lambda r, a, b: (1.0, -1.0)),
    ("/", 2): (operator.truediv, lambda r, a, b: (1.0 / b, -a / (b * b))),
}


def made(op: str, inputs: Sequence[float]) -> Made | None:
    """Return what an operation gives on these inputs; None if it is unknown, or has no result."""
    try:
        if op.startswith("**") and len(inputs) == 1:
            return _power(inputs[0], float(op[2:].strip(" ()")))
        if (op, len(inputs)) not in OPERATIONS:
            return None
        value, slopes = OPERATIONS[op, len(inputs)]
        result = value(*inputs)
        return result, slopes(result, *inputs)
    except (ArithmeticError, ValueError):
        return None


def _power(a: float, n: float) -> Made | None:
    result = a**n
    if isinstance(result, complex):
        return None
    return result, (n * a ** (n - 1) if n else 0.0,)


# a network as operations on one row of numbers: its parameters, its inputs, its results


def network(*layers: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Return the tables of a network whose neurons have these weights, and last their bias."""
    numbers = [number for layer in layers for neuron in layer for number in neuron]
    parameters, places = count(), count(len(numbers))
    inputs = list(islice(places, len(layers[0][0]) - 1))
    tables = []
    for layer in layers:
        neurons = [_neuron([next(parameters) for _ in one], inputs, places) for one in layer]
        tables.append({**_joined(neurons), "neurons": neurons})
        inputs = tables[-1]["results"]
    return {**_joined(tables), "results": inputs, "numbers": numbers, "layers": tables}


def _neuron(parameters: Sequence[int], inputs: Sequence[int], places: Iterator[int]) -> Table:
    """Return the table of a neuron: where its parameters are, and its inputs, and each result."""
    *weights, total = parameters
    steps: list[list[str | int]] = []
    for weight, one in zip(weights, inputs, strict=True):
        product, longer = next(places), next(places)
        steps += [[product, "*", weight, one], [longer, "+", total, product]]
        total = longer
    steps.append([next(places), "tanh", total])
    own = [parameters[0], parameters[-1] + 1]
    return {"parameters": own, "inputs": inputs, "steps": steps, "results": [steps[-1][0]]}


def _joined(tables: Sequence[Table]) -> Table:
    """Return the table of all of them, which reads the inputs of the first."""
    first, last = tables[0]["parameters"][0], tables[-1]["parameters"][1]
    steps, results = ([row for one in tables for row in one[n]] for n in ("steps", "results"))
    inputs = tables[0]["inputs"]
    return {"parameters": [first, last], "inputs": inputs, "steps": steps, "results": results}


def left(place: int) -> float:
    """Return what an earlier backward() left in a parameter: both signs, no two of one size."""
    size = ((37 * place) % 97 + 3) / 30.0
    return -size if place % 2 else size


def numbers(nin: int, nouts: Sequence[int]) -> list[list[float]]:
    """Return numbers for every neuron: both signs, none twice, none large, none near 0."""
    spread = ((37 * k + 11) % 97 - 48 for k in count())
    found = (round((n + 4 if n >= 0 else n - 4) / 65.0, 4) for n in spread)
    widths = zip([nin, *nouts], nouts, strict=False)
    return [list(islice(found, width + 1)) for width, nout in widths for _ in range(nout)]
