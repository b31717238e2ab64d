"""The evidence: what was seen of one submission, and the checks that judge it.

A check is a function over evidence. All are known before anything runs, so a pass is N of N.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from checks import catalog
from checks.catalog import Exercise, Scenario, exercise, exercises, lesson, scenarios
from checks.check.facts import Leaf, all_facts, doubt
from checks.check.finding import Finding, Look, Unmet, ending
from checks.check.key import Answers, recognise
from checks.run.observation import Line, Observation
from checks.run.worker import Observations, Place

RUN = ("ok", "raised", "todo")  # how a scenario ends in a process that is still there
GONE = ("missing", "no file", "closed file")
ENDED = ("raised", *GONE)  # how a scenario may end that needs the learner's own engine
STOPS = ("crashed", "timed out")
WAITING = "This needs your own engine, and that is not right yet. It opens once your engine passes."
UNKNOWN = " Your own engine may have this, but it does not run yet."
OURS = "The check itself failed; your code is not to blame."


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
        before: of hidden numbers, the evidence on the published ones: it has what is asked once.
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
    before: "Evidence | None" = None
    known: dict[tuple[str, str], Any] = field(default_factory=dict)
    judged: dict[str, Finding | None] = field(default_factory=dict)

    def __call__(self, scenario: str) -> "Look":
        """Look at one scenario; a check that looks at one that did not run to its end fails."""
        if self.before and scenario not in self.asked:
            return self.before(scenario)
        seen, by_numbers = self.observations[scenario], self.is_by_numbers(scenario)
        look = Look(self.asked[scenario], seen, self.reference[scenario], self.known, by_numbers)
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

    def place(self, looked_at: str = "") -> Place:
        """Return where the submission's own engine is while an exercise is looked at."""
        if looked_at in self.by_numbers:
            return "beneath"
        if self.engine == "right":
            return "right"
        runs = any(
            one.status in RUN and not one.loading
            for name, one in self.observations.items()
            if exercise(self.asked[name].exercise).given
        )
        return "beside" if runs or not self.engine else "aside"

    def is_by_numbers(self, scenario: str) -> bool:
        """Tell whether a scenario's numbers count, wherever they are from."""
        name = self.asked[scenario].exercise
        return name in self.by_numbers or exercise(name).given

    def each(self, *names: str) -> "Iterable[Look]":
        return (self(name) for name in names)

    def published(self, scenario: str) -> Observation:
        """Return what was seen in the published numbers: hidden ones do not ask for all of it."""
        return (self.before or self).observations[scenario]


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


# the checks


class Check(Struct, frozen=True):
    """One check.

    Attributes:
        id: exercise and name, as in "double.call".
        title: the first line of its docstring: what is true of a right answer.
        function: raises `Unmet` on evidence of an answer that is not right.
    """

    id: str
    exercise: str
    title: str
    function: Judge


def every() -> tuple[Check, ...]:
    """Return every check, in the order of the exercises and of the files."""
    return tuple(check for exercise in exercises() for check in checks(exercise.id))


@cache
def checks(exercise: str) -> tuple[Check, ...]:
    """Return the checks of one exercise; who asks for no other does not load theirs."""
    module = lesson(f"suite.{exercise}")
    return tuple(
        Check(f"{exercise}.{name}", exercise, title(function), function)
        for name, function in vars(module).items()
        if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")
    )


def judge(check: Check, evidence: Evidence) -> Finding | None:
    """Return why a check does not pass, or None if it does.

    Where an exercise was also seen over the submission's own parts, what holds there passes. What
    is wrong over both is told as over stand-ins, which is how mistakes are known, unless it stops
    there in another way. What is wrong over own parts alone counts if nothing is wrong over both:
    one slip shows in many places.
    """
    found = _judged(check, evidence)
    if check.exercise not in evidence.owned:
        return found
    over = evidence.owned[check.exercise]
    if over.beneath:
        return _waiting(check, evidence, over)
    own = _judged(check, over)
    if own is None:
        return found if over.is_told and _is_wrong(check, evidence) else None
    if found is None:
        if check.exercise in over.by_numbers - evidence.by_numbers:
            return None  # what is wrong may be an operation of theirs: the whole tells
        both = (one for one in checks(check.exercise) if _judged(one, over))
        return None if any(_judged(one, evidence) for one in both) else own
    is_other = _ending(own) != _ending(found)  # what explains an error differs with the parts
    is_told_better = own.message != found.message and own.seen.where == found.seen.where
    return own if found.verdict in STOPS and (is_other or is_told_better) else found


def _ending(found: Finding) -> tuple[str, ...]:
    """Return how something ended, in Python's own words where it raised."""
    error = found.seen.error
    return (found.verdict, *((error.type, error.message) if error else (found.message,)))


