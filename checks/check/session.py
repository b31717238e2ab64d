"""The session: one submission is observed, its checks judge the evidence, a Result comes of it."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from shlex import quote
from time import perf_counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from checks import edition
from checks.catalog import Asked, Exercise, declared, exercise, exercises, setting
from checks.check import key
from checks.check.evidence import (
    GONE,
    OURS,
    Ask,
    Check,
    Evidence,
    checks,
    judge,
    over_either_engine,
    over_own_engine,
    over_own_parts,
    told_by,
)
from checks.check.finding import Finding, Verdict
from checks.check.key import Advice, Answers
from checks.check.result import (
    LATER,
    ExerciseResult,
    Result,
    exercise_result,
    notes,
    result,
)
from checks.errors import KitError
from checks.run.observation import Observation
from checks.run.worker import Observations, Place, Worker, observe, observe_at_once, worker_for
from checks.submission import ENGINE, EXERCISES, Submission, defined, is_handed_out

if TYPE_CHECKING:
    from checks.run.box import Box

Findings = Mapping[Check, Finding | None]
Came = dict[str, Observations]  # of each exercise
Look = Callable[..., Came]

HOLDS, ASKS = "It holds for the published numbers", "was it written for these?"
ELSEWHERE: Mapping[str, str] = {  # by its verdict there, all that is told of hidden numbers
    "not yet": f"{HOLDS}, and not for others: {ASKS}",
    "crashed": f"{HOLDS}, and your code stops for others: {ASKS}",
    "timed out": f"{HOLDS}, and your code does not end in time for others.",
}
LATE = ("timeout", "skipped")
MOST_KNOWN = 4  # right answers of an exercise that others are compared with
UNSEEN = Finding("not yet", "")  # what is asked for is not there any more
NOTHING = "The engine is the one that was handed out, so there is nothing to check in it."


class NothingToCheck(KitError):
    """The engine alone was asked for, and it is the kit's own."""

    def __init__(self, folder: str = EXERCISES.name) -> None:
        where = "" if folder == EXERCISES.name else f" --submission {quote(folder)}"
        rest = f"python -m checks{where}"
        super().__init__(NOTHING, fix=f"Put your own into {folder}, or check the rest: {rest}")


class Checked(Struct, frozen=True):
    """What came of checking a submission, and what that was judged by.

    Attributes:
        hidden: the evidence on other numbers than the published ones, where these were asked, too.
    """

    result: Result
    evidence: Evidence
    hidden: Evidence | None = None


def check(
    submission: Submission,
    chosen: tuple[str, ...] = (),
    *,
    hosted: bool = False,
    box: "Box | None" = None,
    prepared: Sequence[Worker] = (),
    hidden: Answers | None = None,
    patience: float = 1.0,
) -> Checked:
    """Check a submission.

    Args:
        chosen: ids of the exercises to report; all, if empty.
        hosted: whether pytest runs the checks, as at the desk, where one run is waited for.
        box: what holds the submission's code apart; nothing at the desk.
        prepared: one worker, or two, that have done nothing yet, to save their start.
        hidden: answers to other numbers than the published ones: a check that passes holds in both.
        patience: how many times as long as usual the machine, not the code, may take.

    Raises:
        KitError: if the answer key cannot be used, or there is nothing to check.
    """
    started, answers = perf_counter(), key.published()
    asked, others = _asked(submission, chosen), None
    if hosted and chosen and all(exercise(name).given and name not in asked for name in chosen):
        raise NothingToCheck(submission.name)
    start = partial(worker_for, submission, box, patience)
    if hidden:
        found, evidence, others = _in_both(submission, asked, answers, hidden, start)
    else:
        workers = [one for one in prepared if one.is_alive] or [start()]
        found, evidence = (_hosted if hosted else _alone)(submission, asked, answers, workers)
    results = _results(submission, found, evidence, chosen)
    layers, told = box.layers if box else (), notes(submission, evidence, results)
    seconds = perf_counter() - started
    if hidden:  # how long these took might tell of them
        seconds = sum(one.seconds for one in evidence.observations.values())
    made = result(submission.name, edition.name(), layers, results, seconds, told)
    return Checked(made, evidence, others)


