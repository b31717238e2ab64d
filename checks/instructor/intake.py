"""The intake: the files of one submission, from a folder, a zip or a tar, by the kit's own names.

Nothing of a submission is trusted: what may be code is read into memory within limits, no link is
followed, and no name becomes a path. What cannot be taken in is `Refused` with a reason.
"""

import errno
import gzip
import io
import os
import re
import stat
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct
from msgspec.structs import replace

from checks import cells, submission
from checks.check.result import clean
from checks.desk import hand_in
from checks.desk.hand_in import Person
from checks.errors import KitError, Refused
from checks.submission import ENGINE, FILES, REQUIRED, STUBS, WHOLE

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


class Entry(Struct, frozen=True):
    """What was handed in as one: where it lies, and what is known of it."""

    parts: tuple[Part, ...]
    people: tuple[Person, ...] = ()  # as the system says that it comes from
    origin: str = ""  # how that calls it
    notes: tuple[str, ...] = ()
    fault: str = ""  # why it cannot be taken in
    files: Mapping[str, bytes] = {}  # once it is read, by the kit's own names

    @property
    def known(self) -> tuple[Person, ...]:
        """Return the people as a roster may know them: ids of Canvas and Moodle are their own."""
        return tuple(Person(one.name) for one in self.people) if self.origin else self.people


def take(path: Path) -> Mapping[str, bytes]:
    """Return the files of the submission at a path, by the kit's own names for them."""
    demand_descriptors()
    return read(Entry((Part(path),))).files


def read(entry: Entry) -> Entry:
    """Return a submission with its files: some of the exercises', or one that holds everything.

    Perhaps some of the exercises' files are beside that one; and the modules of the same place are,
    by their names, with the folders there that these import from.
    """
    if entry.fault:
        raise Refused(entry.fault)
    try:
        if _is_alone(entry):
            return _alone(entry)
        return _chosen(entry, chain.from_iterable(part.files() for part in entry.parts))
    except OSError as error:
        raise Refused(f"it cannot be read ({error.strerror or error})") from error


def _is_alone(entry: Entry) -> bool:
    """Tell whether one file was handed in by itself; a download renames it."""
    first, *others = entry.parts
    is_script = kind_of(first.inner) in WHOLE and not submission.meant(first.inner)
    is_renamed = entry.origin != "" and is_script and "/" not in first.inner
    return not others and not first.is_folder and (not first.inner or is_renamed)


def _alone(entry: Entry) -> Entry:
    """Return a submission with what one file holds that was handed in by itself."""
    (part,) = entry.parts
    kind = kind_of(part.name)
    if part.is_link:
        raise Refused(f"it {LINK}")
    if kind not in MOST:
        raise Refused("it is neither a folder, a zip, a tar, a .py nor a notebook (.ipynb)")
    if kind not in WHOLE:
        return _chosen(entry, [(part.name, part.content())])
    name = submission.plain(part.inner) if part.inner else WHOLE[kind]
    return replace(entry, files=_whole(name, part.content()))


def _chosen(entry: Entry, read: Iterable[tuple[str, Content]]) -> Entry:
    """Return it with what the fullest place holds: the exercises' files, or one that holds all.

    What the kit itself brings beside exercises/ is nobody's answer.
    """
    files = within_limits(read)
    kits = {path.rpartition("exercises/")[0] for path in files if "exercises/" in path}
    own_kit = tuple(f"{top}checks/" for top in kits)
    paths = [path for path in sorted(files) if kind_of(path) in WHOLE]
    code = {path: files[path] for path in paths if not path.startswith(own_kit)}
    there: dict[str, dict[str, Content]] = {}  # by place
    for path, content in code.items():
        cut = path.rfind("/") + 1
        there.setdefault(path[:cut], {})[path[cut:]] = content
    worth = {place: _worth(there[place]) for place in sorted(there, key=_order)}
    place = max(worth, key=worth.__getitem__, default="")
    archives = [path for path in files if kind_of(path) in ARCHIVES]
    if len(archives) == 1 and not any(worth.get(place, ())[:2]):
        (path,) = archives
        return _chosen(entry, in_archive(path, _demanded(files[path])))
    inside = {path[len(place) :]: one for path, one in code.items() if path.startswith(place)}
    found = hand_in.beside(_texts(inside)) | _answers(there.get(place, {}), files)
    taken = {place + path for path in inside if path in found or "/" not in path}
    over = [path for path in code if path not in taken and _is_begun(path, code[path])]
    where = f"in {place}" if place else "at the top"
    note = f"What is {shown(where)} counts; passed over: {listed([*over, *archives])}."
    named = {path: one for path, one in files.items() if kind_of(path) == hand_in.PERSON}
    people = entry.people or tuple(filter(None, map(hand_in.person, _texts(named).values())))[:1]
    notes = (*entry.notes, note) if over or archives else entry.notes
    return replace(entry, files=found, notes=notes, people=people)


