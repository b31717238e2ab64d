"""The answer key, which says what the reference and the known mistakes do, never how.

By it a diagnosis is made: the known mistakes that explain everything that was seen. A guess is no
advice.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, combinations
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from checks import catalog, edition, submission
from checks.catalog import HERE, PROGRAMS, Asked, Scenario
from checks.check.facts import ANY, Changes, Facts, alike, all_facts, differ
from checks.errors import KitError
from checks.run.observation import Observation

PATH = HERE / "key.json"
BANK = HERE / "mistakes.json"
Read = TypeVar("Read")
RENEW = "python -m checks key"
VERSION = 5
PRAISE = "Your maths is right, but "
PARTIAL = " Something else is wrong, too."


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """What a known mistake, or two at once, change in the scenarios of an exercise.

    Attributes:
        changes: what is not as on the reference, by scenario.
    """

    ids: tuple[str, ...]
    exercise: str
    changes: dict[str, Changes]

    @property
    def chance(self) -> int:
        """Return how many of its numbers chance decides: any number fits there."""
        return sum(leaf == ANY for one in self.changes.values() for leaf in one.values())


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What a known mistake's file says to a learner."""

    title: str
    text: str
    hints: tuple[str, ...]


class Bank(Struct, frozen=True, forbid_unknown_fields=True):
    """The known mistakes: what they do, never how; see `entries`.

    Attributes:
        solutions: the hash of the key that it belongs to.
        known: hash of the files of the mistakes; `review` compares it, a run does not.
        mistakes: the entries of each exercise.
        composites: two mistakes at once, asked for if no single one explains what was seen.
    """

    solutions: str
    known: str
    mistakes: dict[str, msgspec.Raw]
    composites: dict[str, msgspec.Raw]
    advice: dict[str, Words]


class Key(Struct, frozen=True, forbid_unknown_fields=True):
    """The answers of the reference.

    Attributes:
        scenarios: hash of what is asked: programs, numbers and stand-ins.
        solutions: hash of the solutions that these are the answers of.
        reference: what each scenario shows on the reference, by scenario and name.
        owned: the same over the reference's own parts, where stand-ins are what it is over.
        idle: the checks of each exercise that an answer passes which does no work of its own.
    """

    version: int
    scenarios: str
    solutions: str
    reference: dict[str, Facts]
    owned: dict[str, Facts]
    idle: dict[str, tuple[str, ...]]


class Answers(Struct, frozen=True, dict=True):
    """What is asked, and what the reference shows there.

    Attributes:
        asked: the scenarios of each exercise.
        reference: what each scenario shows on the reference, by scenario and name.
        owned: what it shows over its own parts in the place of stand-ins.
    """

    asked: Asked
    reference: Mapping[str, Facts]
    owned: Mapping[str, Facts]

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Return every scenario by its id."""
        return {scenario.id: scenario for group in self.asked.values() for scenario in group}

    def ready(self, names: Iterable[str]) -> None:
        """Have the answers in some exercises; here all are."""

    @cached_property
    def right(self) -> dict[str, list[Any]]:
        """Return what was seen of right answers so far, by exercise."""
        return {}


@cache
def published() -> Answers:
    """Return what every copy of the kit asks, and the answer key to it; see also `bank`.

    Raises:
        KitError: if the answer key cannot be read, or is older than what it was built from.
    """
    return Answers(catalog.published(), read().reference, read().owned)


@cache
def read() -> Key:
    """Return the answer key.

    Raises:
        KitError: if it cannot be read, or is older than what it was built from.
    """
    key = _decode(PATH, Key)
    if key.version != VERSION or key.scenarios != edition.hash_of(asked()):
        raise KitError("The answer key is older than the scenarios it answers.", fix=_fix())
    if (files := answered()) and key.solutions != edition.hash_of(files):
        raise KitError("The answer key is older than the solutions it was built from.", fix=RENEW)
    return key


@cache
def bank() -> Bank:
    """Return the known mistakes; a run in which all passes has no need of them.

    Raises:
        KitError: if they cannot be read, or belong to another key.
    """
    found = _decode(BANK, Bank)
    if found.solutions != read().solutions:
        raise KitError(f"{BANK.name} belongs to another answer key.", fix=_fix())
    return found


@cache
def entries(exercise: str, *, of_two: bool = False) -> list[Entry]:
    """Return the known mistakes of an exercise, or two at once: no others are decoded."""
    found = bank().composites if of_two else bank().mistakes
    return msgspec.json.decode(found.get(exercise, b"[]"), type=list[Entry])


def _decode(path: Path, kind: type[Read]) -> Read:
    try:
        content = path.read_bytes()
        if edition.is_changed(path, content):
            raise KitError(f"{path.name} is not as it was handed out.", fix=_fix())
        return msgspec.json.decode(content, type=kind)
    except OSError as error:
        raise KitError(f"The answer key {path.name} is not there.", fix=_fix()) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise KitError(f"The answer key {path.name} cannot be read: {error}", fix=_fix()) from error


def _fix() -> str:
    """Return what mends a key: only where its solutions are can it be built anew."""
    return RENEW if answered() else edition.ANEW


def asked() -> Sequence[Path]:
    """Return the files that say what is asked."""
    names = ("scenarios.py", "expressions.py")  # a lesson may have all in the first
    own = (HERE / "lesson" / name for name in names)
    folders = (sorted(one.rglob("*.py")) for one in (HERE / "inside", PROGRAMS))
    return [*(path for path in own if path.exists()), *chain.from_iterable(folders)]


def answered() -> Sequence[Path]:
    """Return the files whose answers the key holds; none in a learner's edition."""
    return sorted(submission.SOLUTIONS.glob("*.py"))


