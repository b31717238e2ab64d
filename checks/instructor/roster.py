"""Whose a submission is: by the name that a system's download gives it, and by the roster.

Canvas (instructure/canvas-lms, lib/content_zipper.rb) calls a file `NAME_USER_FILE_name.py`, with
LATE behind NAME, the sortable name in small letters; `anon_ID` stands for NAME_USER in an anonymous
assignment. Who sends back a file needs USER and FILE. Moodle (moodle/moodle,
mod/assign/locallib.php, download_submissions) calls it `NAME_ID_assignsubmission_file_name.py`, or
a folder `NAME_ID_assignsubmission_file`; ID is the participant's. Gradescope exports a folder for
each submission beside submission_metadata.yml, as Ruby writes YAML: of that, only the submitters
are read, by a strict pattern.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import combining, normalize

from msgspec import Struct
from msgspec.structs import replace

from checks.desk.hand_in import Person, named
from checks.errors import KitError
from checks.instructor.gradebook import Student, stem
from checks.submission import meant

METADATA = "submission_metadata.yml"
CANVAS = re.compile(
    r"(?:(?P<name>(?!LATE_|anon_).+?)_)?(?P<late>LATE_)?(?P<id>\d+|anon_[A-Za-z0-9]+)"
    r"_(?P<file>\d{3,})_(?P<own>.+)"
)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_(?P<own>.*))?")
SUBMITTERS = re.compile(
    r"""^["']?([^\s"':][^"':\n]*)["']?:[ ]*\n"""  # the folder
    r"(?:  .*\n)*?  :submitters:[ ]*\n((?:  -[ ].*\n|    .*\n)*)",
    re.MULTILINE,
)
SUBMITTER = re.compile(r"^ *:(name|sid): *(.*?) *$", re.MULTILINE)
HEAD = "Its first line names the columns: submission, name, id. See solutions/README.md."
SHORTEST_ID = 3  # that is looked for in a file's name
MOST_WORDS = 12  # of that


# the downloads of Canvas, Moodle and Gradescope


class Named(Struct, frozen=True):
    """A file or folder of a download: whose it is, and how the student called it, if a file."""

    student: str
    own: str
    person: Person | None
    origin: str  # what the system can tell the submission by
    note: str


def grouped(names: Collection[str]) -> dict[str, dict[str, Named]]:
    """Return the files and folders of each student, for those that a download has named so."""
    canvas = {name: found for name in names if (found := CANVAS.fullmatch(name))}
    files = {found["file"] for found in canvas.values()}
    students = {(found["name"], found["id"]) for found in canvas.values()}
    is_canvas = len(files) == len(canvas) and (  # or else somebody numbers their own files
        len(students) > 1 or any(meant(found["own"]) for found in canvas.values())
    )
    both: dict[str, dict[str, Named]] = {}
    for name in names:
        one = _canvas(canvas[name]) if is_canvas and name in canvas else _moodle(name)
        if one is not None:
            both.setdefault(one.student, {})[name] = one
    return both


def _canvas(found: re.Match[str]) -> Named | None:
    if found["name"] is None:
        if not found["id"].startswith("anon_"):
            return None
        student, person = found["id"], None
    else:
        student, person = f"{found['name']}_{found['id']}", named(found["name"], found["id"])
    note = "Canvas says that this was handed in late." if found["late"] else ""
    return Named(student, found["own"], person, found.string[: found.start("own") - 1], note)


def _moodle(name: str) -> Named | None:
    if (found := MOODLE.fullmatch(name)) is None:
        return None
    student = f"{found['name']}_{found['id']}"
    called = student.replace("_", " ") if found["name"] == "Participant" else found["name"]
    return Named(student, found["own"] or "", named(called, found["id"]), student, "")


def submitters(metadata: str) -> dict[str, tuple[Person, ...]]:
    """Return who handed in what is in each folder of Gradescope's."""
    found = {}
    for folder, lines in SUBMITTERS.findall("\n".join([*metadata.splitlines(), ""])):
        each = re.split(r"^  - ", lines, flags=re.MULTILINE)[1:]
        told = [{word: _scalar(text) for word, text in SUBMITTER.findall(one)} for one in each]
        people = [named(one.get("name", ""), one.get("sid", "")) for one in told]
        found[folder] = tuple(filter(None, people))
    return found


