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
from tempfile import TemporaryFile
from textwrap import TextWrapper
from time import perf_counter
from typing import NamedTuple

from checks import edition
from checks.edition import ANEW, ROOT
from checks.errors import KitError

INSTRUCTOR = edition.name() == "instructor"
NARROW = 60  # columns
# Extras of pyproject.toml that bring a command of the instructor's what it needs, and which.
EXTRAS = {"review": "review", "seal": "release", "cluster": "grade --scheduler"}
PERMIT = "attrib -R" if os.name == "nt" else "chmod u+rw"
SYSTEM = {"darwin": "brew install {}", "win32": "winget install {}"}

NEEDS = re.compile(r"([\w.-]+)[>=]=([\d.]+)")  # as pyproject.toml says it: a package, a version


class Found(NamedTuple):
    """How it stands with one part: "OK", "missing" (a learner needs it) or "optional"."""

    state: str
    name: str
    words: str
    fix: str = ""


def main() -> int:
    """Try everything, say what came of it, and return the exit status: 0 if a learner can work."""
    found = [_tried(*part) for part in _parts()]
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.stdout.write(text(found, max(shutil.get_terminal_size().columns, NARROW)) + "\n")
    return 2 if any(one.state == "missing" for one in found) else 0


def without(error: ModuleNotFoundError) -> int:
    """Say which package is missing, and return the exit status; try everything if that was asked.

    A module of the kit that is missing is our fault, if all is as it was handed out: raised again.
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
    longest, deep = max(len(one.name) for one in found), " " * 10
    laid_out = TextWrapper(
        width, subsequent_indent=deep, break_long_words=False, break_on_hyphens=False
    )
    lines = [f"The set-up of the kit in {ROOT}", ""]
    for one, after in zip(found, [*found[1:], None], strict=True):
        lines += laid_out.wrap(f"{one.state:<9} {one.name:<{longest}}  {one.words}")
        if one.fix and (after is None or one.fix != after.fix):  # once for what it mends together
            lead = "to do" if one.state == "missing" else "if you want it"
            lines.append(f"{deep}{lead}: {one.fix}")  # in one piece, to be copied
    missing = ", ".join(one.name for one in found if one.state == "missing")
    return "\n".join(
        [*lines, "", f"Missing: {missing}." if missing else "All that you need works."]
    )


def _parts() -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Yield each part: how it stands with it if it does not work, its name, and what tries it."""
    yield "missing", "Python", _python
    try:
        for name, least in _requirements():
            yield "missing", name, partial(_package, name, least)
    except KitError:
        yield "missing", "packages", _requirements
    yield "missing", "files", _files
    yield "missing", "exercises", _exercises
    yield "missing", "notes", _notes
    yield "missing", "worker", _worker
    yield "missing", "answer key", _key
    yield "optional", "terminal", _terminal
    yield "optional", "drawings", _drawings
    if INSTRUCTOR:
        for extra in EXTRAS:
            yield "optional", extra, partial(_extra, extra)
        if sys.platform == "linux":
            yield "optional", "bubblewrap", _box
            yield "optional", "seccomp", _filter


def _tried(state: str, name: str, probe: Callable[[], object]) -> Found:
    """Try a part; whatever goes wrong, the others are still worth trying."""
    try:
        return Found("OK", name, str(probe()))
    except KitError as error:
        return Found(state, name, str(error), error.fix)
    except ModuleNotFoundError as error:
        return Found(state, name, f"cannot be tried without {error.name}.", install())
    except Exception as error:
        fix = "If nothing above explains it, report it with this whole page."
        return Found(state, name, f"cannot be tried: {type(error).__name__}: {error}", fix)


def _must(holds: object, words: str, fix: str) -> None:
    if not holds:
        raise KitError(words, fix=fix)


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


def _python() -> str:
    own = own_python()  # whether this one is new enough, is asked before any command begins
    beside = f"; the kit has one of its own, {own}" if own else ""
    return f"{sys.version.split()[0]}, {sys.executable}{beside}"


def _requirements(extra: str = "") -> list[tuple[str, str]]:
    """Return each package that the kit needs, or one of its extras, with the lowest version."""
    try:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        needed = project["optional-dependencies"][extra] if extra else project["dependencies"]
        return NEEDS.findall("\n".join(one for one in needed if ";" not in one))
    except (OSError, ValueError, LookupError, TypeError) as error:
        words = "pyproject.toml, which says what the kit needs, cannot be read."
        raise KitError(words, fix=ANEW) from error


def _package(name: str, least: str, what: str = ".") -> str:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        raise KitError(f"{name} is not installed.", fix=install(what)) from None
    words = f"{name} {version} is too old: the kit needs {least} or newer."
    _must(_numbers(version) >= _numbers(least), words, install(what))
    return version


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _extra(extra: str) -> str:
    for name, least in _requirements(extra):
        _package(name, least, f"'.[{extra}]'")
    return f"for python -m checks {EXTRAS[extra]}: all is there"


def _files() -> str:
    if INSTRUCTOR:
        return "the instructor's edition: what is in it, may change"
    changed = ", ".join(edition.changed())
    _must(not changed, f"Not as it was handed out: {changed}.", ANEW)
    return "the learner's edition, as it was handed out"


def _exercises() -> str:
    from checks.catalog import exercises
    from checks.submission import EXERCISES

    every = {one.id: EXERCISES / one.file for one in exercises() if one.has_file}
    gone = " ".join(name for name, path in every.items() if not path.is_file())
    _must(not gone, f"There is no file for {gone}.", f"python -m checks reset {gone}")
    for path in every.values():
        name, is_open = f"exercises{os.sep}{path.name}", os.access(path, os.R_OK | os.W_OK)
        _must(is_open, f"{name} cannot be read and written.", f"{PERMIT} {name}")
    for path in EXERCISES.glob("*.ipynb"):
        try:
            json.loads(path.read_bytes())["cells"][0]
        except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
            words = f"exercises/{path.name} is no notebook any more; nothing else needs it."
            raise KitError(words, fix="Take it anew from where you got this kit.") from error
    _try_writing(EXERCISES)
    return f"{len(every)} files, to be read and written"


def _notes() -> str:
    _try_writing(ROOT / ".checks")
    return "what a reset replaces is kept in .checks"


def _try_writing(folder: Path) -> None:
    name = folder.name
    try:
        folder.mkdir(exist_ok=True)
        with TemporaryFile(dir=folder, buffering=0) as file:
            file.write(b"tried")
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise KitError(f"{name} is no folder.", fix=f"mv {name} {name}.old") from error
    except OSError as error:
        fix = f"Make room on the disk, or let yourself write to {folder}."
        raise KitError(f"Nothing can be written to {name}/: {error.strerror}.", fix=fix) from error


def _worker() -> str:
    from checks.catalog import example
    from checks.check import session
    from checks.submission import STUBS, at

    _key()  # without it nothing is asked
    began = perf_counter()
    checked = session.check(at(STUBS), (example(),))
    seconds, verdict = perf_counter() - began, checked.result.verdict
    words = f"The process that runs your code makes of a stub: {verdict}."
    fix = "Try again when this computer has less to do; then report it, with this page."
    _must(verdict == "not started", words, fix)
    return f"{len(checked.evidence.observations)} scenarios answered in {seconds:.2f} s"


def _key() -> str:
    from checks.check import key

    key.bank()
    return f"the answers to {len(key.read().reference)} scenarios"


def _terminal() -> str:
    from checks.desk import terminal

    width, encoding = shutil.get_terminal_size().columns, sys.stdout.encoding
    words = f"{encoding} has no signs for lines and ticks, so reports keep to ASCII."
    _must(not terminal.is_plain(), words, "Set PYTHONUTF8=1 in a terminal that shows UTF-8.")
    _must(width >= NARROW, f"{width} columns are few.", f"Make it {NARROW} wide or wider.")
    kind = "a terminal" if sys.stdout.isatty() else "a pipe or a file"
    return f"{kind}: {encoding}, {'' if terminal.has_colour() else 'no '}colour, {width} columns"


def _drawings() -> str:
    from checks import catalog

    found, words = catalog.lesson("exhibits.graph").program(), catalog.words("drawings")
    command = SYSTEM.get(sys.platform, "sudo apt install {}")
    _must(found, words["lacking"], command.format(words["package"]))
    return Path(found).stem


def _box() -> str:
    from checks.run import box

    box.probe()
    return "for python -m checks grade: code is held in a box"


def _filter() -> str:
    from checks.run import box

    _must(box.probe().system_calls, box.UNFILTERED, box.FILTER)
    return "for that box: system calls are filtered"
