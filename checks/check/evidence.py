"""What can a check ask about a submission? Its observations, beside the answer key."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NoReturn, TypeVar

from msgspec import Struct, field

from checks.check.facts import Shape, shape, short, show
from checks.check.graph import close, doubt
from checks.lesson.scenarios import Scenario, by_id
from checks.run.observation import Line, Observation, Thing

Verdict = Literal["pass", "not started", "not yet", "crashed", "timed out", "blocked", "kit error"]


class Finding(Struct, frozen=True):
    """Why a check does not pass.

    Attributes:
        message: what is wrong, in a sentence or two.
        call: the scenario in words, as a learner would type it.
        expected, got: the two that differ, as Python would show them; "" where nothing compares.
        where: the line to look at.
        trace: the learner's own frames, outermost first.
        prints: the first characters that the scenario printed, of `printed` in all.
        scenario: the id of the scenario that shows it.
    """

    verdict: Verdict
    message: str
    call: str = ""
    expected: str = ""
    got: str = ""
    where: Line | None = None
    trace: tuple[Line, ...] = ()
    prints: str = ""
    printed: int = 0
    scenario: str = ""


class Unmet(Exception):
    """Raised by a check that does not pass; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


STUB = "is still a stub: write your code there and delete the line `raise NotImplementedError`."
ENDED = "Something stops the whole interpreter: os._exit, for instance, or recursion without end."
SAID: dict[str, tuple[Verdict, str]] = {
    "skipped": ("timed out", "Not run: earlier calls did not end and used up the time."),
    "oversize": (
        "not yet",
        "What came back has more than 20,000 nodes or items; a right answer here "
        "has fewer than 300.",
    ),
    "garbled": (
        "crashed",
        "What came back from your code's process could not be read: it writes where only the "
        "kit writes.",
    ),
}

UNREADABLE = "Python cannot read the file."
RECURSION = "Your code calls itself without end."
LACKING = ("'Value' object has no attribute", "unsupported operand type", "bad operand type")
OURS = "The check itself failed; your code is not to blame."

Check = Callable[["Evidence"], None]


def judge(check: Check, evidence: "Evidence") -> Finding | None:
    """Return why a check does not pass, or None if it does."""
    try:
        check(evidence)
    except Unmet as unmet:
        return unmet.finding
    except Exception as error:  # a fault of the check: it must not end a whole class
        return Finding("kit error", f"{OURS} {type(error).__name__}: {error}")
    return None


Known = dict[tuple[str, str], Any]
Found = TypeVar("Found")


class Evidence(Struct, frozen=True):
    """The observations of one submission, and what the reference shows in the same scenarios.

    Attributes:
        known: what checks have found out so far, by scenario and name: see `Look.once`.
        asked: the scenarios by id, if they are not the published ones.
        is_over_given: whether the submission's own engine does not pass, so that all else was
            observed over the one that was handed out.
    """

    observations: Mapping[str, Observation]
    reference: Mapping[str, Mapping[str, Shape]]
    known: Known = {}
    asked: Mapping[str, Scenario] = field(default_factory=by_id)
    is_over_given: bool = False

    def __call__(self, scenario: str) -> "Look":
        """Look at one scenario; a check that looks at one that did not run to its end fails."""
        look = Look(
            self.asked[scenario],
            self.observations[scenario],
            self.reference[scenario],
            self.known,
        )
        look.demand_end()
        return look

    def is_lacking(self, scenario: str) -> bool:
        """Tell whether a scenario ended because a Value has no such operation at all."""
        seen = self.observations[scenario]
        return (
            seen.error is not None
            and not seen.trace  # it was the scenario's own line that raised
            and seen.error.message.startswith(LACKING)
        )

    def each(self, *scenarios: str) -> "Iterable[Look]":
        return (self(scenario) for scenario in scenarios)


