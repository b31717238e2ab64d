"""What is read of a submission: files that may be code, from a folder, a zip or a tar.

All of it goes to memory, within limits. No link is followed, and no name becomes a path.
"""

import errno
import gzip
import io
import os
import re
import stat
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct

from checks import cells, submission
from checks.check.result import clean
from checks.desk import hand_in
from checks.errors import Refused
from checks.submission import FILES

ARCHIVES = (".zip", ".tar")
MOST = {".py": cells.MOST_SOURCE, ".ipynb": cells.MOST_OF_NOTEBOOK}
MOST |= dict.fromkeys(ARCHIVES, 64 << 20) | {hand_in.PERSON: hand_in.MOST_OF_PERSON}
MOST_OF_OTHERS = 16 << 20
MOST_BYTES = 128 << 20  # of a submission
MOST_FILES = 2_000  # that may be code
MOST_LISTED = 50_000  # in a zip or a tar, whatever they are
MOST_UNPACKED = 256 << 20  # bytes of a tar, whatever they are
DEEPEST = 6  # folders
LONGEST_NAME = 200
LINK = "is a link, and links are not followed"
IGNORED = {"", "__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"}
IGNORED |= {"venv", "env", "node_modules", "site-packages"}

Content = bytes | str  # of a file; a str says why it cannot be taken in


class Part(Struct, frozen=True):
    """A file or folder that was handed in: on the disk, or a file in the zip of a class."""

    path: Path  # where it lies there
    inner: str = ""  # its place in a submission; "" for all of it
    archive: ZipFile | None = None
    info: ZipInfo = ZipInfo()

    @property
    def name(self) -> str:
        return self.inner or self.path.name

    @property
    def is_link(self) -> bool:
        return stat.S_ISLNK(self._mode)

    @property
    def is_folder(self) -> bool:
        return self.archive is None and stat.S_ISDIR(self._mode)

    @property
    def _mode(self) -> int:
        return self.info.external_attr >> 16 if self.archive else self.path.lstat().st_mode

    def changed(self) -> float:
        """Return when it was changed, or the newest file in it; 0 where nobody can tell."""
        try:
            if self.archive:
                return datetime(*self.info.date_time).timestamp()
            inside = [one for one in islice(self.path.rglob("*"), MOST_LISTED) if one.is_file()]
            return max(one.lstat().st_mtime for one in inside or [self.path])
        except (OSError, ValueError):
            return 0.0

    def content(self) -> Content:
        """Read a file."""
        if self.archive is None:
            return _opened(self.name, self.path)
        with _damaged("zip"):
            return _member(self.archive, self.name, self.info)

    def files(self) -> Iterator[tuple[str, Content]]:
        """Read what may be code; what lies at the top and is none is told as such."""
        if self.is_folder:
            yield from _in_folder(self.path)
        elif is_read(self.name):
            yield self.name, self.content()
        elif "/" not in self.name and counts(self.name):
            yield self.name, f"{shown(self.name)} is no code"


def within_limits(read: Iterable[tuple[str, Content]]) -> dict[str, Content]:
    """Return files by their paths, as long as they are few and small."""
    found: dict[str, Content] = {}
    size = 0
    for path, content in read:
        found[path] = f"it holds {shown(path)} more than once" if path in found else content
        size += len(content)
        if len(found) > MOST_FILES or size > MOST_BYTES:
            most = f"{MOST_FILES:,} files of code, or {MOST_BYTES >> 20} MiB"
            raise Refused(f"it holds more than {most}")
    return found


def _in_folder(top: Path) -> Iterator[tuple[str, Content]]:
    """Read what may be code; each folder is held open, so that no link can take its place."""
    for where, folders, files, held in os.fwalk(top):
        place = f"{Path(where).relative_to(top).as_posix()}/".removeprefix("./")
        yield from ((place + name, f"{name} is a folder") for name in folders if name in FILES)
        is_deepest = place.count("/") >= DEEPEST
        folders[:] = [] if is_deepest else sorted(filter(counts, folders))
        for name in sorted(filter(counts, files)):
            if kind_of(name) in MOST:
                yield place + name, _opened(name, name, held)