def _scalar(text: str) -> str:
    """Return a word as YAML writes it: plain, or in one of two kinds of quotes."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    try:
        return str(json.loads(text)) if text.startswith('"') else text
    except ValueError:
        return text


# the roster


def roster_in(
    path: Path,
    submissions: Mapping[str, tuple[Person, ...]],
    earlier: Iterable[str] = (),
    told: list[str] | None = None,
) -> list[Student]:
    """Return the students on a roster, in its order; what is to be known of it is added to `told`.

    A line may call a submission by its whole name or without .zip, .py and such; one that is there
    now comes before an earlier one, and two lines may call the same. A line that calls none is put
    together with the one submission whose name is near, if only one is; else it is a student who
    handed in nothing.

    Args:
        submissions: the people whom a system names for each, with ids that a roster has.
    """
    known: dict[str, str] = {}
    for names in (sorted(earlier), list(submissions)):
        known |= {normalize("NFC", stem(name)): name for name in names}
        known |= {normalize("NFC", name): name for name in names}  # a whole name comes first
    found: list[Student] = []
    for line, row in _lines(path, _text(path)):
        name, id = row.get("name", ""), row.get("id", "")
        if called := normalize("NFC", row.get("submission") or name or id):
            student = Student(known.get(called) or known.get(stem(called), called), name, id)
            student = replace(student, email=row.get("email", ""))
            if student in found:
                raise KitError(
                    f"{path}, line {line}: {called} is there twice.",
                    fix="Leave one line for each student.",
                )
            found.append(student)
    return _put_together(found, submissions, {*known.values()}, [] if told is None else told)


def _put_together(
    lines: list[Student],
    submissions: Mapping[str, tuple[Person, ...]],
    known: set[str],
    told: list[str],
) -> list[Student]:
    """Return the lines, each with its submission; those that call none get the one that is near."""
    called = {one.submission for one in lines}
    free = [name for name in submissions if name not in called]
    whose = [(name, one) for name in free for one in submissions[name] or (Person(""),)]
    there: dict[str, set[tuple[str, Person]]] = {}
    for name, person in whose:
        for key in _keys_there(person.name or stem(name), person.id):
            there.setdefault(key, set()).add((name, person))
    near = {
        one: {to for key in _keys(one) for to in there.get(key, ())}
        for one in lines
        if one.submission not in known
    }
    fits = Counter(to for found in near.values() for to in found)
    own = {}
    for one, found in near.items():
        if len(found) == 1 and fits[to := found.pop()] == 1:
            own[one] = to[0]
            told.append(f"{one.name or one.submission} on the roster handed in {to[0]}.")
    strange = [name for name in free if name not in own.values()]
    if strange:
        told.append(f"On no line of the roster: {', '.join(strange)}.")
    return [replace(one, submission=own.get(one, one.submission)) for one in lines]


def _keys(line: Student) -> set[str]:
    """Return what a line can be known by: the id, and the name in every order or without spaces."""
    found = {f"id {line.id.casefold()}"} if line.id else set()
    for words in filter(None, (_words(line.name), _words(line.submission))):
        turns = {"".join(words[n:] + words[:n]) for n in range(len(words))}
        found |= turns | {" ".join(sorted(words))}
    return found


def _keys_there(name: str, id: str) -> set[str]:
    """Return the same of a submission: any of its words may be an id, some of them the name."""
    words = _words(name)[:MOST_WORDS]
    ids = [id.casefold()] if id else [one for one in words if len(one) >= SHORTEST_ID]
    ends = range(len(words) + 1)
    several = {_plain(" ".join(words[start:end])) for end in ends for start in range(end - 1)}
    letters = "".join(one for one in words if not one.isdigit())
    return {f"id {one}" for one in ids} | several | {letters, "".join(words)}


def _plain(name: str) -> str:
    return " ".join(sorted(_words(name)))


def _words(text: str) -> list[str]:
    letters = normalize("NFKD", text).casefold()
    return re.findall(r"[^\W_]+", "".join(one for one in letters if not combining(one)))


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
