"""The intake: the submissions in a class's folder, and the files of each.

Nothing of a submission is trusted: what may be code is read into memory within limits, no link is
followed, and no name becomes a path. What cannot be taken in is `Refused` with a reason.
"""

import errno
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from checks.catalog import exercises
from checks.check.result import clean
from checks.errors import KitError
from checks.submission import NOTEBOOK, SCRIPT

MOST_SOURCE = 256 << 10  # bytes of one file, and of all code in a notebook
MOST_CELLS = 1_000
MOST = {".py": MOST_SOURCE, ".ipynb": 32 << 20, ".zip": 64 << 20}  # a notebook has pictures in it
MOST_BYTES = 128 << 20  # of a submission
MOST_FILES = 2_000  # in a zip, or that may be code in a folder
MOST_DIRECTORY = 1 << 20  # bytes of a zip's own list of entries
DEEPEST = 3  # folders: one more than files are taken from, to say where they are
LONGEST_NAME = 200
LINK = "is a link, and links are not followed"

FILES = tuple(dict.fromkeys(one.file for one in exercises()))
REQUIRED = tuple(dict.fromkeys(o.file for o in exercises() if o.required and not o.given))
IGNORED = {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"}

Found = dict[str, bytes | str]  # by path, what a file says; a str says why it cannot be taken in


class Refused(Exception):
    """A submission that cannot be taken in; the words say why."""


class Entry(Struct, frozen=True):
    """One thing in the folder of a class.

    Attributes:
        name: what it is called from here on: printable, cut, and distinct within the class.
        file: what it is called in the folder.
    """

    name: str
    file: str


def entries(folder: Path, but: Iterable[Path] = ()) -> list[Entry]:
    """Return the submissions in a folder, by name.

    Args:
        but: files that may be in it and are no submissions, as the gradebook.

    Raises:
        KitError: if there is nothing in it to grade, it is one submission itself, or this system
            cannot read it safely.
    """
    if os.open not in os.supports_dir_fd:
        raise KitError(
            "Grading a class needs a system that opens files by descriptor; this one does not.",
            fix="Grade on Linux or macOS; on Windows, in WSL.",
        )
    try:
        names = sorted(filter(_counts, os.listdir(folder)))
    except OSError as error:
        raise KitError(
            f"The folder {folder} cannot be read ({error.strerror}).",
            fix="Name the folder that holds the submissions.",
        ) from error
    others = {path.resolve() for path in but}
    kept = [name for name in names if folder.resolve() / name not in others]
    if not kept:
        raise KitError(
            f"There is no submission in {folder}.",
            fix="Put in one folder, zip, .py or .ipynb for each student.",
        )
    if len(own := [name for name in REQUIRED if name in kept]) > 1:
        raise KitError(
            f"{folder} is one student's submission: {_listed(own)} are directly in it.",
            fix="Name the folder that holds a folder, zip, .py or .ipynb for each student.",
        )
    return _distinct(kept)


def _counts(name: str) -> bool:
    return not name.startswith(".") and name not in IGNORED and name != ""


def _distinct(files: Iterable[str]) -> list[Entry]:
    """Name each: what two names look like may be the same, once they can be printed."""
    found: dict[str, Entry] = {}
    for file in files:
        bare = _shown(file).strip()
        name, number = bare or "unnamed", 1
        while name in found:
            number += 1
            name = f"{bare} ({number})"
        found[name] = Entry(name, file)
    return list(found.values())


def take(folder: Path, entry: Entry) -> dict[str, bytes]:
    """Return the files of a submission by the kit's own names for them.

    They are either some of the exercises' files, or one file that holds everything, a script or a
    notebook, and perhaps some of the exercises' files beside it.

    Raises:
        Refused: if it cannot be taken in.
    """
    path = folder / entry.file
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            return _chosen(_in_folder(path))
        if stat.S_ISLNK(mode):
            raise Refused(f"it {LINK}")
        if not stat.S_ISREG(mode):
            raise Refused("it is neither a folder nor an ordinary file")
        if _kind(path.name) not in MOST:
            raise Refused("it is neither a folder, a zip, a .py nor a notebook (.ipynb)")
        found: Found = {path.name: _opened(path.name, folder / path.name)}
        return _chosen(found) if _kind(path.name) == ".zip" else _whole(found, path.name)
    except OSError as error:
        raise Refused(f"it cannot be read ({error.strerror or error})") from error


def _chosen(found: Found) -> dict[str, bytes]:
    """Return the exercises' own files, or else the one that holds all.

    They may be at the top, in exercises/, in the only folder with any code, or in exercises/ there.
    """
    folders = {path.partition("/")[0] for path in found if "/" in path}
    only = f"{folders.pop()}/" if len(folders) == 1 else ""
    places = [_at(found, place) for place in ("", "exercises/", only, f"{only}exercises/")]
    for names in places:
        if any(name in names for name in REQUIRED):
            return _own(found, names)
    for names in places:
        others = [name for name in names if _may_hold_all(name)]
        if len(others) > 1:
            raise Refused(f"it holds none of {_listed(REQUIRED)}, but {_listed(others)}")
        if others:
            return _own(found, names) | _whole(found, names[others[0]])
    zips = [path for path in found if _kind(path) == ".zip"]
    if len(zips) == 1:
        return _chosen(_in_zip(_bytes(found, zips[0])))
    raise Refused(
        f"it holds none of {_listed(REQUIRED)}, and no other .py or notebook (.ipynb), at its top, "
        f"in exercises/ or in its only folder{_deeper(found)}"
    )


def _at(found: Found, place: str) -> dict[str, str]:
    """Return the paths of the files at a place, by name."""
    below = {path[len(place) :]: path for path in found if path.startswith(place)}
    return {name: below[name] for name in sorted(below) if "/" not in name}


def _own(found: Found, names: dict[str, str]) -> dict[str, bytes]:
    return {name: _bytes(found, names[name]) for name in FILES if name in names}


def _whole(found: Found, path: str) -> dict[str, bytes]:
    content = _bytes(found, path)
    return {SCRIPT: content} if _kind(path) == ".py" else {NOTEBOOK: code_of(content)}


def _bytes(found: Found, path: str) -> bytes:
    content = found[path]
    if isinstance(content, str):
        raise Refused(content)
    return content


def _deeper(found: Found) -> str:
    """Say where a file lies that might be one to grade."""
    for path in sorted(found, key=lambda path: path.count("/")):
        place, slash, name = path.rpartition("/")
        if slash and (name in REQUIRED or _may_hold_all(name)):
            return f"; {_shown(name)} is in {_shown(place)}/, deeper than is looked"
    return ""


def _may_hold_all(name: str) -> bool:
    return name not in FILES and _kind(name) in (".py", ".ipynb")


def _kind(path: str) -> str:
    return Path(path).suffix.lower()


def _listed(names: Iterable[str]) -> str:
    shown = [_shown(name) for name in names]
    return ", ".join(shown if len(shown) <= 6 else [*shown[:6], "..."])


def _shown(name: str) -> str:
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return clean(text).replace("\n", " ")[:LONGEST_NAME]


# what is in a folder


def _in_folder(top: Path) -> Found:
    """Read what may be code; each folder is held open, so that no link can take its place."""
    found: Found = {}
    for where, folders, files, opened in os.fwalk(top):
        place = f"{Path(where).relative_to(top).as_posix()}/".removeprefix("./")
        found |= {place + name: f"{name} is a folder" for name in folders if name in FILES}
        is_deepest = place.count("/") >= DEEPEST
        folders[:] = [] if is_deepest else sorted(filter(_counts, folders))
        for name in sorted(filter(_counts, files)):
            if _kind(name) in MOST:
                found[place + name] = _opened(name, name, opened)
                _demand_few(found)
    return found


def _opened(name: str, path: str | Path, folder: int | None = None) -> bytes | str:
    """Read an ordinary file; anything else may have no end."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags, dir_fd=folder), "rb") as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return _read(name, file)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return f"{_shown(name)} {LINK}"
        if error.errno != errno.ENXIO:  # a socket
            return f"{_shown(name)} cannot be read ({error.strerror})"
    return f"{_shown(name)} is no ordinary file"


def _read(name: str, file: IO[bytes]) -> bytes | str:
    """Read as much as any right answer has; a bomb ends here, whatever size it claims."""
    most = MOST[_kind(name)]
    content = file.read(most + 1)
    too_large = f"{_shown(name)} is larger than {most >> 10:,} KiB"
    return too_large if len(content) > most else content


def _demand_few(found: Found) -> None:
    if len(found) > MOST_FILES or sum(map(len, found.values())) > MOST_BYTES:
        raise Refused(f"it holds more than {MOST_FILES:,} files of code, or {MOST_BYTES >> 20} MiB")


# what is in a zip

END = struct.Struct("<4s4H2LH")  # its last record: ..., entries, bytes of their list, ...
LARGE = 20  # bytes before it that lead to a further record, with counts of 64 bits
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, OSError, struct.error, OverflowError),
)


def _in_zip(content: bytes) -> Found:
    """Read what may be code; absolute and climbing names lead to no file of ours."""
    _demand_few_entries(content)
    found: Found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                path = info.filename.replace("\\", "/")
                parts = path.split("/")
                if not all(map(_counts, parts)) or _kind(path) not in (".py", ".ipynb"):
                    continue
                twice = f"the zip holds {_shown(path)} more than once"
                found[path] = twice if path in found else _entry(archive, info)
                _demand_few(found)
    except DAMAGED as error:
        raise Refused(f"the zip is damaged ({error})") from error
    return found


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return f"{_shown(info.filename)} {LINK}"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return f"{_shown(info.filename)} is packed in a way that is not read here"
    with archive.open(info) as file:
        return _read(info.filename, file)


def _demand_few_entries(content: bytes) -> None:
    """Look at a zip's last record before the list that it announces is read as a whole."""
    at = content.rfind(b"PK\5\6", max(len(content) - END.size - 0xFFFF, 0))
    if at < 0 or len(content) - at < END.size:
        raise Refused("the zip is damaged (it has no end)")
    _, _, _, _, count, directory, _, _ = END.unpack_from(content, at)
    is_large = content[max(at - LARGE, 0) : at].startswith(b"PK\6\7")
    if count > MOST_FILES or directory > MOST_DIRECTORY or is_large:
        raise Refused(f"the zip holds more than {MOST_FILES:,} files")


# what is in a notebook: only the code in its cells counts


class _Cell(Struct):
    cell_type: str
    source: str | list[str]


class _Notebook(Struct):
    cells: list[_Cell]


def code_of(content: bytes) -> bytes:
    """Return a notebook with nothing in it but the source of its code cells.

    Raises:
        Refused: if it is no notebook of format 4, or holds no code.
    """
    try:
        found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Notebook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(f"the notebook cannot be read as one of format 4 ({error})") from error
    sources = ["".join(cell.source) for cell in found.cells if cell.cell_type == "code"]
    if not any(source.strip() for source in sources):
        raise Refused("the notebook holds no code")
    if len(sources) > MOST_CELLS or sum(map(len, sources)) > MOST_SOURCE:
        raise Refused(f"the notebook holds more than {MOST_SOURCE >> 10:,} KiB of code")
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return msgspec.json.encode({"cells": cells})
