"""The roster: what a class handed in, and whose it is, by a download's names and by a table.

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
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain, count
from pathlib import Path
from unicodedata import combining, normalize
from zipfile import BadZipFile, ZipFile

from msgspec import Struct
from msgspec.structs import replace

from checks.desk.hand_in import Person, named
from checks.errors import KitError, Refused
from checks.instructor.decisions import Student, groups
from checks.instructor.gradebook import stem
from checks.instructor.intake import (
    ARCHIVES,
    Entry,
    Part,
    counts,
    demand_descriptors,
    kind_of,
    listed,
    read,
    shown,
)
from checks.submission import REQUIRED, WHOLE, meant

METADATA = "submission_metadata.yml"
CANVAS = re.compile(
    r"(?:(?P<name>(?!LATE_|anon_).+?)_)?(?P<late>LATE_)?(?P<id>(?(name)\d+|anon_[A-Za-z0-9]+))"
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
TOO_NEAR = 60.0  # seconds: copies of one folder are as far apart
# what a submission may be though it cannot be read; files of other kinds are none
UNREAD = {"", ".rar", ".7z", ".gz", ".bz2", ".xz"}
TEXTS = {"readme", "license", "licence", "makefile"}

Tell = Callable[[str], object]
Parts = dict[str, tuple[Part, ...]]  # by the name at the top of a class
People = Mapping[str, tuple[Person, ...]]


class Named(Struct, frozen=True):
    """A file or folder of a download: whose it is, and how the student called it, if a file."""

    student: str
    own: str
    entry: Entry  # without what lies there


# a class


def entries(
    folder: Path, but: Iterable[Path] = (), tell: Tell = lambda _: None
) -> dict[str, Entry]:
    """Return the submissions of a class by name: printable, cut, and distinct within the class.

    `but` are files that may be in it and are no submissions, as the gradebook. `tell` is told what
    is to be known of what lies there.
    """
    demand_descriptors()
    top, people = _top(folder, but)
    downloaded = whose(top)
    apart = top.keys() - downloaded.keys()
    single = [name for name in sorted(apart) if _may_be_one(name, top[name])]
    if aside := sorted(apart - {*single, METADATA}):
        tell(f"Not looked at: {', '.join(map(shown, aside))}.")
    if not downloaded and not single:
        raise KitError(
            f"There is no submission in {folder}.",
            fix="Put in one folder, zip, .py or .ipynb for each student.",
        )
    if len(single) == 1 and not downloaded and _is_class(top[single[0]][0]):
        fix = f"Name it in place of the folder that it lies in: {folder / single[0]}"
        raise KitError(f"{shown(single[0])} is the download of a class.", fix=fix)
    alone = {one: Entry(top[one], people.get(one, ())) for one in single}
    students = groups(downloaded, lambda name: downloaded[name].student)
    together = {one: _joined(top, downloaded, names) for one, names in students.items()}
    found: dict[str, Entry] = {}
    every = [*_newest(alone, tell).items(), *together.items()]
    for file, entry in sorted(every, key=lambda pair: pair[0]):
        bare = shown(file).strip() or "unnamed"  # two may look the same, once they can be printed
        names = chain([bare], (f"{bare} ({number})" for number in count(2)))
        found[next(name for name in names if name not in found)] = entry
    return found


def _top(folder: Path, but: Iterable[Path]) -> tuple[Parts, People]:
    """Return what lies at the top of a class, and whom Gradescope names."""
    try:
        is_zip = folder.suffix.lower() == ".zip"
        top = _in_zip_of_class(ZipFile(folder)) if is_zip else _in_folder_of_class(folder, but)
        metadata = [part.content() for part in top.get(METADATA, ())]
    except (OSError, BadZipFile, Refused) as error:
        raise KitError(
            f"The folder {folder} cannot be read ({getattr(error, 'strerror', None) or error}).",
            fix="Name the folder that holds the submissions, or the zip that a system made of it.",
        ) from error
    if len(known := [file for file in REQUIRED if file in top]) > 1:
        raise KitError(
            f"{folder} is one student's submission: {listed(known)} are directly in it.",
            fix="Name the folder that holds a folder, zip, .py or .ipynb for each student.",
        )
    texts = [one.decode("utf-8", "replace") for one in metadata if isinstance(one, bytes)]
    return top, submitters("".join(texts))


def _in_folder_of_class(folder: Path, but: Iterable[Path]) -> Parts:
    others = {path.resolve() for path in but}
    names = sorted(filter(counts, os.listdir(folder)))
    paths = {name: folder / name for name in names if folder.resolve() / name not in others}
    return {name: (Part(path),) for name, path in paths.items()}


def _in_zip_of_class(archive: ZipFile) -> Parts:
    """Return what lies at the top of a zip, or in the only folder there."""
    infos = {one.filename.replace("\\", "/"): one for one in archive.infolist()}
    own = [path for path in infos if path[-1:] not in ("", "/")]  # no folder, and a name
    paths = [path for path in own if all(map(counts, path.split("/")))]
    tops = {path.partition("/")[0] for path in paths}
    is_in_one = len(tops) == 1 and all("/" in path for path in paths) and not whose(tops)
    found: dict[str, list[Part]] = {}
    for path in paths:
        first, _, rest = (path.partition("/")[2] if is_in_one else path).partition("/")
        found.setdefault(first, []).append(Part(Path(path), rest, archive, infos[path]))
    return {name: tuple(found[name]) for name in sorted(found)}


def _may_be_one(name: str, parts: tuple[Part, ...]) -> bool:
    """Tell whether something is a submission, if perhaps none that can be read."""
    first = parts[0]
    if first.inner or (first.archive is None and first.path.is_dir()):
        return True
    return kind_of(name) in {*WHOLE, *ARCHIVES, *UNREAD} and name.lower() not in TEXTS


def _is_class(part: Part) -> bool:
    """Tell whether what lies alone in a folder holds the submissions of several students."""
    if part.archive or not (part.is_folder or kind_of(part.name) == ".zip"):
        return False
    try:
        inside, _ = _top(part.path, ())
    except KitError:  # it is a student's, or cannot be read: it is told when it is taken in
        return False
    return len({one.student for one in whose(inside).values()}) > 1


def _joined(top: Parts, downloaded: Mapping[str, Named], names: Iterable[str]) -> Entry:
    """Return the files and folders of one student as one submission."""
    own = [(downloaded[name], part) for name in names for part in top[name]]
    parts = [replace(part, inner=one.own or part.inner) for one, part in own]
    notes = dict.fromkeys(note for one, _ in own for note in one.entry.notes)
    return replace(own[0][0].entry, parts=tuple(parts), notes=tuple(notes))


def _newest(found: Mapping[str, Entry], tell: Tell) -> dict[str, Entry]:
    """Return which entry counts where some are one student's: "ada", "ada.py" and "ada.zip"."""
    counting: dict[str, Entry] = {}
    for student, names in groups(found, lambda name: normalize("NFC", stem(name))).items():
        if len(names) > 1:
            when = {name: max(part.changed() for part in found[name].parts) for name in names}
            names.sort(key=lambda name: -when[name])
            every, over = ", ".join(names), ", ".join(names[1:])
            is_clear = when[names[0]] - when[names[1]] >= TOO_NEAR
            if is_clear or _alike(found[name] for name in names):
                note, fault = shown(f"{names[0]} counts, as the newest; passed over: {over}"), ""
            else:
                note = fault = shown(f"nobody can tell which of {every} is the newest; keep one")
            tell(f"{shown(student)} was handed in {len(names)} times: {note}.")
            found = {**found, names[0]: replace(found[names[0]], notes=(f"{note}.",), fault=fault)}
        counting[names[0]] = found[names[0]]
    return counting


