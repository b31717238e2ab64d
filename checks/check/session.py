"""The session: one submission is observed, its checks judge the evidence, a Result comes of it."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from shlex import quote
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from checks import edition
from checks.catalog import Exercise, declared, exercise, exercises, lesson, setting
from checks.check.checks import Check, checks, judge
from checks.check.evidence import Evidence
from checks.check.facts import all_facts
from checks.check.finding import Finding
from checks.check.key import Answers, published
from checks.check.result import LATER, Advice, ExerciseResult, Result, exercise_result, result
from checks.errors import KitError
from checks.run.observation import Line, Observation
from checks.run.worker import Observations, Place, Worker, observe, worker_for
from checks.submission import ENGINE, EXERCISES, Submission, defined

if TYPE_CHECKING:
    from checks.run.box import Box

Findings = Mapping[Check, Finding | None]
Ask: TypeAlias = Callable[..., Observations]  # `observe`, of one submission
ENDED = ("raised", "missing")  # how a scenario may end that needs the learner's own engine


NOTHING = "The engine is the one that was handed out, so there is nothing to check in it."


class NothingToCheck(KitError):
    """The engine alone was asked for, and it is the kit's own."""

    def __init__(self, folder: str = EXERCISES.name) -> None:
        where = "" if folder == EXERCISES.name else f" --submission {quote(folder)}"
        rest = f"python -m checks{where}"
        super().__init__(NOTHING, fix=f"Put your own into {folder}, or check the rest: {rest}")


class Checked(Struct, frozen=True):
    """What came of checking a submission, and what that was judged by."""

    result: Result
    evidence: Evidence


def check(
    submission: Submission,
    chosen: tuple[str, ...] = (),
    *,
    hosted: bool = False,
    box: "Box | None" = None,
    prepared: Sequence[Worker] = (),
    answers: Answers | None = None,
    patience: float = 1.0,
) -> Checked:
    """Check a submission.

    Args:
        chosen: ids of the exercises to report; all, if empty.
        hosted: whether pytest runs the checks, as at the desk, where one run is waited for.
        box: what holds the submission's code apart; nothing at the desk.
        prepared: one worker, or two, that have done nothing yet, to save their start.
        answers: to other scenarios than the published ones, which are then asked instead.
        patience: how many times as long as usual the machine, not the code, may take.

    Raises:
        KitError: if the answer key cannot be used, or there is nothing to check.
    """
    started, answers = perf_counter(), answers or published()
    asked = _asked(submission, chosen)
    if hosted and chosen and all(exercise(name).given and name not in asked for name in chosen):
        raise NothingToCheck(submission.name)
    workers = [one for one in prepared if one.is_alive] or [worker_for(submission, box, patience)]
    if hosted:
        found, evidence = _hosted(submission, asked, answers, workers)
    else:
        evidence = observed(submission, asked, answers, workers)
        found = {one: judge(one, evidence) for one in _checks(asked) if evidence.has(one.exercise)}
    results = _results(submission, found, evidence, answers, chosen)
    layers, seconds = box.layers if box else (), perf_counter() - started
    taken = dict.fromkeys(note for one in evidence.observations.values() for note in one.notes)
    notes = (*submission.notes, *taken, *_of_engine(evidence, results))
    made = result(submission.name, edition.name(), layers, results, seconds, notes)
    return Checked(made, evidence)


def _of_engine(evidence: Evidence, results: Sequence[ExerciseResult]) -> tuple[str, ...]:
    """Return over which engine all else was looked at, where the submission brings its own."""
    if not evidence.engine:
        return ()
    waiting = {evidence.asked[name].exercise for name in evidence.waiting}
    waits, own = (
        ", ".join(one.title for one in exercises() if one.id in names)
        for names in (waiting, evidence.by_numbers)
    )
    id = next(one.id for one in exercises() if one.given)
    is_wrong, is_shown = evidence.engine == "wrong", any(one.id == id for one in results)
    cut = "" if is_wrong else ", without what yours lacks"
    words = [
        "Your own engine does not pass yet." if is_wrong else "",
        f"These wait for it: {waits}." if waits else "",
        f"Looked at over your own engine, by its numbers: {own}." if own else "",
        f"All else was looked at over the engine that was handed out{cut}.",
        f"See it: python -m checks {id}" if is_wrong and not is_shown else "",
    ]
    return (" ".join(filter(None, words)),)