class Look(Struct, frozen=True):
    """One scenario: what came back, and what the reference shows."""

    scenario: Scenario
    observation: Observation
    reference: Mapping[str, Shape]
    known: Known

    def once(self, name: str, find: Callable[[], Found]) -> Found:
        """Return what a function finds here; it is called once, however many checks ask."""
        key = (self.scenario.id, name)
        if key not in self.known:
            self.known[key] = find()
        found: Found = self.known[key]
        return found

    def unmet(
        self, message: str, expected: str = "", got: str = "", verdict: Verdict = "not yet"
    ) -> NoReturn:
        """End the check: it does not pass.

        Raises:
            Unmet: always.
        """
        seen = self.observation
        raise Unmet(
            Finding(
                verdict,
                message,
                "" if seen.loading else self.scenario.call,
                expected,
                got,
                seen.where,
                seen.trace,
                seen.prints,
                seen.printed,
                self.scenario.id,
            )
        )

    def demand_end(self) -> None:
        """Fail unless the scenario ran to its end."""
        seen = self.observation
        if seen.status == "ok":
            return
        error = seen.error
        if seen.status in SAID:
            verdict, message = SAID[seen.status]
        elif seen.status == "todo":
            what = seen.where.function if seen.where else self.scenario.focus
            verdict, message = "not started", f"{what} {STUB}"
        elif seen.status == "missing":
            verdict, message = "crashed", _sentence(error.message if error else "")
        elif seen.status == "timeout":
            verdict, message = "timed out", _endless(seen)
        elif seen.status == "crashed":
            how = error.message if error else "its process is gone"
            verdict, message = "crashed", f"Python ended before the call returned ({how}). {ENDED}"
        else:
            verdict, message = "crashed", _raised(seen)
        self.unmet(message, verdict=verdict)

    # what a name leads to

    def row(self, name: str) -> int:
        """Return the row of a name; fail if an answer lacks it, as none of our worker's does."""
        if name not in self.observation.names:
            verdict, message = SAID["garbled"]
            self.unmet(message, verdict=verdict)
        return self.observation.names[name]

    def thing(self, name: str) -> Thing:
        return self.observation.things[self.row(name)]

    def items(self, name: str, what: str, count: int | None = None) -> list[int]:
        """Return the rows of a list's items; fail if it is no list of that length."""
        return self.items_of(self.row(name), what, count)

    def items_of(self, row: int, what: str, count: int | None = None) -> list[int]:
        thing = self.observation.things[row]
        if thing.kind != "sequence":
            wanted = "a list" if count is None else f"a list of {count}"
            self.unmet(f"{what} is {_described(thing)}, not a list.", wanted, self.shown(row))
        if count is not None and len(thing.parts) != count:
            self.unmet(
                f"{what} has {len(thing.parts)} items, not {count}.",
                f"{count} items",
                f"{len(thing.parts)} items",
            )
        return list(thing.parts)

    def value(self, name: str, what: str) -> Thing:
        """Return a thing that is one Value holding a finite number; fail if it is not."""
        return self.value_of(self.row(name), what)

    def value_of(self, row: int, what: str) -> Thing:
        thing = self.observation.things[row]
        if thing.kind != "value":
            named_alike = thing.kind == "other" and thing.type == "Value"
            found = "of another class called Value" if named_alike else _described(thing)
            self.unmet(
                f"{what} is {found}, not {'the one in engine.py' if named_alike else 'a Value'}.",
                "one Value",
                self.shown(row),
            )
        if not isinstance(thing.number, float):
            self.unmet(
                f"{what} is a Value, but its data is {thing.number}, not a finite number.",
                "a finite float",
                str(thing.number),
            )
        return thing

    def shown(self, row: int) -> str:
        return show(shape(self.observation.things, row))

    # agreement with the reference

    def same(self, name: str, what: str, part: Literal["data", "grad"] = "data") -> None:
        """Fail unless a name shows the same Values as the reference, by data or by gradient."""
        self._demand_belief(what)
        self.show(name, what, part)

    def show(self, name: str, what: str, part: Literal["data", "grad"] = "data") -> None:
        """Fail unless a name shows the numbers that the reference shows, wherever they are from."""
        self._same(self.row(name), self.reference[name], what, part)

    def _demand_belief(self, what: str) -> None:
        if why := self.once("doubt", lambda: doubt(self.observation)):
            self.unmet(f"{_sentence(what)[:-1]} cannot be relied on: {why}.")

    def _same(self, row: int, want: Shape, what: str, part: str) -> None:
        if isinstance(want, list):
            rows = self.items_of(row, what, len(want))
            for position, (item, wanted) in enumerate(zip(rows, want, strict=True)):
                self._same(item, wanted, item_name(what, position, wanted), part)
            return
        assert isinstance(want, dict)
        value, wanted_number = self.value_of(row, what), want[part]
        got = value.number if part == "data" else value.grad
        assert isinstance(wanted_number, float)
        if not close(got, wanted_number):
            kind = "" if part == "data" else "The gradient of "
            given = self.scenario.given
            b = given.get("b") if part == "data" else None
            self.unmet(
                f"{kind}{what} is not right.{_difference(got, wanted_number, part, b)}",
                show(wanted_number),
                show(got) if isinstance(got, float) else str(got),
            )

    def same_number(self, name: str, what: str) -> None:
        """Fail unless a name leads to the plain number that it leads to on the reference."""
        got, want = self.thing(name).number, self.reference[name]
        if not close(got, want):
            self.unmet(f"{what} is not right.", show(want), show(got))

    # plain numbers

    def plain(self, name: str) -> Shape:
        """Return what a name leads to, as the answer key has it."""
        found: Shape = short(shape(self.observation.things, self.row(name)))
        return found

    def number(self, row: int, what: str, wanted: str = "a plain number") -> float:
        """Return a finite plain number; fail if there is anything else."""
        thing = self.observation.things[row]
        if thing.kind == "none":
            self.unmet(f"{what} is None: is a `return` missing?", wanted, "None")
        if thing.kind == "value":
            self.unmet(
                f"{what} is a Value, and a plain number is asked for: its data, or its grad.",
                wanted,
                self.shown(row),
            )
        if thing.kind != "number" or not isinstance(thing.number, float):
            endless = thing.number in ("nan", "inf", "-inf")
            found = str(thing.number) if endless else _described(thing)
            self.unmet(f"{what} is {found}, not a {'finite ' * endless}number.", wanted, found)
        return thing.number

    def numbers(self, row: int, what: str, count: int) -> list[float]:
        """Return so many plain numbers; fail if it is no list of them."""
        if self.observation.things[row].kind == "none":
            self.unmet(f"{what} is None: is a `return` missing?", f"a list of {count}", "None")
        rows = self.items_of(row, what, count)
        return [self.number(item, f"{what}[{place}]") for place, item in enumerate(rows)]

    # identity: two rows are the same exactly when the objects are

    def same_objects(self, one: str, other: str, message: str) -> None:
        """Fail unless two names lead to the same objects, item by item."""
        if self._rows(one) != self._rows(other):
            self.unmet(message)

    def distinct(self, name: str, message: str) -> None:
        """Fail if an object is in a list more than once."""
        rows = self._rows(name)
        if len(set(rows)) < len(rows):
            self.unmet(message, f"{len(rows)} different", f"{len(set(rows))} different")

    def different_numbers_of(self, rows: Sequence[int]) -> None:
        """Fail unless these weights, just drawn at random, are all different."""
        numbers = {self.value_of(row, "A weight").number for row in rows}
        if len(numbers) < len(rows):
            self.unmet(
                "Weights start out equal. They are drawn at random, so that neurons can differ.",
                f"{len(rows)} different numbers",
                f"{len(numbers)} different",
            )

    def _rows(self, name: str) -> list[int]:
        thing = self.thing(name)
        return list(thing.parts) if thing.kind == "sequence" else [self.row(name)]

    def owned_of(self, row: int) -> list[tuple[list[int], int]]:
        """Return the rows of the weights and of the bias of each neuron in a layer."""
        pairs = (self.items_of(neuron, "A neuron", 2) for neuron in self.items_of(row, "neurons"))
        return [(self.items_of(weights, "w"), bias) for weights, bias in pairs]

    def owned(self, name: str) -> list[tuple[list[int], int]]:
        return self.owned_of(self.row(name))

    def all_owned(self, name: str) -> list[int]:
        """Return the rows of all parameters of a layer."""
        return [row for weights, bias in self.owned(name) for row in (*weights, bias)]

    def network_weights(self, name: str) -> list[int]:
        """Return the rows of all weights of a network, without the biases."""
        layers = self.items(name, "layers")
        return [row for layer in layers for weights, _ in self.owned_of(layer) for row in weights]

    def network_owned(self, name: str) -> list[int]:
        """Return the rows of all parameters of a network."""
        layers = self.items(name, "layers")
        biases = [bias for layer in layers for _, bias in self.owned_of(layer)]
        return [*self.network_weights(name), *biases]

    # parameters()

    def flat_values(self, name: str, count: int, what: str) -> list[int]:
        """Return the rows of a flat list of so many Values; fail if it is anything else."""
        thing = self.thing(name)
        if thing.kind == "none":
            self.unmet(f"{what} gives None: is a `return` missing?", "a list", "None")
        rows = self.items(name, what)
        for row in rows:
            if self.observation.things[row].kind == "sequence":
                self.unmet(
                    f"{what} gives a list with lists in it. It has to be flat: Values only.",
                    f"a flat list of {count} Values",
                    self.shown(self.row(name)),
                )
            self.value_of(row, f"An item of {what}")
        if len(rows) != count:
            self.unmet(f"{what} lists {len(rows)} Values, not {count}.", str(count), str(len(rows)))
        return rows

    def parameters(self, name: str, own: Sequence[int], shape: str) -> None:
        """Fail unless a name leads to a flat list of exactly these objects, in any order."""
        what = f"{shape}.parameters()" + ", called again," * (name == "after")
        rows = self.flat_values(name, len(own), what)
        if len(set(rows)) < len(rows):
            self.unmet(
                f"{what} lists the same Value more than once.",
                f"{len(own)} different Values",
                f"{len(set(rows))} different Values",
            )
        if strangers := len(set(rows) - set(own)):
            self.unmet(
                f"{what} lists {strangers} Values that no call uses: copies, or parts of "
                f"something else. Changing them changes nothing."
            )


