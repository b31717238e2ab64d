"""The doctor: each part of the set-up is really tried; what fails is said with what mends it.

Standard library only, up to the part that is tried: this has to run where packages are missing.
"""

import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile
from textwrap import TextWrapper
from time import perf_counter

from checks import edition
from checks.edition import ANEW, ROOT
from checks.errors import COULD_NOT, OK, KitError, Refused

INSTRUCTOR = edition.name() == "instructor"
NARROW = 60  # columns
# Extras of pyproject.toml that bring a command of the instructor's what it needs, and which.
EXTRAS = {"review": "review", "seal": "release", "cluster": "grade --scheduler"}
PERMIT = "attrib -R" if os.name == "nt" else "chmod u+rw"
SYSTEM = {"darwin": "brew install {}", "win32": "winget install {}"}

NEEDS = re.compile(r"([\w.-]+)[>=]=([\d.]+)")  # as pyproject.toml says it: a package, a version


def main() -> int:
    """Try everything, say what came of it, and return the exit status: 0 if a learner can work."""
    width, deep = max(shutil.get_terminal_size().columns, NARROW), " " * 10
    laid_out = TextWrapper(
        width, subsequent_indent=deep, break_long_words=False, break_on_hyphens=False
    )
    lines, missing, told = [f"The set-up of the kit in {ROOT}", ""], [], ""
    for name, probe in [*NEEDED.items(), *OPTIONAL.items()]:
        words, fix = _tried(probe)
        state, lead = ("missing", "to do") if name in NEEDED else ("optional", "if you want it")
        lines += laid_out.wrap(f"{state if fix else 'OK':<9} {name:<10}  {words}")
        missing += [name] if fix and name in NEEDED else []
        if fix not in ("", told):  # once for what it mends together
            lines.append(f"{deep}{lead}: {fix}")  # in one piece, to be copied
            told = fix
    end = f"Missing: {', '.join(missing)}." if missing else "All that you need works."
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.stdout.write("\n".join([*lines, "", end, ""]))
    return COULD_NOT if missing else OK


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
    return COULD_NOT


def _tried(probe: Callable[[], object]) -> tuple[str, str]:
    """Try a part; return how it is, or why it does not work and what mends that.

    Whatever goes wrong, the others are still worth trying.
    """
    try:
        return str(probe()), ""
    except KitError as error:
        return str(error), error.fix
    except ModuleNotFoundError as error:
        return f"cannot be tried without {error.name}.", install()
    except Exception as error:
        fix = "If nothing above explains it, report it with this whole page."
        return f"cannot be tried: {type(error).__name__}: {error}", fix


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


def _packages(extra: str = "") -> str:
    """Try the packages that the kit needs, or those of one of its extras."""
    try:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        needed = project["optional-dependencies"][extra] if extra else project["dependencies"]
        least = NEEDS.findall("\n".join(one for one in needed if ";" not in one))
    except (OSError, ValueError, LookupError, TypeError) as error:
        words = "pyproject.toml, which says what the kit needs, cannot be read."
        raise KitError(words, fix=ANEW) from error
    lacking = ", ".join(f"{name} {version}" for name, version in least if not _has(name, version))
    fix = install(f"'.[{extra}]'" if extra else ".")
    _must(not lacking, f"Not installed, or older than the kit needs: {lacking}.", fix)
    what = f"for python -m checks {EXTRAS[extra]}" if extra else f"all {len(least)} of the kit"
    return f"{what}: there, and new enough"


def _has(name: str, least: str) -> bool:
    try:
        found, needed = (re.findall(r"\d+", one) for one in (metadata.version(name), least))
    except metadata.PackageNotFoundError:
        return False
    return [*map(int, found)] >= [*map(int, needed)]


def _files() -> str:
    if INSTRUCTOR:
        return "the instructor's edition: what is in it, may change"
    changed = ", ".join(edition.changed())
    _must(not changed, f"Not as it was handed out: {changed}.", ANEW)
    return "the learner's edition, as it was handed out"


def _exercises() -> str:
    from checks.catalog import exercises
    from checks.cells import code_of
    from checks.submission import EXERCISES

    every = {one.id: EXERCISES / one.file for one in exercises() if one.has_file}
    gone = " ".join(name for name, path in every.items() if not path.is_file())
    _must(not gone, f"There is no file for {gone}.", f"python -m checks reset {gone}")
    for path in every.values():
        name, is_open = f"exercises{os.sep}{path.name}", os.access(path, os.R_OK | os.W_OK)
        _must(is_open, f"{name} cannot be read and written.", f"{PERMIT} {name}")
    for path in EXERCISES.glob("*.ipynb"):
        try:
            code_of(path.read_bytes())
        except (OSError, Refused) as error:
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


# what a learner needs, and what is good to have: the name of each part, and what tries it
NEEDED: dict[str, Callable[[], object]] = {
    "Python": _python,
    "packages": _packages,
    "files": _files,
    "exercises": _exercises,
    "notes": _notes,
    "worker": _worker,
    "answer key": _key,
}
OPTIONAL: dict[str, Callable[[], object]] = {"terminal": _terminal, "drawings": _drawings}
if INSTRUCTOR:
    OPTIONAL |= {extra: partial(_packages, extra) for extra in EXTRAS}
if INSTRUCTOR and sys.platform == "linux":
    OPTIONAL |= {"bubblewrap": _box, "seccomp": _filter}
