"""Evidence: what a check may ask about a submission, beside the answer key."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Literal, NoReturn, TypeAlias, TypeVar

from msgspec import Struct, field

from checks import catalog
from checks.catalog import Scenario, lesson, scenarios
from checks.check.facts import Facts, Leaf, alike, apart, facts, leaves, shown, under
from checks.check.finding import SAID, Finding, Kind, Unmet, Verdict, ending, sentence
from checks.check.graph import close, doubt
from checks.run.observation import Observation, Thing
from checks.run.worker import Place

Part = Literal["data", "grad"]
Found = TypeVar("Found")
RUN = ("ok", "raised", "todo")  # how a scenario ends in a process that is still there
STOPS = ("crashed", "timed out")
WAITING = "This needs your own engine, and that is not right yet. It opens once your engine passes."
OWN_SLOPE = " This ran over your own engine: are the slopes right that only your engine has?"
UNKNOWN = " Your own engine may have this, but it does not run yet."


class Evidence(Struct, frozen=True):
    """The observations of one submission, and what the reference shows in the same scenarios.

    Attributes:
        known: what checks have found out so far, by scenario and name: see `Look.once`.
        judged: what came of the checks so far, by their ids.
        asked: the scenarios by id, if they are not the published ones.
        engine: what the submission's own engine is, if it brings one.
        by_numbers: the ids of exercises that were observed over that engine: what it says of its
            graph is not asked for.
        waiting: the ids of scenarios that need that engine, which does not pass.
        unknown: the ids of those of which that cannot be told, as that engine cannot be run.
        owned: what was seen over the submission's own parts, by exercise, where stand-ins are what
            it was observed over first.
        beneath: of such: the ids of those parts that do not pass.
        is_told: of such: a known mistake of the whole explains it, and it is told there.
    """

    observations: Mapping[str, Observation]
    reference: Mapping[str, Mapping[str, Leaf]]
    asked: Mapping[str, Scenario] = field(default_factory=scenarios)
    engine: Literal["", "right", "wrong"] = ""
    by_numbers: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    owned: "Mapping[str, Evidence]" = {}
    beneath: tuple[str, ...] = ()
    is_told: bool = False
    known: dict[tuple[str, str], Any] = field(default_factory=dict)
    judged: dict[str, Finding | None] = field(default_factory=dict)

    def __call__(self, scenario: str) -> "Look":
        """Look at one scenario; a check that looks at one that did not run to its end fails."""
        look = Look(
            self.asked[scenario],
            self.observations[scenario],
            self.reference[scenario],
            self.known,
            self.is_by_numbers(scenario),
        )
        if scenario in self.waiting:
            look.unmet(WAITING, verdict="blocked")
        if look.observation.status != "ok":
            ended = ending(look.observation, look.scenario)
            more = UNKNOWN if scenario in self.unknown else ""
            look.unmet(ended.message + more, verdict=ended.verdict, kind=ended.kind)
        return look

    def has(self, exercise: str) -> bool:
        """Tell whether there are observations of an exercise."""
        return any(name.startswith(f"{exercise}.") for name in self.observations)

    def place(self, exercise: str = "") -> Place:
        """Return where the submission's own engine is while an exercise is looked at."""
        if exercise in self.by_numbers:
            return "beneath"
        if self.engine == "right":
            return "right"
        runs = any(
            one.status in RUN and not one.loading
            for name, one in self.observations.items()
            if catalog.exercise(self.asked[name].exercise).given
        )
        return "beside" if runs or not self.engine else "aside"

    def is_by_numbers(self, scenario: str) -> bool:
        """Tell whether a scenario's numbers count, wherever they are from."""
        name = self.asked[scenario].exercise
        return name in self.by_numbers or catalog.exercise(name).given

    def each(self, *names: str) -> "Iterable[Look]":
        return (self(name) for name in names)


Judge: TypeAlias = Callable[[Evidence], None]  # the function of a check


def after(*earlier: Judge, stops: bool = False) -> Callable[[Judge], Judge]:
    """Let a check that does not hold wait for earlier ones, where one of these does not pass.

    What is wrong there is wrong here, too, and says nothing of what this check is about.

    Args:
        stops: whether it waits where code stops as well, if it stops nowhere earlier: it goes on
            there with what is wrong.
    """
    late = ("not yet", "crashed") if stops else ("not yet",)

    def waiting(function: Judge) -> Judge:
        @wraps(function)
        def judged(seen: Evidence) -> None:
            found = finding_of(function, seen)
            if found and found.verdict in late:
                for one in earlier:
                    first = finding_of(one, seen)
                    if first and not first.verdict == found.verdict == "crashed":
                        is_waiting = first.verdict == "blocked"
                        waits = Finding("blocked", f"Waits for: {title(one)}.")
                        raise Unmet(first if is_waiting else waits)
            if found:
                raise Unmet(found)

        return judged

    return waiting