def _alike(entries: Iterable[Entry]) -> bool:
    try:
        first, *others = [read(entry).files for entry in entries]
        return all(one == first for one in others)
    except Refused:
        return False


# the downloads of Canvas, Moodle and Gradescope


def whose(names: Collection[str]) -> dict[str, Named]:
    """Return whose files and folders are, for those that a download has named so."""
    canvas = {name: found for name in names if (found := CANVAS.fullmatch(name))}
    files = {found["file"] for found in canvas.values()}
    students = {(found["name"], found["id"]) for found in canvas.values()}
    is_canvas = len(files) == len(canvas) and (  # or else somebody numbers their own files
        len(students) > 1 or any(meant(found["own"]) for found in canvas.values())
    )
    moodle = {name: found for name in names if (found := MOODLE.fullmatch(name))}
    both = moodle | canvas if is_canvas else moodle
    return {name: _named(found) for name, found in both.items()}


def _named(found: re.Match[str]) -> Named:
    """Return what a name tells that Canvas or Moodle made."""
    told = {"late": None, **found.groupdict()}
    name, id, own = (told[group] or "" for group in ("name", "id", "own"))
    student = f"{name}_{id}" if name else id
    called = f"{name} {id}" if name == "Participant" else name  # as Moodle calls who is anonymous
    origin = found.string[: found.start("own") - 1] if found.re is CANVAS else student
    notes = ("Canvas says that this was handed in late.",) if told["late"] else ()
    people = tuple(filter(None, [named(called, id)]))
    return Named(student, own, Entry((), people, origin, notes))


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
    submissions: People,
    earlier: People,
    tell: Tell = lambda _: None,
) -> list[Student]:
    """Return the students on a roster, in its order; `tell` is told what to know of it.

    A line may call a submission by its whole name or without .zip, .py and such; one that is there
    now comes before an earlier one, and two lines may call the same. A line that calls none is put
    together with the one submission whose name is near, if only one is; else it is a student who
    handed in nothing.

    Args:
        submissions: the people whom a system names for each, with ids that a roster has.
        earlier: those whom the gradebook has for what was graded before.
    """
    known: dict[str, str] = {}
    for names in (sorted(earlier), list(submissions)):
        known |= {normalize("NFC", stem(name)): name for name in names}
        known |= {normalize("NFC", name): name for name in names}  # a whole name comes first
    lines = _students(path, known)
    there, called = {*known.values()}, {one.submission for one in lines}
    free = {name: people for name, people in submissions.items() if name not in called}
    unknown = [one for one in lines if one.submission not in there]
    own = _near(unknown, free)
    for one, name in own.items():
        tell(f"{one.name or one.submission} on the roster is matched to the submission {name}.")
    if strange := [name for name in free if name not in own.values()]:
        tell(f"These submissions match no line of the roster: {', '.join(strange)}.")
    past = {name: people for name, people in earlier.items() if name not in {*called, *submissions}}
    own |= _near([one for one in unknown if one not in own], past)
    return [replace(one, submission=own.get(one, one.submission)) for one in lines]


