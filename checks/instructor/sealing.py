"""Sealing: scenarios drawn for a solution, and what the reference shows there as the secret."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from checks import submission
from checks.catalog import Exercise, Scenario, lesson, published
from checks.check import key
from checks.check.facts import Facts, all_facts
from checks.desk.seal import (
    DIGITS,
    NOTHING,
    VERSION,
    Seal,
    answers,
    encrypted,
    is_count,
    rounded,
    secret_of,
)
from checks.errors import KitError
from checks.run.observation import Observation
from checks.run.worker import observe
from checks.submission import SOLUTIONS

APART = 1e-7  # of a number: a hundred times what two right answers may differ by
ROUNDS = 50
LEAST_BITS = 100
SHORTEST = 12


def sealed(exercise: Exercise, passphrase: str = "") -> Seal | None:
    """Return the solution of an exercise under seal; the same one every time.

    Returns None if the answers of the exercise are too easy to guess.

    Raises:
        KitError: if the passphrase is short, or the reference does not answer.
    """
    text = (SOLUTIONS / exercise.file).read_text(encoding="utf-8")
    chosen, seen = _chosen(exercise)
    shown = all_facts(seen.values(), chosen)
    if _bits(chosen, shown) < LEAST_BITS:
        return None
    given = {name: dict(scenario.given) for name, scenario in chosen.items()}
    seal = Seal(VERSION, exercise.id, given)
    return replace(
        seal,
        by_answers=encrypted(seal, "answers", answers(shown, seen), text),
        by_passphrase=_by_passphrase(seal, passphrase, text) if passphrase else b"",
    )


def _by_passphrase(seal: Seal, passphrase: str, text: str) -> bytes:
    secret = secret_of(passphrase)
    if len(secret) < SHORTEST:
        raise KitError(
            f"A passphrase has at least {SHORTEST} letters: whoever has the file can try others "
            "for as long as they like.",
            fix="Take four words that have nothing to do with each other.",
        )
    return encrypted(seal, "passphrase", secret, text)


Chosen = tuple[dict[str, Scenario], dict[str, Observation]]


def _chosen(exercise: Exercise) -> Chosen:
    """Draw scenarios until each answer of the reference rounds the same way in every right one."""
    reference = submission.at(SOLUTIONS)
    seed = key.hash_of([SOLUTIONS / exercise.file, *key.asked()])
    chosen: dict[str, Scenario] = {}
    seen: dict[str, Observation] = {}
    for number in range(ROUNDS):
        drawn = lesson("draws").drawn_for_seal(f"{seed}.{number}")[exercise.id]
        asked = {one.id: one for one in drawn}
        asked = {name: one for name, one in asked.items() if name not in chosen}
        if not asked:
            break
        found = observe(reference, [exercise], asked={exercise.id: list(asked.values())})
        for name, shown in all_facts(found.values(), asked).items():
            if found[name].status == "ok" and all(map(_is_clear, _numbers(shown))):
                chosen[name], seen[name] = asked[name], found[name]
    missing = [one.id for one in published()[exercise.id] if one.id not in chosen]
    if missing:
        raise KitError(
            f"No numbers were found with which {missing[0]} could be part of a seal.",
            fix="Release without solutions, or ask that scenario in another way.",
        )
    order = [one.id for one in published()[exercise.id]]
    return {name: chosen[name] for name in order}, {name: seen[name] for name in order}


def _is_clear(number: float) -> bool:
    """Tell whether a number is far from where it would round to another one."""
    if abs(number) <= NOTHING / 1e3 or is_count(number):
        return True
    near = (number * (1 - APART), number, number * (1 + APART))
    return abs(number) > NOTHING * 1e3 and len(set(map(rounded, near))) == 1


def _numbers(found: Facts) -> list[float]:
    return [leaf for leaf in found.values() if isinstance(leaf, float)]


def _given(told: Any) -> Iterator[float]:
    """Yield every number that a scenario gives."""
    if isinstance(told, float | int):
        yield float(told)
    elif isinstance(told, Mapping | list | tuple):
        for item in told.values() if isinstance(told, Mapping) else told:
            yield from _given(item)


def _bits(chosen: Mapping[str, Scenario], shown: Mapping[str, Facts]) -> float:
    """Return how much is to be guessed: the answers that are not numbers given or published."""
    published = [key.read().reference[name] for name in chosen]  # some have only one drawing
    found = {rounded(n) for shape in shown.values() for n in _numbers(shape)}
    found -= {rounded(n) for one in chosen.values() for n in _given(one.given)}
    found -= {rounded(n) for shape in published for n in _numbers(shape)}
    return len(found) * math.log2(10**DIGITS)
