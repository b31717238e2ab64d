"""Which submissions are in a folder, and which files does each hold?

Nothing of a submission is trusted. Its files are opened by descriptor, and no link is followed; no
name in it becomes a path; a zip is read entry by entry into memory. What cannot be taken in is
`Refused` with a reason for a person to read.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Literal, Protocol

import msgspec
from msgspec import Struct

from checks.catalog import exercises
from checks.check.result import clean
from checks.errors import KitError
from checks.submission import NOTEBOOK, SCRIPT

MOST_SOURCE = 256 << 10  # bytes of one file, and of all code in a notebook
MOST_NOTEBOOK = 32 << 20  # with the pictures in it
MOST_CELLS = 1_000
MOST_ZIP = 64 << 20
MOST_ENTRIES = 2_000  # in a zip, or in one of a submission's folders
MOST_FOLDERS = 50  # that are looked in for what is deeper than it may be
MOST_DIRECTORY = 1 << 20  # bytes of a zip's own list of entries
LONGEST_NAME = 200

FILES = tuple(dict.fromkeys(one.file for one in exercises()))
REQUIRED = tuple(dict.fromkeys(o.file for o in exercises() if o.required and not o.given))
IGNORED = {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"}

Kind = Literal["folder", "file", "link", "other"]
Files = Mapping[str, bytes]


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
    if os.scandir not in os.supports_fd or os.open not in os.supports_dir_fd:
        raise KitError(
            "Grading a class needs a system that opens files by descriptor; this one does not.",
            fix="Grade on Linux or macOS; on Windows, in WSL.",
        )
    own, others = folder.resolve(), {path.resolve() for path in but}
    try:
        found = sorted(os.listdir(folder))
    except OSError as error:
        raise KitError(
            f"The folder {folder} cannot be read ({error.strerror}).",
            fix="Name the folder that holds the submissions.",
        ) from error
    kept = [name for name in found if _counts(name) and own / name not in others]
    if not kept:
        raise KitError(
            f"There is no submission in {folder}.",
            fix="Put in one folder, zip, .py or .ipynb for each student.",
        )
    if len(own_files := [name for name in REQUIRED if name in kept]) > 1:
        raise KitError(
            f"{folder} is one student's submission: {_listed(own_files)} are directly in it.",
            fix="Name the folder that holds a folder, zip, .py or .ipynb for each student.",
        )
    return _distinct(kept)


def _counts(name: str) -> bool:
    return not name.startswith(".") and name not in IGNORED


def _distinct(files: Iterable[str]) -> list[Entry]:
    """Name each: what two names look like may be the same, once they can be printed."""
    found: dict[str, Entry] = {}
    for file in files:
        bare = clean(os.fsencode(file).decode("utf-8", "backslashreplace")).replace("\n", " ")
        name, number = bare[:LONGEST_NAME].strip() or "unnamed", 1
        while name in found:
            number += 1
            name = f"{bare[:LONGEST_NAME].strip()} ({number})"
        found[name] = Entry(name, file)
    return list(found.values())


def take(folder: Path, entry: Entry) -> dict[str, bytes]:
    """Return the files of a submission by the kit's own names for them.

    They are either some of the exercises' files, or one file that holds everything, a script or a
    notebook, and perhaps an engine beside it.

    Raises:
        Refused: if it cannot be taken in.
    """
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    try:
        with closing(_Folder(os.open(folder, flags))) as top:
            return _of_entry(top, entry.file)
    except OSError as error:
        raise Refused(f"it cannot be read ({error.strerror or error})") from error


def _of_entry(top: "_Folder", name: str) -> dict[str, bytes]:
    kind, suffix = top.kind(name), Path(name).suffix.lower()
    if kind == "folder":
        return _search(top.folder(name))
    if kind == "link":
        raise Refused("it is a link, and links are not followed")
    if kind != "file":
        raise Refused("it is neither a folder nor an ordinary file")
    if suffix == ".zip":
        with _unzipped(top, name) as zipped:
            return _search(zipped)
    if suffix in (".py", ".ipynb"):
        return _whole(top, name)
    raise Refused("it is neither a folder, a zip, a .py nor a notebook (.ipynb)")


def _search(tree: "_Tree") -> dict[str, bytes]:
    """Return the files of one submission: the exercises' own, or else the one that holds all."""
    places = list(_places(tree))
    for place in places:
        names = place.names()
        if any(name in names for name in REQUIRED):
            return _named(place)
    for place in places:
        names = place.names()
        whole = [n for n in names if n.lower().endswith((".py", ".ipynb")) and n not in FILES]
        if len(whole) > 1:
            raise Refused(f"it holds none of {_listed(REQUIRED)}, but {_listed(whole)}")
        if whole:
            return _whole(place, whole[0])
    for place in places:
        if isinstance(place, _Folder):
            zips = [name for name in place.names() if name.lower().endswith(".zip")]
            if len(zips) == 1:
                with _unzipped(place, zips[0]) as zipped:
                    return _search(zipped)
    raise Refused(
        f"it holds none of {_listed(REQUIRED)}, and no other .py or notebook (.ipynb), at its top, "
        f"in exercises/ or in its only folder{_deeper(tree)}"
    )


