"""The finding: what a check may look at in one scenario, and why it does not pass."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NoReturn, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from checks import catalog
from checks.catalog import Scenario, lesson
from checks.check.facts import (
    Facts,
    Leaf,
    alike,
    apart,
    close,
    described,
    doubt,
    facts,
    leaves,
    shown,
    under,
)
from checks.run.observation import Error, Line, Observation, Thing

Part = Literal["data", "grad"]
Found = TypeVar("Found")
OWN_SLOPE = " This ran over your own engine: are the slopes right that only your engine has?"
NO_RETURN = (
    "is a `return` missing, or is what stands behind it None itself, as with append(), sort() or "
    "print()?"
)
STUB = "is still a stub: write your code there and delete the line `raise NotImplementedError`."
TWICE = (
    "{0} is there twice: in line {1} with your code, and further down as a stub. Python takes the "
    "later one. Delete that, and its class as well if that is there twice."
)
LEFTOVER = "raise NotImplementedError"
NOTHING = Observation("", "skipped")
KILLED = "Something stopped all of Python, such as os._exit or a call without end."

Verdict = Literal["pass", "not started", "not yet", "crashed", "timed out", "blocked", "kit error"]
Kind = Literal[
    "",
    "stub",  # it still raises NotImplementedError
    "no file",
    "closed file",  # it is there, and cannot be opened
    "unreadable",  # Python cannot read it
    "not run",  # earlier calls have used up the time
    "leftover",  # there is code, and a `raise NotImplementedError` that ends it
    "recursion",  # it calls itself without end
    "elsewhere",  # an exception that the line where it was raised says nothing about
    "changed",  # a call changes what it has to leave as it is
    "replaced",  # a call puts something else in the place of what is there
    "cut off",  # an output does not come from what it should come from
    "one answer",  # a call gives the same, whatever it is given
    "again",  # it is asked a second time
]


class Finding(Struct, frozen=True):
    """Why a check does not pass.

    Attributes:
        message: what is wrong, in a sentence.
        kind: what sort of ending it tells of, for whoever gives hints.
        call: what was called, as a learner would type it; "" where nothing was.
        expected, got: what differs; "" where nothing compares.
        seen: what it is about: the line to look at, those that led there, what was printed.
    """

    verdict: Verdict
    message: str
    kind: Kind = ""
    call: str = ""
    expected: str = ""
    got: str = ""
    seen: Observation = NOTHING


class Unmet(Exception):
    """Raised by a check that does not pass; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


# how a scenario ended that did not run to its end

SAID = {
    "skipped": Finding(
        "timed out",
        "This did not run: earlier calls took too long, and used up the time.",
        "not run",
    ),
    "oversize": Finding(
        "not yet",
        "What came back has more than 20,000 nodes or items. A right answer here has fewer "
        "than 300.",
    ),
    "garbled": Finding(
        "crashed",
        "The kit could not read what came back: your code writes where only the kit may write.",
    ),
}
RAISED = {
    "SystemExit": "Your code asks Python to exit. A call has to return instead.",
    "BdbQuit": "breakpoint() waits for somebody at the keyboard, and nobody types during a check.",
    "EOFError": "Your code asks for input from the keyboard, and nobody types during a check.",
    "MemoryError": "Your code asks for more memory than a check may have.",
}
NO_EXIT = [f"name '{one}' is not defined" for one in ("exit", "quit")]


def ending(seen: Observation, asked: Scenario) -> Finding:
    """Return how a scenario ended that did not run to its end: verdict, message and kind."""
    said = seen.error.message if seen.error else ""
    match seen.status:
        case "todo":
            stub = seen.where.function if seen.where else asked.focus
            return Finding("not started", f"{stub} {STUB}", "stub")
        case "missing":
            return Finding("crashed", sentence(said))
        case "no file" | "closed file" as kind:
            return Finding("crashed", sentence(said), kind)
        case "timeout":
            return Finding("timed out", _endless(seen))
        case "crashed":
            how = said or "its process is gone"
            return Finding("crashed", f"Python ended before the call returned ({how}). {KILLED}")
        case "raised" if seen.error:
            return Finding("crashed", *_raised(seen, seen.error, asked))
        case "raised":
            return Finding("crashed", "Your code raised an exception.")
    return SAID[seen.status]


