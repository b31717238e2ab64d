"""A submission: the files that a learner, the reference or a known mistake consists of."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checks.catalog import HERE, ROOT, exercises
from checks.errors import KitError
from checks.handed_in import MOST_OF_NOTEBOOK, REQUIRED, Refused, code_of, is_whole, own

MODULES = tuple(dict.fromkeys(exercise.module for exercise in exercises()))
STUBS = HERE / "lesson" / "stubs"
ENGINE = STUBS / "engine.py"  # the one that is handed out
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"
MOST_BYTES = 1 << 20  # of a file that is compared with one of the kit's


class Submission(Struct, frozen=True):
    """A learner's files, a reference solution or a known mistake: all are the same kind of thing.

    Attributes:
        name: how reports call it.
        files: the path of each module; a file need not exist.
        whole: the one file that holds all modules but those with a file of their own, if they are
            handed in so.
        notes: what is to be said of the names of its files.
    """

    name: str
    files: Mapping[str, Path]
    whole: Path | None = None
    notes: tuple[str, ...] = ()

    def having(self, module: str, path: Path) -> "Submission":
        """Return this submission with one file taken from elsewhere."""
        return replace(self, files={**self.files, module: path})

    @property
    def brings_engine(self) -> bool:
        """Tell whether it has a file with another engine than the one that was handed out."""
        return _text(self.files["engine"]) != _text(ENGINE)


def at(path: Path) -> Submission:
    """Return the submission in a folder, or in one script or notebook.

    Raises:
        KitError: if there is none, it holds none of the exercises' files, or it cannot be told
            which file is meant.
    """
    if is_whole(f"_{path.name}") and path.is_file():  # whatever it is called
        return _complete(path, {}, path)
    if not path.is_dir():
        needed = " and ".join(one.file for one in exercises() if one.stubbed and one.required)
        fix = _way_back(path) or f"Give the folder that holds {needed}."
        raise KitError(f"There is no folder {_name(path)}.", fix=fix)
    names = os.listdir(path)
    try:
        found = own(names)
    except Refused as refused:
        fix = "Keep the one that counts, under the second name."
        raise KitError(f"In {_name(path)}, {refused}.", fix=fix) from refused
    whole = [path / name for name in names if is_whole(name)]
    is_whole_there = len(whole) == 1 and found.keys().isdisjoint(REQUIRED) and not _is_own(path)
    if not found and not is_whole_there:
        kit = ", ".join(f"{module}.py" for module in MODULES)
        fix = "Give the folder that holds them: python -m checks --submission exercises"
        raise KitError(f"The folder {_name(path)} holds none of {kit}.", fix=_way_back(path) or fix)
    return _complete(path, found, whole[0] if is_whole_there else None)


def _complete(path: Path, found: Mapping[str, str], whole: Path | None) -> Submission:
    """Return the submission of these files; in exercises/, one that is missing was deleted."""
    if whole and whole.suffix.lower() == ".ipynb":
        _demand_code(whole)
    files = {file.removesuffix(".py"): path / name for file, name in found.items()}
    rest = {module: path / f"{module}.py" for module in MODULES} if _is_own(path) else {}
    notes = tuple(f"{name} is taken as {file}." for file, name in found.items() if name != file)
    return Submission(_name(path), complete({**rest, **files}, whole), whole, notes)


def complete(files: Mapping[str, Path], whole: Path | None) -> dict[str, Path]:
    """Return a path for each module: what was not handed in is as it was handed out."""
    return {one: files.get(one) or whole or STUBS / f"{one}.py" for one in MODULES}


def _demand_code(notebook: Path) -> None:
    try:
        with notebook.open("rb") as file:
            code_of(file.read(MOST_OF_NOTEBOOK))
    except OSError as error:
        fix = "Look at its rights."
        raise KitError(f"{notebook} cannot be read ({error.strerror}).", fix=fix) from error
    except Refused as refused:
        fix = "Give a notebook as Jupyter saves it, or a folder."
        raise KitError(f"{notebook}: {refused}.", fix=fix) from refused


def _is_own(path: Path) -> bool:
    """Tell whether a folder is the kit's own exercises/."""
    return path.resolve() == EXERCISES.resolve()


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
    return f"python -m checks reset {every}" if _is_own(folder) else ""


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
