"""The Result: what came of checking one submission; every view is made from it."""

from collections.abc import Iterable, Mapping, Sequence
from shlex import quote
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from checks.catalog import Exercise, exercises, setting
from checks.check import key
from checks.check.evidence import Check, Evidence
from checks.check.finding import Finding, Kind, Verdict
from checks.check.key import Advice
from checks.run.observation import Line, Observation
from checks.submission import EXERCISES, STUBS, Submission, folder_of, is_empty, is_plain

VERSION = 1
WORST: tuple[Verdict, ...] = ("kit error", "timed out", "crashed")
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
        return min(left, key=lambda one: _turn(one, one.scenario), default=None)


class Result(Struct, frozen=True, forbid_unknown_fields=True):
    """The outcome for one submission; `checks/result.schema.json` describes its JSON.

    Attributes:
        edition: "instructor" where the solutions are, else "learner".
        isolation: what held the code; empty at the learner's own desk.
        seconds: wall time from the start of the first worker to the last verdict; of a class, that
            in which the published numbers were asked.
        verdict: over the required exercises; over all, if none of these is required.
        notes: which file was taken as which, where one stopped when it ran, and over which engine
            all was looked at, in sentences; empty where each is as it was handed out.
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
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        return sum(exercise.passed for exercise in self.exercises)

    @property
    def count(self) -> int:
        return len(self.verdicts)

    @property
    def required(self) -> tuple[ExerciseResult, ...]:
        """Return the exercises that count: all, if none is required."""
        return tuple(one for one in self.exercises if one.required) or self.exercises

    @property
    def goals(self) -> tuple[ExerciseResult, ...]:
        """Return the others, which are told of apart."""
        return tuple(one for one in self.exercises if one not in self.required)

    @property
    def tally(self) -> str:
        """Return "12 of 48 checks pass", and behind it how many of the stretch goals'."""
        goals = f" (stretch goals: {passing(self.goals)})" if self.goals else ""
        return f"{passing(self.required)} checks pass{goals}"

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """Return the verdict of each check, by its id."""
        return {check.id: check.verdict for one in self.exercises for check in one.checks}

    @property
    def next(self) -> ExerciseResult | None:
        """Return the exercise to work on next: the first that is required and does not pass.

        When all of these pass: a stretch goal that is begun, or else the first one.
        """
        left = [one for one in self.exercises if one.verdict != "pass"]

        def waits(one: ExerciseResult) -> tuple[bool, bool]:
            return not one.required, not one.required and one.verdict == "not started"

        return min(left, key=waits, default=None)

    @property
    def is_built(self) -> bool:
        """Tell whether all that is required is there and passes, down to the last exercise."""
        every = {one.id for one in exercises() if one.required and not one.given}
        return self.verdict == "pass" and every <= {one.id for one in self.exercises}


def passing(some: Sequence[ExerciseResult]) -> str:
    """Return "12 of 48": how many checks of some exercises pass."""
    return f"{sum(one.passed for one in some)} of {sum(len(one.checks) for one in some)}"


def exercise_result(
    exercise: Exercise,
    found: Mapping[Check, Finding | None],
    unmet_needs: Sequence[str],
    submission: Submission,
    advice: Advice | None,
) -> ExerciseResult:
    """Put together one exercise's verdict.

    Args:
        found: each of its checks, with why it does not pass.
        unmet_needs: the ids of exercises that it needs and that do not pass.
    """
    if unmet_needs:
        message = "Opens when these pass: " + ", ".join(unmet_needs)
        found = dict.fromkeys(found, Finding("blocked", message))
    found = {check: f and _of_its_file(f, exercise, submission) for check, f in found.items()}
    checks = tuple(_check_result(check, found[check], submission) for check in found)
    left = [finding for finding in found.values() if finding is not None]
    first = min(left, key=lambda one: _turn(one, one.seen.scenario), default=None)
    return ExerciseResult(
        exercise.id,
        exercise.title,
        exercise.required,
        together([check.verdict for check in checks]),
        _points(exercise.id, checks, exercise.points),
        exercise.points,
        advice,
        _prints(first.seen) if first else "",
        checks,
    )


def _turn(one: CheckResult | Finding, scenario: str) -> int:
    """Return when it is the turn of what does not pass; what shows in no call comes late."""
    return 2 if one.verdict in LATER else int(not scenario or one.kind == "not run")


