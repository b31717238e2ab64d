"""What is asked of a learner's functions: one call each, and what came of its arguments.

Like the programs in `classes.py`, these know no answer. A function of theirs is given plain
numbers, lists of them, or a small network of the kit's own.
"""

from contextlib import contextmanager

from inside.table import Missing, part
from programs.models import network

MOST_VALUES = 2_000


class TooMany(BaseException):
    """More Values were made than the arithmetic of one call could need."""


@contextmanager
def counted(Value):
    """Count the Values that are made; a call that makes thousands of them ends at once."""
    made, original = [], Value.__init__

    def init(value, *arguments, **keywords):
        made.append(None)
        if len(made) >= MOST_VALUES:
            raise TooMany
        original(value, *arguments, **keywords)

    Value.__init__ = init
    try:
        yield made
    except TooMany:
        pass
    finally:
        Value.__init__ = original


def function(learner, name):
    """Return a function of theirs, or say in words that it is missing."""
    found = part(learner.module, name, f"{learner.module.__name__}.py")
    if not callable(found):
        raise Missing(f"`{name}` is a {type(found).__name__}, not a function")
    return found


def function_call(learner, given):
    """One call with plain numbers and lists of them."""
    asked, out = function(learner, given["function"]), None
    arguments = list(given["arguments"])
    if given.get("form") == "tuple":
        arguments = [tuple(a) if isinstance(a, list) else a for a in arguments]
    with counted(learner.Value) as made:
        out = asked(*arguments)
    return {"out": out, "arguments": arguments, "made": float(len(made))}


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
