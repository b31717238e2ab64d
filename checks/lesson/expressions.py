"""The expressions that an engine is asked: each operation alone, used again, and in whole graphs.

What shows most faults of an engine is a computed Value that is used again, near where it was made
and far from there. Numbers stay where no slope is nearly 0 and none is large.
"""

import re
from random import Random
from string import ascii_lowercase
from typing import Any

from checks.catalog import Scenario
from checks.lesson.operations import made

LEAF, CHAIN = {"a": 0.7, "b": -1.6}, {"a": 0.5, "length": 200}
IN_A_CHAIN = "a + 1 + 1 + ... + 1, 200 times, then backward()"
EXPRESSIONS = {
    "add": "a + b",
    "subtract": "a - b",
    "multiply": "a * b",
    "divide": "a / b",
    "negate": "-a",
    "power": "a ** 3",
    "square": "a ** 2",
    "power_zero": "a ** 0",
    "power_negative": "a ** -1",
    "add_number": "a + 2",
    "number_add": "2 + a",
    "number_subtract": "2 - a",
    "subtract_number": "a - 2",
    "number_multiply": "2 * a",
    "multiply_number": "a * 2",
    "number_divide": "2 / a",
    "divide_number": "a / 2",
    "sum": "sum([a, b, a])",
    "sum_from": "sum([b, a, b], a)",
    "tanh": "a.tanh()",
    "exp": "a.exp()",
    "relu": "a.relu()",
    "same": "a + a",
    "shared": "(a * b + a) * (a + b)",
}
AGAIN = [name for name in EXPRESSIONS if name not in ("power_zero", "same", "shared")]
# one Value reaches the result directly and by another, which is met before it or after it
TWO_WAYS = {
    "near_first": [("x", "a * b"), ("y", "x + a"), ("z", "y * x"), ("out", "y + z")],
    "far_first": [("x", "a * b"), ("y", "x + a"), ("z", "y * x"), ("out", "z + y")],
}
GRAPHS = {"graph_one": 3, "graph_two": 11, "graph_three": 32, "graph_four": 53}  # and their seeds
LEAVES = {"a": 0.8, "b": -1.3, "c": 0.6}
LARGE, RARE = 1.5, 0.2  # from where a step is squashed, and how often one is besides


def _expression(name: str, steps: list[tuple[str, str]], **leaves: float) -> Scenario:
    *before, (_, result) = steps
    shown = [f"{step} = {expression}" for step, expression in steps] if before else [result]
    known = ", ".join(f"{leaf} = Value({number:g})" for leaf, number in leaves.items())
    taken = [*before, ("out", result)]
    given: dict[str, Any] = {"leaves": leaves, "steps": taken, "back": [1.0]}
    call = f"{', '.join(shown)} with {known}"
    return Scenario(f"engine.{name}", "engine_expression", given, "Value", call)


def _alone(name: str, expression: str, a: float = 0.7, b: float = -1.6) -> Scenario:
    return _expression(name, [("out", expression)], a=a, b=b)


def _again(name: str) -> Scenario:
    """Return a scenario where what an operation gives is used again, near it and far from it."""
    first = EXPRESSIONS[name]
    second = re.sub(r"\b[ab]\b", lambda letter: {"a": "y", "b": "x"}[letter[0]], first)
    steps = [("x", first), ("y", "x * b + x"), ("z", second), ("out", "z * x + y")]
    return _expression(f"{name}_again", steps, a=0.9, b=0.4)


def _graph(name: str, seed: int) -> Scenario:
    """Return a scenario about a graph that a seed draws; each letter but the leaves is a step."""
    random, numbers, steps = Random(seed), dict(LEAVES), []  # noqa: S311  (they are public)
    unread = list(numbers)
    for left, step in zip(range(23, 0, -1), ascii_lowercase[3:], strict=True):
        is_joining = len(unread) > left  # from here on, what nothing reads yet comes together
        one = random.choice(unread if is_joining else list(numbers)[-4:])
        other = random.choice([n for n in (unread if is_joining else numbers) if n != one])
        op = random.choice("+*")
        expression, number = f"{one} {op} {other}", _made(op, numbers, one, other)
        if not is_joining and (abs(number) > LARGE or random.random() < RARE):
            expression, number, other = f"{one}.tanh()", _made("tanh", numbers, one), one
        steps.append((step, expression))
        numbers[step] = number
        unread = [n for n in unread if n not in (one, other)] + [step]
    return _expression(name, steps, **LEAVES)


def _made(op: str, numbers: dict[str, float], *operands: str) -> float:
    found = made(op, [numbers[one] for one in operands])
    assert found is not None
    return found[0]


ENGINE = (
    Scenario("engine.leaf", "engine_leaf", LEAF, "Value", "Value(0.7)"),
    *(_alone(name, expression) for name, expression in EXPRESSIONS.items()),
    _alone("relu_off", "a.relu()", a=-0.7),
    *map(_again, AGAIN),
    *(_expression(name, steps, a=0.9, b=0.4) for name, steps in TWO_WAYS.items()),
    *(_graph(name, seed) for name, seed in GRAPHS.items()),
    Scenario("engine.chain", "engine_chain", CHAIN, "Value.backward", IN_A_CHAIN),
)
