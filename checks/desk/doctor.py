"""The doctor: each part of the set-up is really tried; what fails is said with what mends it.

Standard library only, up to the part that is tried: this has to run where packages are missing.
"""

import json
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from textwrap import wrap
from threading import Timer
from time import perf_counter
from typing import Any, NamedTuple, TypeAlias

from checks import edition
from checks.edition import ANEW, ROOT
from checks.errors import KitError

INSTRUCTOR = edition.name() == "instructor"
REQUIREMENT = re.compile(r"([\w.-]+?)(?:\[.*\])?\s*(?:[>=]=\s*([\d.]+))?\s*(?:[,;].*)?")
SAVED, HEARD = 0.2, 3000  # seconds until a file is saved, milliseconds until that must be heard of
NARROW = 60  # columns
WHOLE: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}  # paths are copied
REPORT = "If nothing above explains it, report it with this whole page."
# Extras of pyproject.toml that bring a command of the instructor's what it needs, and which.
EXTRAS = {
    "review": "python -m checks review",
    "seal": "python -m checks release",
    "cluster": "python -m checks grade --scheduler",
}
PERMIT = "attrib -R" if os.name == "nt" else "chmod u+rw"
SYSTEM = {"darwin": "brew install {}", "win32": "winget install {}"}

Row: TypeAlias = tuple[str, Callable[[], str]]


class Found(NamedTuple):
    """How it stands with one part: "OK", "missing" (a learner needs it) or "optional"."""

    state: str
    name: str
    words: str
    fix: str = ""


def main() -> int:
    """Try everything, say what came of it, and return the exit status: 0 if a learner can work."""
    found = [_tried("missing", *row) for row in _needed()]
    found += [_tried("optional", *row) for row in _optional()]
    encoding = sys.stdout.encoding or "ascii"
    words = text(found, max(shutil.get_terminal_size().columns, NARROW))
    sys.stdout.write(words.encode(encoding, "replace").decode(encoding) + "\n")
    return 2 if any(one.state == "missing" for one in found) else 0


def without(error: ModuleNotFoundError) -> int:
    """Say which package is missing, and return the exit status; try everything if that was asked.

    Raises:
        ModuleNotFoundError: if it is a module of the kit, and all is as it was handed out.
    """
    name = error.name or "checks"
    if name.partition(".")[0] == "checks":
        words = edition.explained(error)
    elif sys.argv[1:2] == ["doctor"]:
        return main()
    else:
        own = own_python()
        here = f"Install what it needs:  {sys.executable} -m pip install ."
        words = (
            f"The kit needs {name}, and this Python ({sys.executable}) does not have it.",
            f"Use the kit's own Python:  {own} -m checks" if own else here,
        )
    sys.stderr.write("\n".join((*words, "")))
    return 2


def text(found: list[Found], width: int) -> str:
    """Return what was found, a line each, and what that comes to."""
    longest = max(len(one.name) for one in found)
    lines = [f"The set-up of the kit in {ROOT}", ""]
    for number, one in enumerate(found, 1):
        line, deep = f"{one.state:<9} {one.name:<{longest}}  {one.words}", " " * 10
        lines += wrap(line, width, subsequent_indent=deep, **WHOLE)
        is_last = one.fix not in [after.fix for after in found[number : number + 1]]
        if one.fix and is_last:  # once for what it mends together; in one piece, to be copied
            lead = "to do" if one.state == "missing" else "if you want it"
            lines.append(f"{deep}{lead}: {one.fix}")
    missing = [one.name for one in found if one.state == "missing"]
    lines += ["", f"Missing: {', '.join(missing)}." if missing else "All that you need works."]
    return "\n".join(lines)


def _tried(state: str, name: str, probe: Callable[[], str]) -> Found:
    """Try a part; whatever goes wrong, the others are still worth trying.

    Args:
        state: how it stands with the part if it does not work.
    """
    try:
        return Found("OK", name, probe())
    except KitError as error:
        return Found(state, name, str(error), error.fix)
    except ModuleNotFoundError as error:
        return Found(state, name, f"cannot be tried without {error.name}.", install())
    except Exception as error:
        return Found(state, name, f"cannot be tried: {type(error).__name__}: {error}", REPORT)


def _needed() -> Iterator[Row]:
    """Yield what a learner needs, each with what tries it."""
    yield "Python", _python
    try:
        for requirement in _project()["dependencies"]:
            yield _name_and_least(requirement)[0], partial(_package, requirement)
    except KitError:
        yield "packages", lambda: str(_project())
    yield "files", _files
    yield "exercises", _exercises
    yield "notes", _notes
    yield "worker", _worker
    yield "answer key", _key


def _optional() -> Iterator[Row]:
    """Yield what makes something nicer, or is for instructors, each with what tries it."""
    yield "terminal", _terminal
    yield "file events", _events
    yield "drawings", _drawings
    if INSTRUCTOR:
        for extra, use in EXTRAS.items():
            yield extra, partial(_extra, extra, use)
        if sys.platform == "linux":
            yield "bubblewrap", _box


def own_python() -> str:
    """Return the Python in the folder .venv beside the kit; "" if there is none, or this is it."""
    folder = Path(ROOT, ".venv")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    is_this = os.path.realpath(sys.prefix) == os.path.realpath(folder)
    return str(python) if python.exists() and not is_this else ""


def install(what: str = ".") -> str:
    """Return the command that installs packages; it is another Python's if the kit has its own."""
    if own := own_python():
        return f"{own} -m checks doctor"
    pins = "-c constraints.txt " if (ROOT / "constraints.txt").exists() else ""
    return f"{sys.executable} -m pip install {pins}{what}"


