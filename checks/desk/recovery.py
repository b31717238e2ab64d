"""How does an exercise start over, and how does what it was before come back?

States of an exercise are kept in `.checks/backup/NAME/`, each a file with a number, so that neither
a wrong clock nor a name decides their order. A reset keeps what it replaces; an undo brings the
newest of those back, and keeps what it replaces as undone, for an undo of the undo. Nothing is
written over the learner's file before what it says is on disk a second time.
"""

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_IMODE
from time import localtime, strftime

from msgspec import Struct

from checks.catalog import ROOT, Exercise, exercises
from checks.errors import KitError
from checks.submission import EXERCISES, STUBS

BACKUP = ROOT / ".checks" / "backup"
NAME = re.compile(r"(\d+)-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)(-undone)?\.py")
FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
TAKEN = {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ELOOP}


class Kept(Struct, frozen=True):
    """A state of an exercise that is kept.

    Attributes:
        when: the day and the time at which it was replaced, as in "2026-11-23 at 15:57:00".
        undone: whether an undo replaced it, not a reset.
    """

    path: Path
    number: int
    when: str
    undone: bool


class Content(Struct, frozen=True):
    """What a file says, and who may do what with it.

    Attributes:
        mode, owner: None for what the system gives a new file.
    """

    data: bytes
    mode: int | None = None
    owner: tuple[int, int] | None = None


def reset(exercise: Exercise, *, blank: bool) -> Kept | None:
    """Put an exercise back to how it was handed out, or to its blank form.

    Returns:
        what was there, as it is kept; None if nothing was, or just that.

    Raises:
        KitError: if it has no file of its own, or something cannot be read or written; its file
            is then as it was.
    """
    again = f"python -m checks reset {exercise.id}{' --blank' * blank}"
    path, fresh = _file(exercise), _handed_out(exercise, blank=blank)
    with _or_untouched(path, again):
        now = _read(path)
        if now is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, Content(fresh))
        elif now.data != fresh:
            return _exchange(exercise, now, Content(fresh, now.mode, now.owner), undone=False)
    return None


def undo(exercise: Exercise, *, redo: bool) -> tuple[Kept, Kept | None]:
    """Bring back what the last reset of an exercise replaced; or, with redo, what an undo did.

    Returns:
        what came back, and what was there, as it is kept (None if nothing was there).

    Raises:
        KitError: if nothing is kept, or something cannot be read or written; its file is then as
            it was.
    """
    again = f"python -m checks undo {exercise.id}{' --redo' * redo}"
    path = _file(exercise)
    with _or_untouched(path, again):
        found = [one for one in kept(exercise) if one.undone == redo]
        if not found:
            what = "undo to take back" if redo else "reset to undo"
            raise KitError(
                f"{_named(path)}: there is no {what}.",
                fix=f"To start over, and keep what you have: python -m checks reset {exercise.id}",
            )
        back = _read(found[-1].path)
        assert back is not None
        now = _read(path)
        if now is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, back)
            replaced = None
        else:
            replaced = _exchange(exercise, now, back, undone=not redo)
        with contextlib.suppress(OSError):  # it is back; that it is kept as well does no harm
            _drop(found[-1].path)
    return found[-1], replaced


def kept(exercise: Exercise) -> list[Kept]:
    """Return all states of an exercise that are kept, the oldest first."""
    folder = BACKUP / exercise.module
    found = [_state(path) for path in folder.iterdir()] if folder.is_dir() else []
    return sorted((one for one in found if one), key=lambda one: one.number)


def _state(path: Path) -> Kept | None:
    """Read a kept state's name; whatever else lies in the folder is somebody's own."""
    if not (match := NAME.fullmatch(path.name)):
        return None
    number, day, hour, minute, second, undone = match.groups()
    return Kept(path, int(number), f"{day} at {hour}:{minute}:{second}", undone is not None)


