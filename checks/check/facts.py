"""Facts: what an observation shows, as a flat mapping from a path to a leaf; and its graph.

A path is what a learner would type: `w[1].data`, `len(out)`, `parts[1].b.grad`. A leaf is a number
or a word. How a graph was built leaves no trace in facts, nor does the order of parameters.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from checks.catalog import Scenario, lesson, scenarios
from checks.run.observation import Line, Observation, Thing

Leaf: TypeAlias = float | str
Facts: TypeAlias = dict[str, Leaf]
Changes: TypeAlias = dict[str, Leaf | None]  # None: this path is not there

DEEPEST = 6
LONGEST = 1_000
MOST = 10_000  # lists that hold each other would have no end
Made = tuple[float, Sequence[float]]  # a result of an operation, and its slope for each parent
ANY = "*"  # in a mistake's changes: a number that chance decides


def facts(observation: Observation, scenario: Scenario) -> Facts:
    """Return everything that a scenario looked at."""
    if observation.status != "ok":
        return {"status": observation.status, "error": _error(observation)}
    names, shapes = observation.names, lesson("shapes")
    known, stands_for = shapes.facts(scenario, observation)
    looking = _Looking(observation.things, random=scenario.random)
    for name in sorted(names, key=lambda name: not any(under(name, one) for one in shapes.FIRST)):
        if name not in stands_for and not name.startswith(shapes.ASIDE):
            looking.look(name, names[name], unordered=name in shapes.UNORDERED)
    found: Facts = looking.found | known
    if "first" in names and "second" in names:
        found["first == second"] = "yes" if _repeats(found) else "no"
    return found


def all_facts(
    observations: Iterable[Observation], asked: Mapping[str, Scenario] | None = None
) -> dict[str, Facts]:
    """Return the facts of each scenario.

    Args:
        asked: the scenarios by id, if they are not the published ones.
    """
    known = scenarios() if asked is None else asked
    return {seen.scenario: facts(seen, known[seen.scenario]) for seen in observations}


def under(path: str, name: str) -> bool:
    """Tell whether a path is a name, or leads on from there."""
    bare = path.removeprefix("len(")
    return bare.startswith(name) and (len(bare) == len(name) or bare[len(name)] in ".[)")


class _Looking:
    """Looks at the things of one observation; what it met before, it calls by its first path."""

    def __init__(self, things: tuple[Thing, ...], *, random: bool) -> None:
        self.things, self.random = things, random
        self.found: Facts = {}
        self.met: dict[int, str] = {}
        self.drawn: dict[float, str] = {}

    def look(self, path: str, row: int, *, unordered: bool = False, depth: int = 0) -> None:
        """Note one thing and what it holds; what lies deeper than in any right answer is cut."""
        thing = self.things[row]
        if thing.kind == "none":
            self.found[path] = "None"
        elif thing.kind == "number":
            self.found[path] = self._number(thing.number, path)
        elif thing.kind == "sequence" and depth < DEEPEST and len(self.found) < MOST:
            self.found[f"len({path})"] = float(len(thing.parts))
            parts: Sequence[int] = thing.parts[:LONGEST]
            if unordered:  # what was met before first, by when that was; all else keeps its place
                ages = {met: age for age, met in enumerate(self.met)}
                parts = sorted(parts, key=lambda part: ages.get(part, len(ages)))
            for place, part in enumerate(parts):
                self.look(f"{path}[{place}]", part, depth=depth + 1)
        elif row in self.met:
            self.found[path] = f"is {self.met[row]}"
        else:
            self.met[row] = path
            if thing.kind == "value":
                self.found[f"{path}.data"] = self._number(thing.number, path)
                if not self.random:
                    self.found[f"{path}.grad"] = _leaf(thing.grad)
            else:
                self.found[path] = f"a {thing.type}"

    def _number(self, number: float | str | None, path: str) -> Leaf:
        """Return a number, or for one drawn at random only which others are equal to it.

        The items of a list are drawn, so 0 among them tells something; one by itself may start at
        0 or at random.
        """
        if not self.random or not isinstance(number, float) or path.startswith("len("):
            return _leaf(number)
        if not path.endswith("]"):
            return "a number"
        if number == 0.0:
            return number
        return f"drawn as {self.drawn.setdefault(number, path)}"


def _leaf(number: float | str | None) -> Leaf:
    return "None" if number is None else number


def _repeats(found: Facts) -> bool:
    """Tell whether the same call twice gave the same numbers."""
    numbers = [path for path, _ in leaves(found, "first") if path.endswith(".data")]
    again = {path: found.get(f"second{path.removeprefix('first')}") for path in numbers}
    return bool(numbers) and all(agree(found[path], again[path]) for path in numbers)


def _error(observation: Observation) -> str:
    """Return an exception in words that do not depend on the learner's own names."""
    error = observation.error
    if error is None:
        return ""
    if not error.type:
        return re.sub(r"; (it has|`\S+` is there).*", "", error.message)  # what there is, is theirs
    if error.type == "NameError":
        return f"NameError: {error.message}"  # the very name says what is wrong
    words = re.sub(
        r"'([^']*)'",
        lambda quoted: quoted[0] if quoted[1] in lesson("shapes").KNOWN else "'...'",
        error.message,
    )
    last = observation.trace[-1] if observation.trace else Line("", 0)
    # one file that holds everything holds the engine, too
    if last.file.endswith("engine.py") or last.function.startswith("Value."):
        words += " (in the engine)"
    elif error.clues.get("caller") == ("kit",):
        words += " (in a line of the kit's)"
    return f"{error.type}: {words}"