def rebuilt(one: ExerciseResult, checks: tuple[CheckResult, ...]) -> ExerciseResult:
    """Return an exercise with other checks, and the verdict and points that follow from them."""
    verdict = together([check.verdict for check in checks])
    advice = None if verdict == "pass" else one.advice
    points = _points(one.id, checks, one.out_of)
    return replace(one, verdict=verdict, points=points, advice=advice, checks=checks)


def _points(exercise: str, checks: Sequence[CheckResult], out_of: float) -> float:
    """Return what an exercise's checks come to, beyond those that an idle answer passes."""
    passed = sum(check.verdict == "pass" for check in checks)
    idle = sum(check.id in key.read().idle.get(exercise, ()) for check in checks)
    return round(out_of * max(0, passed - idle) / max(1, len(checks) - idle), 2)


def _of_its_file(finding: Finding, exercise: Exercise, submission: Submission) -> Finding:
    """Say what only the submission knows of an exercise's file: that it is not there, or empty."""
    said, path = finding.message, submission.files[exercise.module]
    back = f"python -m checks reset {exercise.id} brings it back as it was handed out."
    match finding.kind:
        case "stub":
            where = finding.seen.where
            if path.parent == STUBS or (where and where.file == exercise.file != path.name):
                said = f"`{exercise.file}` was not handed in, so it counts as it was handed out."
                finding = replace(finding, seen=replace(finding.seen, where=None))
            if other := submission.elsewhere(exercise.names):
                again = f"python -m checks {exercise.id} --submission"
                said += (
                    f"\n{other} has code for it: call that file {exercise.file}. Or check it alone:"
                )
                said += f"\n{again} {quote(f'{submission.name}/{other}')}"
            elif path.parent == STUBS and exercise.required and (others := submission.unseen()):
                were, it = ("were", "one of them") if others[1:] else ("was", "it")
                said += f"\n{' and '.join(others)} {were} not looked at: do you mean {it}?"
        case "no file" | "closed file" if (
            submission.name == EXERCISES.name and exercise.file in said
        ):
            said += f" {back}" if finding.kind == "no file" else f" Once it is moved away, {back}"
        case "unreadable" if not (finding.seen.where or finding.seen.trace):
            said = said.replace("the file", f"`{path.name}`", 1)
        case "" if finding.verdict == "crashed" and is_empty(path):
            said = f"`{path.name}` is empty: did you save it?"
            finding = replace(finding, kind="no file")
            if submission.name == EXERCISES.name:
                said += f" {back}"
    return replace(finding, message=said)


def _check_result(check: Check, finding: Finding | None, submission: Submission) -> CheckResult:
    if finding is None:
        return CheckResult(check.id, check.title, "pass")
    seen, way = finding.seen, finding.seen.trace
    if finding.verdict == "timed out" and seen.where in way:  # beyond that line is chance
        way = way[: way.index(seen.where) + 1]
    return CheckResult(
        check.id,
        check.title,
        finding.verdict,
        clean(finding.message),
        clean(finding.call),
        clean(finding.expected),
        clean(finding.got),
        where=clean(_place(seen.where, submission)) if seen.where else "",
        trace=tuple(dict.fromkeys(clean(_frame(line, submission)) for line in way)),
        scenario=seen.scenario,
        kind=finding.kind,
    )


def _frame(line: Line, submission: Submission) -> str:
    inside = f" in {line.function}" if line.function else ""
    carets = "^" * max(min(line.end - line.column, 100), 1)
    caret = f"\n    {' ' * min(line.column - 1, 200)}{carets}" if line.column else ""
    return f"{_place(line, submission)}{inside}\n    {line.text}{caret}"


def _place(line: Line, submission: Submission) -> str:
    """Name a line by its file; in one file that holds everything, by that file or its cell."""
    if line.file.startswith("the kit's "):  # it is in none of the submission's
        return f"{line.file}:{line.line}"
    folder, whole = submission.name, submission.whole
    if whole and line.file.startswith("cell "):  # counted among those of code
        notebook = folder if folder.endswith(whole.suffix) else f"{folder}/{whole.name}"
        return f"{notebook}, code {line.file}, line {line.line}"
    is_alone = f"/{folder}".endswith(f"/{line.file}")
    near = f"{folder_of(folder)}/".removeprefix("./")
    return f"{folder}:{line.line}" if is_alone else f"{near}{line.file}:{line.line}"


def _prints(seen: Observation) -> str:
    more = seen.printed - len(seen.prints.encode())
    note = f"\n... and {more:,} more characters" if more > 0 else ""
    return clean(seen.prints.rstrip()) + note if seen.prints.strip() else ""


