"""Files as a whole: written completely or not at all, and told apart by a hash."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def put(path: Path, content: bytes, *, like: Path | None = None, sync: bool = False) -> None:
    """Write a file.

    Args:
        like: the file whose owner and permissions it gets, if there is one.
        sync: return only when it is on the disk.

    Raises:
        OSError: that names the file, if it cannot be written; nothing has changed then.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        if like is not None and like.exists():
            _permit(fresh, like)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):  # a full disk leaves an empty one
            fresh.unlink()
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    if sync:
        _sync(path.parent)


def _permit(path: Path, like: Path) -> None:
    with suppress(OSError, AttributeError):  # only root may give a file away, and not on Windows
        os.chown(path, like.stat().st_uid, like.stat().st_gid)
    shutil.copymode(like, path)


def _sync(folder: Path) -> None:
    """Bring a new name to the disk, too; Windows has no way to ask for that."""
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):  # the file is there; some file systems cannot say so
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def digest(files: Mapping[str, bytes]) -> str:
    """Return one hash of all files, by their names."""
    found = sha256()
    for name, content in sorted(files.items()):
        found.update(f"{len(name.encode())} {len(content)} {name}".encode() + content)
    return found.hexdigest()
