"""The plugin: the checks as tests of pytest, each at the method of the learner's that it is about.

`python -m checks` hosts it for one run. `python -m pytest exercises -p checks.check.plugin` shows
the same checks in pytest's own words, for JUnit XML or an editor's test explorer; there, what is
not started or waits for something else is skipped. Nothing of a learner's is imported here.
"""

import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from pytest_jsonreport import plugin as json_report

from checks.catalog import exercises, scenarios
from checks.check import session
from checks.check.evidence import OURS, Check, Evidence, checks, judge
from checks.check.finding import Finding, Unmet
from checks.check.key import Advice
from checks.check.result import LATER, CheckResult
from checks.submission import EXERCISES, Submission, at

# Plugins of pytest that checks do not use; each costs time at every start.
UNUSED = [
    *("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "logging"),
    *("capture", "python", "skipping", "subtests", "terminalprogress", "terminalreporter"),
    *("monkeypatch", "pastebin", "recwarn", "setuponly", "setupplan", "stepwise"),
    *("threadexception", "tmpdir", "unittest", "unraisableexception", "warnings"),
]
ALL_RAN = (0, 1)  # pytest's exit status: all passed, or some failed

Outcome = Callable[[Check], Finding | None]  # why a check does not pass


class CheckItem(pytest.Item):
    """One check. No fixtures: a plain function over the evidence needs none of their machinery."""

    def __init__(self, *, check: Check, outcome: Outcome, line: int = 0, **others: Any) -> None:
        super().__init__(**others)
        self.check, self.outcome, self.line = check, outcome, line

    def runtest(self) -> None:
        if finding := self.outcome(self.check):
            raise Unmet(finding)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, Unmet):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line, self.check.title


# hosted by `python -m checks`


class _Hosting:
    """Hands the checks to pytest, and takes its report and what it says of them."""

    def __init__(self, asked: Sequence[Check], evidence: Callable[[], Evidence]) -> None:
        self.asked, self.evidence = asked, evidence
        self.found: dict[str, Finding | None] = {}
        self.report: Mapping[str, Any] = {}

    def outcome(self, one: Check) -> Finding | None:
        self.found[one.id] = judge(one, self.evidence())
        return self.found[one.id]

    def pytest_collection(self, session: pytest.Session) -> bool:
        """Take the checks as they are declared, whatever files there are."""
        session.items = [
            CheckItem.from_parent(session, name=one.id, check=one, outcome=self.outcome)
            for one in self.asked
        ]
        session.testscollected = len(session.items)
        return True

    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
        """Run a check in one phase of three: none has anything to set up or to take down."""
        interrupts = (pytest.exit.Exception, KeyboardInterrupt)
        call = pytest.CallInfo.from_call(item.runtest, "call", reraise=interrupts)
        report = item.ihook.pytest_runtest_makereport(item=item, call=call)
        item.ihook.pytest_runtest_logreport(report=report)
        return True

    def pytest_json_modifyreport(self, json_report: dict[str, Any]) -> None:
        self.report = json_report


def hosted(asked: Sequence[Check], evidence: Callable[[], Evidence]) -> dict[Check, Finding | None]:
    """Run checks under pytest, in this process, and return why each does not pass.

    Args:
        evidence: waits until it is complete.

    Raises:
        KeyboardInterrupt: if Ctrl-C came.
    """
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):  # the learner's own must not reach this run
        os.environ.pop(name, None)
    hosting = _Hosting(asked, evidence)
    settings = ["-c", os.devnull, "--rootdir", str(EXERCISES), "--noconftest", "--assert=plain"]
    unused = [option for name in UNUSED for option in ("-p", f"no:{name}")]
    omitted = ("collectors", "keywords", "log", "streams", "traceback", "warnings")
    json = ["--json-report-omit", *omitted, "--json-report", "--json-report-file=none"]
    status = pytest.main([*settings, *unused, *json], [hosting, json_report])
    if status == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt  # pytest keeps it to itself
    tests = {test["nodeid"].rpartition("::")[2]: test for test in hosting.report.get("tests", ())}
    complete = hosting.report.get("exitcode") in ALL_RAN
    return {one: hosting.found.get(one.id) or _error(tests.get(one.id), complete) for one in asked}


