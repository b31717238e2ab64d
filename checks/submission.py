"""A submission: the files that a learner, the reference or a known mistake consists of."""

import stat
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checks.catalog import HERE, ROOT, exercises
from checks.errors import KitError

MODULES = tuple(dict.fromkeys(exercise.module for exercise in exercises()))
STUBS = HERE / "lesson" / "stubs"
ENGINE = STUBS / "engine.py"  # the one that is handed out
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"
SCRIPT, NOTEBOOK = "submission.py", "submission.ipynb"  # one file that holds everything
MOST_BYTES = 1 << 20  # of a file that is compared with one of the kit's


class Submission(Struct, frozen=True):
    """A learner's files, a reference solution or a known mistake: all are the same kind of thing.

    Attributes:
        name: how reports call it.
        files: the path of each module; a file need not exist.
        whole: the one file that holds all modules but those with a file of their own, if they are
            handed in so.
    """

    name: str
    files: Mapping[str, Path]
    whole: Path | None = None

    def having(self, module: str, path: Path) -> "Submission":
        """Return this submission with one file taken from elsewhere."""
        return replace(self, files={**self.files, module: path})

    @property
    def brings_engine(self) -> bool:
        """Tell whether it has a file with another engine than the one that was handed out."""
        return _text(self.files["engine"]) != _text(ENGINE)


def at(folder: Path) -> Submission:
    """Return the submission in a folder.

    Raises:
        KitError: if there is no such folder, or none of the exercises' files is in it.
    """
    if not folder.is_dir():
        own = " and ".join(one.file for one in exercises() if one.stubbed and one.required)
        fix = _way_back(folder) or f"Give the folder that holds {own}."
        raise KitError(f"There is no folder {_name(folder)}.", fix=fix)
    files = {module: folder / f"{module}.py" for module in MODULES}
    if not any(path.exists() for path in files.values()):
        names = ", ".join(path.name for path in files.values())
        fix = "Give the folder that holds them: python -m checks --submission exercises"
        raise KitError(
            f"The folder {_name(folder)} holds none of {names}.", fix=_way_back(folder) or fix
        )
    return Submission(_name(folder), files)


def is_handed_out(path: Path) -> bool:
    """Tell whether a file is still as the exercise's stub was handed out."""
    return (text := _text(path)) is not None and text == _text(STUBS / path.name)


def beside(path: Path) -> Path | None:
    """Return a file of the same name, and not as handed out, that was saved beside its folder."""
    above = path.parent.resolve().parent
    for folder in dict.fromkeys((above, ROOT)):
        found = folder / path.name
        if is_plain(found) and not is_handed_out(found):
            return found
    return None


def _way_back(folder: Path) -> str:
    """Return the command that puts the stubs into exercises/ again; "" for any other folder."""
    every = " ".join(one.id for one in exercises() if one.has_file)
    is_own = folder.resolve() == EXERCISES.resolve()
    return f"python -m checks reset {every}" if is_own else ""


def _name(folder: Path) -> str:
    resolved = folder.resolve()
    return resolved.relative_to(ROOT).as_posix() if resolved.is_relative_to(ROOT) else str(folder)


def is_plain(path: Path) -> bool:
    """Tell whether there is a file itself: no link to one, and nothing that has no end."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _text(path: Path) -> bytes | None:
    """Return a file's bytes without regard to the kind of line ends, or None if there is none."""
    if not is_plain(path):
        return None
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).replace(b"\r\n", b"\n")
    except OSError:
        return None
