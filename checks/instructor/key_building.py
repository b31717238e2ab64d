"""Key building: the reference, every known mistake and pairs of them, observed and written down."""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import Any, TypeVar

import msgspec

from checks import submission
from checks.catalog import Asked, Exercise, Scenario, exercise, exercises, published
from checks.check import key
from checks.check.facts import Changes, Facts, alike, all_facts, blur, differ, short
from checks.check.key import Advice, Bank, Entry, Key
from checks.desk.progress import Progress, Step, untold
from checks.edition import hash_of
from checks.errors import KitError
from checks.instructor.bank import answer, composites, mistakes, written
from checks.run.worker import Worker, observe
from checks.submission import Submission

SEEDS = (4, 5)  # what chance decides differs between the two
LINE_STARTS = (
    rb'\n*("(?:scenarios|solutions|reference|owned|mistakes|composites|advice)":|\{"ids":)'
)


Case = tuple[tuple[str, ...], str, Submission]  # ids of mistakes, and an answer that makes them

Item = TypeVar("Item")
Found = TypeVar("Found")


def build(progress: Progress = untold, scenarios: Asked | None = None) -> tuple[Key[Facts], Bank]:
    """Observe the reference and every mistake, and build the answer key from what they do.

    Args:
        progress: told of the work.
        scenarios: those to ask, if they are not the published ones.

    Raises:
        KitError: if there are no solutions here, or one of them does not do what it is asked.
    """
    if not key.answered():
        raise KitError(
            "There are no solutions here to build a key from.",
            fix="Build it in the instructor's edition, which has solutions/.",
        )
    scenarios = scenarios or published()
    reference, solutions = _reference(scenarios, exercises()), hash_of(key.answered())
    owned = _reference(scenarios, [one.over_own for one in exercises() if one.over])
    entries = _entries(reference, scenarios, progress)
    singles = [one for one in entries if len(one.ids) == 1]
    doubles = [one for one in entries if len(one.ids) == 2 and _is_apart(one, entries)]
    advice = {one.id: Advice(one.title, one.text, one.hints) for one in mistakes()}
    built = Key(key.VERSION, hash_of(key.asked()), solutions, reference, owned)
    packed = _by_exercise(singles), _by_exercise(doubles)
    return built, Bank(solutions, hash_of(key.known()), *packed, advice)


def write(built: Key[Facts], bank: Bank) -> None:
    """Write both where every run reads them: a line for each scenario, mistake and advice."""
    key.PATH.write_bytes(lines(built))
    key.BANK.write_bytes(lines(bank))


def lines(content: Key[Any] | Bank) -> bytes:
    """Return the text of one of both."""
    return re.sub(LINE_STARTS, rb"\n\g<1>", msgspec.json.encode(content)) + b"\n"


def _by_exercise(entries: Sequence[Entry]) -> dict[str, msgspec.Raw]:
    names = dict.fromkeys(entry.exercise for entry in entries)
    own = {name: [entry for entry in entries if entry.exercise == name] for name in names}
    return {name: msgspec.Raw(msgspec.json.encode(found)) for name, found in own.items()}


def _reference(scenarios: Asked, asked: Sequence[Exercise]) -> dict[str, Facts]:
    found = observe(submission.at(submission.SOLUTIONS), asked, asked=scenarios)
    for observation in found.values():
        if observation.status != "ok":
            why = observation.error.message if observation.error else ""
            raise KitError(
                f"The reference does not answer {observation.scenario}: "
                f"{observation.status} {why}".rstrip(),
                fix="Mend solutions/, then: " + key.RENEW,
            )
    shown = all_facts(found.values(), _named(scenarios))
    return {scenario: short(seen) for scenario, seen in shown.items()}


def _named(scenarios: Asked) -> dict[str, Scenario]:
    return {scenario.id: scenario for group in scenarios.values() for scenario in group}


def _entries(reference: Mapping[str, Facts], scenarios: Asked, progress: Progress) -> list[Entry]:
    """Return what each mistake changes, and each composition of two."""
    cases: list[Case] = [((one.id,), one.exercise, answer(one.path)) for one in mistakes()]
    cases += [(one.ids, one.exercise, written(one.exercise, one.source)) for one in composites()]
    with ExitStack() as running:
        idle = SimpleQueue[Worker]()  # they run one case after the other: all of it is trusted
        for _ in range(os.cpu_count() or 1):
            idle.put(running.enter_context(Worker()))

        def entry(case: Case) -> Entry:
            ids, name, submitted = case
            worker = idle.get()
            try:
                return Entry(ids, name, _changes(submitted, name, reference, scenarios, worker))
            finally:
                idle.put(worker)

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
    submitted: Submission,
    name: str,
    reference: Mapping[str, Facts],
    scenarios: Asked,
    worker: Worker,
) -> dict[str, Changes]:
    """Return what a submission changes in the scenarios of one exercise."""
    shown, again = (
        all_facts(
            observe(submitted, [exercise(name)], seed=s, asked=scenarios, worker=worker).values(),
            _named(scenarios),
        )
        for s in SEEDS
    )
    changes = {
        scenario: differ(short(blur(found, again[scenario])), reference[scenario])
        for scenario, found in shown.items()
    }
    return {scenario: differing for scenario, differing in changes.items() if differing}


def _is_apart(double: Entry, every: Sequence[Entry]) -> bool:
    """Tell whether two mistakes at once are like nothing else."""
    return not double.chance and not any(
        other.exercise == double.exercise
        and other.changes.keys() == double.changes.keys()
        and all(alike(double.changes[name], other.changes[name]) for name in double.changes)
        for other in every
        if other is not double
    )
