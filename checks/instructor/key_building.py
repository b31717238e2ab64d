"""Key building: the reference, every known mistake and pairs of them, observed and written down.

A class is asked hidden numbers besides, which only the reference answers, so that nothing passes
that was written for the published ones.
"""

import os
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import Any, TypeVar

import msgspec

from checks import submission
from checks.catalog import Asked, Exercise, exercise, exercises, lesson, published
from checks.check import key
from checks.check.checks import checks, every, judge
from checks.check.evidence import Evidence
from checks.check.facts import Changes, Facts, alike, all_facts, blur, differ, short
from checks.check.key import Advice, Answers, Bank, Entry, Key
from checks.desk.progress import Progress, Step, untold
from checks.edition import hash_of
from checks.errors import KitError
from checks.files import put
from checks.instructor.bank import answer, composites, idle, mistakes
from checks.run.worker import Observations, Worker, observe
from checks.submission import Submission

SEEDS = (4, 5)  # what chance decides differs between the two
LINE_STARTS = (
    rb'\n*("(?:scenarios|solutions|reference|owned|idle|mistakes|composites|advice)":|\{"ids":)'
)

Case = tuple[tuple[str, ...], str, Submission]  # ids of mistakes, and an answer that makes them

Item = TypeVar("Item")
Found = TypeVar("Found")


def build(progress: Progress = untold) -> tuple[Key[Facts], Bank]:
    """Observe the reference and every mistake in the published scenarios."""
    if not key.answered():
        raise KitError(
            "There are no solutions here to build a key from.",
            fix="Build it in the instructor's edition, which has solutions/.",
        )
    scenarios = published()
    reference, solutions = _reference(scenarios, exercises()), hash_of(key.answered())
    owned = _reference(scenarios, [one.over_own for one in exercises() if one.over])
    entries = _entries(reference, progress)
    singles = [one for one in entries if len(one.ids) == 1]
    doubles = [one for one in entries if len(one.ids) == 2 and _is_apart(one, entries)]
    advice = {one.id: Advice(one.title, one.text, one.hints) for one in mistakes()}
    passed = _idle(Answers(scenarios, reference, owned))
    built = Key(key.VERSION, hash_of(key.asked()), solutions, reference, owned, passed)
    packed = _by_exercise(singles), _by_exercise(doubles)
    return built, Bank(solutions, hash_of(key.known()), *packed, advice)


def write(built: Key[Facts], bank: Bank) -> None:
    """Write both where every run reads them: a line for each scenario, mistake and advice."""
    put(key.PATH, lines(built))
    put(key.BANK, lines(bank))


def lines(content: Key[Any] | Bank) -> bytes:
    """Return the text of one of both."""
    return re.sub(LINE_STARTS, rb"\n\g<1>", msgspec.json.encode(content)) + b"\n"


def _by_exercise(entries: Sequence[Entry]) -> dict[str, msgspec.Raw]:
    names = dict.fromkeys(entry.exercise for entry in entries)
    own = {name: [entry for entry in entries if entry.exercise == name] for name in names}
    return {name: msgspec.Raw(msgspec.json.encode(found)) for name, found in own.items()}


def _reference(scenarios: Asked, asked: Sequence[Exercise]) -> dict[str, Facts]:
    return _shown(_answered(scenarios, asked), scenarios)


def _answered(
    scenarios: Asked, asked: Sequence[Exercise], worker: Worker | None = None
) -> Observations:
    """Return the observations of the reference, which answers all."""
    reference = submission.at(submission.SOLUTIONS)
    found = observe(reference, asked, asked=scenarios, worker=worker)
    for observation in found.values():
        if observation.status != "ok":
            why = observation.error.message if observation.error else ""
            raise KitError(
                f"The reference does not answer {observation.scenario}: "
                f"{observation.status} {why}".rstrip(),
                fix="Mend solutions/, then: " + key.RENEW,
            )
    return found


