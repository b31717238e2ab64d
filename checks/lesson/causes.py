"""What is wrong with an engine, where its numbers fit one known cause and no other."""

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from checks.catalog import lesson
from checks.check.facts import close
from checks.check.finding import Look

Value: TypeAlias = Any  # the kit's own
Given: TypeAlias = Mapping[str, Any]
Share: TypeAlias = Callable[[Value, int, Value], None]  # what a Value gives one of its parents
Walk: TypeAlias = Callable[[Value, int], Iterator[Value]]

NEEDED = ("+", "*")
BITS = 4  # of what is tried where the order is chance
SIGNS = {
    "+": operator.add,
    "*": operator.mul,
    "**": operator.pow,
    "-": operator.sub,
    "/": operator.truediv,
}
FEW = 4  # steps of an expression in which any order can be tried
MOST = 400  # steps back, so that none is about a graph where one order has no end
ORDER = "A Value passes on its gradient before it has all of it. Is the order topological?"
TWICE = (
    "A Value passes on its gradient at every use. Does backward() visit each Value once, in "
    "topological order?"
)
EQUAL = (
    "Two Values with the same number are taken for one. Does Value define __eq__, as a dataclass "
    "does?"
)
LAST = (
    "Each {0} takes the slopes of the last {0}: does a result keep its own operands, and not the "
    "class or a name outside?"
)
SHARED = "Several Values share one grad, the same object: += changes it for all of them."
BOTH = 2.0  # before backward() and after it
LEAF = "backward() does not get past {}: does its result keep the Values it was made of?"
CHAINS = ("engine.in_steps", "engine.in_place")  # where that shows, before anything else is asked
TURNED = "backward() goes from the inputs to the result: is the order reversed?"
COUNTS = "Only one of several gradients counts: do you add each one with +="
SLOPE = "Do you multiply each slope"
EACH_SLOPE = f"{SLOPE} by out.grad?"
# the slope for one parent, from the result, from that parent's number and from the other one's, or
# the exponent
SLOPES: dict[str, list[tuple[str, Callable[[float, float, float], float]]]] = {
    "tanh": [
        (
            "The slope of tanh is 1 - t**2, where t is its output: is it the input here?",
            lambda _, x, __: 1 - x * x,
        ),
        ("The slope of tanh is 1 - t**2: is the square there?", lambda t, _, __: 1 - t),
        ("The slope of tanh is 1 - t**2: is the bracket squared?", lambda t, _, __: (1 - t) ** 2),
        ("The slope of tanh is 1 - t**2: is it t * (1 - t) here?", lambda t, _, __: t * (1 - t)),
    ],
    "exp": [
        ("The slope of exp is its output: is it the input here?", lambda _, x, __: x),
        ("The slope of exp is its output: is exp taken twice?", lambda e, _, __: math.exp(e)),
    ],
    "**": [
        ("The slope of a**n is n * a**(n - 1): is n there?", lambda _, x, n: x ** (n - 1)),
        ("The slope of a**n is n * a**(n - 1): is it n - 1?", lambda _, x, n: n * x**n),
        (
            "The slope of a**n is n * a**(n - 1): are the brackets there?",
            lambda _, x, n: n * x**n - 1,
        ),
        ("The slope of a**n is n * a**(n - 1): is it 2 * a for every n?", lambda _, x, __: 2 * x),
    ],
    "*": [
        ("The slope of a * b for a is b: do you swap the two?", lambda _, x, __: x),
        ("The slope of a * b for a is b: do you multiply it by out.grad?", lambda _, __, ___: 1.0),
    ],
}


class Cause(NamedTuple):
    """One known cause.

    Attributes:
        words: what to say of it.
        walk: the order that backward() takes then.
        share: what a Value passes on then.
        general: what is true of it and of others of its kind, where it is about one sign.
    """

    words: str
    walk: Walk
    share: Share
    general: str = ""


