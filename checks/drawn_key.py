"""What are the answers to the numbers that a seed draws? The reference and the mistakes, observed.

A class is asked other numbers than the published ones, so that nothing passes that was written for
those. A drawing by which two known mistakes look alike, or a check catches none, is not used.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from checks.diagnosis import recognise
from checks.drawn_scenarios import drawn
from checks.errors import KitError
from checks.evidence import Evidence, judge
from checks.fingerprint import Fingerprint
from checks.key import Answers, Bank
from checks.key_building import Progress, Seen, build
from checks.review import JUDGED
from checks.roster import checks
from checks.sandbox import Asked
from checks.scenarios import Scenario
from checks.session import assess
from checks.submission import SOLUTIONS, at

MOST_DRAWINGS = 5


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    asked: dict[str, tuple[Scenario, ...]]
    reference: dict[str, dict[str, Any]]
    bank: Bank


def answers(seed: int, progress: Progress) -> Answers:
    """Return the scenarios that a seed draws, and the answers to them.

    Raises:
        KitError: if no drawing tells the known mistakes apart.
    """
    why = ""
    for number in range(MOST_DRAWINGS):
        asked = drawn(f"{seed}.{number}")
        built = build(progress, asked)
        found = _together(asked, built.key.reference, built.bank)
        why = next(_faults(found, built.singles), "")
        if not why:
            return found
    raise KitError(
        f"No numbers were found by which the known mistakes can be told apart: {why}.",
        fix="See whether they can with the published ones: python -m checks review",
    )


def packed(found: Answers) -> bytes:
    """Return answers as they are kept, or sent to another machine."""
    asked = {name: tuple(group) for name, group in found.asked.items()}
    kept = _Kept(asked, dict(found.reference), found.bank())
    return zlib.compress(msgspec.json.encode(kept))


def unpacked(kept: bytes) -> Answers:
    """Return the answers that were kept."""
    found = msgspec.json.decode(zlib.decompress(kept), type=_Kept)
    return _together(found.asked, found.reference, found.bank)


def _together(asked: Asked, reference: Mapping[str, Fingerprint], bank: Bank) -> Answers:
    return Answers(asked, reference, lambda: bank)


def _faults(known: Answers, singles: Sequence[Seen]) -> Iterator[str]:
    """Yield in words what these numbers hide."""
    reference = assess(at(SOLUTIONS), answers=known).result
    if reference.passed < reference.count:
        yield "the reference does not pass"
    used: set[str] = set()
    for one in singles:
        evidence = Evidence(one.observations, known.reference, {}, known.scenarios)
        own = [check for check in checks() if check.exercise == one.entry.exercise]
        caught = [check.id for check in own if judge(check.function, evidence)]
        used.update(caught)
        if not caught:
            yield f"{one.entry.ids[0]} passes"
        found = recognise(one.entry.exercise, one.observations, known)
        if found is None or found.ids != one.entry.ids:
            yield f"{one.entry.ids[0]} is not recognised"
    judged = {one.entry.exercise for one in singles} & {*JUDGED}
    for check in checks():
        if check.exercise in judged and check.id not in used:
            yield f"the check {check.id} catches no known mistake"
