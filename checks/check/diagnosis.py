"""The diagnosis: the known mistakes that explain everything that was seen. A guess is no advice."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from checks.check.facts import Changes, Facts, alike, all_facts, differ
from checks.check.key import Entry, bank, published
from checks.check.result import Advice
from checks.run.observation import Observation

PRAISE = "Your maths is right, but "
PARTIAL = " Something else is wrong, too."


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
    known = bank()
    changed = _changed(_first_wrong(exercise, observations), published().reference)
    paths = (path for changes in changed.values() for path in changes)
    if by_numbers and all(path.endswith(".grad") for path in paths):
        return None
    singles = known.singles(exercise)
    found = diagnose(changed, singles)
    if found and found.complete:
        return found
    return diagnose(changed, [*singles, *known.doubles(exercise)])


def _first_wrong(exercise: str, observations: Mapping[str, Observation]) -> Mapping[str, Facts]:
    """Return what was seen of the first part of an exercise that is wrong."""
    seen: Mapping[str, Facts] = {}
    asked = published().asked[exercise]
    for part in dict.fromkeys(one.part for one in asked):
        own = (observations[one.id] for one in asked if one.part == part)
        written = [one for one in own if one.status != "todo"]  # not written is no mistake
        seen = all_facts(written)
        if _changed(seen, published().reference):
            break
    return seen


def _changed(seen: Mapping[str, Facts], reference: Mapping[str, Facts]) -> dict[str, Changes]:
    """Return what is not as on the reference, by scenario."""
    changes = {name: differ(shown, reference[name]) for name, shown in seen.items()}
    return {name: differing for name, differing in changes.items() if differing}


def diagnose(changed: Mapping[str, Changes], entries: Sequence[Entry]) -> Diagnosis | None:
    """Return the mistakes that alone explain what differs in the scenarios of one exercise.

    Args:
        changed: what differs from the reference, by scenario.
        entries: what each known mistake changes, and each composition of two.
    """
    fitting = [one for one in entries if _fits(one, changed)]
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
    known = bank()
    changes = {one.ids: one.changes for one in known.singles(exercise)}
    shows_in = {name: changes.get((name,), {}) for name in diagnosis.ids}
    if not any(name in found for name in failed[:1] for found in shows_in.values()):
        return None

    def first_shown(mistake: str) -> int:
        places = (place for place, name in enumerate(failed) if name in shows_in[mistake])
        return next(places, len(failed))

    first, *others = sorted(shows_in, key=first_shown)
    part, titles = known.advice[first], [known.advice[name].title for name in others]
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
