"""The answer key: what the reference and the known mistakes do, never how."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from checks import catalog, edition, submission
from checks.catalog import HERE, PROGRAMS, Asked, Scenario
from checks.check.facts import ANY, Changes, Facts
from checks.errors import KitError

PATH = HERE / "key.json"
BANK = HERE / "mistakes.json"
Read = TypeVar("Read")
RENEW = "python -m checks key"
VERSION = 5


class OnDemand(Mapping[str, Read]):
    """What is decoded when it is asked for, once: a run pays for no more of a key than it needs."""

    def __init__(self, raw: Mapping[str, msgspec.Raw], kind: type[Read]) -> None:
        decode = msgspec.json.Decoder(kind).decode
        self.raw, self.read = raw, cache(lambda name: decode(raw[name]))

    def __getitem__(self, name: str) -> Read:
        return self.read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def __len__(self) -> int:
        return len(self.raw)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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


class Advice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a known mistake's file says to a learner."""

    title: str
    text: str
    hints: tuple[str, ...]


class Bank(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The known mistakes: what they do, never how.

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
    advice: dict[str, Advice]

    @cached_property
    def _entries(self) -> tuple[OnDemand[list[Entry]], OnDemand[list[Entry]]]:
        return OnDemand(self.mistakes, list[Entry]), OnDemand(self.composites, list[Entry])

    def singles(self, exercise: str) -> list[Entry]:
        return self._entries[0].get(exercise, [])

    def doubles(self, exercise: str) -> list[Entry]:
        return self._entries[1].get(exercise, [])


class Key(msgspec.Struct, Generic[Read], frozen=True, forbid_unknown_fields=True):
    """The answer key: of facts as it is built, of what is not decoded yet as it is read.

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
    reference: dict[str, Read]
    owned: dict[str, Read]
    idle: dict[str, tuple[str, ...]]


class Answers(msgspec.Struct, frozen=True, dict=True):
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


@cache
def published() -> Answers:
    """Return what every copy of the kit asks, and the answer key to it; see also `bank`.

    Raises:
        KitError: if the answer key cannot be read, or is older than what it was built from.
    """
    reference, owned = (OnDemand(told, Facts) for told in (read().reference, read().owned))
    return Answers(catalog.published(), reference, owned)


@cache
def read() -> Key[msgspec.Raw]:
    """Return the answer key.

    Raises:
        KitError: if it cannot be read, or is older than what it was built from.
    """
    key = _decode(PATH, Key[msgspec.Raw])
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