def _deeper(tree: "_Tree") -> str:
    """Say where a file lies that might be one to grade, if it is soon found."""
    waiting = deque([(tree, "")])
    for _ in range(MOST_FOLDERS):
        if not waiting:
            break
        place, path = waiting.popleft()
        try:
            names = place.names()
            for name in sorted(names, key=lambda name: name not in REQUIRED):
                is_own = name in REQUIRED or name not in FILES
                if is_own and names[name] == "file" and name.lower().endswith((".py", ".ipynb")):
                    return f"; {_shown(name)} is in {_shown(path)}, deeper than is looked"
            room = MOST_FOLDERS - len(waiting)
            folders = [name for name, kind in names.items() if kind == "folder"][:room]
            waiting += [(place.folder(name), f"{path}{name}/") for name in folders]
        except (Refused, OSError):  # this is no reason of its own: nobody asked for what is there
            continue
    return ""


def _places(tree: "_Tree") -> "Iterator[_Tree]":
    """Yield where the files may be: at the top, in exercises/, in the only folder, and there."""
    yield from _with_exercises(tree)
    folders = [name for name, kind in tree.names().items() if kind == "folder"]
    if len(folders) == 1 and folders != ["exercises"]:
        yield from _with_exercises(tree.folder(folders[0]))


def _with_exercises(tree: "_Tree") -> "Iterator[_Tree]":
    yield tree
    if tree.names().get("exercises") == "folder":
        yield tree.folder("exercises")


def _whole(place: "_Tree", name: str) -> dict[str, bytes]:
    """Return one file that holds everything, with the exercises' own that may be beside it."""
    # at the top, what lies beside it is somebody else's
    files = {} if isinstance(place, _Folder) and place.is_top else _named(place)
    if name.lower().endswith(".py"):
        files[SCRIPT] = _read(place, name, MOST_SOURCE)
    else:
        files[NOTEBOOK] = code_of(_read(place, name, MOST_NOTEBOOK))
    return files


def _named(place: "_Tree") -> dict[str, bytes]:
    """Return the exercises' own files."""
    return {name: _read(place, name, MOST_SOURCE) for name in FILES if name in place.names()}


def _read(place: "_Tree", name: str, most: int) -> bytes:
    """Return a file's bytes; refuse what is no file, or is larger than any right answer."""
    kind = place.names()[name]
    if kind != "file":
        what = {"folder": "a folder", "link": "a link, and links are not followed"}
        raise Refused(f"{_shown(name)} is {what.get(kind, 'no ordinary file')}")
    content = place.read(name, most + 1)
    if len(content) > most:
        raise Refused(f"{_shown(name)} is larger than {most >> 10:,} KiB")
    return content


def _listed(names: Iterable[str]) -> str:
    shown = [_shown(name) for name in names]
    return ", ".join(shown[:6]) + ", ..." * (len(shown) > 6)


def _shown(name: str) -> str:
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return clean(text).replace("\n", " ")[:LONGEST_NAME]


# where files are: in a folder, or in a zip


class _Tree(Protocol):
    def names(self) -> Mapping[str, Kind]:
        """Return what is here, by name; what nobody hands in on purpose is left out."""

    def folder(self, name: str) -> "_Tree":
        """Return a folder in here."""

    def read(self, name: str, most: int) -> bytes:
        """Return the first so many bytes of a file in here."""


