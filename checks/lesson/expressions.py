"""The expressions that an engine is asked: each operation alone, used again, and in whole graphs;
and what each operation gives.

What shows most faults of an engine is a computed Value that is used again, near where it was made
and far from there. Numbers stay where no slope is nearly 0 and none is large. An operation alone
is tried below 0, where `abs` shows, and once it is used again above it; and what takes a slope also
where the gradient that it passes on is not 1. A plain number beside it is whole once, and once not.
"""

import math
import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from checks.catalog import Scenario
from checks.check.facts import Made

LEAF, CHAIN = {"a": 0.7, "b": -1.6}, {"a": 0.5, "length": 200}
SET = "a = Value(0.7), a.data = -1.6, a.grad = 0, then Value(0.7) * a"
IN_A_CHAIN = "a + 1 + 1 + ... + 1, 200 times, then backward()"
EXPRESSIONS = {
    "add": "a + b",
    "multiply": "a * b",
    "negate": "-a",
    "subtract": "a - b",
    "power": "a ** 3",
    "square": "a ** 2",
    "power_zero": "a ** 0",
    "power_negative": "a ** -1",
    "divide": "a / b",
    "add_number": "a + 2 + 0.5",
    "multiply_number": "a * 3 * 0.5",
    "subtract_number": "a - 2 - 0.5",
    "divide_number": "a / 4 / 0.5",
    "number_add": "0.5 + (2 + a)",
    "number_multiply": "0.5 * (3 * a)",
    "number_subtract": "(2 - a) + (0.5 - b)",
    "number_divide": "2 / a + 0.5 / b",
    "sum": "sum([a, b])",
    "sum_from": "sum([b], a)",
    "tanh": "a.tanh()",
    "exp": "a.exp()",
    "relu": "a.relu()",
    "same": "a + a",
}
AGAIN = [name for name in EXPRESSIONS if name not in ("power_zero", "same")]
# what is beneath a function, and above it, has to be reached through it
PASSED_ON = {
    "tanh": ["x = a * b", "out = x.tanh() * c"],
    "exp": ["x = a * b", "out = x.exp() * c"],
    "relu": ["x = a * b", "out = x.relu() * c"],
    "power": ["x = a * b", "out = x ** 3 * c"],
}
POSITIVE = {"power_root": "a ** 0.5"}
IN_PLACE = {
    "in_steps": ["x = a * b", "y = x + c", "out = y * d"],  # the next one without += and *=
    "in_place": ["out = a * b", "out += c", "out *= d"],
    "in_place_subtract": ["out = a * b", "out -= c", "out -= d"],
    "in_place_kept": ["x = a * b", "y = a", "y += c", "z = x", "z *= d", "out = x * y + z"],
}
TWICE = ["m = a * b", "o = m + a", "out = m * b"]
# one Value is used twice, or reaches the result directly and by another, met before it or after it
TWO_WAYS = {
    "shared": ["x = a * b + a", "y = a + b", "out = x * y"],
    "near_first": ["x = a * b", "y = x + a", "z = y * x", "out = y * z"],
    "far_first": ["x = a * b", "y = x + a", "z = y * x", "out = z * y"],
    "squared": ["x = a * b", "y = x * x", "out = y + a"],
    "doubled": ["x = a * b", "y = x + x", "out = y * a"],
}
# 23 steps each, as chance drew them: none is large, and all of them come together in the end
GRAPHS = {
    "graph_one": "d = a * b, e = d + c, f = e.tanh(), g = f * e, h = e.tanh(), i = h + f, "
    "j = f + c, k = g * e, l = k * g, m = l.tanh(), n = k + h, o = n * m, p = o * j, q = p + j, "
    "r = n + i, s = q + d, t = r.tanh(), u = t * c, v = u + e, w = v.tanh(), x = t * m, "
    "y = w + s, out = y + x",
    "graph_two": "d = b * c, e = b * a, f = c * a, g = c + f, h = g + d, i = e.tanh(), j = g * a, "
    "k = h + j, l = k.tanh(), m = l * k, n = j * m, o = l.tanh(), p = l.tanh(), q = o.tanh(), "
    "r = n.tanh(), s = p * b, t = s + n, u = r.tanh(), v = t * a, w = s.tanh(), x = i + q, "
    "y = x + v, out = y * u",
    "graph_three": "d = a + b, e = b + c, f = b * d, g = f + c, h = e + f, i = f * h, j = g + i, "
    "k = g.tanh(), l = i + h, m = i * j, n = m.tanh(), o = m + j, p = n * d, q = n * k, "
    "r = p + n, s = o.tanh(), t = p + b, u = q.tanh(), v = r + g, w = v * t, x = w + s, "
    "y = x + u, out = l * y",
    "graph_four": "d = c * a, e = d * c, f = b + a, g = e * b, h = d + b, i = h.tanh(), "
    "j = g * c, k = i * j, l = h.tanh(), m = l * g, n = k * a, o = n * d, p = m.tanh(), "
    "q = m + o, r = q * k, s = r + n, t = q * g, u = r + p, v = t * f, w = u.tanh(), "
    "x = w.tanh(), y = x + v, out = y * s",
}
LEAVES = {"a": 0.8, "b": -1.3, "c": 0.6}


