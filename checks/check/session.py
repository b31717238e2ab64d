"""How is a submission checked? Its checks run over its evidence, in pytest or without."""

import io
import os
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from time import perf_counter
from typing import TYPE_CHECKING, Any

import msgspec

from checks import edition
from checks.catalog import Exercise, exercises
from checks.check.evidence import OURS, Evidence, Finding, judge
from checks.check.gathering import Gathering
from checks.check.key import Answers
from checks.check.result import Advice, ExerciseResult, Result, exercise_result, result
from checks.check.roster import SUITE, Check, checks
from checks.errors import KitError
from checks.run.worker import Worker
from checks.submission import Submission

if TYPE_CHECKING:
    from checks.run.box import Box

# Plugins of pytest that checks do not use; each costs time at every start.
UNUSED = [
    *("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "logging"),
    *("capture", "python", "skipping", "subtests", "terminalprogress"),
    *("monkeypatch", "pastebin", "recwarn", "setuponly", "setupplan", "stepwise"),
    *("threadexception", "tmpdir", "unittest", "unraisableexception", "warnings"),
]
ALL_RAN = (0, 1)  # pytest's exit status: all passed, or some failed


class NothingToCheck(KitError):
    """The engine alone was asked for, and it is the kit's own."""

    def __init__(self) -> None:
        super().__init__(
            "The engine is the one that was handed out, so there is nothing to check in it.",
            fix="Put your own in exercises/engine.py, or check the rest: python -m checks",
        )


class Checked(msgspec.Struct, frozen=True):
    """What came of checking a submission, and what that was judged by."""

    result: Result
    evidence: Evidence


def run(submission: Submission, chosen: tuple[str, ...] = ()) -> Checked:
    """Check a submission under pytest: at the desk, where one run is waited for.

    Args:
        chosen: ids of the exercises to report; all, if empty.

    Raises:
        KitError: if the answer key cannot be used.
    """
    started = perf_counter()
    gathering = Gathering(submission, chosen)  # first: it is ready when pytest is imported
    if not gathering.brings_engine and "engine" in chosen:
        raise NothingToCheck
    found = _hosted(gathering)
    return _checked(gathering, found, chosen, perf_counter() - started)


def assess(
    submission: Submission,
    chosen: tuple[str, ...] = (),
    box: "Box | None" = None,
    prepared: Sequence[Worker] = (),
    answers: Answers | None = None,
    patience: float = 1.0,
) -> Checked:
    """Check a submission by calling the checks directly: for many, one after the other.

    Args:
        box: what holds the submission's code apart; nothing at the desk.
        chosen: ids of the exercises to check; all, if empty.
        prepared: one worker, or two, that have done nothing yet, to save their start.
        answers: to other scenarios than the published ones, which are then asked instead.
        patience: how many times as long as usual the machine, not the code, may take.

    Raises:
        KitError: if the answer key cannot be used.
    """
    started = perf_counter()
    gathering = Gathering(submission, chosen, box, prepared, answers, patience)
    evidence = gathering.evidence()
    found = {check: judge(check.function, evidence) for check in gathering.checks}
    return _checked(gathering, found, chosen, perf_counter() - started)


def _checked(
    gathering: Gathering,
    found: Mapping[Check, Finding | None],
    chosen: tuple[str, ...],
    seconds: float,
) -> Checked:
    name = gathering.submission.name
    results: dict[str, ExerciseResult] = {}
    for exercise in exercises():
        if exercise.id in gathering.asked:
            own = {check: found[check] for check in found if check.exercise == exercise.id}
            needs = _unmet_needs(exercise, results)
            advice = _advice(exercise, gathering, own) if not needs else None
            results[exercise.id] = exercise_result(exercise, own, needs, name, advice)
    kept = tuple(one for one in results.values() if not chosen or one.id in chosen)
    isolation = gathering.box.layers if gathering.box else ()
    return Checked(result(name, edition.name(), isolation, kept, seconds), gathering.so_far)


def _advice(
    exercise: Exercise, gathering: Gathering, found: Mapping[Check, Finding | None]
) -> Advice | None:
    """Return what to tell a learner whose mistake is known."""
    verdicts = {finding.verdict for finding in found.values() if finding}
    if not verdicts - {"not started"} or "kit error" in verdicts:
        return None
    from checks.check import diagnosis  # only what does not pass pays for it

    answers = gathering.answers
    found_in = gathering.evidence().observations
    recognised = diagnosis.recognise(exercise.id, found_in, answers)
    return diagnosis.advice(recognised, answers.bank()) if recognised else None


def _unmet_needs(exercise: Exercise, results: Mapping[str, ExerciseResult]) -> list[str]:
    needed = (results[need] for need in exercise.needs if need in results)
    return [one.id for one in needed if one.verdict != "pass"]


def _hosted(gathering: Gathering) -> dict[Check, Finding | None]:
    """Run the checks under pytest and return why each does not pass, or None if it does."""
    report = _pytest(gathering)
    tests = {test["nodeid"].rpartition("::")[2]: test for test in report.get("tests", ())}
    complete = report.get("exitcode") in ALL_RAN
    return {check: _finding(tests.get(check.id), complete) for check in gathering.checks}


def _finding(test: Mapping[str, Any] | None, complete: bool) -> Finding | None:
    """Read one entry of the JSON report; whatever is not plainly a verdict is the kit's error."""
    if test is None or "call" not in test:
        return Finding("kit error", "This check did not run. Your code is not to blame.")
    finding = test.get("metadata", {}).get("finding")
    if finding is not None:
        return msgspec.convert(finding, Finding)
    if complete and test["outcome"] == "passed" == test["call"]["outcome"]:
        return None
    crash = test["call"].get("crash", {}).get("message", "it was interrupted")
    return Finding("kit error", f"{OURS} {crash}")


def _pytest(gathering: Gathering) -> Mapping[str, Any]:
    """Run pytest in this process on the suite alone and return its JSON report."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):  # the learner's own must not reach this run
        os.environ.pop(name, None)
    import pytest  # 150 ms: imported while the worker is at work
    from pytest_jsonreport import plugin

    from checks.lesson.suite.conftest import hand_over

    class Hosting:
        """Hands the evidence to the suite and takes the report."""

        report: Mapping[str, Any] = {}

        @pytest.hookimpl(tryfirst=True)
        def pytest_configure(self, config: pytest.Config) -> None:
            hand_over(config, gathering)

        def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
            """Run a check in one phase of three: none has anything to set up or to take down."""
            interrupts = (pytest.exit.Exception, KeyboardInterrupt)
            call = pytest.CallInfo.from_call(
                lambda: item.ihook.pytest_runtest_call(item=item), "call", reraise=interrupts
            )
            report = item.ihook.pytest_runtest_makereport(item=item, call=call)
            item.ihook.pytest_runtest_logreport(report=report)
            return True

        def pytest_json_modifyreport(self, json_report: dict[str, Any]) -> None:
            self.report = json_report

    hosting = Hosting()
    settings = ["-c", os.devnull, "--rootdir", str(SUITE), "--confcutdir", str(SUITE)]
    quiet = ["-q", "--assert=plain", "--tb=no", "--no-summary", "--no-header"]
    unused = [option for name in UNUSED for option in ("-p", f"no:{name}")]
    omitted = ("collectors", "keywords", "log", "streams", "traceback", "warnings")
    json = ["--json-report-omit", *omitted, "--json-report", "--json-report-file=none"]
    with redirect_stdout(io.StringIO()):
        pytest.main([*settings, *quiet, *unused, *json, str(SUITE)], [hosting, plugin])
    if gathering.is_going_on:
        checks()  # pytest keeps to itself what is wrong with the suite, too
        raise KeyboardInterrupt  # and this
    return hosting.report
