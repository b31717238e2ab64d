"""Files as a whole: written completely or not at all, and told apart by a hash."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path


def write(path: Path, content: bytes | str) -> None:
    """Write a file beside its place, then rename it: a link there is replaced, not followed.

    Raises:
        OSError: if it cannot be written; what was there is then as it was.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        with fresh.open("xb") as file:  # x: whatever was put in its place meanwhile is refused
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def digest(files: Mapping[str, bytes]) -> str:
    """Return one hash of all files, by their names."""
    found = sha256()
    for name, content in sorted(files.items()):
        found.update(f"{len(name.encode())} {len(content)} {name}".encode() + content)
    return found.hexdigest()
