"""Sealing: scenarios drawn for a solution, and what the reference shows there as the secret."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from checks import edition
from checks.catalog import Exercise, Scenario, lesson, published
from checks.check import key
from checks.check.facts import Facts, all_facts
from checks.desk import seal
from checks.desk.seal import DIGITS, NOTHING, Seal, is_count, rounded
from checks.errors import KitError
from checks.run.observation import Observation
from checks.run.worker import observe
from checks.submission import SOLUTIONS, at

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
    asked, seen = _drawn(exercise)
    if bits(asked, all_facts(seen.values(), asked)) < LEAST_BITS:
        return None
    given = {name: dict(scenario.given) for name, scenario in asked.items()}
    made, typed = Seal(seal.VERSION, exercise.id, given), seal.secret_of(passphrase)
    if passphrase and len(typed) < SHORTEST:
        raise KitError(
            f"A passphrase has at least {SHORTEST} letters: whoever has the file can try others "
            "for as long as they like.",
            fix="Take four words that have nothing to do with each other.",
        )
    return replace(
        made,
        by_answers=seal.encrypted(made, seal.ANSWERS, seal.answers(seen, asked), text),
        by_passphrase=seal.encrypted(made, seal.PASSPHRASE, typed, text) if passphrase else b"",
    )


def _drawn(exercise: Exercise) -> tuple[dict[str, Scenario], dict[str, Observation]]:
    """Draw scenarios until each answer of the reference rounds the same way in every right one."""
    seed = edition.hash_of([SOLUTIONS / exercise.file, *key.asked()])
    order = [one.id for one in published()[exercise.id]]
    kept: dict[str, tuple[Scenario, Observation]] = {}
    for number in range(ROUNDS):
        drawn = lesson("draws").drawn_for_seal(f"{seed}.{number}")[exercise.id]
        asked = {one.id: one for one in drawn if one.id not in kept}
        if not asked:
            break
        found = observe(at(SOLUTIONS), [exercise], asked={exercise.id: [*asked.values()]})
        for name, facts in all_facts(found.values(), asked).items():
            if found[name].status == "ok" and all(map(is_clear, numbers(facts))):
                kept[name] = asked[name], found[name]
    if missing := [name for name in order if name not in kept]:
        raise KitError(
            f"No numbers were found with which {missing[0]} could be part of a seal.",
            fix="Release without solutions, or ask that scenario in another way.",
        )
    return {name: kept[name][0] for name in order}, {name: kept[name][1] for name in order}


def is_clear(number: float) -> bool:
    """Tell whether a number is far from where it would round to another one."""
    if abs(number) <= NOTHING / 1e3 or is_count(number):
        return True
    near = (number * (1 - APART), number, number * (1 + APART))
    return abs(number) > NOTHING * 1e3 and len(set(map(rounded, near))) == 1


def bits(asked: Mapping[str, Scenario], shown: Mapping[str, Facts]) -> float:
    """Return how much is to be guessed: the answers that are not numbers given or published."""
    known = [key.published().reference[name] for name in asked]  # some have only one drawing
    given = [one.given for one in asked.values()]
    secret = {*map(rounded, numbers(shown))} - {*map(rounded, numbers([known, given]))}
    return len(secret) * math.log2(10**DIGITS)


def numbers(told: Any) -> list[float]:
    """Return every number in facts, or in what a scenario gives."""
    if isinstance(told, float | int):
        return [float(told)]
    if isinstance(told, str) or not isinstance(told, Iterable):
        return []
    items = told.values() if isinstance(told, Mapping) else told
    return [number for item in items for number in numbers(item)]