def _order(place: str) -> tuple[int, bool, str]:
    return place.count("/"), not place.lower().endswith("exercises/"), place


def _worth(here: Mapping[str, Content]) -> tuple[int, int, int]:
    """Return how much a place holds: classes that are required, files of those begun, any files."""
    own = {file: name for name in here if (file := submission.meant(name))}
    begun = [name for file, name in own.items() if file in REQUIRED and _is_begun(name, here[name])]
    renamed, whole = submission.under_other_names(_texts(here), own)
    counting = _texts({name: here[name] for name in (*begun, *renamed.values(), whole) if name})
    defined = submission.holds(b"\n".join(counting.values()))
    return defined, len(begun), len(own.keys() - {ENGINE.name})


def _texts(files: Mapping[str, Content]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if isinstance(content, bytes)}


def _is_begun(path: str, content: Content) -> bool:
    """Tell whether a file may be an answer, and is not as it was handed out."""
    file = submission.meant(Path(path).name)
    if file in REQUIRED:
        return isinstance(content, str) or content.replace(b"\r\n", b"\n") != _handed_out(file)
    return isinstance(content, bytes) and submission.holds(content) > 0


@cache
def _handed_out(file: str) -> bytes:
    return (STUBS / file).read_bytes().replace(b"\r\n", b"\n")


def _answers(here: Mapping[str, Content], files: Iterable[str]) -> dict[str, bytes]:
    """Return the exercises' files in one place, with the one that holds the rest."""
    found = submission.own(here)
    own = {file: _demanded(here[name]) for file, name in found.items()}
    renamed, script = submission.under_other_names(_texts(here), found)
    if not {*REQUIRED}.isdisjoint([*own, *renamed]):
        return own | {name: _demanded(here[name]) for name in renamed.values()}
    others = [name for name in here if submission.is_whole(name)]
    if len(others) == 1:
        _demanded(here[others[0]])
    if script:
        return own | _whole(submission.plain(script), here[script])
    if own.keys() - {ENGINE.name}:
        return own
    if scripts := [*others, *own]:
        raise Refused(f"it holds none of {listed(REQUIRED)}, but {listed(scripts)}")
    there = f"; there is {listed(files)}" if files else ""
    raise Refused(
        f"it holds none of {listed(REQUIRED)}, and no other .py or notebook (.ipynb){there}"
    )


def _whole(name: str, content: Content) -> dict[str, bytes]:
    code = _demanded(content)
    return {name: cells.code_of(code) if kind_of(name) == ".ipynb" else code}


def _demanded(content: Content) -> bytes:
    if isinstance(content, str):
        raise Refused(content)
    return content


def demand_descriptors() -> None:
    """Fail where no file can be opened below a folder that is held open."""
    if os.open not in os.supports_dir_fd:
        raise KitError(
            "To take in submissions, a system has to open files by descriptor; this one does not.",
            fix="Do it on Linux or macOS; on Windows, in WSL.",
        )


# what is read


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
    if name == hand_in.PERSON:
        return name
    if submission.meant(name):
        return ".py"
    return ".tar" if re.search(r"\.(tar|tgz|tar\.gz)$", name.lower()) else Path(name).suffix.lower()


def listed(names: Iterable[str]) -> str:
    """Return names that can be printed, and no more than a few."""
    found = [shown(name) for name in names]
    return ", ".join(found if len(found) <= 6 else [*found[:6], "..."])


def shown(name: str) -> str:
    """Return a name that can be printed, and cut."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return clean(text).replace("\n", " ")[:LONGEST_NAME]
