"""Own parts: an exercise once more, over the submission's own parts in the place of stand-ins.

Stand-ins decide where something beneath does not pass yet. Where all of it does, they may know less
than the classes that they stand for, or take more; what counts is what works with these.
"""

from msgspec.structs import replace

from checks.catalog import Exercise, declared, exercises, lesson
from checks.check.evidence import Evidence
from checks.check.finding import Finding
from checks.check.key import Answers
from checks.check.roster import checks, judge
from checks.run.observation import Line
from checks.run.worker import Worker, observe
from checks.submission import Submission

SAME = {"not started", "timed out", "kit error"}  # over any parts


def over_own_parts(
    submission: Submission, evidence: Evidence, answers: Answers, worker: Worker
) -> Evidence:
    """Return evidence with what was seen over the submission's own parts, where that tells more.

    Where an exercise passes over stand-ins, and the whole as well, the whole has shown it already.
    """
    over = [one for one in exercises() if one.over and _is_seen(one.id, evidence)]
    is_whole = bool(over) and _passes(declared().whole, evidence)
    for one in over:
        found = _findings(one.id, evidence)
        if (is_whole and not found) or {finding.verdict for finding in found} & SAME:
            continue
        if all(_passes(name, evidence) for name in one.over):
            own = _over_own(one, submission, answers, worker)
            evidence = replace(evidence, owned={**evidence.owned, one.id: own})
    return evidence


def is_same(name: str, evidence: Evidence) -> bool:
    """Tell whether what is told of an exercise is so over stand-ins, too.

    What is known of mistakes is what they do there.
    """
    apart = replace(evidence, owned={})
    return name not in evidence.owned or all(
        _how(judge(one, evidence)) == _how(judge(one, apart)) for one in checks(name)
    )


def _how(finding: Finding | None) -> tuple[str, Line | None] | None:
    return (finding.verdict, finding.where) if finding else None


def _over_own(one: Exercise, submission: Submission, answers: Answers, worker: Worker) -> Evidence:
    seen = observe(submission, [one.over_own], asked=answers.asked, worker=worker)
    told = map(lesson("scenarios").over_own, answers.asked[one.id])
    return Evidence(seen, answers.owned, {scenario.id: scenario for scenario in told})


def _findings(name: str, evidence: Evidence) -> list[Finding]:
    return [finding for check in checks(name) if (finding := judge(check, evidence))]


def _passes(name: str, evidence: Evidence) -> bool:
    return _is_seen(name, evidence) and not _findings(name, evidence)


def _is_seen(name: str, evidence: Evidence) -> bool:
    return any(scenario.startswith(f"{name}.") for scenario in evidence.observations)