def item_name(what: str, position: int, wanted: Shape) -> str:
    """Name an item of a list as a learner would reach it: layers[0].neurons[2].w[1]."""
    if what.endswith(("layers", "neurons")):
        return f"{what}[{position}]"
    if what.endswith("layer"):
        return f"{what}'s neurons[{position}]"
    if what.startswith("layers[") and "neurons" not in what:
        return f"{what}.neurons[{position}]"
    if what.endswith("]") and "neurons[" in what and isinstance(wanted, list):
        return f"{what}.w"
    if what.endswith("]") and "neurons[" in what and ".w" not in what:
        return f"{what}.b"
    return f"{what}[{position}]"


def _described(thing: Thing) -> str:
    if thing.kind == "none":
        return "None"
    article = "an" if thing.type[:1].lower() in "aeiou" else "a"
    return f"{article} {thing.type}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _endless(seen: Observation) -> str:
    """Say what was going on when the time was up, as far as that is known."""
    if seen.loading:
        return "Importing your file does not end."
    if seen.where:
        return "This call does not end, or takes far too long."
    # a loop in C keeps the worker from saying anything, even whether the file was loaded; or many
    # calls end, each late, and have used up the time of the exercise
    return "Your file, or this call, does not end in time. Much printing takes long, too."


def _of_the_file(seen: Observation) -> bool:
    """Tell whether a SyntaxError is about the file itself: only then is its column known."""
    return not seen.trace or seen.trace[-1].column > 0


