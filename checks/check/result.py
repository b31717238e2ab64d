"""The Result: what came of checking one submission; every view is made from it."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from checks.catalog import Exercise, exercises
from checks.check.evidence import Check
from checks.check.finding import Finding, Kind, Verdict
from checks.run.observation import Line
from checks.submission import EXERCISES

VERSION = 1
LATER = ("not started", "blocked")  # verdicts of what is not worked on before all that is wrong


class CheckResult(Struct, frozen=True, forbid_unknown_fields=True):
    """One check's verdict.

    Attributes:
        id: stable, as in "double.call".
        title: what is true of a right answer.
        message: why it does not pass; "" if it does.
        call: what was called, as a learner would type it.
        expected, got: what differs; "" where nothing compares.
        where: the line to look at, as "exercises/double.py:31"; "" if there is none.
        trace: the lines that led to an exception, outermost first, each once.
        scenario: the id of what was asked where it does not pass, as in "double.call".
        kind: what sort of ending the message tells of, as in "unreadable"; "" for most.
    """

    id: str
    title: str
    verdict: Verdict
    message: str = ""
    call: str = ""
    expected: str = ""
    got: str = ""
    where: str = ""
    trace: tuple[str, ...] = ()
    scenario: str = ""
    kind: Kind = ""


class Advice(Struct, frozen=True, forbid_unknown_fields=True):
    """What a known mistake tells a learner.

    Attributes:
        mistake: its stable id; two ids joined by "+" where two are made at once.
        title: what is wrong, in a sentence.
        text: why that matters and what to look at.
    """

    mistake: str
    title: str
    text: str


class ExerciseResult(Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise's verdict; `prints` is what the code printed in the scenario that is shown."""

    id: str
    title: str
    required: bool
    verdict: Verdict
    points: Annotated[float, Meta(ge=0)]
    out_of: Annotated[float, Meta(ge=0)]
    advice: Advice | None
    prints: str
    checks: tuple[CheckResult, ...]

    @property
    def passed(self) -> int:
        return sum(check.verdict == "pass" for check in self.checks)

    @property
    def is_alike(self) -> bool:
        """Tell whether none passes, all for one reason: a file that is missing, say."""
        reasons = {(check.verdict, check.message) for check in self.checks}
        return len(self.checks) > 1 and len(reasons) == 1 and self.passed == 0

    @property
    def worst(self) -> CheckResult | None:
        """Return the check to work on next: the first that is wrong, or else not started."""
        left = [check for check in self.checks if check.verdict != "pass"]
        return min(left, key=lambda check: check.verdict in LATER, default=None)


class Result(Struct, frozen=True, forbid_unknown_fields=True):
    """The outcome for one submission; `checks/result.schema.json` describes its JSON.

    Attributes:
        edition: "instructor" where the solutions are, else "learner".
        isolation: what held the code; empty at the learner's own desk.
        seconds: wall time from the start of the first worker to the last verdict.
        verdict: over the required exercises; over all, if none of these is required.
    """

    version: int
    submission: str
    edition: str
    isolation: tuple[str, ...]
    seconds: Annotated[float, Meta(ge=0)]
    verdict: Verdict
    points: Annotated[float, Meta(ge=0)]
    out_of: Annotated[float, Meta(ge=0)]
    exercises: tuple[ExerciseResult, ...]

    @property
    def passed(self) -> int:
        return sum(exercise.passed for exercise in self.exercises)

    @property
    def count(self) -> int:
        return sum(len(exercise.checks) for exercise in self.exercises)

    @property
    def next(self) -> ExerciseResult | None:
        """Return the exercise to work on next: the first that is required and does not pass.

        When all of these pass: a stretch goal that is begun, or else the first one.
        """
        left = [one for one in self.exercises if one.verdict != "pass"]
        return min(left, key=_waits, default=None)

    @property
    def is_built(self) -> bool:
        """Tell whether all that is required is there and passes, down to the last exercise."""
        every = {one.id for one in exercises() if one.required and not one.given}
        return self.verdict == "pass" and every <= {one.id for one in self.exercises}


def _waits(one: ExerciseResult) -> tuple[bool, bool]:
    """Return what puts off an exercise that does not pass, behind those that go first."""
    return not one.required, not one.required and one.verdict == "not started"


def exercise_result(
    exercise: Exercise,
    found: dict[Check, Finding | None],
    unmet_needs: list[str],
    folder: str,
    advice: Advice | None,
) -> ExerciseResult:
    """Put together one exercise's verdict.

    Args:
        found: each of its checks, with why it does not pass.
        unmet_needs: the ids of exercises that it needs and that do not pass.
        folder: where the submission's files are, as the report names it.
    """
    if unmet_needs:
        message = "Opens when these pass: " + ", ".join(unmet_needs)
        found = dict.fromkeys(found, Finding("blocked", message))
    found = {check: _with_way_back(finding, exercise, folder) for check, finding in found.items()}
    checks = tuple(_check_result(check, finding, folder) for check, finding in found.items())
    left = [finding for finding in found.values() if finding is not None]
    first = min(left, key=lambda finding: finding.verdict in LATER, default=None)
    return ExerciseResult(
        exercise.id,
        exercise.title,
        exercise.required,
        _together([check.verdict for check in checks]),
        _points(checks, exercise.points),
        exercise.points,
        advice,
        _prints(first),
        checks,
    )