def _file(exercise: Exercise) -> Path:
    """Return the file of an exercise; where it is a link, the file that it leads to."""
    if not exercise.has_file:
        own = ", ".join(one.id for one in exercises() if one.has_file)
        raise KitError(
            f"{exercise.title} has no file of its own: it is the parts together.",
            fix=f"Choose from: {own}",
        )
    return Path(os.path.realpath(EXERCISES / exercise.file))


def _handed_out(exercise: Exercise, *, blank: bool) -> bytes:
    if blank and not exercise.stubbed:
        raise KitError(
            f"{exercise.file} is handed out complete, so it has no blank form.",
            fix=f"python -m checks reset {exercise.id}",
        )
    path = STUBS / exercise.file
    try:
        stub = path.read_bytes()
    except OSError as error:
        raise KitError(
            f"The kit's own {path.relative_to(ROOT).as_posix()} cannot be read: {_why(error)}.",
            fix="Get the kit anew; keep your exercises/.",
        ) from error
    if not blank:
        return stub
    from checks.desk import blank as form

    return form.blank(stub.decode()).encode()


@contextlib.contextmanager
def _or_untouched(path: Path, again: str) -> Iterator[None]:
    """Turn what the system refuses into a word to the learner."""
    try:
        yield
    except OSError as error:
        where = _named(Path(error.filename)) if isinstance(error.filename, str) else "A file"
        first = "Let yourself write there"
        if error.errno in FULL:
            first = "Make room on the disk"
        elif error.errno in TAKEN:
            first = "Move what is in the way to another place"
        raise KitError(
            f"{where}: {_why(error)}. Your {path.name} is as it was.", fix=f"{first}, then: {again}"
        ) from error


def _read(path: Path) -> Content | None:
    """Return what a file holds; None if there is none."""
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise OSError(errno.EISDIR, "there is something else than a file", str(path))
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            return Content(file.read(), S_IMODE(status.st_mode), (status.st_uid, status.st_gid))
    except FileNotFoundError:
        return None


def _exchange(exercise: Exercise, now: Content, then: Content, *, undone: bool) -> Kept:
    """Keep what an exercise's file says, then let it say something else."""
    saved = _keep(exercise, now, undone=undone)
    try:
        _put(_file(exercise), then)
    except OSError:
        _drop(saved.path)
        raise
    return saved


def _keep(exercise: Exercise, content: Content, *, undone: bool) -> Kept:
    """Write a state to the backups, and see to it that it can be read again."""
    folder = BACKUP / exercise.module
    folder.mkdir(parents=True, exist_ok=True)
    number = max((one.number for one in kept(exercise)), default=0) + 1
    time = strftime("%Y-%m-%d-%H%M%S", localtime())
    path = folder / f"{number:04}-{time}{'-undone' * undone}.py"

    def demand_same(written: Path) -> None:
        if written.read_bytes() != content.data:
            raise OSError(errno.EIO, "it does not read back as it was written", str(path))

    _put(path, content, demand_same)
    saved = _state(path)
    assert saved is not None
    return saved


def _put(
    path: Path, content: Content, demand: Callable[[Path], object] = lambda written: None
) -> None:
    """Write a file as a whole: whoever looks sees the old one or the new one, never a part.

    Args:
        demand: called with the new file before it takes the old one's place.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.write(content.data)
            file.flush()
            os.fsync(file.fileno())
        demand(fresh)
        _permit(fresh, content)
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise OSError(error.errno, _why(error), str(path)) from error
    _sync(path.parent)


def _permit(path: Path, content: Content) -> None:
    """Give a file the owner and the permissions of the one that it stands for."""
    if content.owner is not None and hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # only root may give a file away
            os.chown(path, *content.owner)
    if content.mode is not None:
        path.chmod(content.mode)


def _sync(folder: Path) -> None:
    """Bring a new name to the disk, too; Windows has no way to ask for that."""
    if hasattr(os, "O_DIRECTORY"):
        with contextlib.suppress(OSError):  # the file is there; some file systems cannot say so
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def _drop(path: Path) -> None:
    path.chmod(0o600)  # Windows removes no file that may only be read
    path.unlink()


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def _why(error: OSError) -> str:
    return error.strerror or str(error)