def _project() -> dict[str, Any]:
    try:
        found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        return {"dependencies": found["dependencies"], **found}
    except (OSError, ValueError, LookupError, TypeError) as error:
        words = "pyproject.toml, which says what the kit needs, cannot be read."
        raise KitError(words, fix=ANEW) from error


def _python() -> str:
    own = own_python()  # whether this one is new enough, is asked before any command begins
    beside = f"; the kit has one of its own, {own}" if own else ""
    return f"{sys.version.split()[0]}, {sys.executable}{beside}"


def _package(requirement: str, what: str = ".") -> str:
    name, least = _name_and_least(requirement)
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        raise KitError(f"{name} is not installed.", fix=install(what)) from None
    if _numbers(version) < _numbers(least):
        words = f"{name} {version} is too old: the kit needs {least} or newer."
        raise KitError(words, fix=install(what))
    return version


def _name_and_least(requirement: str) -> tuple[str, str]:
    """Return the name and the lower bound in a requirement such as "rich>=14.0"."""
    found = REQUIREMENT.fullmatch(requirement)
    return (found[1], found[2] or "0") if found else (requirement, "0")


def _numbers(version: str) -> list[int]:
    return [*map(int, re.findall(r"\d+", version.partition("+")[0])), 0, 0][:3]


def _extra(extra: str, use: str) -> str:
    for requirement in _project()["optional-dependencies"][extra]:
        _package(requirement, f"'.[{extra}]'")
    return f"for {use}: all is there"


def _files() -> str:
    if INSTRUCTOR:
        return "the instructor's edition: what is in it, may change"
    if changed := edition.changed():
        raise KitError(f"Not as it was handed out: {', '.join(changed)}.", fix=ANEW)
    return "the learner's edition, as it was handed out"


def _exercises() -> str:
    from checks.catalog import exercises
    from checks.submission import EXERCISES

    every = [one for one in exercises() if one.has_file]
    if gone := [one.id for one in every if not (EXERCISES / one.file).is_file()]:
        fix = f"python -m checks reset {' '.join(gone)}"
        raise KitError(f"There is no file for {', '.join(gone)}.", fix=fix)
    for path in (EXERCISES / one.file for one in every):
        if not os.access(path, os.R_OK | os.W_OK):
            fix = f"{PERMIT} exercises{os.sep}{path.name}"
            raise KitError(f"exercises/{path.name} cannot be read and written.", fix=fix)
    for path in sorted(EXERCISES.glob("*.ipynb")):
        try:
            json.loads(path.read_bytes())["cells"][0]
        except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
            words = f"exercises/{path.name} is no notebook any more; nothing else needs it."
            raise KitError(words, fix="Take it anew from where you got this kit.") from error
    _demand_writable(EXERCISES)
    return f"{len(every)} files, to be read and written"


def _notes() -> str:
    _demand_writable(ROOT / ".checks")
    return "what a reset replaces is kept in .checks"


def _demand_writable(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
        with TemporaryFile(dir=folder) as file:
            file.write(b"tried")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        name = folder.name
        raise KitError(f"{name} is no folder.", fix=f"mv {name} {name}.old") from error
    except OSError as error:
        raise KitError(
            f"Nothing can be written to {folder.name}/: {error.strerror}.",
            fix=f"Make room on the disk, or let yourself write to {folder}.",
        ) from error


def _worker() -> str:
    from checks.catalog import example
    from checks.check import session
    from checks.submission import STUBS, at

    _key()  # without it nothing is asked
    began = perf_counter()
    checked = session.check(at(STUBS), (example(),))
    seconds = perf_counter() - began
    if checked.result.verdict != "not started":
        raise KitError(
            f"The process that runs your code makes of a stub: {checked.result.verdict}.",
            fix="Try again when this computer has less to do; then report it, with this page.",
        )
    return f"{len(checked.evidence.observations)} scenarios answered in {seconds:.2f} s"


def _key() -> str:
    from checks.check import key

    try:
        key.bank()
        return f"the answers to {len(key.read().reference)} scenarios"
    except KitError as error:
        raise KitError(str(error), fix=error.fix if INSTRUCTOR else ANEW) from error


def _terminal() -> str:
    from checks.desk import terminal

    width, encoding = shutil.get_terminal_size().columns, sys.stdout.encoding
    if terminal.is_plain():
        words = f"{encoding} has no signs for lines and ticks, so reports keep to ASCII."
        raise KitError(words, fix="Set PYTHONUTF8=1 in a terminal that shows UTF-8.")
    if width < NARROW:
        raise KitError(f"{width} columns are few.", fix=f"Make it {NARROW} wide or wider.")
    kind = "a terminal" if sys.stdout.isatty() else "a pipe or a file"
    return f"{kind}: {encoding}, {'' if terminal.has_colour() else 'no '}colour, {width} columns"


def _events() -> str:
    from watchfiles import watch

    _notes()
    with TemporaryDirectory(dir=ROOT / ".checks") as folder:
        saving = Timer(SAVED, Path(folder, "saved").touch)
        saving.start()
        changes = next(watch(folder, rust_timeout=HEARD, yield_on_timeout=True))
        saving.join()
    if not changes:
        raise KitError(
            "A save is not noticed at once here, so watch has to look by itself.",
            fix="Keep the kit on a disk of this computer.",
        )
    return "a save is noticed at once"


def _drawings() -> str:
    from checks import catalog

    if found := catalog.lesson("exhibits.graph").program():
        return Path(found).stem
    words = catalog.words("drawings")
    command = SYSTEM.get(sys.platform, "sudo apt install {}")
    raise KitError(words["lacking"], fix=command.format(words["package"]))


def _box() -> str:
    from checks.run import box

    box.probe()
    return "for python -m checks grade: code is held in a box"
