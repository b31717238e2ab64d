"""What did the last run show? A note beside the exercises, for people; no verdict depends on it."""

import contextlib
import os

import msgspec

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
    fresh = PATH.with_suffix(f".{os.getpid()}")
    try:
        PATH.parent.mkdir(exist_ok=True)
        fresh.write_bytes(msgspec.json.encode(noted))
        fresh.replace(PATH)
    except OSError:
        with contextlib.suppress(OSError):  # a full disk leaves an empty one
            fresh.unlink()


def _read() -> dict[str, Verdicts]:
    try:
        return msgspec.json.decode(PATH.read_bytes(), type=dict[str, Verdicts])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}  # none yet, or not one of ours: the next run writes it anew
