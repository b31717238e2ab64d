"""The hand-in: what a learner has written, their name and the Result, as one small zip.

`grade` reads the name from it, and checks the files anew; the Result in it counts nothing there.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from unicodedata import normalize

import msgspec
from msgspec import Struct

from checks.catalog import ROOT
from checks.cells import MOST_SOURCE
from checks.check.result import Result, clean
from checks.desk import terminal
from checks.errors import KitError
from checks.files import as_zip, write
from checks.submission import EXERCISES, Submission, is_handed_out, is_module

KEPT = ROOT / ".checks" / "name.json"
PERSON, RESULT = "hand-in.json", "result.json"  # in the zip
MOST_OF_PERSON = 4 << 10
LONGEST_NAME = 80
MOST_BESIDE = 100, 1 << 20  # modules that the exercises' files may import, and their bytes
# what is imported; or the name of a folder in a text, which may go on sys.path
IMPORTED = re.compile(rb"""(?:\b(?:from|import)\s+(?:\.\s+import\s+|\.*)|["'/])([\w.]+)""")
COMMAND = "python -m checks hand-in"


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """Who hands in; the id is the course's, or ""."""

    name: str
    id: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.id})" if self.id else self.name


def person(content: bytes) -> Person | None:
    """Return whom a file names: it is anybody's text, so its words are cut and in one line."""
    try:
        found = msgspec.json.decode(content, type=Person)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return named(found.name, found.id)


def named(name: str, id: str) -> Person | None:
    """Return a person whose words are cut and in one line; None without a name."""
    name, id = (" ".join(clean(one).split())[:LONGEST_NAME] for one in (name, id))
    return Person(name, id) if name else None


def who(name: str | None, id: str | None) -> Person:
    """Return who hands in, as given, as it was kept, or as somebody says who is asked once."""
    kept = person(KEPT.read_bytes()) if KEPT.is_file() else None
    if name is None and kept is None and terminal.is_interactive():
        name = input("Your name, as your course knows it: ")
        id = input("Your id there (Enter for none): ") if id is None else id
    before = kept or Person("")
    found = named(before.name if name is None else name, before.id if id is None else id)
    if found is None:
        fix = f"Say who you are: {COMMAND} --name 'Ada Lovelace' --id 1815"
        raise KitError("Your zip needs a name.", fix=fix)
    if found != kept:
        KEPT.parent.mkdir(exist_ok=True)
        write(KEPT, msgspec.json.encode(found))
    return found


def written(submission: Submission) -> dict[str, bytes]:
    """Return what a learner has written: the files that are not as handed out, what they import."""
    paths = {f"{one}.py": path for one, path in submission.files.items()}
    own = {one: path for one, path in paths.items() if path.is_file() and not is_handed_out(path)}
    if not own:
        raise KitError(
            f"Nothing in {EXERCISES.name}/ differs from what was handed out.",
            fix="Did you save? Then: python -m checks",
        )
    found = {one: path.read_bytes() for one, path in own.items()}
    if large := [one for one, content in found.items() if len(content) > MOST_SOURCE]:
        fix = f"Take out what is no code. The most is {MOST_SOURCE >> 10} KiB."
        raise KitError(f"{large[0]} is too large to hand in.", fix=fix)
    others = {one.relative_to(EXERCISES).as_posix(): one for one in EXERCISES.rglob("*.py")}
    near = {name: path.read_bytes() for name, path in others.items() if is_module(name)}
    return found | beside(found | near)


def beside(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what the exercises' files may import: as many modules as there is room for."""
    texts = [text for path, text in files.items() if "/" not in path]
    names = {name.decode() for text in texts for name in IMPORTED.findall(text)}
    named = {part for name in names for part in name.split(".")}
    left, found = MOST_BESIDE[1], dict[str, bytes]()
    for path in sorted(files, key=lambda path: (path.count("/"), path)):
        is_near = "/" not in path or path.partition("/")[0] in named
        if is_near and is_module(path) and len(files[path]) <= left:
            left, found[path] = left - len(files[path]), files[path]
    return dict(islice(found.items(), MOST_BESIDE[0]))


def pack(files: Mapping[str, bytes], by: Person, result: Result) -> Path:
    """Write the zip; an earlier one of the same person is renewed."""
    told = {PERSON: msgspec.json.encode(by), RESULT: msgspec.json.encode(result)}
    bare = re.sub(r"\W+", "-", normalize("NFKC", f"{by.name} {by.id}")).strip("-_") or "unnamed"
    path = ROOT / f"{bare}-hand-in.zip"
    # where it is unpacked, too, the newest of two that a student hands in counts
    content = as_zip({**files, **told}, when=datetime.now().timetuple()[:6])
    write(path, content, fix=f"Make room, then: {COMMAND}")
    return path


def told(path: Path, files: Iterable[str], by: Person, result: Result) -> str:
    """Return what is handed in, and what the instructor will see."""
    marks = f"{result.verdict}, {result.points:g} of {result.out_of:g} points"
    lines = [
        f"{path.name} holds {', '.join(files)} and the report on them. Hand in this one file.",
        f"Your instructor will see: {by}, {marks}.",
        *result.notes,
        "Each check of an exercise earns the same share. One that passes without code earns none.",
        "The points may change: your files are checked again, also with other numbers.",
    ]
    return "\n".join(lines)
