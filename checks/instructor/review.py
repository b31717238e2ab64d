"""Is the kit itself right? The proof: solutions, stubs, mistakes, alternatives, checks, mutants."""

import os
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from msgspec import Struct

from checks.catalog import exercise, exercises
from checks.check import key, session
from checks.check.diagnosis import recognise
from checks.check.evidence import Evidence
from checks.check.result import Result
from checks.check.roster import checks, judge
from checks.desk.progress import Progress, Step
from checks.instructor import bank
from checks.instructor.bank import Mistake, standing_in
from checks.instructor.mutation import Mutant, mutants
from checks.run.worker import observe
from checks.submission import SOLUTIONS, STUBS, Submission, at

EQUIVALENT = SOLUTIONS / "equivalent_mutants.toml"


Item = TypeVar("Item")
Found = TypeVar("Found")


class Caught(Struct, frozen=True):
    """What became of one known mistake.

    Attributes:
        checks: the checks that it does not pass, at its own exercise.
        elsewhere: other exercises that it fails, though they are right.
        advice: the ids that were recognised.
    """

    mistake: Mistake
    checks: tuple[str, ...]
    elsewhere: tuple[str, ...]
    advice: tuple[str, ...]


class Closest(Struct, frozen=True):
    """The two mistakes that are hardest to tell apart: by how few scenarios."""

    ids: tuple[str, str]
    scenarios: int


class Review(Struct, frozen=True):
    """The proof, part by part; `faults` says in words what falls short."""

    mistakes: tuple[Caught, ...]
    alternatives: int
    rejected: tuple[str, ...]
    idle_checks: tuple[str, ...]
    mutants: int
    survivors: tuple[str, ...]
    equivalent: dict[str, str]
    closest: Closest | None
    faults: tuple[str, ...]

    @property
    def caught(self) -> int:
        return sum(bool(one.checks) and not one.elsewhere for one in self.mistakes)

    @property
    def recognised(self) -> int:
        return sum(one.advice == (one.mistake.id,) for one in self.mistakes)


def review(progress: Progress) -> Review:
    """Try everything that the kit claims about its solutions, mistakes and checks.

    Args:
        progress: told of each part.

    Raises:
        KitError: if the answer key is stale, or there is nothing to review here.
    """
    reference = at(SOLUTIONS)
    every = list(mutants())  # early: it asks for a package that may be missing
    faults = [*_solutions(reference), *_stubs(), *_fresh()]
    known = bank.mistakes()
    found = tuple(_each(_caught, known, progress("mistakes", len(known))))
    faults += [fault for one in found for fault in _mistake_faults(one)]
    right = bank.alternatives()
    results = list(_each(_alternative, right, progress("alternatives", len(right))))
    rejected = [_named(path) for path, ok in zip(right, results, strict=True) if not ok]
    faults += [f"the alternative {name} is rejected" for name in rejected]
    used = {check for one in found for check in one.checks}
    idle = [check.id for check in checks() if check.id not in used and check.exercise in JUDGED]
    faults += [f"the check {name} catches no known mistake" for name in idle]
    with TemporaryDirectory() as folder:
        survives = list(
            _each(lambda m: _survives(m, Path(folder)), every, progress("mutants", len(every)))
        )
    reasons = _equivalent()
    alive = [mutant.id for mutant, lives in zip(every, survives, strict=True) if lives]
    survivors = [name for name in alive if name not in reasons]
    faults += [f"the mutant {name} passes" for name in survivors]
    faults += [
        f"{name} is listed as equivalent, but is caught" for name in reasons.keys() - {*alive}
    ]
    return Review(
        found,
        len(right),
        tuple(rejected),
        tuple(idle),
        len(every),
        tuple(survivors),
        {name: reason for name, reason in reasons.items() if name in alive},
        _closest(),
        tuple(faults),
    )


# what the mistakes of the bank are about
JUDGED = tuple(one.id for one in exercises() if one.stubbed)


def _each(work: Callable[[Item], Found], items: Sequence[Item], step: Step) -> Iterator[Found]:
    """Do some work for each item, on all cores; the workers' processes are what takes time."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(work, items):
            step()
            yield found


def _solutions(reference: Submission) -> Iterator[str]:
    result = session.check(reference).result
    if not _passes(result):
        yield f"the solutions do not pass: {_failing(result)}"


def _stubs() -> Iterator[str]:
    for one in session.check(at(STUBS)).result.exercises:
        for check in one.checks:
            if check.verdict not in ("not started", "blocked"):
                yield f"{check.id} is {check.verdict} on an untouched stub"


def _fresh() -> Iterator[str]:
    if key.bank().known != key.hash_of(key.known()):
        yield f"{key.BANK.name} is older than solutions/mistakes: {key.RENEW}"


def _passes(result: Result) -> bool:
    """Tell whether every exercise passes; a Result's verdict leaves out the stretch goals."""
    return all(one.verdict == "pass" for one in result.exercises)


def _failing(result: Result) -> str:
    return ", ".join(c.id for one in result.exercises for c in one.checks if c.verdict != "pass")


def _caught(mistake: Mistake) -> Caught:
    submission = standing_in(mistake.exercise, mistake.path)
    seen = observe(submission, [exercise(mistake.exercise)])
    evidence = Evidence(seen, key.read().reference)
    own = [check for check in checks() if check.exercise == mistake.exercise]
    failed = tuple(check.id for check in own if judge(check, evidence))
    diagnosis = recognise(mistake.exercise, seen) if failed else None
    advice = diagnosis.ids if diagnosis and diagnosis.complete else ()
    return Caught(mistake, failed, _elsewhere(mistake), advice)


def _elsewhere(mistake: Mistake) -> tuple[str, ...]:
    """Return the other exercises that a mistake fails; a file for `network` is all three."""
    if mistake.exercise == "network":
        return ()
    others = [name for name in JUDGED if name != mistake.exercise]
    result = session.check(standing_in(mistake.exercise, mistake.path)).result
    return tuple(one.id for one in result.exercises if one.id in others and one.verdict != "pass")


def _mistake_faults(one: Caught) -> Iterator[str]:
    name = one.mistake.id
    if not one.checks:
        yield f"the mistake {name} passes"
    if one.elsewhere:
        yield f"the mistake {name} fails {', '.join(one.elsewhere)}, where it is not made"
    if one.advice != (name,):
        yield f"the mistake {name} is recognised as {' and '.join(one.advice) or 'none'}"


def _alternative(path: Path) -> bool:
    return _passes(session.check(standing_in(path.parent.name, path)).result)


def _survives(mutant: Mutant, folder: Path) -> bool:
    own = folder / f"{mutant.module}-{mutant.number}"
    own.mkdir()
    path = own / f"{mutant.module}.py"
    path.write_text(mutant.source, encoding="utf-8")
    return _passes(session.check(at(SOLUTIONS).having(mutant.module, path)).result)


def _equivalent() -> dict[str, str]:
    """Return the mutants that do the same as the solution, with the reason why."""
    with EQUIVALENT.open("rb") as file:
        return {entry["mutant"]: entry["why"] for entry in tomllib.load(file)["equivalent"]}


def _closest() -> Closest | None:
    """Return the two mistakes whose answers differ in the fewest scenarios."""
    pairs = []
    for name in (*JUDGED, "network"):
        for one, other in combinations(key.bank().singles(name), 2):
            scenarios = one.changes.keys() | other.changes.keys()
            apart = sum(one.changes.get(s) != other.changes.get(s) for s in scenarios)
            pairs.append(Closest((one.ids[0], other.ids[0]), apart))
    return min(pairs, key=lambda pair: pair.scenarios, default=None)


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