def _asked(submission: Submission, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the exercises to observe: those that are chosen, and what is beneath them.

    An engine of one's own is always among them: what needs it waits where that one does not pass.
    """
    wanted = {need for one in map(exercise, chosen) for need in (one.id, *one.needs, *one.over)}
    wanted = wanted or {one.id for one in exercises()}
    is_own = submission.brings_engine
    return tuple(one.id for one in exercises() if (is_own if one.given else one.id in wanted))


def _checks(asked: Sequence[str]) -> list[Check]:
    return [check for name in asked for check in checks(name)]


def _judged(asked: Sequence[str], evidence: Evidence) -> Findings:
    seen = [name for name in asked if evidence.has(name)]
    return {one: judge(one, evidence) for one in _checks(seen)}


def _in_both(
    submission: Submission,
    asked: Sequence[str],
    answers: Answers,
    hidden: Answers,
    start: Callable[..., Worker],
) -> tuple[Findings, Evidence, Evidence | None]:
    """Return what holds in the published numbers and in hidden ones, and the evidence on both.

    What is as it was handed out is not run. Hidden numbers are asked where a check passes, and last
    of all: what is told was said before the code could see them.
    """
    found: Findings = {}
    evidence, others = Evidence({}, answers.reference, answers.scenarios), None
    if begun := [name for name in asked if not _is_untouched(exercise(name), submission)]:
        with start() as worker:
            evidence = observed(submission, begun, answers, [worker], at_once=True)
            judged = _judged(begun, evidence)
            right = {one.exercise for one, why in judged.items() if why is None}
            # whatever becomes of an engine of one's own, all else is looked at over it
            again = [name for name in begun if name in right or exercise(name).given]
            if right:
                hidden.ready(again)
                others = observed(submission, again, hidden, [worker], evidence, at_once=True)
                found = _judged(again, others)
    rest = (one for name in asked if name not in begun for one in answers.asked[name])
    unread = {one.id: Observation(one.id, "todo") for one in rest}
    every = {**evidence.observations, **unread}
    in_order = {name: every[name] for name in answers.scenarios if name in every}
    evidence = replace(evidence, observations=in_order)
    twice = {scenario.exercise for scenario in others.asked.values()} if others else set()
    both = {
        one: _elsewhere(found.get(one, UNSEEN)) if why is None and one.exercise in twice else why
        for one, why in _judged(asked, evidence).items()
    }
    return both, evidence, others


def _is_untouched(one: Exercise, submission: Submission) -> bool:
    """Tell whether a file of an exercise is as it was handed out: it cannot be right, then."""
    parts = (*one.own, one.module)
    return not one.given and any(is_handed_out(submission.files[part]) for part in parts)


def _elsewhere(finding: Finding | None) -> Finding | None:
    """Return a finding on hidden numbers with nothing in it that was asked or that code says."""
    if finding is None:
        return None
    told = {**ELSEWHERE, "blocked": finding.message, "kit error": OURS}
    verdict: Verdict = finding.verdict if finding.verdict in told else "not yet"
    return Finding(verdict, told[verdict])


def _alone(
    submission: Submission, asked: Sequence[str], answers: Answers, workers: Sequence[Worker]
) -> tuple[Findings, Evidence]:
    evidence = _observed(submission, asked, answers, workers)
    return _judged(asked, evidence), evidence


def _observed(
    submission: Submission, asked: Sequence[str], answers: Answers, workers: Sequence[Worker]
) -> Evidence:
    """Return the evidence on some exercises, and end the workers."""
    with ExitStack() as running:
        for worker in workers:
            running.enter_context(worker)
        return observed(submission, asked, answers, workers)


def observed(
    submission: Submission,
    asked: Sequence[str],
    answers: Answers,
    workers: Sequence[Worker],
    before: Evidence | None = None,
    *,
    at_once: bool = False,
) -> Evidence:
    """Return the evidence on some exercises: all but the engine over the one handed out.

    What tells more over the submission's own engine, or its own parts, is looked at there, too.

    Args:
        workers: one, or two of which the second has the stretch goals.
        before: the evidence on the published numbers, if this is on others.
        at_once: whether parts and whole may be seen in one process: what is right there counts.
    """
    is_at_once = at_once and workers[0].patience == 1.0  # what has been slow is seen by itself
    asking = _again(answers, before) if before else answers.asked
    look: Look = partial(observe_at_once, asked=asking, worker=workers[0])
    look = look if is_at_once else lambda *_, **__: {}
    ask = partial(observe, asked=asking, worker=workers[0])
    scenarios = {one.id: one for group in asking.values() for one in group}
    evidence = Evidence({}, answers.reference, scenarios, before=before)
    right = partial(_with_right, asking=asking, known=answers.right)
    submission, evidence, whole = _of_own_engine(submission, asked, evidence, look, ask, right)
    ask = partial(ask, submission)
    others = [one for one in exercises() if not one.given and one.id in asked]
    engine = evidence.place()
    came = look(submission, [one for one in others if one.required], engine=engine)
    evidence = right(came, evidence)
    others = [one for one in others if not evidence.has(one.id)]
    begun = () if before else _first(came, others)  # all has run by then, with other numbers
    found = _beside(others, partial(ask, begun=begun), workers, engine)
    evidence = over_either_engine(found, evidence, ask)
    if before is None:  # that they fit each other shows in one set of numbers
        evidence = over_own_engine(evidence, ask, whole)
    return over_own_parts(evidence, ask, answers)


def _again(hidden: Answers, before: Evidence) -> Asked:
    """Return what is asked with hidden numbers: not what draws its own, or did not end before."""
    late = {one.scenario for one in before.observations.values() if one.status in LATE}
    groups = hidden.asked.items()
    return {id: tuple(o for o in group if not (o.random or o.id in late)) for id, group in groups}


def _of_own_engine(
    submission: Submission,
    asked: Sequence[str],
    evidence: Evidence,
    look: Look,
    ask: Ask,
    right: Callable[..., Evidence],
) -> tuple[Submission, Evidence, Observations]:
    """Add what was seen of an engine of the submission's own, and return the whole over that one.

    Also the submission, with the engine that was handed out if its one file turns out to have none.
    """
    before, came = evidence.before, Came()
    for given in (one for one in exercises() if one.given and one.id in asked):
        names = asked if before is None else ()
        whole = [exercise(name) for name in names if name == declared().whole]
        came = look(submission, [given, *whole], engine="beneath")
        evidence = right({given.id: came.get(given.id, {})}, evidence)
        begun = () if before else _first(came, [given])
        seen = {**evidence.observations} or ask(submission, [given], begun=begun)
        if submission.whole and _has_none(submission.whole, seen):
            submission = submission.having(given.module, ENGINE)
            continue
        evidence = replace(evidence, observations=seen, engine="right")
        was_wrong = before is not None and before.engine == "wrong"
        if was_wrong or any(judge(one, evidence) for one in checks(given.id)):
            evidence = replace(evidence, engine="wrong")
    return submission, evidence, came.get(declared().whole, {})


def _first(came: Came, left: Sequence[Exercise]) -> list[Observation]:
    """Return what came of the first exercise, if that is to be looked at: nothing ran before it.

    A call that was cut short there has more time when it is looked at alone.
    """
    is_left = left and left[0].id == next(iter(came), "")
    found = [*came[left[0].id].values()] if is_left else []
    is_cut = any(one.status == "timeout" and not one.loading for one in found)
    return [] if is_cut else found


def _with_right(
    seen: Came, evidence: Evidence, asking: Asked, known: dict[str, list[Any]]
) -> Evidence:
    """Return evidence with what was seen of each exercise that passes.

    What looks like a right answer before it, which is known, is not judged again: that a check
    passes depends on nothing else that was seen.
    """
    for name, found in seen.items():
        if len(found) < len(asking[name]):
            continue
        shown = [(one.status, one.things, one.names) for one in found.values()]
        right = known.setdefault(name, [])
        more = {**evidence.observations, **found}
        apart = replace(evidence, observations=more, known={}, judged={**evidence.judged})
        if shown in right:
            apart.judged.update((check.id, None) for check in checks(name))
        elif any(judge(check, apart) for check in checks(name)):
            continue
        elif len(right) < MOST_KNOWN:
            right.append(shown)
        evidence = apart
    return evidence


def _has_none(whole: Path, seen: Observations) -> bool:
    """Tell whether one file has no engine of its own; where it cannot be read, its text tells."""
    if all(one.status in GONE for one in seen.values()):
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


def _hosted(
    submission: Submission, asked: Sequence[str], answers: Answers, workers: Sequence[Worker]
) -> tuple[Findings, Evidence]:
    """Let pytest run the checks; it is imported, in 150 ms, while the worker is at work."""
    pool = ThreadPoolExecutor(1)
    coming = pool.submit(_observed, submission, asked, answers, workers)
    pool.shutdown(wait=False)
    from checks.check import plugin

    found = plugin.hosted(_checks(asked), coming.result)
    if coming.exception():
        return found, Evidence({}, answers.reference, answers.scenarios)
    evidence = coming.result()  # on nothing of an engine that one file turned out not to have
    return {one: finding for one, finding in found.items() if evidence.has(one.exercise)}, evidence


# what comes of it


def _results(
    submission: Submission, found: Findings, evidence: Evidence, chosen: tuple[str, ...]
) -> tuple[ExerciseResult, ...]:
    """Return what came of the chosen exercises; of all, if none is."""
    results: dict[str, ExerciseResult] = {}
    for one in exercises():
        if own := {check: found[check] for check in found if check.exercise == one.id}:
            needed = (results[need] for need in one.needs if need in results)
            unmet = [need.id for need in needed if need.verdict != "pass"]
            advice = None if unmet else _advice(one, own, evidence)
            results[one.id] = exercise_result(one, own, unmet, submission, advice)
    if not results:  # of one file that turned out to have no engine
        raise NothingToCheck(submission.name)
    return tuple(one for one in results.values() if not chosen or one.id in chosen)


def _advice(one: Exercise, found: Findings, evidence: Evidence) -> Advice | None:
    """Return what to tell a learner whose mistake is known."""
    verdicts = {finding.verdict for finding in found.values() if finding}
    if not verdicts - {"not started"} or "kit error" in verdicts:
        return None
    if told_by(one.id, evidence) is not evidence:
        return None
    by_numbers = one.id in evidence.by_numbers
    recognised = key.recognise(one.id, evidence.observations, by_numbers=by_numbers)
    if recognised is None:
        return None
    wrong = [f.seen.scenario for f in found.values() if f and f.verdict not in LATER]
    shown = [scenario for scenario in wrong if scenario]  # in the published numbers
    is_all = shown == wrong
    if recognised.complete:  # what is drawn at random is no fact, and may or may not show it
        shown = [name for name in shown if not evidence.asked[name].random] or shown
    return key.advice(recognised, one.id, shown, is_all=is_all)
