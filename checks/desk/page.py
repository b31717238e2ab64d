"""A Result as a page: whole, and each exercise by itself for a notebook's cell."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from checks import catalog
from checks.catalog import DRAWINGS, HERE
from checks.check.evidence import Evidence
from checks.check.result import ExerciseResult, Result
from checks.desk.proof import TRY_IT, View
from checks.desk.screen import GLYPHS, try_it
from checks.submission import EXERCISES

if TYPE_CHECKING:
    from checks.desk.solution import Pair

# a learner's edition has the first two
PAGES = (HERE / "pages", DRAWINGS, HERE / "instructor" / "pages")


def whole(
    result: Result,
    evidence: Evidence,
    *,
    student: str = "",  # whose it is, if that is not the submission's name
    note: str = "",  # what else there is to know about it
    back: str = "",  # the address of the page of the class
    compared: "Sequence[tuple[str, str, Sequence[Pair]]]" = (),  # an exercise's title, file, code
    **more: Any,  # what a page of a class has besides
) -> str:
    """Return a page of its own: it loads nothing, and no script but the lesson's own runs.

    Where a scenario is not in the evidence, nothing is drawn.
    """
    view, at_desk = View(result, {}, evidence=evidence), result.submission == EXERCISES.name
    told = [(one, one.worst) for one in result.exercises if at_desk and one.advice]
    return rendered(
        "report.html",
        result=result,
        drawn=_drawn(result.exercises, evidence),
        typed={one.id: view.typed(one, worst) for one, worst in told if worst},
        script="" if back else _script(),  # the pages of a class are still
        required=sum(len(one.checks) for one in result.exercises if one.required),
        at_desk=at_desk,  # commands are about what is there
        try_it=try_it(result),
        student=student,
        note=note,
        back=back,
        compared=compared,
        **more,
    )


def fragment(result: Result, evidence: Evidence) -> str:
    """Return every exercise of a result as a piece of HTML with its own style, for a cell."""
    ordered = sorted(result.exercises, key=lambda one: one is not result.next)
    drawn = _drawn(ordered, evidence)
    return rendered("cell.html", exercises=ordered, drawn=drawn, notes=result.notes)


def rendered(name: str, sheets: Sequence[str] = ("report.css",), **values: object) -> str:
    """Return what a template makes of some values; its only style is that of our own sheets."""
    template = _environment().get_template
    style = "".join(template(sheet).render() for sheet in sheets)
    own = Markup(style)  # noqa: S704
    return template(name).render(style=own, sha256=_sha256, **values)


@cache
def _script() -> Markup:
    """Return the script that lets the lesson's pictures live; "" if it has none."""
    path = DRAWINGS / "alive.js"
    return Markup(path.read_text(encoding="utf-8") if path.exists() else "")  # noqa: S704


def _sha256(text: str) -> str:
    """Return by what a page's policy knows a style or a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
    made.filters["coded"] = _coded
    made.globals["lesson"] = catalog.declared()
    made.globals["glyphs"] = GLYPHS
    made.globals["try_this"] = TRY_IT
    return made


def _coded(text: str) -> Markup:
    """Escape a text, and set what stands between backticks as code."""
    words = text.split("`")
    if len(words) % 2 == 0:
        return escape(text)
    code = Markup("<code>{}</code>")
    return Markup().join(code.format(w) if n % 2 else escape(w) for n, w in enumerate(words))
