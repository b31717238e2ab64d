"""Shapes: what an answer of this lesson looks like in an observation, and how it is judged."""

import math
import re
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from checks.catalog import Scenario
from checks.check.facts import Facts, ancestors, apart, close, listed
from checks.check.finding import NO_RETURN, Look
from checks.lesson import expressions
from checks.lesson.scenarios import new
from checks.run.observation import Observation

FIRST = ("w", "b", "neurons", "layers")  # what these lead to gives its name to what is met again
UNORDERED = ("before", "after", "parameters")  # any order of parameters is right
KEEP = (
    "Multiply, add and squash the Values themselves: a number that is taken out with .data has no "
    "way back."
)
SUMS = " Each is a sum of some: + joins two lists, and adds to each item of an array."
BEFORE = "comes from the right pre-activation"
# no part of what an answer does, or drawn at random
ASIDE = ("root", "fresh", "new", "one grad", "left")

# Names in an error's message that mean something here; any other is the learner's own choice.
KNOWN = {
    *("w", "b", "self", "data", "grad", "tanh", "backward", "parameters", "neurons", "layers"),
    *("Value", "Neuron", "Layer", "MLP", "nin", "nout", "nouts", "append", "extend"),
    *("list", "tuple", "int", "float", "str", "NoneType", "generator", "map", "method"),
    *("function", "type", "set", "zip", "module", "random", "engine", "neuron", "layer", "mlp"),
}


made = expressions.made  # what an operation of a graph gives


def facts(scenario: Scenario, seen: Observation) -> tuple[Facts, set[str]]:
    """Return what stands for an answer that may be right in many ways, and the names it stands for.

    It is the same for all right answers, and for all answers with the same thing wrong.
    """
    if scenario.exercise == "graph":
        from checks.lesson import drawing  # no other exercise pays for it

        return drawing.facts(scenario.given, seen)
    if "function" in scenario.given:
        from checks.lesson import chosen  # nor for this

        return chosen.facts(scenario.given, seen)
    return {}, set()


def is_parameter(name: str) -> bool:
    """Tell whether a name is that of a weight or of a bias."""
    return name.rpartition(".")[2].partition("[")[0] in ("w", "b")


def rows(observation: Observation) -> dict[str, int]:
    """Return the row of each weight, bias, input and output; of its items, where it is a list."""
    found: dict[str, int] = {}
    for name, row in observation.names.items():
        thing = observation.things[row]
        if name.rpartition(".")[2] not in ("w", "b", "x", "out"):
            continue
        if thing.kind == "sequence":
            found |= {f"{name}[{number}]": part for number, part in enumerate(thing.parts)}
        else:
            found[name] = row
    return found


# what a number that is not right is off by


def difference(given: Mapping[str, Any], part: str, got: object, want: object) -> str:
    """Say of a number how it differs from the right one, where that alone tells something.

    Args:
        given: the numbers of the scenario.
        part: "data" or "grad".
    """
    assert isinstance(want, float)
    if not isinstance(got, float):
        return f"is {got}, not a finite number"
    if part == "grad" and got == 0.0:
        return "is 0: backward() brings nothing there"
    if close(got, -want):
        return "has the opposite sign"
    for factor in (2, 3, 4):
        if close(got, factor * want):
            return f"is {factor} times as large as it should be"
    if part == "data" and (words := _imprecise(got, want)):
        return words
    bias = given.get("b")
    return _off_by_bias(got, want, bias) if part == "data" and isinstance(bias, float) else ""


def _imprecise(got: float, want: float) -> str:
    """Say how a number was made less exact than a float is, if it was."""
    if got == struct.unpack("f", struct.pack("f", want))[0]:
        return "has the digits of a float32: Python's own float has twice as many"
    if got in [round(want, digits) for digits in range(2, 8)]:
        return "is rounded: a Value keeps all the digits of its data"
    return ""


def _off_by_bias(got: float, want: float, bias: float) -> str:
    """Say whether a neuron's output is off by its bias, after the squash or before it."""
    before = _unsquashed(got) - _unsquashed(want)
    for off, distance in (("is the right one", got - want), (BEFORE, before)):
        for sign, times in (("plus", 1), ("minus", -1)):
            if close(distance, times * bias, 1e-6):
                return f"{off} {sign} b = {bias:g}"
    return ""


def _unsquashed(output: float) -> float:
    return math.atanh(output) if -1.0 < output < 1.0 else math.nan


# what several suites ask


