"""The README of a learner's edition: README.md as a template, filled in.

Its statements are comments, which no reader of README.md sees: what stands between
`<!-- % if here -->` and `<!-- % endif -->` is only in the instructor's edition.
"""

import re
from collections.abc import Collection, Sequence

from jinja2 import Environment, FileSystemLoader

from checks.catalog import HERE, ROOT, exercise, exercises

PAGES = HERE / "instructor" / "pages"
PICTURE = re.compile(r'(?<=src=")tests/')
CALL = re.compile(r"(?<=python -m checks )[^`\n]+")
ROW = re.compile(r"\| `(?:python -m checks )?([\w-]+)[^`]*` \|.*\n")


def text(
    kept: Sequence[str],
    title: str = "",
    links: Sequence[tuple[str, str]] = (),
    *,
    sealed: bool,
) -> str:
    """Return the README of an edition.

    Args:
        kept: the ids of its exercises.
        title: the heading, if it is to be another one.
        links: words and addresses that are put below the heading.
        sealed: whether it holds solutions.
    """
    page = _pages().get_template("README.md").render(exercises=kept, sealed=sealed)
    dropped = {one.id for one in exercises()}.difference(kept)
    if not sealed:
        dropped.add("solution")
    page = _without(dropped, next(name for name in kept if not exercise(name).given), page)
    heading, _, rest = PICTURE.sub(".github/", page).partition("\n")
    below = " · ".join(f"[{words}]({address})" for words, address in links)
    parts = [f"# {title}" if title else heading, below, rest.strip("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(part for part in parts if part)) + "\n"


def _pages() -> Environment:
    return Environment(  # noqa: S701  (Markdown is not HTML)
        loader=FileSystemLoader([ROOT, PAGES]),
        block_start_string="<!-- %",
        block_end_string="-->",
        comment_start_string="<!--",
        comment_end_string="-->",
        variable_start_string="<!-- =",
        variable_end_string="-->",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _without(dropped: Collection[str], instead: str, page: str) -> str:
    """Return a page with no row of an exercise or a command that is dropped, nor a call of it."""

    def called(found: re.Match[str]) -> str:
        words = (instead if word in dropped else word for word in found[0].split(" "))
        return " ".join(dict.fromkeys(words))

    page = ROW.sub(lambda found: "" if found[1] in dropped else found[0], page)
    return CALL.sub(called, page)
