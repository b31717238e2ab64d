"""What does the README of a learner's edition say? README.md, without what is only here.

Comments in README.md, which no reader sees, mark what differs:

    <!-- only here --> ... <!-- /only -->   is not in an edition; with an exercise's id in place of
                                            `here`, only in an edition that has that exercise
    <!-- edition                            is only in an edition; with a condition behind it, only
    ...                                     where that holds: `sealed`, `unsealed`
    -->
"""

import re
from collections.abc import Collection, Sequence

ONLY = re.compile(r"<!-- only (\S+) -->(.*?)<!-- /only -->", re.DOTALL)
EDITION = re.compile(r"<!-- edition ?(\S*)\n(.*?)-->\n", re.DOTALL)
COMMENT = re.compile(r"<!-- [^\n]*? -->\n?")
CALL = re.compile(r"(?<=python -m checks )[^`\n]+")
ROW = re.compile(r"\| `(?:python -m checks )?([\w-]+)[^`]*` \|.*\n")

Link = tuple[str, str]


def text(
    page: str,
    holds: Collection[str],
    dropped: Sequence[str],
    instead: str,
    title: str = "",
    links: Sequence[Link] = (),
) -> str:
    """Return the README of an edition.

    Args:
        page: README.md as it is here.
        holds: the conditions that hold: ids of the exercises that are handed out, "sealed".
        dropped: exercises and commands that are not handed out: their rows go.
        instead: the exercise that examples name in place of a dropped one.
        title: the heading, if it is to be another one.
        links: words and addresses that are put below the heading.
    """
    page = ONLY.sub(lambda found: found[2] if found[1] in holds else "", page)
    page = EDITION.sub(lambda found: found[2] if found[1] in {"", *holds} else "", page)
    page = COMMENT.sub("", page)
    page = ROW.sub(lambda found: "" if found[1] in dropped else found[0], page)
    page = CALL.sub(lambda found: _example(found[0], dropped, instead), page)
    heading, _, rest = page.partition("\n")
    below = " · ".join(f"[{words}]({address})" for words, address in links)
    parts = [f"# {title}" if title else heading, below, rest.strip("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(part for part in parts if part)) + "\n"


def _example(words: str, dropped: Sequence[str], instead: str) -> str:
    """Return the arguments of a command with no exercise in them that is not there."""
    named = [instead if word in dropped else word for word in words.split(" ")]
    return " ".join(
        word for n, word in enumerate(named) if word != instead or word not in named[:n]
    )