def agree(got: Leaf | None, want: Leaf | None) -> bool:
    """Tell whether two leaves are the same, up to rounding; ANY agrees with every number."""
    if isinstance(want, float):
        return close(got, want)
    if want == ANY:
        return isinstance(got, float)
    return got == want


def differ(found: Facts, reference: Mapping[str, Leaf]) -> Changes:
    """Return the leaves that are not as on the reference, with None for what is not there.

    Where a scenario did not run to its end, that alone is what differs.
    """
    if "error" in found:
        return dict(found)
    paths = dict.fromkeys((*reference, *found))
    return {
        path: found.get(path) for path in paths if not agree(found.get(path), reference.get(path))
    }


def alike(one: Mapping[str, Leaf | None], other: Mapping[str, Leaf | None]) -> bool:
    """Tell whether two mappings have the same paths, and leaves that agree."""
    return one.keys() == other.keys() and all(agree(one[path], other[path]) for path in other)


def blur(one: Facts, other: Facts) -> Facts:
    """Return facts with ANY wherever two runs of the same code gave different numbers."""
    return {
        path: ANY if isinstance(leaf, float) and not close(leaf, other.get(path, leaf)) else leaf
        for path, leaf in one.items()
    }


def short(found: Mapping[str, Leaf]) -> Facts:
    """Return facts with 12 digits in each number: a thousand times closer than is compared."""
    return {
        path: float(f"{leaf:.12g}") if isinstance(leaf, float) else leaf
        for path, leaf in found.items()
    }


def shown(things: tuple[Thing, ...], row: int, depth: int = 0) -> str:
    """Write one thing as a learner would see it in Python."""
    thing = things[row]
    match thing.kind:
        case "none":
            return "None"
        case "number":
            return show(thing.number)
        case "value":
            return f"Value({show(thing.number)})"
        case "sequence" if depth < DEEPEST:
            items = [shown(things, part, depth + 1) for part in thing.parts[:6]]
            inside = ", ".join([*items, "..."] if len(thing.parts) > 6 else items)
            comma = "," * (len(thing.parts) == 1)
            return f"({inside}{comma})" if thing.type == "tuple" else f"[{inside}]"
    return described(thing)


def described(thing: Thing) -> str:
    """Return what a thing is, with its article."""
    if thing.kind == "none":
        return "None"
    vowel = re.match("[aeio]|nd|u(?!s|ni|in)", thing.type, re.IGNORECASE)
    return f"{'an' if vowel else 'a'} {thing.type}"


def show(number: float | str | None, digits: int = 6) -> str:
    """Write a number as a learner would see it in Python."""
    return f"{number:.{digits}g}" if isinstance(number, float) else str(number)


def listed(words: Sequence[str], last: str = "and", most: int = 8) -> str:
    """Return some words as people list them: "a, b and c"."""
    named = [*words[:most], *([f"{len(words) - most} more"] if len(words) > most else [])]
    if len(named) < 2:
        return named[0] if named else "nothing"
    return f"{', '.join(named[:-1])} {last} {named[-1]}"


def apart(want: float | str | None, got: float | str | None) -> tuple[str, str]:
    """Write two numbers that differ with as many digits as show it, both with as many."""
    for digits in (6, 9, 12, 17):
        one, other = show(want, digits), show(got, digits)
        if one != other:
            break
    return _filled(one, other), _filled(other, one)


def _filled(short: str, long: str) -> str:
    """Return a number with the digits that it would seem to be rounded without."""
    bare = short if "." in short else f"{short}."
    return bare.ljust(len(long), "0") if long.startswith(bare) and "e" not in long else short


def leaves(found: Mapping[str, Leaf], name: str) -> Iterator[tuple[str, Leaf]]:
    """Yield what lies under a name, in its order."""
    begins = name, f"len({name}"
    for path, leaf in found.items():
        if path.startswith(begins) and under(path, name):
            yield path, leaf


# the graph: whether the numbers in an observation follow from their own computation
#
# Whatever a learner's process says, the trusted side computes every value again from the leaves,
# and every gradient from the output. Numbers that a graph does not yield are worth nothing.


def finite(number: object) -> float | None:
    """Return a number; None for what is none, or came as words because it is not finite."""
    return number if isinstance(number, float) else None


def close(a: object, b: object, tolerance: float = 1e-9) -> bool:
    """Tell whether two numbers agree; words and NaN agree with nothing."""
    if not isinstance(a, float | int) or not isinstance(b, float | int):
        return False
    return math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance * 1e-3)


class Doubt(NamedTuple):
    """Why numbers cannot be believed, in words.

    Attributes:
        is_of_gradients: only these cannot be.
        is_unknown: nothing is known to be wrong: an operation is none that is known here.
    """

    words: str
    is_of_gradients: bool = False
    is_unknown: bool = False


def doubt(observation: Observation) -> Doubt | None:
    """Return why the numbers cannot be believed, or None."""
    things = observation.things
    order = parents_first(things)
    if order is None:
        return Doubt("its computation graph has a loop, or a parent that is no Value")
    numbers: dict[int, float] = {}
    slopes: dict[int, Sequence[float]] = {}
    for row in order:
        thing = things[row]
        reported = thing.number
        if not isinstance(reported, float):
            return Doubt(f"one of its Values holds {reported}, not a finite number")
        if not thing.parts:
            numbers[row], slopes[row] = reported, ()
            continue
        made = _operation(thing, [numbers[part] for part in thing.parts])
        if made is None:
            return Doubt(
                f"one of its Values was made by an operation that the kit cannot follow "
                f"(`_op` is {thing.op!r}, parents: {len(thing.parts)})",
                is_unknown=True,
            )
        numbers[row], slopes[row] = made
        if made[0] != reported and not close(made[0], reported):
            return Doubt(
                f"a Value made by {thing.op!r} holds {reported:.12g}, "
                f"but its parents give {made[0]:.12g}"
            )
    return _doubt_gradients(observation, order, slopes)


def _doubt_gradients(
    observation: Observation, order: Sequence[int], slopes: dict[int, Sequence[float]]
) -> Doubt | None:
    root, things = observation.names.get("root"), observation.things
    grads = dict.fromkeys(order, 0.0)
    if root in grads:
        grads[root] = 1.0
        for row in reversed(order):
            if grad := grads[row]:
                for part, slope in zip(things[row].parts, slopes[row], strict=True):
                    grads[part] += slope * grad
    for row, grad in grads.items():
        reported = things[row].grad
        if reported != grad and isinstance(reported, float) and not close(reported, grad):
            words = f"a Value holds the gradient {reported:.6g}, but its graph gives {grad:.6g}"
            return Doubt(words, is_of_gradients=True)
    return None


def ancestors(
    things: Sequence[Thing], roots: Iterable[int], without: int | None = None
) -> set[int]:
    """Return some rows and all that they came from, but for what lies behind another row."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        row = waiting.pop()
        if row not in found and row != without:
            found.add(row)
            waiting += things[row].parts
    return found


def parents_first(things: Sequence[Thing]) -> list[int] | None:
    """Return the rows of all values, parents before children; None if there is a loop.

    A row is done when all of its parents are (Kahn, 1962): what is in a loop never is.
    """
    children: dict[int, list[int]] = {}
    missing: dict[int, int] = {}
    for row, thing in enumerate(things):
        if thing.kind == "value":
            missing[row] = len(thing.parts)
            for part in thing.parts:
                children.setdefault(part, []).append(row)
    order = [row for row, count in missing.items() if count == 0]
    for row in order:  # grows while it is walked
        for child in children.get(row, ()):
            missing[child] -= 1
            if missing[child] == 0:
                order.append(child)
    return order if len(order) == len(missing) else None


def history(things: Sequence[Thing], roots: Iterable[int]) -> list[int]:
    """Return some rows and all that they came from, parents first."""
    inside = ancestors(things, roots)
    return [row for row in parents_first(things) or () if row in inside]


def slopes(things: Sequence[Thing], row: int) -> Sequence[float]:
    """Return how far a value moves with each of its parents; nothing where that is unknown."""
    inputs = [number for n in things[row].parts if isinstance(number := things[n].number, float)]
    made = _operation(things[row], inputs) if inputs else None
    return made[1] if made else ()


def _operation(thing: Thing, inputs: list[float]) -> Made | None:
    """Return what a value's operation gives on these inputs; None if it is unknown.

    An engine that keeps parents in a set has one parent for a + a and for a * a, and none of the
    two is first in a - b: there the order is the one that the reported number bears out.
    """
    made = lesson("shapes").made
    found: Made | None = made(thing.op, inputs)
    if found is None and len(inputs) == 1 and (twice := made(thing.op, inputs * 2)) is not None:
        result, slopes = twice
        return result, (sum(slopes),)
    if (
        found
        and found[0] != thing.number
        and len(inputs) == 2
        and not close(found[0], thing.number)
    ):
        turned: Made | None = made(thing.op, inputs[::-1])
        if turned and close(turned[0], thing.number):
            return turned[0], turned[1][::-1]
    return found