def _opened(name: str, path: str | Path, folder: int | None = None) -> Content:
    """Read an ordinary file; anything else may have no end."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags, dir_fd=folder), "rb") as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return _read(name, file)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return f"{shown(name)} {LINK}"
        if error.errno != errno.ENXIO:  # a socket
            return f"{shown(name)} cannot be read ({error.strerror})"
    return f"{shown(name)} is no ordinary file"


def in_archive(name: str, content: bytes) -> Iterator[tuple[str, Content]]:
    """Read what may be code; absolute and climbing names lead to no file of ours."""
    kind = kind_of(name)[1:]
    with _damaged(kind):
        for path, content_of in (_in_zip if kind == "zip" else _in_tar)(content):
            if is_read(path) and kind_of(path) not in ARCHIVES:
                yield path, content_of()


def _in_zip(content: bytes) -> Iterator[tuple[str, Callable[[], Content]]]:
    if content.count(b"PK\1\2") > MOST_LISTED:  # each begins so in the list that is read as a whole
        raise Refused(f"the zip holds more than {MOST_LISTED:,} files")
    with ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            path = info.filename.replace("\\", "/")
            yield path, partial(_member, archive, path, info)


def _member(archive: ZipFile, path: str, info: ZipInfo) -> Content:
    """Read a file of a zip."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return f"{shown(path)} {LINK}"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"{shown(path)} is packed in a way that is not read here"
    with archive.open(info) as file:
        return _read(path, file)


def _in_tar(content: bytes) -> Iterator[tuple[str, Callable[[], Content]]]:
    """Yield what is in a tar as it is unpacked: one file after the other, none to the disk."""
    packed = io.BytesIO(content)
    is_packed = content.startswith(b"\x1f\x8b")
    bare = _Bounded(gzip.GzipFile(fileobj=packed) if is_packed else packed)
    with tarfile.open(fileobj=bare, mode="r|") as archive:  # type: ignore[call-overload]
        for number, info in enumerate(archive):
            if number >= MOST_LISTED:
                raise Refused(f"the tar holds more than {MOST_LISTED:,} files")
            path = info.name.removeprefix("./")
            if info.isreg():
                yield path, partial(_read, path, archive.extractfile(info))
            elif not info.isdir():
                why = LINK if info.issym() or info.islnk() else "is no ordinary file"
                yield path, partial(str, f"{shown(path)} {why}")


class _Bounded:
    """A file that has an end, whatever it unpacks to."""

    def __init__(self, file: IO[bytes] | gzip.GzipFile) -> None:
        self._file, self._left = file, MOST_UNPACKED

    def read(self, size: int) -> bytes:
        content = self._file.read(size)
        self._left -= len(content)
        if self._left < 0:
            raise Refused(f"the tar unpacks to more than {MOST_UNPACKED >> 20} MiB")
        return content


@contextmanager
def _damaged(kind: str) -> Iterator[None]:
    """Say so, whatever a damaged archive makes of Python's own modules."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"the {kind} is damaged ({error})") from error


def _read(name: str, file: IO[bytes]) -> Content:
    """Read as much as any right answer has; a bomb ends here, whatever size it claims."""
    most = MOST.get(kind_of(name), MOST_OF_OTHERS)
    content = file.read(most + 1)
    too_large = f"{shown(name)} is larger than {most >> 10:,} KiB"
    return too_large if len(content) > most else content


# names


def counts(name: str) -> bool:
    """Tell whether a file or folder may be somebody's; others are a system's, or installed."""
    return not name.startswith(".") and name not in IGNORED


def is_read(path: str) -> bool:
    """Tell whether something in a submission may be code, or hold some."""
    is_near = all(map(counts, path.split("/"))) and path.count("/") <= DEEPEST
    return is_near and kind_of(path) in MOST


def kind_of(path: str) -> str:
    """Return of which kind a file is, by its name: its ending, as it is asked for here."""
    name = Path(path).name
    if submission.meant(name) or name == hand_in.PERSON:
        return ".py" if name != hand_in.PERSON else name
    return ".tar" if re.search(r"\.(tar|tgz|tar\.gz)$", name.lower()) else Path(name).suffix.lower()


def listed(names: Iterable[str]) -> str:
    """Return names that can be printed, and no more than a few."""
    found = [shown(name) for name in names]
    return ", ".join(found if len(found) <= 6 else [*found[:6], "..."])


def shown(name: str) -> str:
    """Return a name that can be printed, and cut."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return clean(text).replace("\n", " ")[:LONGEST_NAME]