def _asked(submission: Submission, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the exercises to observe: those that are chosen, and what is beneath them.

    An engine of one's own is always among them: what needs it waits where that one does not pass.
    """
    wanted = {need for one in map(exercise, chosen) for need in (one.id, *one.needs, *one.over)}
    brings_engine = submission.brings_engine
    return tuple(
        one.id
        for one in exercises()
        if (brings_engine if one.given else one.id in wanted or not wanted)
    )


def _checks(asked: Sequence[str]) -> list[Check]:
    return [check for name in asked for check in checks(name)]


def observed(
    submission: Submission, asked: Sequence[str], answers: Answers, workers: Sequence[Worker]
) -> Evidence:
    """Return the evidence on some exercises: all but the engine over the one handed out.

    What tells more over the submission's own engine, or its own parts, is looked at there, too.

    Args:
        workers: one, or two of which the second has the stretch goals; they are ended.
    """
    evidence = Evidence({}, answers.reference, answers.scenarios)
    with ExitStack() as running:
        for worker in workers:
            running.enter_context(worker)
        for given in (one for one in exercises() if one.given and one.id in asked):
            seen = observe(submission, [given], asked=answers.asked, worker=workers[0])
            if submission.whole and _has_none(submission.whole, seen):
                submission = submission.having(given.module, ENGINE)
                continue
            evidence = replace(evidence, observations=seen, engine="right")
            if any(judge(one, evidence) for one in checks(given.id)):
                evidence = replace(evidence, engine="wrong")
        ask = partial(observe, submission, asked=answers.asked, worker=workers[0])
        others = [one for one in exercises() if not one.given and one.id in asked]
        found = _beside(others, ask, workers, evidence.place())
        evidence = _over_own_engine(found, evidence, ask)
        return over_own_parts(evidence, ask, answers)


def _has_none(whole: Path, seen: Observations) -> bool:
    """Tell whether one file has no engine of its own; where it cannot be read, its text tells."""
    if all(one.status == "missing" for one in seen.values()):
        return True
    is_read = any(one.status != "raised" or not one.loading for one in seen.values())
    return not is_read and setting().leaf not in defined(whole)


def _beside(
    others: Sequence[Exercise], ask: Ask, workers: Sequence[Worker], engine: Place
) -> Observations:
    """Observe the required exercises; with a second worker, the stretch goals beside them."""
    if len(workers) == 1:
        return ask(others, engine=engine)
    groups = [[one for one in others if one.required is required] for required in (True, False)]
    with ThreadPoolExecutor() as pool:
        found = pool.map(lambda *to: ask(to[0], worker=to[1], engine=engine), groups, workers)
    return {name: one for group in found for name, one in group.items()}


def _over_own_engine(found: Observations, evidence: Evidence, ask: Ask) -> Evidence:
    """Add what was found over the given engine; what does not run there, over the learner's own.

    What runs there uses something that only that engine has: it is judged by its numbers, or waits
    until that engine is right.
    """
    ended = {name: one for name, one in found.items() if one.status in ENDED}
    together = {**evidence.observations, **found}
    if not evidence.engine or not ended:
        return replace(evidence, observations=together)
    wanted = {evidence.asked[name].exercise for name in ended}
    again = ask([one for one in exercises() if one.id in wanted], engine="beneath")
    needing = {name for name, one in ended.items() if _needs_own(one, again[name])}
    lacked = {_message(ended[name]) for name in needing}  # over an engine that fails as well
    needing |= {name for name, one in ended.items() if _message(one) in lacked}
    if evidence.engine == "wrong":
        unknown = frozenset(name for name in needing if _is_unknown(ended[name], again[name]))
        waiting = frozenset(needing - unknown)
        return replace(evidence, observations=together, waiting=waiting, unknown=unknown)
    moved = frozenset(evidence.asked[name].exercise for name in needing)
    over = {name: one for name, one in again.items() if evidence.asked[name].exercise in moved}
    return replace(evidence, observations={**together, **over}, by_numbers=moved)


def _message(seen: Observation) -> str:
    return seen.error.message if seen.error else ""


def _needs_own(given: Observation, own: Observation) -> bool:
    """Tell whether what did not run over the given engine fails for lack of the learner's own."""
    if own.status == "ok" or given.error is None:
        return own.status == "ok"
    is_other = own.error is None or own.error.message != given.error.message
    is_about_it = setting().leaf in given.error.message or "'engine'" in given.error.message
    return is_about_it and is_other and (bool(own.trace) or own.loading)


def _is_unknown(given: Observation, own: Observation) -> bool:
    """Tell whether it cannot be told if the learner's own engine has what the given one lacks."""
    return own.loading and (given.error is None or given.error.type != "ImportError")


# over the submission's own parts in the place of stand-ins: these decide where something beneath
# does not pass yet; where all of it does, they may know less than the classes that they stand for,
# or take more, and what counts is what works with these


def over_own_parts(evidence: Evidence, ask: Ask, answers: Answers) -> Evidence:
    """Return evidence with what was seen over the submission's own parts, where that tells more.

    Where an exercise passes over stand-ins, and the whole as well, the whole has shown it already.
    """
    for one in (one for one in exercises() if one.over and evidence.has(one.id)):
        beneath = tuple(name for name in one.over if not _passes(name, evidence))
        verdicts = _verdicts(one.id, evidence)
        # nothing is written, or it does not end: that is the same over any parts
        is_the_same = verdicts == {"not started"} or "timed out" in verdicts
        is_shown = not verdicts and _passes(declared().whole, evidence)
        is_waiting = any(name.startswith(f"{one.id}.") for name in evidence.waiting)
        is_right_so_far = beneath and not verdicts
        if is_the_same or is_shown or is_waiting or is_right_so_far:
            continue
        own = replace(_over_own(one, evidence, ask, answers), beneath=beneath)
        evidence = replace(evidence, owned={**evidence.owned, one.id: own})
    return evidence


def told_by(name: str, evidence: Evidence) -> Evidence:
    """Return the evidence that is told of: over own parts only if that says something else.

    Mistakes are known by what they do over stand-ins.
    """
    apart = replace(evidence, owned={})
    if name in evidence.owned and evidence.owned[name].beneath:
        return evidence
    is_same = all(_how(judge(c, apart)) == _how(judge(c, evidence)) for c in checks(name))
    return evidence if is_same else evidence.owned[name]


def _how(finding: Finding | None) -> tuple[str, Line | None] | None:
    return (finding.verdict, finding.where) if finding else None


def _over_own(one: Exercise, evidence: Evidence, ask: Ask, answers: Answers) -> Evidence:
    """Look at an exercise over own parts.

    No numbers are asked for that a known mistake of the whole explains: that is told there.
    """
    told = {each.id: each for each in map(lesson("scenarios").over_own, answers.asked[one.id])}
    seen = ask([one.over_own], engine=evidence.place(one.id))
    own = Evidence(seen, answers.owned, told, by_numbers=evidence.by_numbers)
    if _verdicts(one.id, own) - {"blocked"} != {"not yet"}:
        return own
    from checks.check import diagnosis  # only what does not pass pays for it

    whole = exercise(declared().whole)
    over = evidence.observations if evidence.has(whole.id) else ask([whole])
    found = diagnosis.recognise(whole.id, over, answers)
    if found is None or not found.complete:
        return own
    shown = all_facts(own.observations.values(), told)
    return replace(own, reference=shown, known={}, judged={})


def _verdicts(name: str, evidence: Evidence) -> set[str]:
    """Return the verdicts of an exercise's checks that do not pass."""
    return {found.verdict for check in checks(name) if (found := judge(check, evidence))}


def _passes(name: str, evidence: Evidence) -> bool:
    return evidence.has(name) and not _verdicts(name, evidence)


# what comes of it


def _hosted(
    submission: Submission, asked: Sequence[str], answers: Answers, workers: Sequence[Worker]
) -> tuple[Findings, Evidence]:
    """Let pytest run the checks; it is imported, in 150 ms, while the worker is at work."""
    pool = ThreadPoolExecutor(1)
    coming = pool.submit(observed, submission, asked, answers, workers)
    pool.shutdown(wait=False)
    from checks.check import plugin

    found = plugin.hosted(_checks(asked), coming.result)
    if coming.exception():
        return found, Evidence({}, answers.reference, answers.scenarios)
    evidence = coming.result()  # on nothing of an engine that one file turned out not to have
    return {one: finding for one, finding in found.items() if evidence.has(one.exercise)}, evidence


def _results(
    submission: Submission,
    found: Findings,
    evidence: Evidence,
    answers: Answers,
    chosen: tuple[str, ...],
) -> tuple[ExerciseResult, ...]:
    """Return what came of the chosen exercises; of all, if none is."""
    results: dict[str, ExerciseResult] = {}
    for one in exercises():
        if own := {check: found[check] for check in found if check.exercise == one.id}:
            needed = (results[need] for need in one.needs if need in results)
            unmet = [need.id for need in needed if need.verdict != "pass"]
            advice = None if unmet else _advice(one, own, evidence, answers)
            results[one.id] = exercise_result(one, own, unmet, submission, advice)
    if not results:  # of one file that turned out to have no engine
        raise NothingToCheck(submission.name)
    return tuple(one for one in results.values() if not chosen or one.id in chosen)


def _advice(one: Exercise, found: Findings, evidence: Evidence, answers: Answers) -> Advice | None:
    """Return what to tell a learner whose mistake is known."""
    verdicts = {finding.verdict for finding in found.values() if finding}
    if not verdicts - {"not started"} or "kit error" in verdicts:
        return None
    if told_by(one.id, evidence) is not evidence:
        return None
    from checks.check import diagnosis  # only what does not pass pays for it

    recognised = diagnosis.recognise(one.id, evidence.observations, answers)
    if recognised is None:
        return None
    wrong = [f.scenario for f in found.values() if f is not None and f.verdict not in LATER]
    if recognised.complete:  # what is drawn at random is no fact, and may or may not show it
        wrong = [name for name in wrong if not answers.scenarios[name].random] or wrong
    return diagnosis.advice(recognised, one.id, wrong, answers.bank())
