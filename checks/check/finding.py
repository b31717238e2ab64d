"""The finding: why one check does not pass."""

from typing import Literal

from msgspec import Struct

from checks.run.observation import Line

Verdict = Literal["pass", "not started", "not yet", "crashed", "timed out", "blocked", "kit error"]
Kind = Literal[
    "",
    "stub",  # it still raises NotImplementedError
    "no file",
    "closed file",  # it is there, and cannot be opened
    "unreadable",  # Python cannot read it
    "recursion",  # it calls itself without end
    "elsewhere",  # an exception that the line where it was raised says nothing about
]


class Finding(Struct, frozen=True):
    """Why a check does not pass.

    Attributes:
        message: what is wrong, in a sentence.
        kind: what sort of ending it tells of, for whoever gives hints.
        call: what was called, as a learner would type it; "" where nothing was.
        expected, got: what differs; "" where nothing compares.
        where: the line to look at.
        trace: the learner's frames that led there, outermost first.
        prints: the first characters that were printed, of `printed` in all.
        scenario: the id of what was asked.
    """

    verdict: Verdict
    message: str
    kind: Kind = ""
    call: str = ""
    expected: str = ""
    got: str = ""
    where: Line | None = None
    trace: tuple[Line, ...] = ()
    prints: str = ""
    printed: int = 0
    scenario: str = ""


class Unmet(Exception):
    """Raised by a check that does not pass; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding
