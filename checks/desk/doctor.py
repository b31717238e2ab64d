"""What of the set-up works? Each part is really tried; what fails is said with what mends it.

Standard library only, up to the part that is tried: this has to run where packages are missing.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from importlib import metadata
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from textwrap import wrap
from threading import Timer
from time import perf_counter
from typing import Any, NamedTuple

from checks import edition
from checks.edition import ANEW
from checks.errors import KitError

ROOT = Path(__file__).resolve().parents[2]
INSTRUCTOR = edition.name() == "instructor"
REQUIREMENT = re.compile(r"([\w.-]+?)(?:\[.*\])?\s*(?:[>=]=\s*([\d.]+))?\s*(?:[,;].*)?")
SECONDS = 10.0  # for a program that says its version
SAVED, HEARD = 0.2, 3000  # seconds until a file is saved, milliseconds until that must be heard of
NARROW, WIDE = 60, 76  # columns
REPORT = "If nothing above explains it, report it with this whole page."
WHOLE: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}  # paths are copied
# Extras of pyproject.toml that bring a command what it needs, and which. Pictures are looked at as
# drawings, and the others are for the kit's own tests.
EXTRAS = {
    "review": "python -m checks review",
    "seal": "python -m checks release",
    "cluster": "python -m checks grade --scheduler",
}
PERMIT = "attrib -R" if os.name == "nt" else "chmod u+rw"
SYSTEM = {"darwin": "brew install {}", "win32": "winget install {}"}


class Found(NamedTuple):
    """How it stands with one part: "OK", "missing" (a learner needs it) or "optional"."""

    state: str
    name: str
    words: str
    fix: str = ""


class Part(NamedTuple):
    """A part of the set-up; `probe` says in words that it works, or raises."""

    name: str
    probe: Callable[[], str]
    is_needed: bool = True


def main() -> int:
    """Try everything, say what came of it, and return the exit status: 0 if a learner can work."""
    found = list(examine())
    encoding = sys.stdout.encoding or "ascii"
    words = text(found, max(shutil.get_terminal_size().columns, NARROW))
    sys.stdout.write(words.encode(encoding, "replace").decode(encoding) + "\n")
    return 2 if any(one.state == "missing" for one in found) else 0


def examine() -> Iterator[Found]:
    """Try every part, one after the other; none keeps the others from being tried."""
    for part in parts():
        lacking = "missing" if part.is_needed else "optional"
        try:
            found = Found("OK", part.name, part.probe())
        except KitError as error:
            found = Found(lacking, part.name, str(error), error.fix)
        except ModuleNotFoundError as error:
            found = Found(lacking, part.name, f"cannot be tried without {error.name}.", install())
        except Exception as error:  # whatever it is, the others are still worth trying
            words = f"cannot be tried: {type(error).__name__}: {error}"
            found = Found(lacking, part.name, words, REPORT)
        yield found


def text(found: list[Found], width: int) -> str:
    """Return what was found, a line each, and what that comes to."""
    longest = max(len(one.name) for one in found)
    deep = " " * (longest + 12 if width >= WIDE else 10)
    lines = [f"The set-up of the kit in {ROOT}", ""]
    for one, after in zip_longest(found, found[1:]):
        head = f"{one.state:<9} {one.name:<{longest}}  "
        lines += wrap(one.words, width, initial_indent=head, subsequent_indent=deep, **WHOLE)
        is_last = after is None or (after.state, after.fix) != (one.state, one.fix)
        if one.fix and is_last:  # once for what it mends together; in one piece, to be copied
            lead = "to do" if one.state == "missing" else "if you want it"
            lines.append(f"{' ' * 10}{lead}: {one.fix}")
    missing = [one.name for one in found if one.state == "missing"]
    lines += ["", f"Missing: {', '.join(missing)}." if missing else "All that you need works."]
    return "\n".join(lines)


def parts() -> Iterator[Part]:
    """Yield what there is to try: what a learner needs first."""
    yield Part("Python", _python)
    try:
        project = _project()
        requirements, extras = project["dependencies"], project.get("optional-dependencies", {})
    except KitError:
        requirements, extras = [], {}
        yield Part("packages", _packages)
    for requirement in requirements:
        yield Part(_name_and_least(requirement)[0], partial(_package, requirement))
    yield Part("files", _files)
    yield Part("exercises", _exercises)
    yield Part("notes", _notes)
    yield Part("worker", _worker)
    yield Part("answer key", _key)
    yield Part("terminal", _terminal, is_needed=False)
    yield Part("file events", _events, is_needed=False)
    yield Part("drawings", _drawings, is_needed=False)
    for extra, use in EXTRAS.items():
        if extra in extras and (extra != "review" or INSTRUCTOR):
            yield Part(extra, partial(_extra, extra, extras[extra], use), is_needed=False)
    if INSTRUCTOR and sys.platform == "linux":
        yield Part("bubblewrap", _bubblewrap, is_needed=False)


def own_python() -> str:
    """Return the Python in the folder .venv beside the kit; "" if there is none, or this is it."""
    folder = ROOT / ".venv"
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


def _packages() -> str:
    return f"{len(_project()['dependencies'])} are named in pyproject.toml"


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    least = _name_and_least("Python" + _project()["requires-python"])[1]
    if _numbers(version) < _numbers(least):
        raise KitError(
            f"{version} is too old: the kit needs {least} or newer.",
            fix="Install a newer one from https://www.python.org/downloads/",
        )
    own = own_python()
    return f"{version}, {sys.executable}{f'; the kit has one of its own, {own}' if own else ''}"


def _package(requirement: str) -> str:
    name, least = _name_and_least(requirement)
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        raise KitError("is not installed.", fix=install()) from None
    if _numbers(version) < _numbers(least):
        raise KitError(f"{version} is too old: the kit needs {least} or newer.", fix=install())
    return version


def _name_and_least(requirement: str) -> tuple[str, str]:
    """Return the name and the lower bound in a requirement such as "rich>=14.0"."""
    found = REQUIREMENT.fullmatch(requirement)
    return (found[1], found[2] or "0") if found else (requirement, "0")


def _numbers(version: str) -> tuple[int, ...]:
    found = [int(number) for number in re.findall(r"\d+", version.partition("+")[0])]
    return tuple([*found, 0, 0][:3])


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
        raise KitError(
            f"There is no file for {', '.join(gone)}.",
            fix=f"python -m checks reset {' '.join(gone)}",
        )
    for path in (EXERCISES / one.file for one in every):
        if not os.access(path, os.R_OK | os.W_OK):
            raise KitError(
                f"exercises/{path.name} cannot be read and written.",
                fix=f"{PERMIT} exercises{os.sep}{path.name}",
            )
    for path in sorted(EXERCISES.glob("*.ipynb")):
        if not _is_notebook(path):
            raise KitError(
                f"exercises/{path.name} is no notebook any more; nothing else needs it.",
                fix="Take it anew from where you got this kit.",
            )
    _demand_writable(EXERCISES)
    return f"{len(every)} files, to be read and written"


def _is_notebook(path: Path) -> bool:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and isinstance(found.get("cells"), list)


def _notes() -> str:
    folder = ROOT / ".checks"
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise KitError(".checks is no folder.", fix="mv .checks .checks.old") from error
    except OSError as error:
        raise KitError(
            f".checks cannot be made: {error.strerror}.",
            fix=f"Let yourself write to {ROOT}, or move the kit to a folder of yours.",
        ) from error
    _demand_writable(folder)
    return "what a reset replaces is kept in .checks"


def _demand_writable(folder: Path) -> None:
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"tried")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise KitError(
            f"Nothing can be written to {folder.name}/: {error.strerror}.",
            fix=f"Make room on the disk, or let yourself write to {folder.name}/.",
        ) from error


def _worker() -> str:
    from checks.catalog import exercises
    from checks.run.worker import observe
    from checks.submission import STUBS, at

    began = perf_counter()
    one = next(one for one in exercises() if one.stubbed)
    found = observe(at(STUBS), [one])
    seconds = perf_counter() - began
    if others := {seen.status for seen in found.values()} - {"todo"}:
        raise KitError(
            f"The process that runs your code answers {', '.join(sorted(others))} to a stub.",
            fix="Try again when this computer has less to do; then report it, with this page.",
        )
    return f"{len(found)} scenarios answered in {seconds:.2f} s"


def _key() -> str:
    from checks.check import key

    try:
        key.bank()
        return f"the answers to {len(key.read().reference)} scenarios"
    except KitError as error:
        raise KitError(str(error), fix=error.fix if INSTRUCTOR else ANEW) from error


def _terminal() -> str:
    from checks.desk import terminal

    encoding = sys.stdout.encoding
    console = terminal.console(plain=False)
    width = shutil.get_terminal_size().columns
    if terminal.is_plain(False):
        raise KitError(
            f"{encoding} has no signs for lines and ticks, so reports keep to ASCII.",
            fix="Set PYTHONUTF8=1 in a terminal that shows UTF-8.",
        )
    if width < NARROW:
        raise KitError(f"{width} columns are few.", fix=f"Make it {NARROW} wide or wider.")
    kind = "a terminal" if sys.stdout.isatty() else "a pipe or a file"
    colours = "colour" if console.color_system else "no colour"
    return f"{kind}: {encoding}, {colours}, {width} columns"


def _events() -> str:
    from watchfiles import watch

    try:
        _notes()
    except KitError as error:
        raise KitError("They are tried in .checks, see notes.", fix=error.fix) from error
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
    from checks.lesson.exhibits.graph import program

    found = program()
    if found is None:
        raise KitError(
            "There is no Graphviz, which lays out graphs as pictures.", fix=_system("graphviz")
        )
    return _said(found, "-V") if Path(found).stem == "dot" else Path(found).stem


def _extra(extra: str, requirements: list[str], use: str) -> str:
    lacking = []
    for requirement in requirements:
        try:
            _package(requirement)
        except KitError:
            lacking.append(_name_and_least(requirement)[0])
    if lacking:
        raise KitError(
            f"For {use}, these are not there: {', '.join(lacking)}.", fix=install(f"'.[{extra}]'")
        )
    return f"for {use}: all is there"


def _bubblewrap() -> str:
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise KitError("Grading others' code in a box needs it.", fix=_system("bubblewrap"))
    _said(bwrap, "--ro-bind", "/", "/", "--unshare-all", "--die-with-parent", "true")
    return _said(bwrap, "--version")


def _said(*command: str) -> str:
    """Run a program and return its first line."""
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=SECONDS)
    said = (ran.stdout + ran.stderr).strip().partition("\n")[0]
    if ran.returncode:
        raise KitError(
            f"{command[0]} does not work: {said}", fix="See to it that it runs by itself."
        )
    return said


def _system(package: str) -> str:
    """Return the command that installs a program of the system."""
    return SYSTEM.get(sys.platform, "sudo apt install {}").format(package)