def _error(test: Mapping[str, Any] | None, complete: bool) -> Finding | None:
    """Return the kit's error, unless an entry of the JSON report says plainly that it passed."""
    if test is None or "call" not in test:
        return Finding("kit error", "This check did not run. Your code is not to blame.")
    if complete and test["outcome"] == "passed" == test["call"]["outcome"]:
        return None
    crash = test["call"].get("crash", {}).get("message", "it was interrupted")
    return Finding("kit error", f"{OURS} {crash}")


# found by an editor, or run as `python -m pytest exercises -p checks.check.plugin`


def pytest_configure(config: pytest.Config) -> None:
    """Let the learner's files be collected as the checks of their exercises."""
    config.pluginmanager.register(_Collecting(at(EXERCISES)))


class CheckFile(pytest.File):
    """The checks that are about one of the learner's files; each stands at its method."""

    def __init__(self, *, checks: Sequence[Check], outcome: Outcome, **others: Any) -> None:
        super().__init__(**others)
        self.checks, self.outcome = checks, outcome

    def collect(self) -> Iterator[CheckItem]:
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        for one in self.checks:
            yield CheckItem.from_parent(
                self, name=one.id, check=one, outcome=self.outcome, line=_line(lines, one)
            )


class _Collecting:
    """Collects the checks of an exercise in its file, and judges those that are run."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.chosen: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> Generator[None, object, object]:
        """Put an exercise's checks in the place of its file, which pytest would import."""
        found = yield
        if file_path not in self.submission.files.values():
            return found
        own = [one for one in exercises() if self.submission.files[one.module] == file_path]
        ids = [one.id for one in own if not one.given or self.submission.brings_engine]
        asked = [check for name in ids for check in checks(name)]
        return [CheckFile.from_parent(parent, path=file_path, checks=asked, outcome=self.outcome)]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.chosen = {one.check.exercise for one in session.items if isinstance(one, CheckItem)}

    @cached_property
    def told(self) -> dict[str, tuple[CheckResult, Advice | None]]:
        """Return what comes of the exercises whose checks are run, and of what these need."""
        chosen = tuple(one.id for one in exercises() if one.id in self.chosen)
        results = session.check(self.submission, chosen).result.exercises
        return {found.id: (found, one.advice) for one in results for found in one.checks}

    def outcome(self, one: Check) -> Finding | None:
        """Return why a check does not pass, with the advice that there is; skip what waits."""
        found, advice = self.told[one.id]
        if found.verdict in LATER:
            pytest.skip(found.message)
        return None if found.verdict == "pass" else Finding(found.verdict, _told(found, advice))


def _line(lines: Sequence[str], one: Check) -> int:
    """Return the line, from 0, at which the method stands that a check is about."""
    found = 0
    for name in _focus(one).split("."):  # first the class, then its method
        for number, line in enumerate(lines[found:], found):
            if line.split("(")[0].split(":")[0].split() in (["def", name], ["class", name]):
                found = number
                break
    return found


def _focus(one: Check) -> str:
    """Return the method that a check is about: that of the first scenario that it looks at."""
    try:
        one.function(Evidence({}, {}))
    except KeyError as missing:  # there is no observation of it
        return scenarios()[missing.args[0]].focus
    return ""


def _told(found: CheckResult, advice: Advice | None) -> str:
    """Return what a report says of a check, as plain text."""
    lines = [found.message]
    if advice is not None:
        lines += ["", advice.title, advice.text]
    named = {one: getattr(found, one) for one in ("call", "expected", "got", "where")}
    lines += ["", *(f"{name:<9} {words}" for name, words in named.items() if words)]
    return "\n".join([*lines, *found.trace]).rstrip()
