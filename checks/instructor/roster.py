"""The roster: who hands in, and which submission is whose, by its name or by one that is near."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import combining, normalize

from msgspec.structs import replace

from checks.desk.hand_in import Person
from checks.errors import KitError
from checks.instructor.gradebook import Student, stem

HEAD = "Its first line names the columns: submission, name, id. See solutions/README.md."
SHORTEST_ID = 3  # that is looked for in a file's name
MOST_WORDS = 12  # of that


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