def in_range(look: Look, what: str) -> None:
    """Fail unless the output is one Value, in the range of tanh."""
    number = look.value("out", what).number
    if not (isinstance(number, float) and -1.0 < number < 1.0):
        look.unmet(
            "The output leaves (-1, 1).", "between -1 and 1, and neither of them", f"{number:.6g}"
        )


def same_twice(look: Look) -> None:
    """Fail unless a call gives the same both times, and another input its own, right or wrong.

    Where the first answer is right, the one after a change of the parameters is to be so, too.
    """
    twice = f"{look.shown('first')}, then {look.shown('second')}"
    bias_alone = math.tanh(look.scenario.given.get("b", math.nan))  # of a neuron's answer
    if look.thing("drawn").number:
        message = "A call draws random numbers, and the same x has to give the same answer."
        look.unmet(message, "the same twice", twice)
    if not _is_first(look, "second"):
        message = "The second answer is not the first one. What does a call leave behind: on self, "
        message += "or in a default of its def line?"
        if close(look.thing("second").number, bias_alone):
            message = "In the second answer no weight counts. Does the first call use something "
            message += "up, as one pass does with what iter(), zip() or map() gives?"
        look.unmet(message, "the same twice", twice)
    if _is_first(look, "third"):
        message = "Another input gets the same answer: x does not count in what your call returns."
        if close(look.thing("first").number, bias_alone):
            message += (
                " It is tanh(b): no weight counts. Does a loop find nothing to go through, or "
            )
            message += "is what it makes thrown away or overwritten?"
        look.unmet(message, "an answer of its own", look.shown("third"), kind="one answer")
    if look.thing("same list").number and look.thing("first").kind == "sequence":
        look.unmet("Every call gives the same list: a later call changes what an earlier one gave.")
    if _is_first(look, "turned"):
        shown = "another answer", look.shown("turned")
        look.unmet("The parameters have changed, and the answer is still the old one.", *shown)
    if look.agrees("first"):
        look.show("turned", "After each parameter is multiplied by -0.5, the output")


def _is_first(look: Look, name: str) -> bool:
    """Tell whether an answer is the same as the first one."""
    first, other = _answer(look, "first"), _answer(look, name)
    return len(first) == len(other) and all(map(close, first, other))


def _answer(look: Look, name: str) -> list[float | str | None]:
    """Return the numbers of an answer: of one Value, or of each in a list."""
    row = look.row(name)
    rows = look.rows(name) if look.thing(name).kind == "sequence" else [row]
    if not rows:  # nothing is no answer
        look.unmet(f"The {name} answer is an empty list.")
    return [look.value(one, f"The {name} answer").number for one in rows]


def nothing_replaced(look: Look, name: str) -> None:
    """Fail if a call has put something else in a list of its own or in x, or changed a number."""
    same_list(look, f"{name}_before", name, f"A call puts something else in {name}.")
    same_list(look, "x", "x", "A call changes the list of inputs.")
    unchanged(look, name)


def same_list(look: Look, before: str, name: str, message: str) -> None:
    """Fail with a message if a call has changed a list; tell its lengths, if that is it."""
    both = [look.thing(one) for one in (before, f"{name}_after")]
    was, now = (len(one.parts) for one in both)
    if was != now and all(one.kind == "sequence" for one in both):
        message = f"A call changes the list {name}: it had {was} items, and now has {now}."
        look.unmet(message, f"length {was}", f"length {now}")
    look.same_objects(before, f"{name}_after", message)


def unchanged(look: Look, name: str) -> None:
    """Fail if a call has changed a number of what a name leads to."""
    for path, got in look.seen(name).items():
        want = look.reference.get(path)
        if path.endswith(".data") and isinstance(want, float) and not close(got, want):
            was, now = apart(want, got)
            look.unmet(
                f"Your call changes {path[:-5]}: it was {was}, and after the call it is {now}. "
                "A line that sets .data changes the Value itself, under every name that it has.",
                kind="changed",
            )
    look.show(name, f"After a call, {name}")


def own_list(look: Look, name: str, count: int) -> None:
    """Fail if two things keep what is theirs in one list, which holds more than so many for it."""
    own, others = (look.rows(one, last="w") for one in (name, f"other.{name}"))
    length = f"len({name})"
    held = look.thing(length).number if length in look.observation.names else len(own)
    is_list = look.thing(name).kind == "sequence"  # and not None, of which there is one for all
    if is_list and own and own == others and held != count:
        look.unmet(
            f"Two of them have the very same list `{name}`, and each adds to it. Make the list in "
            "__init__: what stands in the def line, or in the class, is made only once."
        )


