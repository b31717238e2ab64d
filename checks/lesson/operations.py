"""The operations of this lesson's computation graphs: the result of each, and its slopes."""

import math
from collections.abc import Callable, Sequence

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