def rebuilt(one: ExerciseResult, checks: tuple[CheckResult, ...]) -> ExerciseResult:
    """Return an exercise with other checks, and the verdict and points that follow from them."""
    verdict = _together([check.verdict for check in checks])
    return replace(
        one,
        verdict=verdict,
        points=_points(checks, one.out_of),
        advice=None if verdict == "pass" else one.advice,
        checks=checks,
    )


def _points(checks: Sequence[CheckResult], out_of: float) -> float:
    """Return what an exercise's checks come to: each counts alike."""
    return round(out_of * sum(check.verdict == "pass" for check in checks) / len(checks), 2)


def _with_way_back(finding: Finding | None, exercise: Exercise, folder: str) -> Finding | None:
    """Add to a file that cannot be had how to get it back: only exercises/ can be reset."""
    if finding is None or folder != EXERCISES.name:
        return finding
    back = f"python -m checks reset {exercise.id} brings it back as it was handed out."
    if exercise.file not in finding.message:  # it is about a file of another exercise
        return finding
    if finding.kind == "no file":
        return replace(finding, message=f"{finding.message} {back}")
    if finding.kind == "closed file":
        return replace(finding, message=f"{finding.message} Once it is moved away, {back}")
    return finding


def _check_result(check: Check, finding: Finding | None, folder: str) -> CheckResult:
    if finding is None:
        return CheckResult(check.id, check.title, "pass")
    where = _place(finding.where, folder) if finding.where else ""
    return CheckResult(
        check.id,
        check.title,
        finding.verdict,
        clean(finding.message),
        clean(finding.call),
        clean(finding.expected),
        clean(finding.got),
        clean(where),
        tuple(dict.fromkeys(clean(_frame(line, folder)) for line in _way(finding))),
        finding.scenario,
        finding.kind,
    )


def _way(finding: Finding) -> tuple[Line, ...]:
    """Return the lines that led there, up to the one that does not end: beyond it is chance."""
    if finding.verdict != "timed out" or finding.where not in finding.trace:
        return finding.trace
    return finding.trace[: finding.trace.index(finding.where) + 1]


def _frame(line: Line, folder: str) -> str:
    inside = f" in {line.function}" if line.function else ""
    caret = f"\n    {' ' * min(line.column - 1, 200)}^" if line.column else ""
    return f"{_place(line, folder)}{inside}\n    {line.text}{caret}"


def _place(line: Line, folder: str) -> str:
    """Name a line by its file; in one file that holds everything, by that file or its cell."""
    if line.file.startswith("cell "):
        return f"{folder}, {line.file}:{line.line}"
    is_alone = f"/{folder}".endswith(f"/{line.file}")
    return f"{folder}:{line.line}" if is_alone else f"{folder}/{line.file}:{line.line}"


def _prints(finding: Finding | None) -> str:
    if finding is None or not finding.prints.strip():
        return ""
    more = finding.printed - len(finding.prints.encode())
    note = f"\n... and {more:,} more characters" if more > 0 else ""
    return clean(finding.prints.rstrip()) + note


def clean(text: str) -> str:
    """Drop control characters: what a learner's code writes must not move a cursor or a colour."""
    if text.isprintable():  # nearly always; a hundred times faster than to look at each character
        return text
    return "".join(c for c in text.expandtabs(4) if c == "\n" or c.isprintable())


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict of the whole from those of its parts."""
    kinds = set(verdicts)
    if len(kinds) == 1:
        return kinds.pop()
    for verdict in ("kit error", "timed out", "crashed"):
        if verdict in kinds:
            return verdict
    return "blocked" if kinds == {"pass", "blocked"} else "not yet"


def result(
    submission: str,
    edition: str,
    isolation: tuple[str, ...],
    exercises: tuple[ExerciseResult, ...],
    seconds: float,
) -> Result:
    """Put together the verdict of a submission."""
    required = [one for one in exercises if one.required] or exercises
    # what is blocked opens by itself: it must not turn "not started" into something else
    open_ones = [one.verdict for one in required if one.verdict != "blocked"]
    together = _together(open_ones) if open_ones else "blocked"
    if together == "pass" and len(open_ones) < len(required):  # not all that was asked for was run
        together = "blocked"
    return Result(
        VERSION,
        submission,
        edition,
        isolation,
        round(seconds, 3),
        together,
        round(sum(one.points for one in exercises), 2),
        sum(one.out_of for one in exercises),
        exercises,
    )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a Result."""
    from inspect import cleandoc  # only whoever writes the schema pays for it

    made = msgspec.json.schema(Result)
    for kind in made["$defs"].values():  # up to Python 3.12 a docstring keeps its margin
        if "description" in kind:
            kind["description"] = cleandoc(kind["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
