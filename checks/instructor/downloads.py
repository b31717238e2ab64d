"""The downloads of Canvas, Moodle and Gradescope: whose a file is, by its name there.

Canvas (instructure/canvas-lms, lib/content_zipper.rb) calls a file `NAME_USER_FILE_name.py`, with
LATE behind NAME, the sortable name in small letters; `anon_ID` stands for NAME_USER in an anonymous
assignment. Who sends back a file needs USER and FILE. Moodle (moodle/moodle,
mod/assign/locallib.php, download_submissions) calls it `NAME_ID_assignsubmission_file_name.py`, or
a folder `NAME_ID_assignsubmission_file`; ID is the participant's. Gradescope exports a folder for
each submission beside submission_metadata.yml, as Ruby writes YAML: of that, only the submitters
are read, by a strict pattern.
"""

import json
import re
from collections.abc import Collection

from msgspec import Struct

from checks.desk.hand_in import Person, named
from checks.submission import meant

METADATA = "submission_metadata.yml"
CANVAS = re.compile(
    r"(?:(?P<name>(?!LATE_|anon_).+?)_)?(?P<late>LATE_)?(?P<id>\d+|anon_[A-Za-z0-9]+)"
    r"_(?P<file>\d{3,})_(?P<own>.+)"
)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_(?P<own>.*))?")
FOLDER = re.compile(r"""["']?([^\s"':][^"':]*)["']?:\s*""")
SUBMITTER = re.compile(r"(  - |    ):(name|sid|email):\s*(.*?)\s*")


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
    told: dict[str, list[dict[str, str]]] = {}
    folder, is_told = "", False
    for line in metadata.splitlines():
        if found := FOLDER.fullmatch(line):
            folder, is_told = found[1], False
        elif re.match(r"  :", line):
            is_told = line.rstrip() == "  :submitters:"
        elif is_told and (found := SUBMITTER.fullmatch(line)):
            people = told.setdefault(folder, [])
            if found[1] == "  - ":
                people.append({})
            if people:
                people[-1][found[2]] = _scalar(found[3])
    both = {
        folder: [named(one.get("name", ""), one.get("sid", "")) for one in people]
        for folder, people in told.items()
    }
    return {folder: tuple(filter(None, people)) for folder, people in both.items()}


def _scalar(text: str) -> str:
    """Return a word as YAML writes it: plain, or in one of two kinds of quotes."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    try:
        return str(json.loads(text)) if text.startswith('"') else text
    except ValueError:
        return text