def cause(look: Look, name: str) -> str:
    """Return what the wrong number of a name comes from, in a sentence, or ""."""
    got, want = look.thing(name).number, look.reference[f"{name}.data"]
    if not close(got, want):
        return ""
    if look.thing("new").type == "function":
        return "The grad of a new result is a function: do you mean `out._backward`?"
    if look.thing("one grad").number == BOTH:
        return SHARED
    given = look.scenario.given
    for leaf, number in given.get("leaves", {}).items():
        if not close(look.thing(leaf).number, number):
            return f"The data of {leaf} has changed: each operation makes a new Value."
    if given.keys() & {"before", "earlier"} or not given.get("steps"):
        return ""
    seen = [look.thing(leaf).grad for leaf in given["leaves"]]
    if not any([look.thing("out").grad, *seen]):
        return "backward() begins with nothing: does it set `self.grad = 1.0` first?"
    return _fitting(look, seen) or (SHARED if look.thing("one grad").number else "")


def _fitting(look: Look, seen: Sequence[float | str | None]) -> str:
    """Return what is true of each known cause that gives the leaves these gradients."""
    given = look.scenario.given
    is_of_a_function = look.scenario.id.endswith("_on")  # what else it has is known to be right
    causes = _of_operations if is_of_a_function else _known
    known = causes(given) if len(given["steps"]) <= FEW else _of_equality()
    try:
        fitting = {
            (one.words, one.general)
            for one in known
            if one.words != TURNED or look.scenario.id in CHAINS
            if any(all(map(close, seen, _gradients(given, one, way))) for way in range(1 << BITS))
        }
    except (KeyError, ValueError):  # more is in it than can be evaluated
        return ""
    # nothing where they are of two kinds
    said = {words for words, _ in fitting} if len(fitting) == 1 else {one for _, one in fitting}
    return said.pop() if len(said) == 1 else ""


def _known(given: Given) -> Iterator[Cause]:
    yield Cause(TWICE, _visits, _right)
    yield Cause(ORDER, _visits_once, _right)
    yield Cause(ORDER, _breadth_first, _right)
    yield Cause(TURNED, _leaves_first, _right)
    yield Cause(EACH_SLOPE, _topological, partial(_cut, ""), EACH_SLOPE)
    yield from _of_operations(given, NEEDED)


def _of_equality() -> Iterator[Cause]:
    for known_by in (attrgetter("data"), _form):
        yield Cause(EQUAL, partial(_topological, known_by=known_by), _right)


def _of_operations(given: Given, also: tuple[str, ...] = ()) -> Iterator[Cause]:
    """Yield each known cause that lies in one operation, but for + and * unless these, too."""
    yield from _of_equality()
    text = " ".join(given["steps"])
    every = sorted(_topological(evaluated(given)["out"], 0), key=attrgetter("_number"))
    for op in {one._op for one in every} - {""}:
        sign = "**" if op.startswith("**") else op
        if f" {sign} " not in text and f".{sign}()" not in text:
            continue  # the kit's engine has made it of others
        if sign in NEEDED and sign not in also:
            continue
        both = f" Does a {sign} a keep both parents?" if sign in NEEDED else ""
        counts = f"{COUNTS} where {sign} passes them on?{both}"
        for places in ((0,), (1,), (0, 1)):
            yield Cause(counts, _topological, partial(_overwritten, op, places), f"{COUNTS}?")
        own = f"{SLOPE} of {sign} by out.grad?"
        yield Cause(own, _topological, partial(_cut, op), EACH_SLOPE)
        if len(made := [one for one in every if one._op == op]) > 1:
            yield Cause(LAST.format(sign), _topological, partial(_of_another, made[-1]))
        if sign not in (*NEEDED, "relu", "ReLU"):  # its result may be equal to what it is made of
            yield Cause(LEAF.format(sign), partial(_topological, end=op), _right)
        for words, slope in SLOPES.get(sign, ()):
            yield Cause(words, _topological, partial(_sloped, op, slope))