def sentence(words: str) -> str:
    """Begin with a capital letter and end with a full stop, unless it is a question."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('?') else '.'}"


def _endless(seen: Observation) -> str:
    """Say what was going on when the time was up, as far as that is known."""
    if seen.loading:
        what = f": {seen.error.message}" if seen.error else ""
        return f"Importing your file does not end in time{what}."
    if seen.where:
        return (
            "This call does not end, or takes far too long. Is there a loop that never comes to "
            "its end? A `while` ends only if each turn brings its end nearer."
        )
    # a loop in C keeps the worker from saying anything, even whether the file was loaded; or many
    # calls end, each late, and have used up the time of the exercise
    return "Your file, or this call, does not end in time. Does it wait, sleep, or print much?"


def _raised(seen: Observation, error: Error, asked: Scenario) -> tuple[str, Kind]:
    """Say what was raised in Python's own words, and what they mean here or Python proposes."""
    match error.type:
        case "NotImplementedError" if error.clues.get("earlier") and seen.where:
            return TWICE.format(seen.where.function, *error.clues["earlier"]), ""
        case "NotImplementedError" if seen.where and seen.where.text.startswith(LEFTOVER):
            return _left_over(seen.where), "leftover"
        case kind if kind in RAISED:
            return RAISED[kind], "elsewhere"
        case "NameError" if error.message in NO_EXIT:  # a worker does not have these
            return RAISED["SystemExit"], "elsewhere"
        case "RecursionError":
            return f"Your code calls itself without end. {error.type}: {error.message}", "recursion"
    message, hint = error.message, error.hint
    is_import = error.type in ("ImportError", "ModuleNotFoundError")
    if is_import:
        message = message.partition(" (")[0]  # behind it stands a path, of a stand-in perhaps
    said = f"{error.type}: {message}" if message else error.type
    if more := lesson("explain").explain(seen, asked) or hint:
        said = f"{said}. {more}"  # only code that raises pays for it
    # only where a SyntaxError is about the file itself, its beginning alone is known
    is_of_the_file = not seen.trace or seen.trace[-1].column > seen.trace[-1].end
    if error.type in ("SyntaxError", "IndentationError", "TabError") and is_of_the_file:
        return f"Python cannot read the file. {said}", "unreadable"
    return said, "elsewhere" if is_import else ""


def _left_over(where: Line) -> str:
    """Say that code is there, and what still ends it; a branch may raise for a reason."""
    said = f"Your code in {where.function} is there, but `{LEFTOVER}` in line {where.line}"
    is_bare = where.text.partition("#")[0].rstrip(" ;") in (LEFTOVER, f"{LEFTOVER}()")
    return f"{said} still ends it{': delete that line.' if is_bare else '.'}"


# one scenario, as a check looks at it


class Look(Struct, frozen=True):
    """One scenario: what came back, and what the reference shows."""

    scenario: Scenario
    observation: Observation
    reference: Mapping[str, Leaf]
    known: dict[tuple[str, str], Any]
    is_by_numbers: bool = False
    kind: Kind = ""  # of what is unmet here, where it is of none by itself

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
        call = "" if seen.loading else self.scenario.call
        raise Unmet(Finding(verdict, message, kind or self.kind, call, expected, got, seen))

    def made(self, start: Observation) -> "Look":
        """Return a look that shows where it was made, as another observation has it."""
        way = (start.where,) if start.where else ()
        return replace(self, observation=replace(self.observation, where=start.where, trace=way))

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
            own = OWN_SLOPE if part == "grad" and self._is_of_another() else ""
            self.unmet(f"{what} {off or 'is not right'}.{own}", *apart(want, got))

    def _is_of_another(self) -> bool:
        """Tell whether a graph may have an operation that only the learner's own engine has."""
        if not self.is_by_numbers or catalog.exercise(self.scenario.exercise).given:
            return False
        seen, why = self.observation, self.once("doubt", lambda: doubt(self.observation))
        is_kept = "root" in seen.names and bool(self.thing("root").parts)  # is a graph to be seen?
        return not is_kept or (why is not None and why.is_unknown)

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
        found = self.once("facts", lambda: facts(self.observation, self.scenario))
        return dict(leaves(found, name))

    # plain numbers

    def number(self, path: str | int, what: str, wanted: str = "a plain number") -> float:
        """Return a finite plain number; fail if there is anything else."""
        thing = self.thing(path)
        if thing.kind == "none":
            self.unmet(f"{what} is None: {NO_RETURN}", wanted, "None")
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
            self.unmet(f"{what} is None: {NO_RETURN}", f"a list of {count}", "None")
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
