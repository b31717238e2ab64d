"""A Result in a workflow of GitHub: beside the lines, and on the run's page.

Workflow commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

import os
import re
import sys
from collections.abc import Iterator
from itertools import islice

from checks.check.result import CheckResult, ExerciseResult, Result
from checks.errors import KitError

MOST_ANNOTATIONS = 10  # GitHub shows no more of one step
PLACE = re.compile(r"(?P<file>[^\n:]+\.py):(?P<line>\d+)")
SIGNIFICANT = re.compile(r"([\\`*_{}\[\]()#+.!|<>~@&-])")


def tell(result: Result) -> None:
    """Print annotations, and add to the summary of the workflow's run where there is one."""
    for line in annotations(result):
        sys.stdout.write(f"{line}\n")
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with open(target, "a", encoding="utf-8") as file:
                file.write(summary(result))
        except OSError as error:
            raise KitError(
                f"The summary cannot be written to {target}: {error.strerror}.",
                fix="Set GITHUB_STEP_SUMMARY to a file in a folder that is there, or unset it.",
            ) from error


def annotations(result: Result) -> Iterator[str]:
    """Yield a workflow command for each exercise that does not pass, at its line."""
    for one, check in islice(_wrong(result), MOST_ANNOTATIONS):
        kind = "notice" if check.verdict == "not started" or not one.required else "error"
        found = PLACE.match(check.where)
        place = f" file={_property(found['file'])},line={found['line']}," if found else " "
        title = _property(f"{one.title}: {check.verdict}")
        yield f"::{kind}{place}title={title}::{_data(_told(one, check))}"


def summary(result: Result) -> str:
    """Return the verdicts as Markdown."""
    lines = [
        f"## {result.verdict}: {result.passed} of {result.count} checks pass",
        "",
        "| exercise | verdict | checks | points |",
        "|---|---|---|---|",
    ]
    for one in result.exercises:
        points = f"{one.points:g} of {one.out_of:g}" if one.out_of else "–"
        count = f"{one.passed} of {len(one.checks)}"
        lines.append(f"| {_text(one.title)} | {one.verdict} | {count} | {points} |")
    for one, check in _wrong(result):
        lines += ["", f"### {_text(one.title)}", "", _text(check.title) + ".", ""]
        lines.append(_text(_told(one, check)).replace("\n", "  \n"))
    return "\n".join(lines) + "\n"


def _wrong(result: Result) -> Iterator[tuple[ExerciseResult, CheckResult]]:
    for one in result.exercises:
        if one.worst and one.verdict not in ("pass", "blocked"):
            yield one, one.worst


def _told(one: ExerciseResult, check: CheckResult) -> str:
    advice = f"{one.advice.title} {one.advice.text}\n" if one.advice else ""
    return f"{advice}{check.message}"


def _data(text: str) -> str:
    """Escape what would end a workflow command, so that none begins in a learner's words."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _text(text: str) -> str:
    """Escape what Markdown and HTML would take for their own."""
    return SIGNIFICANT.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\>", "&gt;")
