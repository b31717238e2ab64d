"""Own parts: an exercise over the submission's own in the place of stand-ins.

These decide where something beneath does not pass yet. Where all of it does, they may know less
than the classes that they stand for, or take more, and what counts is what works with these.
"""

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from checks.catalog import Exercise, declared, exercise, exercises, lesson
from checks.check.checks import checks, judge
from checks.check.evidence import Evidence
from checks.check.facts import all_facts
from checks.check.finding import Finding
from checks.check.key import Answers
from checks.run.observation import Line
from checks.run.worker import Observations

Ask: TypeAlias = Callable[..., Observations]  # `observe`, of one submission


def over_own_parts(
    evidence: Evidence, ask: Ask, answers: Answers, before: Evidence | None
) -> Evidence:
    """Return evidence with what was seen over the submission's own parts, where that tells more.

    Where an exercise passes over stand-ins, and the whole as well, the whole has shown it already.
    """
    for one in (one for one in exercises() if one.over and evidence.has(one.id)):
        every = [found for found in (before, evidence) if found]
        beneath = tuple(o for o in one.over if not all(_passes(o, found) for found in every))
        verdicts = _verdicts(one.id, evidence)
        # nothing is written, or it does not end: that is the same over any parts
        is_the_same = verdicts == {"not started"} or "timed out" in verdicts
        is_shown = not verdicts and _passes(declared().whole, evidence)
        is_waiting = any(name.startswith(f"{one.id}.") for name in evidence.waiting)
        is_right_so_far = beneath and not verdicts
        if is_the_same or is_shown or is_waiting or is_right_so_far:
            continue
        own = replace(_over_own(one, evidence, ask, answers, before), beneath=beneath)
        evidence = replace(evidence, owned={**evidence.owned, one.id: own})
    return evidence


def over_own_engine(evidence: Evidence, ask: Ask) -> Evidence:
    """Return evidence with the whole over the submission's own engine, if it does not pass there.

    The two may be right, each by itself, and not fit each other.
    """
    whole = declared().whole
    is_right = evidence.engine == "right" and whole not in evidence.by_numbers
    if not is_right or not _passes(whole, evidence):
        return evidence
    seen = {**evidence.observations, **ask([exercise(whole)], engine="beneath")}
    by_numbers = evidence.by_numbers | {whole}
    own = replace(evidence, observations=seen, by_numbers=by_numbers, known={}, judged={})
    return evidence if _passes(whole, own) else own


def told_by(name: str, evidence: Evidence) -> Evidence:
    """Return the evidence that is told of: over own parts only if that says something else.

    Mistakes are known by what they do over stand-ins.
    """
    if name not in evidence.owned or evidence.owned[name].beneath:
        return evidence
    apart = replace(evidence, owned={})
    is_same = all(_how(judge(c, apart)) == _how(judge(c, evidence)) for c in checks(name))
    return evidence if is_same else evidence.owned[name]


def _how(finding: Finding | None) -> tuple[str, Line | None] | None:
    return (finding.verdict, finding.where) if finding else None


def _over_own(
    one: Exercise, evidence: Evidence, ask: Ask, answers: Answers, before: Evidence | None
) -> Evidence:
    """Look at an exercise over own parts.

    No numbers are asked for that a known mistake of the whole explains: that is told there. It is
    known by what it does in the published numbers.
    """
    told = {each.id: each for each in map(lesson("scenarios").over_own, answers.asked[one.id])}
    needing = next((o for o in (one.id, *one.over) if o in evidence.by_numbers), "")
    by_numbers = evidence.by_numbers | ({one.id} if needing else set())
    seen = ask([one.over_own], engine=evidence.place(needing))
    own = Evidence(seen, answers.owned, told, by_numbers=by_numbers)
    if before is None:
        is_told = _verdicts(one.id, own) - {"blocked"} == {"not yet"} and _is_known(evidence, ask)
    else:
        is_told = one.id in before.owned and before.owned[one.id].is_told
    if not is_told:
        return own
    shown = all_facts(own.observations.values(), told)
    return replace(own, reference=shown, known={}, judged={}, is_told=True)


def _is_known(evidence: Evidence, ask: Ask) -> bool:
    """Tell whether known mistakes of the whole explain all that is wrong in it."""
    from checks.check import diagnosis  # only what does not pass pays for it

    whole = exercise(declared().whole)
    over = evidence.observations if evidence.has(whole.id) else ask([whole])
    found = diagnosis.recognise(whole.id, over)
    return found is not None and found.complete


def _verdicts(name: str, evidence: Evidence) -> set[str]:
    """Return the verdicts of an exercise's checks that do not pass."""
    return {found.verdict for check in checks(name) if (found := judge(check, evidence))}


def _passes(name: str, evidence: Evidence) -> bool:
    return evidence.has(name) and not _verdicts(name, evidence)