def _students(path: Path, known: Mapping[str, str]) -> list[Student]:
    """Return a student for each line of a table; those that call a known submission have that."""
    text = _text(path)
    separator = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restval="")
    found: list[Student] = []
    try:
        table.fieldnames = [cell.strip().casefold() for cell in table.fieldnames or ()]
        if "submission" not in table.fieldnames or not {"name", "id"} & {*table.fieldnames}:
            raise KitError(f"The roster {path} has no columns submission and name.", fix=HEAD)
        for row in table:
            name, id, email = (row.get(column, "").strip() for column in ("name", "id", "email"))
            called = normalize("NFC", row["submission"].strip() or name or id)
            made = MOODLE.fullmatch(called) or CANVAS.fullmatch(called)
            ways = called, stem(called), _named(made).student if made else called
            submission = next(filter(None, map(known.get, ways)), ways[-1])
            student = Student(submission, name, id, email=email)
            others = {one.name for one in found if one.id == id != ""} - {"", name}
            if student in found or (name and others):
                what = called if student in found else f"the id {id}"
                words = f"{path}, line {table.line_num}: {what} is on the roster twice."
                raise KitError(words, fix="Keep one line for each student.")
            found += [student] if called else []
    except csv.Error as error:
        words = f"{path}, line {table.line_num}, cannot be read as CSV ({error})."
        raise KitError(words, fix=HEAD) from error
    return found


def _near(lines: Iterable[Student], submissions: People) -> dict[Student, str]:
    """Return the submission that a line alone is near to, if it is near to no other."""
    there = defaultdict[str, set[tuple[str, Person]]](set)
    for name, people in submissions.items():
        for person in people or (Person(""),):
            for key in _keys_there(person.name or stem(name), person.id):
                there[key].add((name, person))
    near = {one: {to for key in _keys(one) for to in there.get(key, ())} for one in lines}
    for one, found in near.items():  # where names are alike, an id in one of them tells
        sure = {to for to in found if one.id and one.id.casefold() in _words(to[0])}
        near[one] = sure or found
    fits = Counter(chain.from_iterable(near.values()))
    alone = {one: found.pop() for one, found in near.items() if len(found) == 1}
    return {one: to[0] for one, to in alone.items() if fits[to] == 1}


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
    several = {" ".join(sorted(words[start:end])) for end in ends for start in range(end - 1)}
    letters = "".join(one for one in words if not one.isdigit())
    return {f"id {one}" for one in ids} | several | {letters, "".join(words)}


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
        words = f"The roster {path} cannot be read ({error.strerror})."
        raise KitError(words, fix="Give a CSV file.") from error
    except UnicodeDecodeError as error:
        words = f"The roster {path} is not in UTF-8 (at byte {error.start})."
        raise KitError(words, fix="Save it as CSV in UTF-8.") from error