WITHOUT = "The checks went on without it."  # a statement
TAKEN = {
    "known as": "{file} imports from {name}: that is taken as {kept}.py.",
    "passed over": "{file} has a {leaf} of its own, which was not looked at.",
    "stands in": "{file} imports {leaf} from {name}: the engine that was handed out stands for"
    " that one.",
    "stops": f"{{file}} stops at line {{line}} when it runs: {{name}}. {WITHOUT}",
    "circle": "{file} stops at line {line} when it runs: it needs {name} there, and {name} needs"
    f" {{file}}, in a circle. {WITHOUT}",
    "lacks": "{file} imports {name} in line {line}, and there is no such package here. " + WITHOUT,
    "is slow": f"{{file}} takes too long at line {{line}}. {WITHOUT}",
    "no UTF-8": "{file} is not text in UTF-8 in line {name}: Python imports it, and `python {file}`"
    " fails. Save it again in your editor, with that encoding.",
}


def taken(submission: Submission, observations: Iterable[Observation]) -> list[str]:
    """Return how its files were taken, each once; nothing of a file that is not there.

    Of a statement that was passed over, only where it is not what the report is about.
    """
    every = ((one.loading, note) for one in observations for note in one.notes)
    notes = dict.fromkeys(note for is_told, note in every if not (is_told and note.line))
    folders = {path.parent for path in submission.files.values()}
    leaf, known_as = setting().leaf, setting().known_as
    return [
        TAKEN[one.how].format(
            file=one.file,
            leaf=leaf,
            name=one.name,
            kept=known_as.get(one.name, one.name),
            line=one.line,
        )
        for one in notes
        if ".." not in one.file and any(is_plain(folder / one.file) for folder in folders)
    ]


def notes(
    submission: Submission, evidence: Evidence, results: Sequence[ExerciseResult]
) -> tuple[str, ...]:
    """Return what is to be said of how a submission was looked at."""
    files = taken(submission, evidence.observations.values())
    return (*submission.notes, *files, *_of_engine(evidence, results, submission.name))


def _of_engine(found: Evidence, results: Sequence[ExerciseResult], folder: str) -> tuple[str, ...]:
    """Return over which engine all else was looked at, where the submission brings its own."""
    if not found.engine:
        return ()
    waiting = {found.asked[name].exercise for name in found.waiting}
    waits, own = (
        ", ".join(one.title for one in exercises() if one.id in names)
        for names in (waiting, found.by_numbers)
    )
    id = next(one.id for one in exercises() if one.given)
    is_wrong, is_shown = found.engine == "wrong", any(one.id == id for one in results)
    cut = "" if is_wrong else "; operations that yours lacks were left out"
    back = f"To have that one back (yours is kept): python -m checks reset {id}"
    words = [
        "Your own engine does not pass yet." if is_wrong else "",
        f"These wait for it: {waits}." if waits else "",
        f"Looked at over your own engine, by its numbers: {own}." if own else "",
        f"The checks of all else use the engine that was handed out{cut}.",
    ]
    see = f"See it: python -m checks {id}" if is_wrong and not is_shown else ""
    ways = [see, back if is_wrong and folder == EXERCISES.name else ""]
    return (" ".join(filter(None, words)), *filter(None, ways))


def clean(text: str) -> str:
    """Drop control characters: what a learner's code writes must not move a cursor or a colour."""
    if text.isprintable():  # nearly always; a hundred times faster than to look at each character
        return text
    return "".join(c for c in text.expandtabs(4) if c == "\n" or c.isprintable())


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict of the whole from those of its parts."""
    kinds = set(verdicts)
    if len(kinds) == 1:
        return verdicts[0]
    rest: Verdict = "blocked" if kinds == {"pass", "blocked"} else "not yet"
    return next((one for one in WORST if one in kinds), rest)


def result(
    submission: str,
    edition: str,
    isolation: tuple[str, ...],
    exercises: tuple[ExerciseResult, ...],
    seconds: float,
    notes: tuple[str, ...] = (),
) -> Result:
    """Put together the verdict of a submission."""
    required = [one for one in exercises if one.required] or exercises
    # what is blocked opens by itself: it must not turn "not started" into something else
    open_ones = [one.verdict for one in required if one.verdict != "blocked"]
    verdict = together(open_ones) if open_ones else "blocked"
    if verdict == "pass" and len(open_ones) < len(required):  # not all that was asked for was run
        verdict = "blocked"
    return Result(
        VERSION,
        submission,
        edition,
        isolation,
        round(seconds, 3),
        verdict,
        round(sum(one.points for one in exercises), 2),
        sum(one.out_of for one in exercises),
        exercises,
        tuple(map(clean, notes)),
    )