class _Folder:
    """An open folder: everything in it is reached through its descriptor, and closed with it."""

    def __init__(self, descriptor: int, *, is_top: bool = True) -> None:
        self._descriptor, self.is_top = descriptor, is_top
        self._open: list[_Folder] = []
        self._names: dict[str, Kind] | None = None

    def names(self) -> Mapping[str, Kind]:
        if self._names is None:
            self._names = {}
            with os.scandir(self._descriptor) as found:
                for entry in found:
                    if len(self._names) >= MOST_ENTRIES:
                        raise Refused(f"it holds more than {MOST_ENTRIES:,} files in one folder")
                    if _counts(entry.name):
                        self._names[entry.name] = self.kind(entry.name)
            self._names = dict(sorted(self._names.items()))
        return self._names

    def kind(self, name: str) -> Kind:
        mode = os.stat(name, dir_fd=self._descriptor, follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            return "link"
        return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"

    def folder(self, name: str) -> "_Folder":
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        found = _Folder(os.open(name, flags, dir_fd=self._descriptor), is_top=False)
        self._open.append(found)
        return found

    def open(self, name: str) -> IO[bytes]:
        """Open an ordinary file; whatever is put in its place meanwhile is refused, too."""
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        file = os.fdopen(os.open(name, flags, dir_fd=self._descriptor), "rb")
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise Refused(f"{_shown(name)} is no ordinary file")
        return file

    def read(self, name: str, most: int) -> bytes:
        with self.open(name) as file:
            return file.read(most)

    def close(self) -> None:
        for folder in self._open:
            folder.close()
        os.close(self._descriptor)


class _Zipped:
    """A folder in a zip. Nothing is ever written to where its names say."""

    def __init__(self, archive: zipfile.ZipFile, prefix: tuple[str, ...] = ()) -> None:
        self._archive, self._prefix = archive, prefix
        self._files: dict[str, list[zipfile.ZipInfo]] = {}
        self._names: dict[str, Kind] = {}
        for info in archive.infolist():
            self._note(info, tuple(info.filename.replace("\\", "/").split("/")))

    def _note(self, info: zipfile.ZipInfo, parts: tuple[str, ...]) -> None:
        depth = len(self._prefix)
        if parts[:depth] != self._prefix or not parts[depth:] or {"", ".", ".."} & {*parts[:-1]}:
            return  # elsewhere, or nowhere: absolute and climbing names lead to no file of ours
        name = parts[depth]
        if not name or not all(_counts(part) for part in parts if part):
            return
        if len(parts) > depth + 1:
            self._names[name] = "folder"
        elif name not in self._names:
            self._names[name] = "link" if stat.S_ISLNK(info.external_attr >> 16) else "file"
        if len(parts) == depth + 1:
            self._files.setdefault(name, []).append(info)

    def names(self) -> Mapping[str, Kind]:
        return dict(sorted(self._names.items()))

    def folder(self, name: str) -> "_Zipped":
        return _Zipped(self._archive, (*self._prefix, name))

    def read(self, name: str, most: int) -> bytes:
        info, *others = self._files[name]
        if others:
            raise Refused(f"the zip holds {_shown(name)} {1 + len(others)} times")
        if info.flag_bits & 1:
            raise Refused("the zip is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(f"{_shown(name)} is packed in a way that is not read here")
        with self._archive.open(info) as file:
            return file.read(most)  # a bomb ends here, whatever size it claims


@contextmanager
def _unzipped(place: _Folder, name: str) -> Iterator[_Zipped]:
    """Open a zip; what is damaged, or built to be costly, is refused."""
    with place.open(name) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MOST_ZIP:
            raise Refused(f"the zip is larger than {MOST_ZIP >> 20} MiB")
        _demand_few_entries(file, size)
        try:
            with zipfile.ZipFile(file) as archive:
                yield _Zipped(archive)
        except (
            *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
            *(RuntimeError, ValueError, OSError, struct.error, OverflowError),
        ) as error:
            raise Refused(f"the zip is damaged ({error})") from error


END = struct.Struct("<4s4H2LH")  # a zip's last record: ..., entries, bytes of their list, ...
LARGE = 20  # bytes before it that lead to a further record, with counts of 64 bits


def _demand_few_entries(file: IO[bytes], size: int) -> None:
    """Look at a zip's last records before the list that they announce is read as a whole."""
    file.seek(max(size - END.size - 0xFFFF, 0))
    tail = file.read()
    position = tail.rfind(b"PK\5\6")
    if position < 0 or len(tail) - position < END.size:
        raise Refused("the zip is damaged (it has no end)")
    _, _, _, _, count, directory, _, _ = END.unpack_from(tail, position)
    is_large = tail[max(position - LARGE, 0) : position].startswith(b"PK\6\7")  # has others, too
    if count > MOST_ENTRIES or directory > MOST_DIRECTORY or is_large:
        raise Refused(f"the zip holds more than {MOST_ENTRIES:,} files")
    file.seek(0)


# notebooks: only the code in their cells counts


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
    cells = [cell for cell in found.cells if cell.cell_type == "code"]
    sources = [c.source if isinstance(c.source, str) else "".join(c.source) for c in cells]
    if not any(source.strip() for source in sources):
        raise Refused("the notebook holds no code")
    if len(sources) > MOST_CELLS or sum(map(len, sources)) > MOST_SOURCE:
        raise Refused(f"the notebook holds more than {MOST_SOURCE >> 10:,} KiB of code")
    return msgspec.json.encode(
        {"cells": [{"cell_type": "code", "source": source} for source in sources]}
    )