def finding_of(function: Judge, seen: Evidence) -> Finding | None:
    """Return why the function of a check says that it does not pass, or None."""
    try:
        function(seen)
    except Unmet as unmet:
        return unmet.finding
    return None


def title(check: Judge) -> str:
    """Return what is true of a right answer: the first line of a check's docstring."""
    return (check.__doc__ or "").strip().split("\n")[0]


class Look(Struct, frozen=True):
    """One scenario: what came back, and what the reference shows."""

    scenario: Scenario
    observation: Observation
    reference: Mapping[str, Leaf]
    known: dict[tuple[str, str], Any]
    is_by_numbers: bool = False

    def once(self, name: str, find: Callable[[], Found]) -> Found:
        """Return what a function finds here; it is called once, however many checks ask."""
        key = (self.scenario.id, name)
        if key not in self.known:
            self.known[key] = find()
        found: Found = self.known[key]
        return found

    def unmet(
        self,
        message: str,
        expected: str = "",
        got: str = "",
        verdict: Verdict = "not yet",
        kind: Kind = "",
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
                kind,
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

    # what a name leads to; a row may stand for it

    def row(self, path: str | int) -> int:
        """Return the row of a name, or of an item of what it leads to; fail if it is not there."""
        if isinstance(path, int):
            return path
        names = self.observation.names
        if path in names:
            return names[path]
        base, opened, place = path.removesuffix("]").rpartition("[")
        is_item = bool(opened) and place.isdecimal()  # of a list, and not what an object holds
        parts = self.thing(base).parts if is_item else ()
        if not is_item or int(place) >= len(parts):  # no answer of our worker's lacks a name
            self.unmet(SAID["garbled"].message, verdict=SAID["garbled"].verdict)
        return parts[int(place)]

    def thing(self, path: str | int) -> Thing:
        return self.observation.things[self.row(path)]

    def names(self, *above: str, last: str = "") -> list[str]:
        """Return the names under some names, such as each that ends in `.w`."""
        return [
            name
            for name in self.observation.names
            if name.startswith(above) and name.endswith(last)
            if any(under(name, one) for one in above)
        ]

    def rows(self, *above: str, last: str = "") -> list[int]:
        """Return the rows of all that the names under some names hold, the items of lists."""
        return [row for name in self.names(*above, last=last) for row in self._items(name)]

    def _items(self, name: str) -> list[int]:
        thing = self.thing(name)
        return list(thing.parts) if thing.kind == "sequence" else [self.row(name)]

    def items(self, path: str | int, what: str, count: int | None = None) -> list[int]:
        """Return the rows of a list's items; fail if it is no list of that length."""
        thing = self.thing(path)
        if thing.kind != "sequence":
            wanted = "a list" if count is None else f"a list of {count}"
            self.unmet(f"{what} is {described(thing)}, not a list.", wanted, self.shown(path))
        if count is not None and len(thing.parts) != count:
            self._miscounted(what, len(thing.parts), count)
        return list(thing.parts)

    def _miscounted(self, what: str, got: int, want: int) -> NoReturn:
        found, wanted = (f"{one} item{'s' * (one != 1)}" for one in (got, want))
        self.unmet(f"{what} has {found}, not {want}.", wanted, found)

    def value(self, path: str | int, what: str) -> Thing:
        """Return a thing that is one Value holding a finite number; fail if it is not."""
        thing = self.thing(path)
        if thing.kind != "value":
            found, wanted, got = f"{described(thing)}, not a Value", "one Value", self.shown(path)
            if thing.kind == "other" and thing.type == "Value":
                found = "of another class called Value, not the one in engine.py"
                wanted, got = "one Value of engine.py", "a Value of another class"
            self.unmet(f"{what} is {found}.", wanted, got)
        if not isinstance(thing.number, float):
            found = f"a Value, but its data is {thing.number}, not a finite number"
            self.unmet(f"{what} is {found}.", "a finite float", str(thing.number))
        return thing

    def shown(self, path: str | int) -> str:
        return shown(self.observation.things, self.row(path))

    # agreement with the reference

    def same(self, name: str, what: str, part: Part = "data") -> None:
        """Fail unless a name shows the same Values as the reference, by data or by gradient.

        Args:
            what: what the name is called; what stands behind it in a path is written behind it.
        """
        self.show(name, what, part)
        why = None if self.is_by_numbers else self.once("doubt", lambda: doubt(self.observation))
        if why and (part == "grad" or not why.is_of_gradients):
            self.unmet(f"{sentence(what)[:-1]} cannot be relied on: {why.words}.")

    def show(self, name: str, what: str, part: Part = "data") -> None:
        """Fail unless a name shows the numbers that the reference shows, wherever they are from."""
        wanted = dict(leaves(self.reference, name))
        if not wanted:  # an answer key that lacks it must not let everything pass
            raise LookupError(f"the answer key does not say what {name} is")
        for path, want in wanted.items():
            is_length = path.startswith("len(")
            bare = path[len("len(") : -1] if is_length else path
            bare = bare.removesuffix(".data").removesuffix(".grad")
            rest = bare[len(name) :].removeprefix(".")
            is_item = rest.startswith("[") and what.startswith("The ")
            called = f"Item {rest.strip('[]')} of the{what[3:]}" if is_item else what + rest
            if is_length:
                self._same_length(path, called, want)
            elif path.endswith(".data"):
                value = self.value(bare, called)
                if part == "data":
                    self._same_number(called, value.number, want, part)
            elif path.endswith(".grad") and part == "grad":
                self._same_number(f"The gradient of {called}", self.thing(bare).grad, want, part)

    def _same_length(self, path: str, what: str, want: Leaf) -> None:
        assert isinstance(want, float)
        if path not in self.observation.names:
            self.items(path[len("len(") : -1], what, int(want))
        elif (got := self.thing(path).number) != want:
            self._miscounted(what, int(got) if isinstance(got, float) else 0, int(want))

    def _same_number(self, what: str, got: float | str | None, want: Leaf, part: Part) -> None:
        if not close(got, want):
            off = lesson("shapes").difference(self.scenario.given, part, got, want)
            is_over_own = self.is_by_numbers and not catalog.exercise(self.scenario.exercise).given
            own = OWN_SLOPE if part == "grad" and is_over_own else ""
            self.unmet(f"{what} {off or 'is not right'}.{own}", *apart(want, got))

    def same_number(self, name: str, what: str, why: str = "") -> None:
        """Fail unless a name leads to the plain number that it leads to on the reference.

        Args:
            why: a sentence that is true of it where it is wrong.
        """
        got, want = self.thing(name).number, self.reference[name]
        if not close(got, want):
            self.unmet(f"{what} is not right. {why}".strip(), *apart(want, got))

    def agrees(self, name: str) -> bool:
        """Tell whether everything under a name is as on the reference."""
        return alike(self.seen(name), dict(leaves(self.reference, name)))

    def seen(self, name: str) -> Facts:
        """Return what was seen under a name, as facts."""
        return dict(
            leaves(self.once("facts", lambda: facts(self.observation, self.scenario)), name)
        )

    # plain numbers

    def number(self, path: str | int, what: str, wanted: str = "a plain number") -> float:
        """Return a finite plain number; fail if there is anything else."""
        thing = self.thing(path)
        if thing.kind == "none":
            self.unmet(f"{what} is None: is a `return` missing?", wanted, "None")
        if thing.kind == "value":
            said = f"{what} is a Value. A plain number belongs here: its data, or its grad."
            self.unmet(said, wanted, self.shown(path))
        if thing.number in ("nan", "inf", "-inf"):
            self.unmet(f"{what} is {thing.number}, not a finite number.", wanted, str(thing.number))
        if thing.kind != "number" or not isinstance(thing.number, float):
            self.unmet(f"{what} is {described(thing)}, not a number.", wanted, described(thing))
        return thing.number

    def numbers(self, path: str | int, what: str, count: int) -> list[float]:
        """Return so many plain numbers; fail if it is no list of them."""
        if self.thing(path).kind == "none":
            self.unmet(f"{what} is None: is a `return` missing?", f"a list of {count}", "None")
        rows = self.items(path, what, count)
        return [self.number(row, f"{what}[{place}]") for place, row in enumerate(rows)]

    # identity: two rows are the same exactly when the objects are

    def same_objects(self, one: str, other: str, message: str) -> None:
        """Fail unless two names lead to the same objects, item by item."""
        if self._items(one) != self._items(other):
            self.unmet(message)

    def distinct(self, name: str, message: str) -> None:
        """Fail if an object is in a list more than once."""
        rows = self._items(name)
        if len(set(rows)) < len(rows):
            self.unmet(message, f"{len(rows)} different", f"{len(set(rows))} different")


def described(thing: Thing) -> str:
    """Return what a thing is, with its article."""
    if thing.kind == "none":
        return "None"
    article = "an" if thing.type.lower().startswith((*"aeiou", "nd")) else "a"
    return f"{article} {thing.type}"
