"""How a command ends, or a reading: exit statuses, and what is nobody's fault."""

OK, NOT_YET, COULD_NOT, STOPPED = 0, 1, 2, 130


class KitError(Exception):
    """The kit cannot go on, and it is not the learner's code that is wrong.

    The message says what happened; `fix` says what to do next, as a command where there is one.
    The command line prints both without a traceback and exits with 2, so that a script can tell
    "not yet" (1) from "could not check" (2).
    """

    def __init__(self, message: str, *, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


class Refused(Exception):
    """A submission that cannot be taken in; the words say why."""