def marks_kept(look: Look, what: str) -> None:
    """Fail if something has moved parameters, or changed what an earlier backward() has left."""
    if look.thing("moved").number:
        look.unmet(f"{what} changes the data of parameters. Only your training does that.")
    marks = [look.thing(row).number for row in look.items("marks", "what is left")]
    if any(mark != 1.0 for mark in marks):
        look.unmet(f"{what} changes the gradients. Only backward() does that, and your training.")


def holds(look: Look, *names: str) -> None:
    """Fail if a name leads to other objects each time."""
    for name in names:
        words = f"Each look at `{name}` gives other objects, so what is set in them is lost."
        look.same_objects(name, f"{name}_again", f"{words} Is `{name}` a property?")


def cut_off(look: Look, name: str) -> None:
    """Fail if the output was made of numbers, and not of the Values that a name leads to."""
    behind = ancestors(look.observation.things, [look.row("root")])
    if not look.is_by_numbers and behind.isdisjoint(look.rows(name)):
        words = f"The output does not come from {name}: backward() finds no way there. {KEEP}"
        look.unmet(words, kind="cut off")


def inputs_reached(look: Look) -> None:
    """Fail unless backward() reaches inputs that are Values."""
    things, inputs = look.observation.things, look.rows("x")
    behind = ancestors(things, [look.row("root")])
    copied = {things[row].number for row in inputs} <= {things[row].number for row in behind}
    if copied and behind.isdisjoint(inputs):
        look.unmet("The output is made of copies of x: backward() brings nothing to x itself.")
    look.same("x", "x", "grad")


def share_nothing(look: Look, message: str, *above: str) -> None:
    """Fail with a message if two of the neurons under some names have a Value in common."""
    rows = look.rows(*above, last=".w") + look.rows(*above, last=".b")
    values = [row for row in rows if look.thing(row).kind in ("value", "other")]
    if len(set(values)) < len(values):
        look.unmet(message)


def differ(look: Look, rows: Sequence[int]) -> None:
    """Fail unless these weights, just drawn at random, are all different."""
    numbers = {look.value(row, "A weight").number for row in rows}
    if len(numbers) < len(rows):
        said = "Weights start out equal. They are drawn at random, so that neurons can differ."
        if len(numbers) > 1:
            said += " Is one draw used for several, is a seed set each time, or do you draw from a "
            said += "few numbers alone, as randint() and choice() do?"
        look.unmet(said, f"{len(rows)} different numbers", f"{len(numbers)} different")


def flat_values(look: Look, name: str, count: int, what: str, *above: str) -> list[int]:
    """Return the rows of a flat list of so many Values; fail if it is anything else.

    Args:
        above: the names of all that is to be in it.
    """
    if look.thing(name).kind == "none":
        look.unmet(f"{what} gives None: {NO_RETURN}", "a list", "None")
    rows = look.items(name, what)
    for row in rows:
        if look.observation.things[row].kind == "sequence":
            inner = look.observation.things[row].type
            look.unmet(
                f"{what} gives a list with {inner}s in it. It has to be flat: Values only.",
                f"a flat list of {count} Values",
                look.shown(name),
            )
        look.value(row, f"An item of {what}")
    if len(rows) != count:
        told = _told_again(look, rows, above) if name == "after" else _told(look, rows, above)
        message = f"{what} lists {_values(len(rows))}, not {count}.{told}"
        look.unmet(message, str(count), str(len(rows)))
    return rows


def _told_again(look: Look, found: Sequence[int], above: Sequence[str]) -> str:
    """Say how a second call comes to list other Values than the first one."""
    left, held = look.thing("left").number, " and ".join(above)
    if left == 0:
        return f" An earlier call has left no Values in {held}."
    if isinstance(left, float) and left != len(look.rows(*above)):
        return (
            f" Now {held} lead to {left:g} Values: a call changes a list that it should only read."
        )
    if not found:
        return " An earlier call has left nothing to list: does it use up an iterator?"
    said = f" An earlier call has changed something.{_told(look, found, above)}"
    is_own = {*found} == {*look.rows(*above)}
    return f"{said} Does each call make its list anew?" if is_own else said


def _values(count: int) -> str:
    return "1 Value" if count == 1 else f"{count} Values"


