"""What is asked of a learner's functions: one call each, and what came of its arguments.

Like the programs in `classes.py`, these know no answer. A function of theirs is given plain
numbers, lists of them, or a small network of the kit's own.
"""

from programs.classes import function
from programs.models import network

MOST_VALUES = 2_000


class TooMany(BaseException):
    """More Values were made than the arithmetic of one call could need."""


class made:
    """Counts the Values that are made; a call that makes thousands of them ends at once."""

    def __init__(self, Value):
        self.Value, self.count = Value, 0.0

    def __enter__(self):
        self.original = original = self.Value.__init__

        def init(value, *arguments, **keywords):
            self.count += 1.0
            if self.count >= MOST_VALUES:
                raise TooMany
            original(value, *arguments, **keywords)

        self.Value.__init__ = init
        return self

    def __exit__(self, kind, *_):
        self.Value.__init__ = self.original
        return kind is TooMany


def function_call(learner, given):
    """One call with plain numbers and lists of them."""
    asked, out = function(learner, given["function"]), None
    arguments = list(given["arguments"])
    if given.get("form") == "tuple":
        arguments = [tuple(a) if isinstance(a, list) else a for a in arguments]
    with made(learner.Value) as values:
        out = asked(*arguments)
    return {"out": out, "arguments": arguments, "made": values.count}


def function_of_network(learner, given):
    """One call with a network in whose parameters an earlier backward() left something."""
    asked, model = function(learner, given["function"]), network(learner.Value, given["model"])
    values = model.parameters()
    for value, leftover in zip(values, given["leftovers"]):
        value.grad = leftover
    x, *others = given["arguments"]
    out = asked(model, list(x), *others)
    return {"out": out, "values": values, "gradients": gradients(learner.Value, given["model"], x)}


def gradients(Value, numbers, x):
    """Differentiate the output of a network like theirs, after the call: it cannot tell anyone."""
    fresh = network(Value, numbers)
    fresh(x).backward()
    return [value.grad for value in fresh.parameters()]
