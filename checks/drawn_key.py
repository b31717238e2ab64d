"""What are the answers to the numbers that a seed draws? The reference and the mistakes, observed.

A class is asked other numbers than the published ones, so that nothing passes that was written for
those. A drawing by which two known mistakes look alike, or a check catches none, is not used.
"""

import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from checks.diagnosis import recognise
from checks.drawing import drawn
from checks.errors import KitError
from checks.evidence import Evidence, judge
from checks.key import Answers, Bank
from checks.key_building import Building, Progress, build
from checks.review import JUDGED
from checks.roster import checks
from checks.sandbox import Asked
from checks.scenarios import Scenario

MOST_DRAWINGS = 5


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    asked: dict[str, tuple[Scenario, ...]]
    reference: dict[str, dict[str, Any]]
    bank: Bank


def answers(seed: int, progress: Progress) -> bytes:
    """Return the scenarios that a seed draws and the answers to them, to be kept; `read` reads it.

    Raises:
        KitError: if no drawing tells the known mistakes apart.
    """
    why: list[str] = []
    for number in range(MOST_DRAWINGS):
        asked = drawn(f"{seed}.{number}")
        built = build(progress, asked)
        why = list(_faults(built, asked))
        if not why:
            kept = _Kept(asked, built.key.reference, built.bank)
            return zlib.compress(msgspec.json.encode(kept))
    raise KitError(
        f"No numbers were found by which the known mistakes can be told apart: {why[0]}.",
        fix="See whether they can with the published ones: python -m checks review",
    )


def read(kept: bytes) -> Answers:
    """Return the answers that were kept."""
    found = msgspec.json.decode(zlib.decompress(kept), type=_Kept)
    return Answers(found.asked, found.reference, lambda: found.bank)


def _faults(built: Building, asked: Asked) -> Iterator[str]:
    """Yield in words what these numbers hide."""
    known = Answers(asked, built.key.reference, lambda: built.bank)
    used: set[str] = set()
    for one in built.singles:
        evidence = Evidence(one.observations, known.reference, {}, known.scenarios)
        own = [check for check in checks() if check.exercise == one.entry.exercise]
        caught = [check.id for check in own if judge(check.function, evidence)]
        used.update(caught)
        if not caught:
            yield f"{one.entry.ids[0]} passes"
        found = recognise(one.entry.exercise, one.observations, known)
        if found is None or found.ids != one.entry.ids:
            yield f"{one.entry.ids[0]} is not recognised"
    for check in checks():
        if check.exercise in JUDGED and check.id not in used:
            yield f"the check {check.id} catches no known mistake"