def parameters(look: Look, name: str, *above: str) -> None:
    """Fail unless a name leads to a flat list of exactly what some names hold, in any order."""
    what = f"{new(look.scenario.given)}.parameters()"
    if name == "after":
        what, look = f"{what}, called again,", replace(look, kind="again")
    own = look.rows(*above)
    rows = flat_values(look, name, len(own), what, *above)
    if len(set(rows)) < len(rows):
        look.unmet(
            f"{what} lists the same Value more than once.",
            f"{len(own)} different Values",
            f"{len(set(rows))} different Values",
        )
    if strangers := len(set(rows) - set(own)):
        look.unmet(
            f"{what} lists {_values(strangers)} that no call uses: copies, or parts of "
            f"something else. Changing {'it' if strangers == 1 else 'them'} changes nothing."
        )


def all_parameters(look: Look, *above: str, asked: Sequence[str] = ("before", "after")) -> None:
    """Fail unless parameters() lists one's own: before a call, after it, and of a new one.

    Args:
        above: the names of all that is its own.
        asked: when it is asked for that of the first one.
    """
    for name in asked:
        parameters(look, name, *above)
    marks_kept(look, f"{new(look.scenario.given)}.parameters()")
    parameters(look, "fresh", *(f"fresh.{one}" for one in above))


def _told(look: Look, found: Sequence[int], above: Sequence[str]) -> str:
    """Say what is there too often, or belongs to none, or else which part is missing.

    That is told where it is just one: a layer, a neuron, or all that one name is. A part is what a
    path begins with, as in `layers[0]`, or ends with, as in `b`.
    """
    own = {*look.rows(*above)}
    if not found:
        roots = dict.fromkeys(re.split(r"[.\[]", one.removeprefix("fresh."))[0] for one in above)
        asks = f" Does it look into {' and '.join(roots)}, and keep in its list what it finds?"
        place = look.observation.where
        return "" if place and place.meant else asks  # a misspelled name is why
    if twice := len(found) - len({*found}):
        again = {row for row in found if found.count(row) > 1}
        which = " (each b)" if again == {*look.rows(*above, last=".b")} else ""
        return f" {twice} of them{which} repeat{'s' * (twice == 1)} what is listed already."
    if strangers := len({*found} - own):
        names = " or ".join(one.removeprefix("fresh.") for one in above)
        said = f" {strangers} of them {'is' if strangers == 1 else 'are'} not in {names}."
        things = [look.observation.things[row] for row in {*found} - own]
        are_sums = all(one.op == "+" and own.issuperset(one.parts) for one in things)
        said += SUMS if are_sums else ""
        if "fresh" in look.observation.names and own & {*look.thing("fresh").parts}:
            said += " A new one lists Values of this one, too: does each make a list of its own?"
        return said
    parts: dict[str, dict[int, None]] = {}  # in their order
    for name in look.names(*above):
        bare = name.removeprefix("fresh.")
        for part in (bare.partition(".")[0], bare.rpartition(".")[2]):
            parts.setdefault(part, {}).update(dict.fromkeys(look.rows(name)))
    missing = set().union(*parts.values()) - set(found)
    gone = next((part for part, rows in parts.items() if missing and {*rows} == missing), "")
    if gone:
        return f" Those of {gone} are missing." if gone[-1] == "]" else f" No {gone} is among them."
    here, away = ({look.thing(row).number for row in rows} for rows in (found, missing))
    if away and away <= here:
        return " What is missing holds a number that is there already."
    return _some(found, parts)


def _some(found: Sequence[int], parts: Mapping[str, Mapping[int, None]]) -> str:
    """Say how many of each part are listed: of each layer or neuron, or of weights and biases.

    It is the way to take them apart in which more parts are there whole, or not at all.
    """
    counts = {part: (len({*rows} & {*found}), len(rows)) for part, rows in parts.items()}
    ways = [[part for part in parts if (part[-1] == "]") is is_one] for is_one in (False, True)]
    ways = [way for way in ways if way]  # a neuron has no layers, nor neurons

    def plain(way: list[str]) -> float:
        return sum(counts[part][0] in (0, counts[part][1]) for part in way) / len(way)

    way = max(ways, key=plain)
    named = ("{} of {} of {}".format(*counts[part], part) for part in way)
    least = min(counts[part][1] for part in way)
    first = {row for part in way for row in [*parts[part]][:least]}
    is_cut = way[1:] and {*found} == first
    cut = " Does something end with the shortest of them, as zip() does?" if is_cut else ""
    return f" Listed: {listed([*named])}.{cut}"
