"""Own parts: an exercise once more, over the submission's own parts in the place of stand-ins.

Stand-ins decide where something beneath does not pass yet. Where all of it does, they may know less
than the classes that they stand for, or take more; what counts is what works with these.
"""

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from checks.catalog import Exercise, declared, exercise, exercises, lesson
from checks.check.evidence import Evidence
from checks.check.facts import all_facts
from checks.check.finding import Finding
from checks.check.key import Answers
from checks.check.roster import checks, judge
from checks.run.observation import Line
from checks.run.worker import Worker, observe
from checks.submission import Submission

How: TypeAlias = tuple[str, Line | None] | None  # the verdict and the line, or that it passes


def over_own_parts(
    submission: Submission, evidence: Evidence, answers: Answers, worker: Worker
) -> Evidence:
    """Return evidence with what was seen over the submission's own parts, where that tells more.

    Where an exercise passes over stand-ins, and the whole as well, the whole has shown it already.
    """
    over = [one for one in exercises() if one.over and evidence.has(one.id)]
    is_whole = bool(over) and _passes(declared().whole, evidence)
    for one in over:
        found = _findings(one.id, evidence)
        is_waiting = any(name.startswith(f"{one.id}.") for name in evidence.waiting)
        if (is_whole and not found) or _says_the_same(found) or is_waiting:
            continue
        if all(_passes(name, evidence) for name in one.over):
            own = _over_own(one, submission, evidence, answers, worker)
            if {finding.verdict for finding in _findings(one.id, own)} - {"blocked"} == {"not yet"}:
                own = _less_the_whole(own, submission, evidence, answers, worker)
            evidence = replace(evidence, owned={**evidence.owned, one.id: own})
    return evidence


def is_same(name: str, evidence: Evidence) -> bool:
    """Tell whether what is wrong over stand-ins is told: that is what mistakes are known by."""
    if name not in evidence.owned:
        return True
    wrong = [(found, told) for found, told in _pairs(name, evidence) if found]
    return bool(wrong) and all(found == told for found, told in wrong)


def told_by(name: str, evidence: Evidence) -> Evidence:
    """Return the evidence that is told of: over stand-ins, or over the submission's own parts."""
    is_apart = name in evidence.owned and not is_same(name, evidence)
    if is_apart and any(found or told for found, told in _pairs(name, evidence)):
        return evidence.owned[name]
    return evidence


def _pairs(name: str, evidence: Evidence) -> Iterator[tuple[How, How]]:
    """Yield how each check ends over stand-ins, and how it is told to end."""
    apart = replace(evidence, owned={})
    for one in checks(name):
        yield _how(judge(one, apart)), _how(judge(one, evidence))


def _how(finding: Finding | None) -> How:
    return (finding.verdict, finding.where) if finding else None


def _says_the_same(found: list[Finding]) -> bool:
    """Tell whether it is the same over any parts: nothing is written, or it does not end."""
    verdicts = {finding.verdict for finding in found}
    return verdicts == {"not started"} or "timed out" in verdicts


def _over_own(
    one: Exercise, submission: Submission, evidence: Evidence, answers: Answers, worker: Worker
) -> Evidence:
    where = evidence.place(one.id)
    seen = observe(submission, [one.over_own], asked=answers.asked, worker=worker, engine=where)
    told = {each.id: each for each in map(lesson("scenarios").over_own, answers.asked[one.id])}
    return Evidence(seen, answers.owned, told, by_numbers=evidence.by_numbers)


def _less_the_whole(
    own: Evidence, submission: Submission, evidence: Evidence, answers: Answers, worker: Worker
) -> Evidence:
    """Ask for no numbers that a known mistake of the whole explains: that is told there."""
    from checks.check import diagnosis  # only what does not pass pays for it

    whole, seen = exercise(declared().whole), evidence.observations
    if not evidence.has(whole.id):
        seen = observe(submission, [whole], asked=answers.asked, worker=worker)
    found = diagnosis.recognise(whole.id, seen, answers)
    if found is None or not found.complete:
        return own
    return replace(own, reference=all_facts(own.observations.values(), own.asked), known={})


def _findings(name: str, evidence: Evidence) -> list[Finding]:
    return [finding for check in checks(name) if (finding := judge(check, evidence))]


def _passes(name: str, evidence: Evidence) -> bool:
    return evidence.has(name) and not _findings(name, evidence)
