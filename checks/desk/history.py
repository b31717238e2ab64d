"""The verdicts of the last run: a note for people, on which no verdict depends."""

from contextlib import suppress

import msgspec

from checks import files
from checks.catalog import ROOT
from checks.check.result import Result

PATH = ROOT / ".checks" / "last.json"
Verdicts = dict[str, str]


def before(result: Result) -> Verdicts:
    """Return the verdict of each check in the last run on the same submission; {} if unknown."""
    return _read().get(result.submission, {})


def note(result: Result) -> None:
    """Keep this run's verdicts; a folder that cannot be written to is no reason to fail."""
    noted = _read()
    noted[result.submission] = before(result) | {
        check.id: check.verdict for exercise in result.exercises for check in exercise.checks
    }
    with suppress(OSError):
        PATH.parent.mkdir(exist_ok=True)
        files.put(PATH, msgspec.json.encode(noted))


def _read() -> dict[str, Verdicts]:
    try:
        return msgspec.json.decode(PATH.read_bytes(), type=dict[str, Verdicts])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}  # none yet, or not one of ours: the next run writes it anew