def known() -> Sequence[Path]:
    """Return the files of the known mistakes; none in a learner's edition."""
    return sorted((submission.SOLUTIONS / "mistakes").glob("*/*.py"))


# the diagnosis


class Advice(Struct, frozen=True, forbid_unknown_fields=True):
    """What a known mistake tells a learner.

    Attributes:
        mistake: its stable id; two ids joined by "+" where two are made at once.
        title: what is wrong, in a sentence.
        text: why that matters and what to look at.
    """

    mistake: str
    title: str
    text: str


class Diagnosis(Struct, frozen=True):
    """The known mistakes that were recognised.

    Attributes:
        ids: of one mistake, or of those that are made at once.
        complete: whether they explain everything that differs from the reference; if not, there
            is something else besides.
    """

    ids: tuple[str, ...]
    complete: bool


def recognise(
    exercise: str, observations: Mapping[str, Observation], *, by_numbers: bool = False
) -> Diagnosis | None:
    """Return the known mistakes that explain the observations of one exercise, if any do.

    Where an exercise has several functions that have nothing to do with each other, it is about
    the first of them that is wrong.

    Args:
        by_numbers: whether an operation of the learner's own may have the wrong slope.
    """
    changed = _first_changed(exercise, observations)
    paths = (path for changes in changed.values() for path in changes)
    if by_numbers and all(path.endswith(".grad") for path in paths):
        return None
    singles = entries(exercise)
    found = diagnose(changed, singles)
    if found and found.complete:
        return found
    return diagnose(changed, [*singles, *entries(exercise, of_two=True)])


def _first_changed(exercise: str, observations: Mapping[str, Observation]) -> dict[str, Changes]:
    """Return what is not as on the reference in the first part that is wrong, by scenario."""
    asked, reference = published().asked[exercise], published().reference
    for part in dict.fromkeys(one.part for one in asked):
        own = (observations[one.id] for one in asked if one.part == part)
        seen = all_facts(one for one in own if one.status != "todo")  # not written is no mistake
        changes = {name: differ(shown, reference[name]) for name, shown in seen.items()}
        if any(changes.values()):
            return {name: differing for name, differing in changes.items() if differing}
    return {}


def diagnose(changed: Mapping[str, Changes], known: Sequence[Entry]) -> Diagnosis | None:
    """Return the mistakes that alone explain what differs in the scenarios of one exercise.

    Args:
        changed: what differs from the reference, by scenario.
        known: what each known mistake changes, and each composition of two.
    """
    fitting = [one for one in known if _fits(one, changed)]
    whole = [one for one in fitting if one.changes.keys() == changed.keys()]
    least = min((one.chance for one in whole), default=0)  # what chance decides fits much else
    found = [one.ids for one in whole if one.chance == least] or _pairs(fitting, changed)
    if found:
        return Diagnosis(found[0], complete=True) if len(found) == 1 else None
    largest = [
        one.ids
        for one in fitting
        if all(other.changes.keys() <= one.changes.keys() for other in fitting)
        if not all("error" in shown for shown in one.changes.values())  # much else stops like that
    ]
    return Diagnosis(largest[0], complete=False) if len(largest) == 1 else None


def _fits(entry: Entry, changed: Mapping[str, Changes]) -> bool:
    """Tell whether all that a mistake changes was seen just so."""
    return entry.changes.keys() <= changed.keys() and all(
        alike(changed[name], wanted) for name, wanted in entry.changes.items()
    )


def _pairs(fitting: Sequence[Entry], changed: Mapping[str, Changes]) -> list[tuple[str, ...]]:
    """Return the ids of two that meet nowhere, and together explain all."""
    found = {
        a.ids + b.ids
        for a, b in combinations(fitting, 2)
        if not a.changes.keys() & b.changes.keys()
        and a.changes.keys() | b.changes.keys() == changed.keys()
    }
    return [tuple(dict.fromkeys(ids)) for ids in found]


def advice(
    diagnosis: Diagnosis, exercise: str, failed: Sequence[str], *, is_all: bool = True
) -> Advice | None:
    """Return what the recognised mistakes say to a learner: one of them, and what comes then.

    Args:
        failed: the scenario of each check that is wrong, in their order; the first one is shown,
            and advice that does not explain it is none.
        is_all: whether nothing but these is wrong.
    """
    changes = {one.ids: one.changes for one in entries(exercise)}
    shows_in = {name: changes.get((name,), {}) for name in diagnosis.ids}
    if not any(name in found for name in failed[:1] for found in shows_in.values()):
        return None

    def first_shown(mistake: str) -> int:
        places = (place for place, name in enumerate(failed) if name in shows_in[mistake])
        return next(places, len(failed))

    first, *others = sorted(shows_in, key=first_shown)
    told = bank().advice
    part, titles = told[first], [told[name].title for name in others]
    is_alone = diagnosis.complete and is_all and not others
    title = part.title if is_alone else _without_praise(part.title)
    if not diagnosis.complete:
        title += PARTIAL
    then = [f"Then: {' '.join(map(_without_praise, titles))}"] if titles else []
    return Advice("+".join([first, *others]), title, "\n\n".join([part.text, *then]))


def _without_praise(title: str) -> str:
    """Return a title without words that are true of an answer with no other mistake alone."""
    bare = title.removeprefix(PRAISE)
    return bare[:1].upper() + bare[1:]