def evaluated(given: Given) -> dict[str, Value]:
    """Return the Values of an expression on the kit's own engine: its leaves and its steps.

    It is read from the left to the right.

    Raises:
        KeyError, ValueError: if there is more in it than names, these signs, and numbers.
    """
    kind = lesson("stubs.engine").Value
    values = {name: kind(number) for name, number in given["leaves"].items()}
    for step in given["steps"]:
        step = re.sub(r"sum\(\[(\w+), (\w+)\]\)", r"0 + \1 + \2", step)
        name, _, expression = re.sub(r"^(\w+) (.)=", r"\1 = \1 \2", step).partition(" = ")
        first, *more = expression.split()
        found = _read(first, values)
        for sign, word in zip(more[::2], more[1::2], strict=True):
            found = SIGNS[sign](found, _read(word, values))
        values[name] = found
    return values


def _read(word: str, values: dict[str, Value]) -> Value:
    """Return what a word of an expression stands for: `a`, `a.tanh()` or a number."""
    name, _, method = word.partition(".")
    if name not in values:
        return float(word)
    return getattr(values[name], method.removesuffix("()"))() if method else values[name]


def _gradients(given: Given, known: Cause, way: int) -> list[float]:
    """Return the gradients of the leaves where a cause is at work, and goes in some way."""
    values = evaluated(given)
    root, leaves = values["out"], [values[name] for name in given["leaves"]]
    root.grad = 1.0
    for value in islice(known.walk(root, way), MOST):
        for place, parent in enumerate(value._prev):
            known.share(value, place, parent)
    return [leaf.grad for leaf in leaves]


# the order


def _parents(value: Value, way: int) -> tuple[Value, ...]:
    """Return what a Value was made from; a set keeps that in any order, so each is tried."""
    parents: tuple[Value, ...] = value._prev
    return parents[::-1] if way >> value._number % BITS & 1 else parents


def _topological(
    root: Value, way: int, known_by: Callable[[Value], object] = id, end: str | None = None
) -> Iterator[Value]:
    """Yield each Value once, behind all that it went into; it stops at one operation."""
    seen, order = set(), []

    def visit(value: Value) -> None:
        if known_by(value) not in seen:
            seen.add(known_by(value))
            for parent in _parents(value, way) if value._op != end else ():
                visit(parent)
            order.append(value)

    visit(root)
    yield from reversed(order)


@lru_cache(maxsize=1_000)
def _form(value: Value) -> tuple[object, ...]:
    """Return what is equal where all that two Values hold is, as in a dataclass."""
    return value.data, value._op, tuple(map(_form, value._prev))


def _visits(value: Value, way: int) -> Iterator[Value]:
    """Yield a Value, and then each parent with all behind it, as often as it is met."""
    yield value
    for parent in _parents(value, way):
        yield from _visits(parent, way)


def _visits_once(root: Value, way: int) -> Iterator[Value]:
    yield from dict.fromkeys(islice(_visits(root, way), MOST))


def _breadth_first(root: Value, way: int) -> Iterator[Value]:
    order = [root]
    for value in order:
        order += [one for one in dict.fromkeys(_parents(value, way)) if one not in order]
        yield value


def _leaves_first(root: Value, way: int) -> Iterator[Value]:
    yield from reversed([*_topological(root, way)])


# what is passed on


def _right(value: Value, place: int, parent: Value) -> None:
    parent.grad += value._slopes[place] * value.grad


def _overwritten(op: str, places: tuple[int, ...], value: Value, place: int, parent: Value) -> None:
    if value._op == op and place in places:
        parent.grad = 0.0
    _right(value, place, parent)


def _cut(op: str, value: Value, place: int, parent: Value) -> None:
    parent.grad += value._slopes[place] * (1.0 if op in ("", value._op) else value.grad)


def _of_another(other: Value, value: Value, place: int, parent: Value) -> None:
    slopes = other._slopes if value._op == other._op else value._slopes
    parent.grad += slopes[place] * value.grad


def _sloped(
    op: str,
    slope: Callable[[float, float, float], float],
    value: Value,
    place: int,
    parent: Value,
) -> None:
    if value._op != op:
        _right(value, place, parent)
        return
    other = float(op[2:]) if op.startswith("**") else value._prev[place - 1].data
    parent.grad += slope(value.data, parent.data, other) * value.grad
