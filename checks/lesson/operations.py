"""The operations of this lesson's graphs: results and slopes, and a network as a list of them."""

import math
from collections.abc import Callable, Sequence
from typing import Any

Made = tuple[float, Sequence[float]]  # a result, and its slope for each parent


def made(op: str, inputs: Sequence[float]) -> Made | None:
    """Return what an operation gives on these inputs; None if it is unknown, or has no result."""
    try:
        if op.startswith("**") and len(inputs) == 1:
            return _power(inputs[0], float(op[2:].strip(" ()")))
        found = {1: OF_ONE, 2: OF_TWO}.get(len(inputs), {}).get(op)
        return found(*inputs) if found else None
    except (ArithmeticError, ValueError):
        return None


def _power(a: float, n: float) -> Made | None:
    result = a**n
    if isinstance(result, complex):
        return None
    return result, (n * a ** (n - 1) if n else 0.0,)


def _tanh(a: float) -> Made:
    t = math.tanh(a)
    return t, (1.0 - t * t,)


def _exp(a: float) -> Made:
    e = math.exp(a)
    return e, (e,)


def _relu(a: float) -> Made:
    return (a, (1.0,)) if a > 0 else (0.0, (0.0,))


OF_ONE: dict[str, Callable[..., Made]] = {
    "tanh": _tanh,
    "exp": _exp,
    "relu": _relu,
    "ReLU": _relu,
    "log": lambda a: (math.log(a), (1.0 / a,)),
    "neg": lambda a: (-a, (-1.0,)),
}
OF_TWO: dict[str, Callable[..., Made]] = {
    "+": lambda a, b: (a + b, (1.0, 1.0)),
    "*": lambda a, b: (a * b, (b, a)),
    "-": lambda a, b: (a - b, (1.0, -1.0)),
    "/": lambda a, b: (a / b, (1.0 / b, -a / (b * b))),
}


# a network as operations on one row of numbers


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


def network(*layers: Sequence[Sequence[float]]) -> dict[str, Any]:
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


def left(place: int) -> float:
    """Return what an earlier backward() left in a parameter: both signs, no two of one size."""
    size = ((37 * place) % 97 + 3) / 30.0
    return -size if place % 2 else size


def numbers(nin: int, nouts: Sequence[int]) -> list[float]:
    """Return a number for every parameter: both signs, none twice, none large, none near 0."""
    count, width = 0, nin
    for nout in nouts:
        count, width = count + nout * (width + 1), nout
    spread = [(37 * k + 11) % 97 - 48 for k in range(count)]
    return [round((n + 4 if n >= 0 else n - 4) / 65.0, 4) for n in spread]