def _raised(seen: Observation) -> str:
    error = seen.error
    if error is None:
        return "Your code raised an exception."
    kind, message = error.type, error.message
    if kind == "ImportError":  # behind the words stands a path, of a stand-in perhaps
        message = message.partition(" (")[0]
    match kind:
        case "SystemExit":
            return "Your code asks Python to exit. A call has to return instead."
        case "EOFError":
            return "Your code asks for input from the keyboard; nothing is typed during a check."
        case "MemoryError":
            return "Your code asks for more memory than a check may have."
        case "RecursionError":
            return f"{RECURSION} RecursionError: {message}"
    from checks.lesson.explain import explain  # some dozen patterns, only for code that raises

    explained = explain(kind, message) or error.hint
    said = f"{kind}: {message}{'. ' * bool(explained)}{explained}" if message else kind
    is_syntax = kind in ("SyntaxError", "IndentationError", "TabError")
    return f"{UNREADABLE} {said}" if is_syntax and _of_the_file(seen) else said


def _difference(got: object, want: float, part: str, b: object) -> str:
    """Say how two numbers differ where that alone tells something."""
    if not isinstance(got, float):
        return f" It is {got}, not a finite number."
    if part == "grad" and got == 0.0:
        return " It is 0: backward() brings nothing there."
    if close(got, -want):
        return " It has the opposite sign."
    for factor in (2, 3, 4):
        if close(got, factor * want):
            return f" It is {factor} times as large as it should be."
    if isinstance(b, float):
        return _difference_by_bias(got, want, b)
    return ""


def _difference_by_bias(got: float, want: float, b: float) -> str:
    """Say whether a neuron's output is off by its bias, after the squash or before it."""
    before = _unsquashed(got) - _unsquashed(want)
    for where, distance in (("It", got - want), ("Before the squash it", before)):
        for sign, times in (("plus", 1), ("minus", -1)):
            if close(distance, times * b, 1e-6):
                return f" {where} is what it should be, {sign} b = {b:g}."
    return ""


def _unsquashed(output: float) -> float:
    return math.atanh(output) if -1.0 < output < 1.0 else math.nan
