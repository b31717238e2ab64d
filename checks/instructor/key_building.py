"""Key building: the reference, every known mistake and pairs of them, observed and written down."""

import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import msgspec

from checks import submission
from checks.catalog import Asked, Scenario, exercise, exercises, published
from checks.check.facts import Facts, alike, all_facts, blur, differ, short
from checks.check.key import (
    BANK,
    PATH,
    RENEW,
    VERSION,
    Advice,
    Bank,
    Entry,
    Key,
    answered,
    asked,
    hash_of,
    known,
)
from checks.desk.progress import Progress, Step, untold
from checks.errors import KitError
from checks.instructor.bank import mistakes, standing_in
from checks.instructor.composition import composites
from checks.run.worker import Observations, Worker, observe

SEEDS = (4, 5)  # what chance decides differs between the two
LINE_STARTS = rb'\n*("(?:scenarios|solutions|reference|mistakes|composites|advice)":|\{"ids":)'


class Seen(msgspec.Struct, frozen=True):
    """What a known mistake, or two at once, was seen to do."""

    entry: Entry
    observations: Observations


class Building(msgspec.Struct, frozen=True):
    """An answer key that was just built, and what each known mistake was seen to do for it."""

    key: Key
    bank: Bank
    singles: tuple[Seen, ...]


def build(progress: Progress = untold, scenarios: Asked | None = None) -> Building:
    """Observe the reference and every mistake, and build the answer key from what they do.

    Args:
        progress: told of the work.
        scenarios: those to ask, if they are not the published ones.

    Raises:
        KitError: if there are no solutions here, or one of them does not do what it is asked.
    """
    if not answered():
        raise KitError(
            "There are no solutions here to build a key from.",
            fix="Build it in the instructor's edition, which has solutions/.",
        )
    scenarios = scenarios or published()
    reference, solutions = _reference(scenarios), hash_of(answered())
    singles, doubles = _seen(reference, scenarios, progress)
    entries = [one.entry for one in singles]
    advice = {one.id: Advice(one.title, one.text, one.hints) for one in mistakes()}
    key = Key(VERSION, hash_of(asked()), solutions, reference)
    packed = _by_exercise(entries), _by_exercise(_apart(doubles, [*entries, *doubles]))
    return Building(key, Bank(solutions, hash_of(known()), *packed, advice), tuple(singles))


def write(built: Building) -> None:
    """Write it where every run reads it: a line for each scenario, mistake and advice."""
    for path, content in ((PATH, built.key), (BANK, built.bank)):
        path.write_bytes(lines(content))


def lines(content: Key | Bank) -> bytes:
    """Return the text of one of both."""
    return re.sub(LINE_STARTS, rb"\n\g<1>", msgspec.json.encode(content)) + b"\n"


def _by_exercise(entries: Sequence[Entry]) -> dict[str, msgspec.Raw]:
    names = dict.fromkeys(entry.exercise for entry in entries)
    own = {name: [entry for entry in entries if entry.exercise == name] for name in names}
    return {name: msgspec.Raw(msgspec.json.encode(found)) for name, found in own.items()}


def _reference(scenarios: Asked) -> dict[str, Facts]:
    found = observe(submission.at(submission.SOLUTIONS), exercises(), asked=scenarios)
    for observation in found.values():
        if observation.status != "ok":
            why = observation.error.message if observation.error else ""
            raise KitError(
                f"The reference does not answer {observation.scenario}: "
                f"{observation.status} {why}".rstrip(),
                fix="Mend solutions/, then: " + RENEW,
            )
    shown = all_facts(found.values(), _named(scenarios))
    return {scenario: short(seen) for scenario, seen in shown.items()}


def _named(scenarios: Asked) -> dict[str, Scenario]:
    return {scenario.id: scenario for group in scenarios.values() for scenario in group}


class _Case(msgspec.Struct, frozen=True):
    """One known mistake, or two at once, in an answer to one exercise."""

    ids: tuple[str, ...]
    exercise: str
    path: Path


def _seen(
    reference: Mapping[str, Facts], scenarios: Asked, progress: Progress
) -> tuple[list[Seen], list[Entry]]:
    """Return what each mistake does, and each composition of two; on all cores."""
    singles = [_Case((one.id,), one.exercise, one.path) for one in mistakes()]
    with TemporaryDirectory() as folder:
        doubles = [
            _Case(one.ids, "neuron", _written(one.source, Path(folder, str(number))))
            for number, one in enumerate(composites())
        ]
        step = progress("known mistakes, and pairs", len(singles) + len(doubles))

        def look(cases: Sequence[_Case]) -> list[Seen]:
            """Look at some of them with one worker: their code is the kit's own, and trusted."""
            with Worker() as worker:
                return [
                    _look(case, reference, scenarios, worker, step)
                    for case in cases
                    if not stopped.is_set()
                ]

        cores, stopped = os.cpu_count() or 1, Event()
        cases = [*singles, *doubles]
        with ThreadPoolExecutor(cores) as pool:
            try:
                parts = list(pool.map(look, [cases[core::cores] for core in range(cores)]))
            finally:  # Ctrl-C: the threads end with the case that they are at
                stopped.set()
    found = [parts[place % cores][place // cores] for place in range(len(cases))]
    return found[: len(singles)], [one.entry for one in found[len(singles) :]]


def _written(source: str, folder: Path) -> Path:
    folder.mkdir()
    path = folder / "neuron.py"
    path.write_text(source, encoding="utf-8")
    return path


def _apart(doubles: Sequence[Entry], every: Sequence[Entry]) -> list[Entry]:
    """Return the compositions that look like nothing else."""
    return [
        one
        for one in doubles
        if not one.is_loose and not any(_twins(one, other) for other in every if other is not one)
    ]


def _twins(one: Entry, other: Entry) -> bool:
    """Tell whether two entries show the same."""
    return (
        one.exercise == other.exercise
        and one.changes.keys() == other.changes.keys()
        and all(alike(one.changes[name], other.changes[name]) for name in one.changes)
    )


def _look(
    case: _Case,
    reference: Mapping[str, Facts],
    scenarios: Asked,
    worker: Worker,
    step: Step,
) -> Seen:
    submitted, asked = standing_in(case.exercise, case.path), [exercise(case.exercise)]
    runs = [observe(submitted, asked, seed=seed, asked=scenarios, worker=worker) for seed in SEEDS]
    shown, again = (all_facts(run.values(), _named(scenarios)) for run in runs)
    changes = {
        scenario: differ(short(blur(found, again[scenario])), reference[scenario])
        for scenario, found in shown.items()
    }
    step()
    kept = {scenario: differing for scenario, differing in changes.items() if differing}
    return Seen(Entry(case.ids, case.exercise, kept), runs[0])
