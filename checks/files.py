"""Files that are written: as a whole or not at all, or where somebody asked for them."""

import io
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile, ZipInfo

from checks.errors import KitError

Moment = tuple[int, int, int, int, int, int]
UNTIMED: Moment = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name


def put(path: Path, content: bytes, *, like: Path | None = None) -> None:
    """Write a file as a whole, with another one's rights, and return when it is on the disk.

    If it cannot be written, nothing has changed, and the OSError names it.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if like is not None and like.exists():
            with suppress(OSError, AttributeError):  # only root may give it away; not on Windows
                os.chown(fresh, like.stat().st_uid, like.stat().st_gid)
            shutil.copymode(like, fresh)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):  # a full disk leaves an empty one
            fresh.unlink()
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    if hasattr(os, "O_DIRECTORY"):  # the new name, too; Windows cannot be asked for that
        with suppress(OSError):  # the file is there; some file systems cannot say so
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def write(path: Path, content: str | bytes, fix: str = "") -> None:
    """Write a file that the user asked for: as a whole, where a link leads, or to a device."""
    if str(path) == "-":
        raise KitError("A page is written to a file, not to -.", fix="Give its path: --html FILE")
    raw = content.encode() if isinstance(content, str) else content
    try:
        place = Path(os.path.realpath(path))
        if place.exists() and not place.is_file():
            place.write_bytes(raw)
        else:
            put(place, raw, like=place)
    except OSError as error:
        raise _not_written(path, error.strerror, fix) from error


def demand_apart(**named: Path | str | None) -> None:
    """Fail if two options name one file: what one of them writes would be lost to the other."""
    taken: dict[str, str] = {}
    for option, target in named.items():
        if target is None:
            continue
        place = "-" if str(target) == "-" else os.path.realpath(target)
        if place in taken:
            raise KitError(
                f"--{taken[place]} and --{option} both name {target}.",
                fix=f"Give --{option} another file: nothing is written over.",
            )
        taken[place] = option


def demand_place(target: Path | str | None) -> None:
    """Find out before the work whether there is a place for a file, if one is wanted at all."""
    if target is None or str(target) == "-":
        return
    path = Path(target)
    if os.path.isdir(path):  # unlike a Path, it answers for a name that is too long, too
        raise _not_written(path, "it is a folder")
    if not os.path.isdir(path.parent):
        raise _not_written(path, f"{path.parent} is no folder")


def _not_written(path: Path, why: str | None, fix: str = "") -> KitError:
    if os.path.exists(path.parent):
        return KitError(f"{path} cannot be written: {why}.", fix=fix or "Give another path.")
    return KitError(
        f"{path} cannot be written: there is no folder {path.parent}.",
        fix=f"Make that folder, or give another path: mkdir -p {path.parent}",
    )


# several at once, as a new folder or as a zip


def demand_free(path: Path, fix: str) -> None:
    """Fail if there is anything but an empty folder: it is left alone."""
    try:
        is_taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
    except OSError as error:
        raise _not_written(path, error.strerror) from error
    if is_taken:
        raise KitError(f"{path} is there already.", fix=fix)


def put_folder(folder: Path, files: Iterable[tuple[str, bytes]], fix: str) -> None:
    """Write a new folder as a whole, or in the place of an empty one; on an error, nothing.

    `fix` is what to do if there is something else.
    """
    demand_free(folder, fix)
    place = folder.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = TemporaryDirectory(prefix=".new-", dir=place.parent, ignore_cleanup_errors=True)
        with beside as work:
            fresh = Path(work, "whole")
            fresh.mkdir()
            for name, content in files:
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(content)
            if place.exists():
                place.rmdir()  # Windows renames to no name that is taken
            fresh.rename(place)
    except OSError as error:
        raise _not_written(folder, error.strerror) from error


def as_zip(files: Mapping[str, bytes], top: str = "", when: Moment = UNTIMED) -> bytes:
    """Return a zip whose bytes depend on nothing but this; `top` holds the files in there.

    They are stored as they are: how well they are packed differs from one zlib to another.
    """
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(f"{top}{name}", when)
            mode = 0o100755 if content.startswith(b"#!") else 0o100644
            entry.create_system, entry.external_attr = 3, mode << 16  # as on Linux, everywhere
            archive.writestr(entry, content)
    return out.getvalue()