def _is_wrong(check: Check, evidence: Evidence) -> bool:
    """Tell whether stand-ins show that a check, or what it waits for, is wrong: not that it stops.

    It says so where what own parts show was held to its own numbers.
    """
    found = _judged(check, evidence)
    every = (_judged(one, evidence) for one in checks(check.exercise))
    is_wrong = any(one is not None and one.verdict == "not yet" for one in every)
    return is_wrong and found is not None and found.verdict in ("not yet", "blocked")


def _waiting(check: Check, evidence: Evidence, over: Evidence) -> Finding | None:
    """Let what fails over stand-ins wait for own parts, where these have what stand-ins lack."""
    found, own = _judged(check, evidence), _judged(check, over)
    if found is None or (own and (own.verdict, own.message) == (found.verdict, found.message)):
        return found
    lacks = _lacks(found.seen)
    runs = own is None or (lacks and own.verdict in ("not yet", "blocked"))
    parts = " and ".join(over.beneath)
    waits = Finding("blocked", f"This is checked with your own {parts}, once that passes.")
    if runs and (lacks or found.verdict == "not yet"):
        return waits
    if own is None or own.message == found.message or found.verdict != "not yet":
        return found
    # it goes another way there: it may know no stand-in, or stop in a part that is wrong itself
    if own.verdict == "not yet" or _stops_in(over.beneath, own):
        return waits
    return replace(found, message=f"{found.message} That is with the kit's own {parts}.")


def _stops_in(parts: tuple[str, ...], why: Finding) -> bool:
    """Tell whether code stopped in one of some parts."""
    names = set().union(*(exercise(part).names for part in parts))
    lines = why.seen.trace if why.verdict == "crashed" else ()
    return any(line.function.partition(".")[0] in names for line in lines)


def _lacks(seen: Observation) -> bool:
    """Tell whether a file cannot be loaded over a stand-in, or asks it for more than it has."""
    return seen.loading or (seen.error is not None and seen.error.clues.get("whose") == ("kit",))


def _judged(check: Check, evidence: Evidence) -> Finding | None:
    """Judge some evidence as it is, once: it may be asked for again."""
    if check.id not in evidence.judged:
        try:
            found = finding_of(check.function, evidence)
        except Exception as error:  # a fault of the check: it must not end a whole class
            found = Finding("kit error", f"{OURS} {type(error).__name__}: {error}")
        evidence.judged[check.id] = found
    return evidence.judged[check.id]


# over own parts: stand-ins decide where something beneath does not pass yet. Where all of it does,
# they may know less than the classes that they stand for, or take more: what works there counts.

Ask: TypeAlias = Callable[..., Observations]  # `observe`, of one submission


def over_own_parts(evidence: Evidence, ask: Ask, answers: Answers) -> Evidence:
    """Return evidence with what was seen over the submission's own parts, where that tells more.

    Where an exercise passes over stand-ins, and the whole as well, the whole has shown it already.
    """
    for one in (one for one in exercises() if one.over and evidence.has(one.id)):
        every = [found for found in (evidence.before, evidence) if found]
        beneath = tuple(o for o in one.over if not all(_passes(o, found) for found in every))
        verdicts = _verdicts(one.id, evidence)
        # nothing is written, or it does not end: that is the same over any parts
        is_the_same = verdicts == {"not started"} or "timed out" in verdicts
        is_shown = not verdicts and _passes(catalog.declared().whole, evidence)
        is_waiting = any(name.startswith(f"{one.id}.") for name in evidence.waiting)
        if is_the_same or is_shown or is_waiting or (beneath and not verdicts):
            continue
        own = replace(_over_own(one, evidence, ask, answers), beneath=beneath)
        evidence = replace(evidence, owned={**evidence.owned, one.id: own})
    return evidence


def over_either_engine(found: Observations, evidence: Evidence, ask: Ask) -> Evidence:
    """Add what was found over the given engine; what does not run there, over the learner's own.

    What runs there uses something that only that engine has: it is judged by its numbers, or waits
    until that engine is right.
    """
    together = {**evidence.observations, **found}
    seen = found.items() if evidence.engine else ()
    ended = {name: one for name, one in seen if one.status in ENDED or _is_of_another(one)}
    if not ended:
        return replace(evidence, observations=together)
    wanted = {evidence.asked[name].exercise for name in ended}
    again = ask([one for one in exercises() if one.id in wanted], engine="beneath")
    needing = {name for name, one in ended.items() if _needs_own(one, again[name])}
    lacked = {_message(ended[name]) for name in needing}  # over an engine that fails as well
    needing |= {name for name, one in ended.items() if _message(one) in lacked}
    if evidence.engine == "wrong":
        unknown = frozenset(name for name in needing if _is_unknown(ended[name], again[name]))
        evidence = replace(evidence, waiting=frozenset(needing - unknown), unknown=unknown)
        return replace(evidence, observations=together)
    moved = frozenset(evidence.asked[name].exercise for name in needing)
    over = {name: one for name, one in again.items() if evidence.asked[name].exercise in moved}
    return replace(evidence, observations={**together, **over}, by_numbers=moved)