def _shown(found: Observations, scenarios: Asked) -> dict[str, Facts]:
    named = {scenario.id: scenario for group in scenarios.values() for scenario in group}
    shown = all_facts(found.values(), named)
    return {scenario: short(seen) for scenario, seen in shown.items()}


def _idle(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Return the checks of each exercise that its idle answer passes."""
    found = {}
    with Worker() as worker:
        for one in (one for one in exercises() if one.idle):
            seen = observe(idle(one), [one], worker=worker)
            evidence = Evidence(seen, answers.reference, answers.scenarios)
            found[one.id] = tuple(c.id for c in checks(one.id) if not judge(c, evidence))
    return found


def _entries(reference: Mapping[str, Facts], progress: Progress) -> list[Entry]:
    """Return what each mistake changes, and each composition of two."""
    cases: list[Case] = [((one.id,), one.exercise, answer(one.path)) for one in mistakes()]
    cases += composites()
    with ExitStack() as running:
        free = SimpleQueue[Worker]()  # they run one case after the other: all of it is trusted
        for _ in range(os.cpu_count() or 1):
            free.put(running.enter_context(Worker()))

        def entry(case: Case) -> Entry:
            ids, name, submitted = case
            worker = free.get()
            try:
                return Entry(ids, name, _changes(submitted, name, reference, worker))
            finally:
                free.put(worker)

        return each(entry, cases, progress("known mistakes, and pairs", len(cases)))


def each(work: Callable[[Item], Found], items: Iterable[Item], step: Step) -> list[Found]:
    """Do some work for each item, on all cores; the workers' processes are what takes time."""
    found = []
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        for done in pool.map(work, items):
            step()
            found.append(done)
    finally:
        pool.shutdown(cancel_futures=True)  # at Ctrl-C, what has begun is all that is waited for
    return found


def _changes(
    submitted: Submission, name: str, reference: Mapping[str, Facts], worker: Worker
) -> dict[str, Changes]:
    """Return what a submission changes in the scenarios of one exercise."""
    shown, again = (
        all_facts(observe(submitted, [exercise(name)], seed=s, worker=worker).values())
        for s in SEEDS
    )
    return {
        scenario: changes
        for scenario, found in shown.items()
        if (changes := differ(short(blur(found, again[scenario])), reference[scenario]))
    }


def _is_apart(double: Entry, every: Sequence[Entry]) -> bool:
    """Tell whether two mistakes at once are like nothing else."""
    return not double.chance and not any(
        other.exercise == double.exercise
        and other.changes.keys() == double.changes.keys()
        and all(alike(double.changes[name], other.changes[name]) for name in double.changes)
        for other in every
        if other is not double
    )


# hidden numbers


def hidden(seed: int) -> Answers:
    """Return the numbers that a seed draws, and what the reference shows there.

    Raises:
        KitError: if the answer key cannot be used, or the reference does not pass: nothing that is
            judged by it would count.
    """
    key.published()
    asked, own = lesson("draws").drawn(str(seed)), [one.over_own for one in exercises() if one.over]
    with Worker() as worker:
        seen, over_own = (_answered(asked, group, worker) for group in (exercises(), own))
    answers = Answers(asked, _shown(seen, asked), _shown(over_own, asked))
    evidence = Evidence(seen, answers.reference, answers.scenarios)
    if failed := [check.id for check in every() if judge(check, evidence)]:
        raise KitError(
            f"The reference does not pass, so nothing can be graded by it: {', '.join(failed)}.",
            fix="Mend the check or the solution; see: python -m checks review",
        )
    return answers


def packed(found: Answers) -> bytes:
    """Return answers as they are sent to another machine."""
    asked, reference, owned = dict(found.asked), dict(found.reference), dict(found.owned)
    return zlib.compress(msgspec.json.encode(Answers(asked, reference, owned)))


def unpacked(kept: bytes) -> Answers:
    """Return the answers that were sent."""
    return msgspec.json.decode(zlib.decompress(kept), type=Answers)
