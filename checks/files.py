"""Files as a whole: written completely or not at all, and told apart by a hash."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def put(
    path: Path,
    content: bytes,
    *,
    prepare: Callable[[Path], object] = lambda fresh: None,
    sync: bool = False,
) -> None:
    """Write a file.

    Args:
        sync: return only when it is on the disk.
        prepare: called with the new file before it takes the old one's place.

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
        prepare(fresh)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):  # a full disk leaves an empty one
            fresh.unlink()
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    if sync:
        _sync(path.parent)


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
