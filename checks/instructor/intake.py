"""The intake: the submissions in a class's folder, the files of each, and the roster.

Nothing of a submission is trusted: what may be code is read into memory within limits, no link is
followed, and no name becomes a path. What cannot be taken in is `Refused` with a reason.
"""

import csv
import errno
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from pathlib import Path
from typing import IO
from unicodedata import normalize

from checks import cells, submission
from checks.check.result import clean
from checks.errors import KitError, Refused
from checks.instructor.gradebook import Student, stem
from checks.submission import FILES, REQUIRED, WHOLE

MOST = {".py": cells.MOST_SOURCE, ".ipynb": cells.MOST_OF_NOTEBOOK, ".zip": 64 << 20}
MOST_BYTES = 128 << 20  # of a submission
MOST_FILES = 2_000  # in a zip, or that may be code in a folder
MOST_BESIDE = 100, 1 << 20  # modules that the exercises' files may import, and their bytes
DEEPEST = 3  # folders: one more than files are taken from, to say where they are
LONGEST_NAME = 200
IMPORTED = re.compile(rb"\b(?:from|import)\s+(?:\.\s+import\s+|\.*)([\w.]+)")
LINK = "is a link, and links are not followed"
HEAD = "Its first line names the columns: submission, name, id. See solutions/README.md."

IGNORED = {"", "__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"}

Content = bytes | str  # of a file; a str says why it cannot be taken in


def entries(folder: Path, but: Iterable[Path] = ()) -> dict[str, Path]:
    """Return the submissions in a folder by name: printable, cut, and distinct within the class.

    `but` are files that may be in it and are no submissions, as the gradebook.
    """
    if os.open not in os.supports_dir_fd:
        raise KitError(
            "Grading a class needs a system that opens files by descriptor; this one does not.",
            fix="Grade on Linux or macOS; on Windows, in WSL.",
        )
    others = {path.resolve() for path in but}
    try:
        files = sorted(filter(_counts, os.listdir(folder)))
    except OSError as error:
        raise KitError(
            f"The folder {folder} cannot be read ({error.strerror}).",
            fix="Name the folder that holds the submissions.",
        ) from error
    files = [file for file in files if folder.resolve() / file not in others]
    if not files:
        raise KitError(
            f"There is no submission in {folder}.",
            fix="Put in one folder, zip, .py or .ipynb for each student.",
        )
    if len(known := [file for file in REQUIRED if file in files]) > 1:
        raise KitError(
            f"{folder} is one student's submission: {_listed(known)} are directly in it.",
            fix="Name the folder that holds a folder, zip, .py or .ipynb for each student.",
        )
    found: dict[str, Path] = {}
    for file in files:  # two names may look the same, once they can be printed
        bare = _shown(file).strip() or "unnamed"
        names = chain([bare], (f"{bare} ({number})" for number in count(2)))
        found[next(name for name in names if name not in found)] = folder / file
    return found


