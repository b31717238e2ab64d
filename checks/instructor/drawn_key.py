"""What are the answers to the numbers that a seed draws? The reference and the mistakes, observed.

A class is asked other numbers than the published ones, so that nothing passes that was written for
those. A drawing by which two known mistakes look alike, or a check catches none, is drawn again.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

import msgspec

from checks.catalog import Asked, Scenario
from checks.check import session
from checks.check.diagnosis import recognise
from checks.check.evidence import Evidence
from checks.check.facts import Facts
from checks.check.key import Answers, Bank, published
from checks.check.roster import checks, judge
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor.key_building import Seen, build
from checks.instructor.review import JUDGED
from checks.lesson.draws import drawn
from checks.submission import SOLUTIONS, at

MOST_DRAWINGS = 3


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    asked: dict[str, tuple[Scenario, ...]]
    reference: dict[str, Facts]
    bank: Bank


def answers(seed: int, progress: Progress) -> Answers:
    """Return the scenarios that a seed draws, and the answers to them.

    Of a few drawings it is the one that hides least; the first, if it hides nothing.

    Raises:
        KitError: if the reference itself does not pass.
    """
    _demand_pass(published())
    drawings: list[tuple[int, Answers]] = []
    for number in range(MOST_DRAWINGS):
        asked = drawn(f"{seed}.{number}")
        built = build(progress, asked)
        found = _together(asked, built.key.reference, built.bank)
        hidden = sum(1 for _ in _hidden(found, built.singles))
        drawings.append((hidden, found))
        if not hidden:
            break
    _, best = min(drawings, key=itemgetter(0))
    _demand_pass(best)
    return best


def _demand_pass(known: Answers) -> None:
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
    kept = _Kept(asked, dict(found.reference), found.bank())
    return zlib.compress(msgspec.json.encode(kept))


def unpacked(kept: bytes) -> Answers:
    """Return the answers that were kept."""
    found = msgspec.json.decode(zlib.decompress(kept), type=_Kept)
    return _together(found.asked, found.reference, found.bank)


def _together(asked: Asked, reference: Mapping[str, Facts], bank: Bank) -> Answers:
    return Answers(asked, reference, lambda: bank)


def _hidden(known: Answers, singles: Sequence[Seen]) -> Iterator[str]:
    """Yield what these numbers hide: mistakes that pass or look like others, and idle checks."""
    used: set[str] = set()
    for one in singles:
        evidence = Evidence(one.observations, known.reference, known.scenarios)
        own = [check for check in checks() if check.exercise == one.entry.exercise]
        caught = [check.id for check in own if judge(check, evidence)]
        used.update(caught)
        found = recognise(one.entry.exercise, one.observations, known)
        if not caught or found is None or found.ids != one.entry.ids:
            yield one.entry.ids[0]
    judged = {one.entry.exercise for one in singles} & {*JUDGED}
    yield from (c.id for c in checks() if c.exercise in judged and c.id not in used)
