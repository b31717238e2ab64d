"""The intake: the submissions in a class's folder, or in the zip of it, and the files of each.

Nothing of a submission is trusted: what may be code is read into memory within limits, no link is
followed, and no name becomes a path. What cannot be taken in is `Refused` with a reason.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain, count
from pathlib import Path
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile

from msgspec import Struct
from msgspec.structs import replace

from checks import cells, submission
from checks.desk import hand_in
from checks.desk.hand_in import Person
from checks.errors import KitError, Refused
from checks.instructor.gradebook import stem
from checks.instructor.reading import (
    ARCHIVES,
    LINK,
    MOST,
    Content,
    Part,
    counts,
    in_archive,
    kind_of,
    listed,
    shown,
    within_limits,
)
from checks.instructor.roster import METADATA, Named, grouped, submitters
from checks.submission import ENGINE, REQUIRED, STUBS, WHOLE

TOO_NEAR = 60.0  # seconds: copies of one folder are as far apart
# what a submission may be though it cannot be read; files of other kinds are none
UNREAD = {"", ".rar", ".7z", ".gz", ".bz2", ".xz"}
TEXTS = {"readme", "license", "licence", "makefile"}

Parts = dict[str, tuple[Part, ...]]  # by the name at the top of a class
People = Mapping[str, tuple[Person, ...]]


class Entry(Struct, frozen=True):
    """What was handed in as one: where it lies, and what is known of it before it is read."""

    parts: tuple[Part, ...]
    people: tuple[Person, ...] = ()  # as the system says that it comes from
    origin: str = ""  # how that calls it
    notes: tuple[str, ...] = ()
    fault: str = ""  # why it cannot be taken in

    @property
    def known(self) -> tuple[Person, ...]:
        """Return the people as a roster may know them: ids of Canvas and Moodle are their own."""
        return tuple(Person(one.name) for one in self.people) if self.origin else self.people


class HandedIn(Struct, frozen=True):
    """The files of a submission by the kit's own names for them, and what is to be said of it."""

    files: dict[str, bytes]
    notes: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


# a class


def entries(
    folder: Path, but: Iterable[Path] = (), told: list[str] | None = None
) -> dict[str, Entry]:
    """Return the submissions of a class by name: printable, cut, and distinct within the class.

    `but` are files that may be in it and are no submissions, as the gradebook. What is to be known
    of what lies there is added to `told`.
    """
    _demand_descriptors()
    told = [] if told is None else told
    top, people = _top(folder, but)
    downloaded = grouped(top)
    apart = top.keys() - {name for own in downloaded.values() for name in own}
    single = [name for name in sorted(apart) if _may_be_one(name, top[name])]
    if aside := sorted(apart - {*single, METADATA}):
        told.append(f"Not looked at: {', '.join(map(shown, aside))}.")
    if not downloaded and not single:
        raise KitError(
            f"There is no submission in {folder}.",
            fix="Put in one folder, zip, .py or .ipynb for each student.",
        )
    alone = {one: Entry(top[one], people.get(one, ())) for one in single}
    together = {one: _joined(top, own) for one, own in downloaded.items()}
    found: dict[str, Entry] = {}
    every = [*_newest(alone, told).items(), *together.items()]
    for file, entry in sorted(every, key=lambda pair: pair[0]):
        bare = shown(file).strip() or "unnamed"  # two may look the same, once they can be printed
        names = chain([bare], (f"{bare} ({number})" for number in count(2)))
        found[next(name for name in names if name not in found)] = entry
    return found


def _demand_descriptors() -> None:
    if os.open not in os.supports_dir_fd:
        raise KitError(
            "To take in submissions, a system has to open files by descriptor; this one does not.",
            fix="Do it on Linux or macOS; on Windows, in WSL.",
        )


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
    infos = {one.filename.replace("\\", "/"): one for one in archive.infolist() if not one.is_dir()}
    paths = [path for path in infos if all(map(counts, path.split("/")))]
    tops = {path.partition("/")[0] for path in paths}
    is_in_one = len(tops) == 1 and all("/" in path for path in paths) and not grouped(tops)
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


def _joined(top: Parts, own: Mapping[str, Named]) -> Entry:
    """Return the files and folders of one student as one submission."""
    parts = [replace(p, inner=one.own or p.inner) for name, one in own.items() for p in top[name]]
    first = next(iter(own.values()))
    notes = dict.fromkeys(one.note for one in own.values() if one.note)
    people = (first.person,) if first.person else ()
    return Entry(tuple(parts), people, first.origin, tuple(notes))