def _is_of_another(seen: Observation) -> bool:
    """Tell whether something was made by an operation that only the learner's own engine has."""
    why = doubt(seen) if seen.status == "ok" else None
    return why is not None and why.is_unknown


def _message(seen: Observation) -> str:
    return seen.error.message if seen.error else ""


def _needs_own(given: Observation, own: Observation) -> bool:
    """Tell whether what did not run over the given engine fails for lack of the learner's own."""
    if own.status == "ok" or given.error is None:
        return own.status == "ok"
    is_other = own.error is None or own.error.message != given.error.message
    is_about_it = catalog.setting().leaf in given.error.message or "'engine'" in given.error.message
    return is_about_it and is_other and (bool(own.trace) or own.loading)


def _is_unknown(given: Observation, own: Observation) -> bool:
    """Tell whether it cannot be told if the learner's own engine has what the given one lacks."""
    return own.loading and (given.error is None or given.error.type != "ImportError")


def over_own_engine(evidence: Evidence, ask: Ask, came: Observations) -> Evidence:
    """Return evidence with the whole over the submission's own engine, if it does not pass there.

    Each may be right by itself, and the two not fit. What `came` behind others counts if it passes.
    """
    whole = catalog.declared().whole
    is_right = evidence.engine == "right" and whole not in evidence.by_numbers
    if not is_right or not _passes(whole, evidence):
        return evidence

    def over(seen: Observations) -> Evidence:
        every, by_numbers = {**evidence.observations, **seen}, evidence.by_numbers | {whole}
        return replace(evidence, observations=every, by_numbers=by_numbers, known={}, judged={})

    if came and _passes(whole, over(came)):
        return evidence
    own = over(ask([exercise(whole)], engine="beneath"))
    return evidence if _passes(whole, own) else own


def told_by(name: str, evidence: Evidence) -> Evidence:
    """Return the evidence that is told of: over own parts only if that says something else.

    Mistakes are known by what they do over stand-ins.
    """
    if name not in evidence.owned or evidence.owned[name].beneath:
        return evidence

    def how(seen: Evidence) -> list[tuple[str, Line | None] | None]:
        found = (judge(check, seen) for check in checks(name))
        return [(one.verdict, one.seen.where) if one else None for one in found]

    return evidence if how(replace(evidence, owned={})) == how(evidence) else evidence.owned[name]


def _over_own(one: Exercise, evidence: Evidence, ask: Ask, answers: Answers) -> Evidence:
    """Look at an exercise over own parts.

    No numbers are asked for that a known mistake of the whole explains: that is told there. It is
    known by what it does in the published numbers.
    """
    own_asked = (each for each in evidence.asked.values() if each.exercise == one.id)
    told = {each.id: each for each in map(lesson("scenarios").over_own, own_asked)}
    needing = next((o for o in (one.id, *one.over) if o in evidence.by_numbers), "")
    by_numbers = evidence.by_numbers | ({one.id} if needing else set())
    seen = ask([one.over_own], engine=evidence.place(needing))
    before = evidence.before and evidence.before.owned.get(one.id, evidence.before)
    own = Evidence(seen, answers.owned, told, by_numbers=by_numbers, before=before)
    is_wrong = _verdicts(one.id, own) - {"blocked"} == {"not yet"}
    is_told = before.is_told if before else is_wrong and _is_known(evidence, ask)
    if not is_told:
        return own
    shown = all_facts(own.observations.values(), told)
    return replace(own, reference=shown, known={}, judged={}, is_told=True)


def _is_known(evidence: Evidence, ask: Ask) -> bool:
    """Tell whether known mistakes of the whole explain all that is wrong in it."""
    whole = exercise(catalog.declared().whole)
    over = evidence.observations if evidence.has(whole.id) else ask([whole])
    found = recognise(whole.id, over)
    return found is not None and found.complete


def _verdicts(name: str, evidence: Evidence) -> set[str]:
    """Return the verdicts of an exercise's checks that do not pass."""
    return {found.verdict for check in checks(name) if (found := judge(check, evidence))}


def _passes(name: str, evidence: Evidence) -> bool:
    return evidence.has(name) and not _verdicts(name, evidence)
