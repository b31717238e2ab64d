"""A Result as a page: whole, and each exercise by itself for a notebook's cell."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from checks import catalog
from checks.catalog import DRAWINGS, HERE
from checks.check.evidence import Evidence
from checks.check.result import ExerciseResult, Result
from checks.desk.screen import GLYPHS, try_it
from checks.errors import KitError
from checks.submission import EXERCISES

if TYPE_CHECKING:
    from checks.desk.solution import Pair

# a learner's edition has the first two
PAGES = (HERE / "pages", DRAWINGS, HERE / "instructor" / "pages")


def whole(
    result: Result,
    evidence: Evidence,
    *,
    student: str = "",
    note: str = "",
    back: str = "",
    compared: "Sequence[tuple[str, str, Sequence[Pair]]]" = (),
) -> str:
    """Return a page of its own: it loads nothing, and holds no script.

    Args:
        evidence: what the result was judged by; where a scenario is not in it, nothing is drawn.
        student: whose it is, if that is not the submission's name.
        note: what else there is to know about it.
        back: the address of the page of the class.
        compared: of each exercise its title, its file, and its functions beside the reference's.
    """
    return rendered(
        "report.html",
        result=result,
        drawn=_drawn(result.exercises, evidence),
        required=sum(len(one.checks) for one in result.exercises if one.required),
        at_desk=result.submission == EXERCISES.name,  # commands are about what is there
        try_it=try_it(result),
        student=student,
        note=note,
        back=back,
        compared=compared,
    )


def rendered(name: str, sheets: Sequence[str] = ("report.css",), **values: object) -> str:
    """Return a whole page made from a template, whose only style is that of our own sheets."""
    style = Markup().join(map(_style, sheets))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template(name).render(style=style, digest=digest, **values)


def fragment(result: Result, evidence: Evidence) -> str:
    """Return every exercise of a result as a piece of HTML with its own style, for a cell."""
    first = [result.next] if result.next else []
    exercises = [*first, *(one for one in result.exercises if one not in first)]
    drawn = _drawn(exercises, evidence)
    return _template("cell.html").render(
        exercises=exercises, drawn=drawn, error=None, style=_style()
    )


def refusal(error: KitError) -> str:
    """Return why nothing was checked, and what to do about it."""
    return _template("cell.html").render(exercises=(), drawn={}, error=error, style=_style())


def _drawn(exercises: Sequence[ExerciseResult], evidence: Evidence) -> dict[str, Any]:
    """Return each exercise's pictures, by its id; None where there is nothing to draw."""
    of = catalog.lesson("exhibits.pictures").of
    drawn = {one.id: of(one, evidence) for one in exercises}
    whole = catalog.declared().whole
    if drawn.get(whole):  # its last part shows the same, over made-up parts
        file = catalog.exercise(whole).file
        drawn |= {
            one.id: None for one in catalog.exercises() if one.file == file and one.id != whole
        }
    return drawn


@cache
def _style(sheet: str = "report.css") -> Markup:
    path = next(found for folder in PAGES if (found := folder / sheet).exists())
    return Markup(path.read_text(encoding="utf-8"))  # noqa: S704  # our own


@cache
def _template(name: str) -> Template:
    pages = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["coded"] = _coded
    pages.globals["lesson"] = catalog.declared()
    pages.globals["glyphs"] = {verdict: glyph for verdict, (glyph, _) in GLYPHS.items()}
    return pages.get_template(name)


def _coded(text: str) -> Markup:
    """Escape a text, and set what stands between backticks as code."""
    words = text.split("`")
    if len(words) % 2 == 0:
        return escape(text)
    code = Markup("<code>{}</code>")
    return Markup().join(code.format(w) if n % 2 else escape(w) for n, w in enumerate(words))
