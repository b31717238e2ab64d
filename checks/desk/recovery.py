"""Starting an exercise over, whole or blank, and having back what it was before.

States of an exercise are kept in `.checks/backup/NAME/`, each a file with a number, so that neither
a wrong clock nor a name decides their order. A reset keeps what it replaces; an undo brings the
newest of those back, and keeps what it replaces as undone. Nothing is written over the learner's
file before what it says is on disk a second time.
"""

import ast
import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from textwrap import indent
from time import strftime

from checks.catalog import ROOT, Exercise, exercises
from checks.edition import ANEW
from checks.errors import KitError
from checks.files import put
from checks.submission import EXERCISES, STUBS

BACKUP = ROOT / ".checks" / "backup"
STATE = re.compile(r"(\d+)-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)(-undone)?\.py")
FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))  # Windows has no quota
IN_THE_WAY = (errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ELOOP)
MENDS = dict.fromkeys(FULL, "Make room on the disk") | dict.fromkeys(
    IN_THE_WAY, "Move what is in the way to another place"
)
EMPTY = "raise NotImplementedError\n"


def reset(exercise: Exercise, number: int, *, blank: bool) -> Path | None:
    """Put an exercise back to how it was handed out, or to its blank form.

    Return where what was there is kept; None if nothing was, or just that. After a KitError its
    file is as it was. What is kept under one number belongs together.
    """
    path = _file(exercise)
    if blank and not exercise.stubbed:
        raise KitError(
            f"{exercise.file} is handed out complete, so it has no blank form.",
            fix=f"python -m checks reset {exercise.id}",
        )
    stub = STUBS / exercise.file
    try:
        fresh = stub.read_bytes()
    except OSError as error:
        words = f"The kit's own {named(stub)} cannot be read: {error.strerror}."
        raise KitError(words, fix=ANEW) from error
    if blank:
        fresh = blank_form(fresh.decode()).encode()
    with _or_untouched(path, f"reset {exercise.id}{' --blank' if blank else ''}"):
        return None if _read(path) == fresh else _exchange(exercise, fresh, number, like=path)


def undo(exercise: Exercise) -> tuple[str, Path | None]:
    """Bring back what the last reset of an exercise replaced.

    Return when that was, as in "2026-11-23 at 15:57:00", and where what was there is kept (None if
    nothing was there). After a KitError its file is as it was.
    """
    path = _file(exercise)
    if not (found := kept(exercise)):
        raise KitError(
            f"{named(path)}: there is no reset to undo. The file is as you saved it.",
            fix=f"python -m checks {exercise.id}",
        )
    back = found[max(found)]
    with _or_untouched(path, f"undo {exercise.id}"):
        replaced = _exchange(exercise, back.read_bytes(), free(), like=back, ending="-undone")
        with suppress(OSError):  # it is back; that it is kept as well does no harm
            _drop(back)
    return STATE.sub(r"\2 at \3:\4:\5", back.name), replaced


def kept(exercise: Exercise) -> dict[int, Path]:
    """Return what resets of an exercise have replaced and no undo brought back, by number."""
    there = _states(exercise.module)
    return {number: path for number, path in there if not path.stem.endswith("-undone")}


def last() -> list[Exercise]:
    """Return the exercises that the last reset replaced."""
    newest = {one.id: max(kept(one), default=0) for one in exercises() if one.has_file}
    if not any(newest.values()):
        raise KitError(
            "There is no reset to undo: your files are as you saved them.", fix="python -m checks"
        )
    return [one for one in exercises() if newest.get(one.id) == max(newest.values())]


def free() -> int:
    """Return a number behind that of all states."""
    return max((number for number, _ in _states("*")), default=0) + 1


def _states(module: str) -> Iterator[tuple[int, Path]]:
    """Yield every state of a file with its number; whatever else lies there is somebody's."""
    files = BACKUP.glob(f"{module}/*.py")
    return ((int(m[1]), path) for path in files if (m := STATE.fullmatch(path.name)))


def blank_form(source: str) -> str:
    """Return the source of a stub, or of a solution, with every function's body taken out.

    Imports, classes, signatures and docstrings stay as they are.
    """
    return refilled(source, dict.fromkeys(functions(source), EMPTY))


def refilled(source: str, bodies: Mapping[str, str]) -> str:
    """Return a source with other bodies behind the docstrings of some functions."""
    lines, found = source.splitlines(keepends=True), functions(source)
    for name in sorted(bodies, key=lambda name: -found[name].lineno):
        start = found[name].body[0]
        first = start.end_lineno
        if ast.get_docstring(found[name]) is None:
            first = start.lineno - 1
            while re.match(r"\s*(#|$)", lines[first - 1]):  # a comment belongs to the body
                first -= 1
        lines[first : found[name].end_lineno] = [indent(bodies[name], " " * start.col_offset)]
    return "".join(lines)


def functions(source: str) -> dict[str, ast.FunctionDef]:
    """Return a file's functions by name, and its methods as "Class.method"."""
    found: dict[str, ast.FunctionDef] = {}
    for one in ast.parse(source).body:
        inside = one.body if isinstance(one, ast.ClassDef) else [one]
        owner = f"{one.name}." if isinstance(one, ast.ClassDef) else ""
        found |= {f"{owner}{f.name}": f for f in inside if isinstance(f, ast.FunctionDef)}
    return found


def _file(exercise: Exercise) -> Path:
    """Return the file of an exercise; where it is a link, the file that it leads to."""
    if not exercise.has_file:
        own = ", ".join(one.id for one in exercises() if one.has_file)
        raise KitError(
            f"{exercise.title} has no file of its own: it is the parts together.",
            fix=f"Choose from: {own}",
        )
    return Path(os.path.realpath(EXERCISES / exercise.file))


@contextmanager
def _or_untouched(path: Path, command: str) -> Iterator[None]:
    """Turn what the system refuses into a word to the learner."""
    try:
        yield
    except OSError as error:
        where = named(Path(error.filename)) if isinstance(error.filename, str) else "A file"
        first = MENDS.get(error.errno or 0, "Let yourself write there")
        raise KitError(
            f"{where}: {error.strerror or error}. Your {path.name} is as it was.",
            fix=f"{first}, then: python -m checks {command}",
        ) from error


def _read(path: Path) -> bytes | None:
    """Return what a file says, None if there is none; what else is there is in the way."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OSError(errno.EISDIR, "there is something else than a file", str(path))
    return path.read_bytes() if path.exists() else None


def _exchange(
    exercise: Exercise, content: bytes, number: int, *, like: Path, ending: str = ""
) -> Path | None:
    """Keep what an exercise's file says, then let it say something else; return where it is kept.

    It gets the owner and permissions of another file; what is kept, a name with that ending.
    """
    path, saved = _file(exercise), None
    if (now := _read(path)) is not None:
        stamp = f"{number:04}-{strftime('%Y-%m-%d-%H%M%S')}"
        saved = BACKUP / exercise.module / f"{stamp}{ending}.py"
        saved.parent.mkdir(parents=True, exist_ok=True)
        put(saved, now, like=path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, content, like=like)
    except OSError:
        if saved:
            _drop(saved)
        raise
    return saved


def _drop(path: Path) -> None:
    path.chmod(0o600)  # Windows removes no file that may only be read
    path.unlink()


def named(path: Path) -> str:
    """Return a path as it is told to a learner: from the kit's own folder, if it is in there."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
