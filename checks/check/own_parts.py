"""Own parts: an exercise once more, over the submission's own parts in the place of stand-ins.

Stand-ins decide where something beneath does not pass yet. Where all of it does, they may know less
than the classes that they stand for, or take more; what counts is what works with these.
"""

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from checks.catalog import Exercise, declared, exercise, exercises, lesson
from checks.check.evidence import Evidence, checks, judge
from checks.check.facts import all_facts
from checks.check.finding import Finding
from checks.check.key import Answers
from checks.run.observation import Line
from checks.run.worker import Observations

Ask: TypeAlias = Callable[..., Observations]  # `observe`, of one submission


def over_own_parts(evidence: Evidence, ask: Ask, answers: Answers) -> Evidence:
    """Return evidence with what was seen over the submission's own parts, where that tells more.

    Where an exercise passes over stand-ins, and the whole as well, the whole has shown it already.
    """
    for one in (one for one in exercises() if one.over and evidence.has(one.id)):
        verdicts = _verdicts(one.id, evidence)
        # nothing is written, or it does not end: that is the same over any parts
        is_the_same = verdicts == {"not started"} or "timed out" in verdicts
        is_shown = not verdicts and _passes(declared().whole, evidence)
        is_waiting = any(name.startswith(f"{one.id}.") for name in evidence.waiting)
        if is_the_same or is_shown or is_waiting:
            continue
        if all(_passes(name, evidence) for name in one.over):
            own = _over_own(one, evidence, ask, answers)
            evidence = replace(evidence, owned={**evidence.owned, one.id: own})
    return evidence


def told_by(name: str, evidence: Evidence) -> Evidence:
    """Return the evidence that is told of: over own parts only if that says something else.

    Mistakes are known by what they do over stand-ins.
    """
    apart = replace(evidence, owned={})
    is_same = all(_how(judge(c, apart)) == _how(judge(c, evidence)) for c in checks(name))
    return evidence if is_same else evidence.owned[name]


def _how(finding: Finding | None) -> tuple[str, Line | None] | None:
    return (finding.verdict, finding.where) if finding else None


def _over_own(one: Exercise, evidence: Evidence, ask: Ask, answers: Answers) -> Evidence:
    """Look at an exercise over own parts.

    No numbers are asked for that a known mistake of the whole explains: that is told there.
    """
    told = {each.id: each for each in map(lesson("scenarios").over_own, answers.asked[one.id])}
    seen = ask([one.over_own], engine=evidence.place(one.id))
    own = Evidence(seen, answers.owned, told, by_numbers=evidence.by_numbers)
    if _verdicts(one.id, own) - {"blocked"} != {"not yet"}:
        return own
    from checks.check import diagnosis  # only what does not pass pays for it

    whole = exercise(declared().whole)
    over = evidence.observations if evidence.has(whole.id) else ask([whole])
    found = diagnosis.recognise(whole.id, over, answers)
    if found is None or not found.complete:
        return own
    shown = all_facts(own.observations.values(), told)
    return replace(own, reference=shown, known={}, judged={})


def _verdicts(name: str, evidence: Evidence) -> set[str]:
    """Return the verdicts of an exercise's checks that do not pass."""
    return {found.verdict for check in checks(name) if (found := judge(check, evidence))}


def _passes(name: str, evidence: Evidence) -> bool:
    return evidence.has(name) and not _verdicts(name, evidence)