def _expression(name: str, steps: list[str], **leaves: float) -> Scenario:
    """Return a scenario of a few steps; what the last one gives is `out`."""
    *before, last = steps
    shown = [*before, last if before else last.removeprefix("out = ")]
    known = ", ".join(f"{leaf} = Value({number:g})" for leaf, number in leaves.items())
    given: dict[str, Any] = {"leaves": leaves, "steps": steps, "back": [1.0]}
    call = f"{', '.join(shown)} with {known}"
    return Scenario(f"engine.{name}", "engine_expression", given, "Value", call)


def _alone(name: str, expression: str, a: float = -0.7, b: float = -1.6) -> Scenario:
    leaves = {
        leaf: number for leaf, number in (("a", a), ("b", b)) if leaf in re.split(r"\W", expression)
    }
    return _expression(name, [f"out = {expression}"], **leaves)


def _again(name: str) -> Scenario:
    """Return a scenario where what an operation gives is used again, near it and far from it."""
    first = EXPRESSIONS[name]
    second = re.sub(r"\b[ab]\b", lambda letter: {"a": "y", "b": "x"}[letter[0]], first)
    steps = [f"x = {first}", "y = x * b + x", f"z = {second}", "out = z * x + y"]
    return _expression(f"{name}_again", steps, a=0.9, b=0.4)


def _twice() -> Scenario:
    """Return a scenario of two results of one Value: each has its backward()."""
    one = _expression("twice", TWICE, a=0.9, b=0.4)
    made, _, leaves = one.call.partition(" with ")
    call = f"{made}, o.backward(), each grad = 0, out.backward() with {leaves}"
    return replace(one, given={**one.given, "before": "o"}, call=call)


def _afresh() -> Scenario:
    """Return a scenario of a fresh graph of Values that an earlier one was made of."""
    one = _expression("afresh", ["m = a * b", "out = m + b"], a=0.9, b=0.4)
    earlier = ["m = a * b", "out = m + a"]
    call = f"o = a * b + a, o.backward(), a.grad = b.grad = 0, then {one.call}"
    return replace(one, given={**one.given, "earlier": earlier}, call=call)


ENGINE = (
    Scenario("engine.leaf", "engine_leaf", LEAF, "Value", SET),
    *(_alone(name, expression) for name, expression in EXPRESSIONS.items()),
    *(_alone(name, expression, a=0.7) for name, expression in POSITIVE.items()),
    *(_expression(f"{name}_on", steps, a=0.9, b=0.7, c=-1.4) for name, steps in PASSED_ON.items()),
    *(_expression(name, steps, **LEAVES, d=0.9) for name, steps in IN_PLACE.items()),
    *map(_again, AGAIN),
    *(_expression(name, steps, a=0.9, b=0.4) for name, steps in TWO_WAYS.items()),
    *(_expression(name, steps.split(", "), **LEAVES) for name, steps in GRAPHS.items()),
    _twice(),
    _afresh(),
    Scenario("engine.chain", "engine_chain", CHAIN, "Value.backward", IN_A_CHAIN),
)


# the operations of a graph

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
        if op[:2] == "**" and len(inputs) == 1:
            a, n = inputs[0], float(op[2:].strip(" ()"))
            power, slope = a**n, n * a ** (n - 1) if n else 0.0
            return None if isinstance(power, complex) else (power, (slope,))
        value, slopes = OPERATIONS[op, len(inputs)]
        result = value(*inputs)
        return result, slopes(result, *inputs)
    except (ArithmeticError, KeyError, ValueError):
        return None
