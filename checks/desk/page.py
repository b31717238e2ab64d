"""A Result in a browser: as a page, in a notebook's cell, and in a workflow of GitHub.

Workflow commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

import base64
import hashlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from checks import catalog
from checks.catalog import DRAWINGS, HERE
from checks.check.evidence import Evidence
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.desk.proof import TRY_IT, View
from checks.desk.screen import GLYPHS, try_it
from checks.errors import KitError
from checks.submission import EXERCISES

# a learner's edition has the first two
PAGES = (HERE / "pages", DRAWINGS, HERE / "instructor" / "pages")
MOST_ANNOTATIONS = 10  # GitHub shows no more of one step
PLACE = re.compile(r"(?P<file>[^\n:]+\.py):(?P<line>\d+)")
SIGNIFICANT = re.compile(r"([\\`*_{}\[\]()#+.!|<>~@&-])")


def whole(result: Result, evidence: Evidence, template: str = "report.html", **more: Any) -> str:
    """Return a page of its own: it loads nothing, and no script but the lesson's own runs.

    Where a scenario is not in the evidence, nothing is drawn. What `more` there is, another
    template has besides, or otherwise.
    """
    view, at_desk = View(result, {}, evidence=evidence), result.submission == EXERCISES.name
    told = [one for one in result.exercises if at_desk and one.advice]
    values = {
        "result": result,
        "word": result.verdict,  # that it counts under
        "drawn": _drawn(result.exercises, evidence),
        "typed": {one.id: view.typed(one, one.worst) for one in told if one.worst},
        "script": _script(),
        "at_desk": at_desk,  # commands are about what is there
        "try_it": try_it(result),
        "compared": (),  # titles of exercises, files, and pairs of functions
    }
    return rendered(template, **{**values, **more})


def fragment(result: Result, evidence: Evidence) -> str:
    """Return every exercise of a result as a piece of HTML with its own style, for a cell."""
    ordered = sorted(result.exercises, key=lambda one: one is not result.next)
    drawn = _drawn(ordered, evidence)
    return rendered("cell.html", exercises=ordered, drawn=drawn, notes=result.notes)


def rendered(name: str, **values: object) -> str:
    """Return what a template makes of some values."""
    return _environment().get_template(name).render(**values)


@cache
def _script() -> Markup:
    """Return the script that lets the lesson's pictures live; "" if it has none."""
    path = DRAWINGS / "alive.js"
    return Markup(path.read_text(encoding="utf-8") if path.exists() else "")  # noqa: S704


def _drawn(exercises: Sequence[ExerciseResult], evidence: Evidence) -> dict[str, Any]:
    """Return each exercise's pictures, by its id; None where there is nothing to draw."""
    of = catalog.lesson("exhibits.pictures").of
    drawn = {one.id: of(one, evidence) for one in exercises}
    whole = catalog.declared().whole
    if drawn.get(whole):  # its last part shows the same, over made-up parts
        file = catalog.exercise(whole).file
        parts = (one.id for one in catalog.exercises() if one.file == file and one.id != whole)
        drawn |= dict.fromkeys(parts)
    return drawn


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"coded": _coded, "marked": _marked, "policy": _policy}
    made.globals["lesson"] = catalog.declared()
    made.globals["glyphs"] = GLYPHS
    made.globals["try_this"] = TRY_IT
    return made


def _coded(text: str) -> Markup:
    """Escape a text, and set what stands between backticks as code."""
    return Markup(re.sub("`([^`]*)`", r"<code>\1</code>", escape(text)))  # noqa: S704


def _policy(text: str) -> Markup:
    """Return by what a page's policy knows a style or a script."""
    digest = hashlib.sha256(text.encode()).digest()
    return Markup(f"'sha256-{base64.b64encode(digest).decode()}'")  # noqa: S704


def _marked(text: str) -> Markup:
    """Escape what Markdown and HTML would take for their own."""
    said = SIGNIFICANT.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\>", "&gt;")
    return Markup(said)  # noqa: S704


# a workflow of GitHub


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
    for one, check, told in islice(_wrong(result), MOST_ANNOTATIONS):
        kind = "notice" if check.verdict == "not started" or not one.required else "error"
        found = PLACE.match(check.where)
        place = f" file={_property(found['file'])},line={found['line']}," if found else " "
        title = _property(f"{one.title}: {check.verdict}")
        yield f"::{kind}{place}title={title}::{_data(told)}"


def summary(result: Result) -> str:
    """Return the verdicts as Markdown."""
    return rendered("summary.md", result=result, wrong=_wrong(result))


def _wrong(result: Result) -> Iterator[tuple[ExerciseResult, CheckResult, str]]:
    """Yield each exercise that is wrong, the check to work on, and what is said of it."""
    for one in result.exercises:
        if one.worst and one.verdict not in ("pass", "blocked"):
            advice = f"{one.advice.title} {one.advice.text}\n" if one.advice else ""
            yield one, one.worst, f"{advice}{one.worst.message}"


def _data(text: str) -> str:
    """Escape what would end a workflow command, so that none begins in a learner's words."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
