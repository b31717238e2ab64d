"""The answers to the numbers that a seed draws: what the reference and the known mistakes do there.

A class is asked other numbers than the published ones, so that nothing passes that was written for
those. A drawing by which mistakes look alike that are told apart otherwise is drawn again.
"""

import zlib

import msgspec

from checks.catalog import Scenario, lesson
from checks.check import session
from checks.check.facts import Facts
from checks.check.key import Answers, Bank, published
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor.gradebook import Gradebook
from checks.instructor.grading import kit_hash
from checks.instructor.key_building import build
from checks.submission import SOLUTIONS, at

MOST_DRAWINGS = 3


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    asked: dict[str, tuple[Scenario, ...]]
    reference: dict[str, Facts]
    owned: dict[str, Facts]
    bank: Bank


def of(book: Gradebook, seed: int, progress: Progress) -> Answers:
    """Return the answers to the numbers that a seed draws; made once in a gradebook.

    Raises:
        KitError: if the reference does not answer, or does not pass.
    """
    kept = book.answers(seed, kit_hash())
    if kept is None:
        kept = packed(answers(seed, progress))
        book.keep_answers(seed, kit_hash(), kept)
    return unpacked(kept)


def answers(seed: int, progress: Progress) -> Answers:
    """Return the best of a few drawings: the first one, if it tells the mistakes apart.

    Raises:
        KitError: if the reference does not answer, or does not pass.
    """
    found: list[Answers] = []
    drawn = lesson("draws").drawn
    for number in range(MOST_DRAWINGS):
        asked = drawn(f"{seed}.{number}")
        key, bank = build(progress, asked)
        found.append(_together(_Kept(dict(asked), key.reference, key.owned, bank)))
        if _told_apart(found[-1]) >= _told_apart(published()):
            break
    best = max(found, key=_told_apart)
    demand_pass(best)
    return best


def _told_apart(known: Answers) -> int:
    """Return how many known mistakes change something, and not just what another one does."""
    bank = known.bank()
    entries = (entry for exercise in bank.mistakes for entry in bank.singles(exercise))
    return len({msgspec.json.encode(one.changes) for one in entries if one.changes})


def demand_pass(known: Answers) -> None:
    """Fail unless the reference passes: nothing that is judged by it would count otherwise."""
    result = session.check(at(SOLUTIONS), answers=known).result
    failed = [c.id for one in result.exercises for c in one.checks if c.verdict != "pass"]
    if failed:
        raise KitError(
            f"The reference does not pass, so nothing can be graded by it: {', '.join(failed)}.",
            fix="Mend the check or the solution; see: python -m checks review",
        )


def packed(found: Answers) -> bytes:
    """Return answers as they are kept, or sent to another machine."""
    asked = {name: tuple(group) for name, group in found.asked.items()}
    kept = _Kept(asked, dict(found.reference), dict(found.owned), found.bank())
    return zlib.compress(msgspec.json.encode(kept))


def unpacked(kept: bytes) -> Answers:
    """Return the answers that were kept."""
    return _together(msgspec.json.decode(zlib.decompress(kept), type=_Kept))


def _together(kept: _Kept) -> Answers:
    return Answers(kept.asked, kept.reference, lambda: kept.bank, kept.owned)