def take(path: Path) -> dict[str, bytes]:
    """Return the files of a submission by the kit's own names for them.

    They are some of the exercises' files, or a script or notebook that holds everything, and
    perhaps some of the exercises' files beside it; and the modules of the same place, by their
    names, with the folders there that these import from.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            return _chosen(_within_limits(_in_folder(path)))
        if stat.S_ISLNK(mode):
            raise Refused(f"it {LINK}")
        if _kind(path.name) not in MOST:
            raise Refused("it is neither a folder, a zip, a .py nor a notebook (.ipynb)")
        content, ending = _opened(path.name, path), _kind(path.name)
        if ending in WHOLE:  # its name is that of the submission
            return _whole(WHOLE[ending], content)
        return _chosen({path.name: content})
    except OSError as error:
        raise Refused(f"it cannot be read ({error.strerror or error})") from error


# what is read


def _within_limits(read: Iterable[tuple[str, Content]]) -> dict[str, Content]:
    """Return files by their paths, as long as they are few and small."""
    found: dict[str, Content] = {}
    size = 0
    for path, content in read:
        found[path] = f"it holds {_shown(path)} more than once" if path in found else content
        size += len(content)
        if len(found) > MOST_FILES or size > MOST_BYTES:
            most = f"{MOST_FILES:,} files of code, or {MOST_BYTES >> 20} MiB"
            raise Refused(f"it holds more than {most}")
    return found


def _in_folder(top: Path) -> Iterator[tuple[str, Content]]:
    """Read what may be code; each folder is held open, so that no link can take its place."""
    for where, folders, files, opened in os.fwalk(top):
        place = f"{Path(where).relative_to(top).as_posix()}/".removeprefix("./")
        yield from ((place + name, f"{name} is a folder") for name in folders if name in FILES)
        is_deepest = place.count("/") >= DEEPEST
        folders[:] = [] if is_deepest else sorted(filter(_counts, folders))
        for name in sorted(filter(_counts, files)):
            if _kind(name) in MOST:
                yield place + name, _opened(name, name, opened)


def _opened(name: str, path: str | Path, folder: int | None = None) -> Content:
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


def _in_zip(content: bytes) -> Iterator[tuple[str, Content]]:
    """Read what may be code; absolute and climbing names lead to no file of ours."""
    if content.count(b"PK\1\2") > MOST_FILES:  # each begins so in the list that is read as a whole
        raise Refused(f"the zip holds more than {MOST_FILES:,} files")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                path = info.filename.replace("\\", "/")
                if not all(map(_counts, path.split("/"))) or _kind(path) not in WHOLE:
                    continue
                if stat.S_ISLNK(info.external_attr >> 16):
                    yield path, f"{_shown(path)} {LINK}"
                elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    yield path, f"{_shown(path)} is packed in a way that is not read here"
                else:
                    with archive.open(info) as file:
                        yield path, _read(path, file)
    except Exception as error:  # whatever a damaged zip makes of zipfile
        raise Refused(f"the zip is damaged ({error})") from error


def _read(name: str, file: IO[bytes]) -> Content:
    """Read as much as any right answer has; a bomb ends here, whatever size it claims."""
    most = MOST[_kind(name)]
    content = file.read(most + 1)
    too_large = f"{_shown(name)} is larger than {most >> 10:,} KiB"
    return too_large if len(content) > most else content


# what is chosen


def _chosen(files: dict[str, Content]) -> dict[str, bytes]:
    """Return the exercises' own files, or else the one that holds all.

    They may be at the top, in exercises/, in the only folder with any code, or in exercises/ there.
    """
    folders = {path.partition("/")[0] for path in files if "/" in path}
    only = f"{folders.pop()}/" if len(folders) == 1 else ""
    places = [(one, _at(files, one)) for one in ("", "exercises/", only, f"{only}exercises/")]
    for place, here in places:
        if not submission.own(here).keys().isdisjoint(REQUIRED):
            return _beside(files, place) | _own(here)
    below = {path: one for path, one in files.items() if "/" in path and isinstance(one, bytes)}
    is_below = any(map(submission.holds, below.values()))
    for place, here in places:
        others = {name: content for name, content in here.items() if submission.is_whole(name)}
        if len(others) == 1:
            _demanded(*others.values())
        texts = {name: one for name, one in others.items() if isinstance(one, bytes)}
        name = submission.fullest(submission.about_it(texts))
        if name and (not is_below or submission.holds(texts[name])):  # else it uses what is below
            return _beside(files, place) | _own(here) | _whole(submission.plain(name), here[name])
        if others and not is_below:
            raise Refused(f"it holds none of {_listed(REQUIRED)}, but {_listed(others)}")
    zips = [path for path in files if _kind(path) == ".zip"]
    if len(zips) == 1:
        return _chosen(_within_limits(_in_zip(_demanded(files[zips[0]]))))
    elsewhere = f"; there is {_listed(files)}" if files else ""
    raise Refused(
        f"it holds none of {_listed(REQUIRED)}, and no other .py or notebook (.ipynb), at its top, "
        f"in exercises/ or in its only folder{elsewhere}"
    )


def _at(files: dict[str, Content], place: str) -> dict[str, Content]:
    """Return the files directly at a place, by name."""
    below = {path[len(place) :]: files[path] for path in sorted(files) if path.startswith(place)}
    return {name: content for name, content in below.items() if "/" not in name}


def _own(here: dict[str, Content]) -> dict[str, bytes]:
    return {file: _demanded(here[name]) for file, name in submission.own(here).items()}


def _beside(files: dict[str, Content], place: str) -> dict[str, bytes]:
    """Return what the others may import: as many modules as there is room for."""
    texts = [one for one in _at(files, place).values() if isinstance(one, bytes)]
    named = {
        name.decode()
        for text in texts
        for one in IMPORTED.findall(text)
        for name in one.split(b".")
    }
    inside = {path[len(place) :]: one for path, one in files.items() if path.startswith(place)}
    left, found = MOST_BESIDE[1], dict[str, bytes]()
    for path in sorted(inside, key=lambda path: (path.count("/"), path)):
        content, is_near = inside[path], "/" not in path or path.partition("/")[0] in named
        if not isinstance(content, bytes) or len(content) > left:
            continue
        if is_near and submission.is_module(path):
            left, found[path] = left - len(content), content
    return dict(islice(found.items(), MOST_BESIDE[0]))


def _whole(name: str, content: Content) -> dict[str, bytes]:
    code = _demanded(content)
    return {name: cells.code_of(code) if _kind(name) == _kind(submission.NOTEBOOK) else code}


def _demanded(content: Content) -> bytes:
    if isinstance(content, str):
        raise Refused(content)
    return content


# names


def _counts(name: str) -> bool:
    return not name.startswith(".") and name not in IGNORED


def _kind(path: str) -> str:
    return ".py" if submission.meant(Path(path).name) else Path(path).suffix.lower()


def _listed(names: Iterable[str]) -> str:
    shown = [_shown(name) for name in names]
    return ", ".join(shown if len(shown) <= 6 else [*shown[:6], "..."])


def _shown(name: str) -> str:
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return clean(text).replace("\n", " ")[:LONGEST_NAME]


# the roster


def roster_in(path: Path, submissions: Iterable[str], earlier: Iterable[str] = ()) -> list[Student]:
    """Return the students on a roster, in its order.

    A line may call a submission by its whole name or without .zip, .py or .ipynb; one that is there
    now comes before an earlier one. A line that calls none is a student who handed in nothing.
    """
    known: dict[str, str] = {}
    for names in (sorted(earlier), list(submissions)):
        known |= {normalize("NFC", stem(name)): name for name in names}
        known |= {normalize("NFC", name): name for name in names}  # a whole name comes first
    found: dict[str, Student] = {}
    for line, row in _lines(path, _text(path)):
        if called := row.get("submission"):
            own = known.get(normalize("NFC", called), called)
            if own in found:
                raise KitError(
                    f"{path}, line {line}: {called} is there twice.",
                    fix="Leave one line for each submission.",
                )
            found[own] = Student(own, row.get("name", ""), row.get("id", ""))
    return list(found.values())


def _text(path: Path) -> str:
    """Read what spreadsheets write: UTF-8, with a mark or without, or UTF-16 as "Unicode text"."""
    try:
        content = path.read_bytes()
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except OSError as error:
        raise KitError(
            f"The roster {path} cannot be read ({error.strerror}).", fix="Name a table (CSV)."
        ) from error
    except UnicodeDecodeError as error:
        raise KitError(
            f"The roster {path} is not in UTF-8 (at byte {error.start}).",
            fix="Save it as CSV in UTF-8.",
        ) from error


def _lines(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each line, and its cells by column."""
    separator = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        head = [cell.strip().casefold() for cell in next(table, [])]
        if "submission" not in head or not {"name", "id"} & {*head}:
            raise KitError(f"The roster {path} has no columns submission and name.", fix=HEAD)
        for row in table:
            yield table.line_num, dict(zip(head, map(str.strip, row), strict=False))
    except csv.Error as error:
        raise KitError(
            f"{path}, line {table.line_num}, is no line of a table ({error}).", fix=HEAD
        ) from error
