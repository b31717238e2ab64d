"""The README of a learner's edition: README.md, without what is only in the instructor's.

What stands between `<!-- only here -->` and `<!-- /only -->` is in no edition; with `sealed` or an
exercise's id in place of `here`, it is where solutions or that exercise are. No reader of README.md
sees a comment.
"""

import re
from collections.abc import Collection, Sequence

from checks.catalog import HERE, ROOT, exercise, exercises

SEALED = HERE / "instructor" / "pages" / "sealed.md"  # in place of the comment of that name
ONLY = re.compile(r"[ ]*<!-- only (\S+) -->\n?(.*?)[ ]*<!-- /only -->\n?", re.DOTALL)
COMMENT = re.compile(r"<!-- .*? -->\n?")
PICTURE = re.compile(r'(?<=src=")tests/')  # in an edition, they are in .github/
ROW = re.compile(r"\| `(?:python -m checks )?([\w-]+)[^`]*` \|.*\n")
CALL = re.compile(r"(?<=python -m checks )[^`\n]+")


def text(kept: Sequence[str], title: str, links: Sequence[tuple[str, str]], *, sealed: bool) -> str:
    """Return the README of an edition.

    Args:
        kept: the ids of its exercises.
        title: the heading, if it is to be another one.
        links: words and addresses that are put below the heading.
        sealed: whether it holds solutions.
    """
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    solutions = SEALED.read_text(encoding="utf-8") if sealed else ""
    holds = {*kept, "sealed"} if sealed else {*kept}
    page = ONLY.sub(lambda found: found[2] if found[1] in holds else "", page)
    page = COMMENT.sub("", page.replace("<!-- sealed -->", solutions))
    dropped = {one.id for one in exercises()}.difference(kept)
    if not sealed:
        dropped.add("solution")
    page = _without(dropped, next(name for name in kept if not exercise(name).given), page)
    heading, _, rest = PICTURE.sub(".github/", page).partition("\n")
    below = " · ".join(f"[{words}]({address})" for words, address in links)
    parts = [f"# {title}" if title else heading, below, rest.strip("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(part for part in parts if part)) + "\n"


def _without(dropped: Collection[str], instead: str, page: str) -> str:
    """Return a page with no row of an exercise or a command that is dropped, nor a call of it."""

    def called(found: re.Match[str]) -> str:
        words = (instead if word in dropped else word for word in found[0].split(" "))
        return " ".join(dict.fromkeys(words))

    page = ROW.sub(lambda found: "" if found[1] in dropped else found[0], page)
    return CALL.sub(called, page)