def _newest(found: Mapping[str, Entry], told: list[str]) -> dict[str, Entry]:
    """Return which entry counts where some are one student's: "ada", "ada.py" and "ada.zip"."""
    same: dict[str, list[str]] = {}
    for name in found:
        same.setdefault(normalize("NFC", stem(name)), []).append(name)
    counting: dict[str, Entry] = {}
    for student, names in same.items():
        if len(names) > 1:
            when = {name: max(part.changed() for part in found[name].parts) for name in names}
            names.sort(key=lambda name: -when[name])
            every, over = ", ".join(names), ", ".join(names[1:])
            is_clear = when[names[0]] - when[names[1]] >= TOO_NEAR
            if is_clear or _alike(found[name] for name in names):
                note, fault = shown(f"{names[0]} counts, as the newest; passed over: {over}"), ""
            else:
                note = fault = shown(f"nobody can tell which of {every} is the newest; keep one")
            told.append(f"{shown(student)} was handed in {len(names)} times: {note}.")
            found = {**found, names[0]: replace(found[names[0]], notes=(f"{note}.",), fault=fault)}
        counting[names[0]] = found[names[0]]
    return counting


def _alike(entries: Iterable[Entry]) -> bool:
    try:
        first, *others = [read(entry).files for entry in entries]
        return all(one == first for one in others)
    except Refused:
        return False


# a submission


def take(path: Path) -> dict[str, bytes]:
    """Return the files of the submission at a path, by the kit's own names for them."""
    _demand_descriptors()
    return read(Entry((Part(path),))).files


def read(entry: Entry) -> HandedIn:
    """Return the files of a submission: some of the exercises' files, or one that holds everything.

    Perhaps some of the exercises' files are beside that one; and the modules of the same place are,
    by their names, with the folders there that these import from.
    """
    if entry.fault:
        raise Refused(entry.fault)
    try:
        files = chain.from_iterable(part.files() for part in entry.parts)
        found = _alone(entry.parts[0]) if _is_alone(entry) else _chosen(within_limits(files))
    except OSError as error:
        raise Refused(f"it cannot be read ({error.strerror or error})") from error
    people = entry.people or found.people
    return replace(found, notes=(*entry.notes, *found.notes), people=people)


def _is_alone(entry: Entry) -> bool:
    """Tell whether one file was handed in by itself; a download renames it."""
    first, *others = entry.parts
    is_script = kind_of(first.inner) in WHOLE and not submission.meant(first.inner)
    is_renamed = entry.origin != "" and is_script and "/" not in first.inner
    return not others and not first.is_folder and (not first.inner or is_renamed)


def _alone(part: Part) -> HandedIn:
    """Return what one file holds that was handed in by itself."""
    kind = kind_of(part.name)
    if part.is_link:
        raise Refused(f"it {LINK}")
    if kind not in MOST:
        raise Refused("it is neither a folder, a zip, a tar, a .py nor a notebook (.ipynb)")
    if kind not in WHOLE:
        return _chosen({part.name: part.content()})
    name = submission.plain(part.inner) if part.inner else WHOLE[kind]
    return HandedIn(_whole(name, part.content()))


# what is chosen


def _chosen(files: dict[str, Content]) -> HandedIn:
    """Return what the fullest place holds: the exercises' own files, or else one that holds all.

    What the kit itself brings beside exercises/ is nobody's answer.
    """
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
        return _chosen(within_limits(in_archive(path, _demanded(files[path]))))
    inside = {path[len(place) :]: one for path, one in code.items() if path.startswith(place)}
    found = hand_in.beside(_texts(inside)) | _answers(there.get(place, {}), files)
    taken = {place + path for path in inside if path in found or "/" not in path}
    over = [path for path in code if path not in taken and _is_begun(path, code[path])]
    where = f"in {place}" if place else "at the top"
    note = f"What is {shown(where)} counts; passed over: {listed([*over, *archives])}."
    named = {path: one for path, one in files.items() if kind_of(path) == hand_in.PERSON}
    people = map(hand_in.person, _texts(named).values())
    notes = (note,) if over or archives else ()
    return HandedIn(found, notes, tuple(filter(None, people))[:1])


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
    if others:
        raise Refused(f"it holds none of {listed(REQUIRED)}, but {listed(others)}")
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
