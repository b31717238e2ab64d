"""How does pytest host the checks? Each is an item of its own that looks at the evidence."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from checks.catalog import exercises
from checks.check.evidence import Evidence, Unmet
from checks.check.gathering import Gathering
from checks.check.roster import Check, checks
from checks.submission import EXERCISES, at

EVIDENCE = pytest.StashKey[Callable[[], Evidence]]()  # waits until it is complete
ASKED = pytest.StashKey[tuple[str, ...]]()  # the exercises that it is about


def pytest_configure(config: pytest.Config) -> None:
    """Gather the evidence on exercises/ (in an editor), unless it is handed over."""
    if EVIDENCE not in config.stash:
        hand_over(config, Gathering(at(EXERCISES)))


def hand_over(config: pytest.Config, gathering: Gathering) -> None:
    """Let a run of pytest look at this evidence."""
    config.stash[EVIDENCE] = gathering.evidence
    config.stash[ASKED] = gathering.asked


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "CheckFile | None":
    """Collect the checks of one exercise from its file."""
    if file_path.stem in {exercise.id for exercise in exercises()}:
        return CheckFile.from_parent(parent, path=file_path)
    return None


class CheckFile(pytest.File):
    """The checks of one exercise; none if it was not observed, as an engine that was handed out."""

    def collect(self) -> "Iterator[CheckItem]":
        exercise = self.path.stem
        if exercise in self.config.stash[ASKED]:
            for check in checks():
                if check.exercise == exercise:
                    yield CheckItem.from_parent(self, name=check.id, check=check)


class CheckItem(pytest.Item):
    """One check. No fixtures: a plain function over the evidence needs none of their machinery."""

    def __init__(self, *, check: Check, **others: Any) -> None:
        super().__init__(**others)
        self.check = check

    def runtest(self) -> None:
        evidence = self.config.stash[EVIDENCE]()
        self.check.function(evidence)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, Unmet):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.check.function.__code__.co_firstlineno - 1, self.check.title


@pytest.hookimpl(optionalhook=True)  # an editor runs the checks without the JSON report
def pytest_json_runtest_metadata(call: pytest.CallInfo[Any]) -> dict[str, Any]:
    """Put a check's finding into its entry of the JSON report."""
    error = call.excinfo.value if call.excinfo else None
    return {"finding": msgspec.to_builtins(error.finding)} if isinstance(error, Unmet) else {}
