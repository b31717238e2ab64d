"""A submission: the files that a learner, the reference or a known mistake consists of.

Which of them a name stands for is told here, too.
"""

import os
import re
import stat
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path, PurePath
from shlex import quote

import msgspec
from msgspec.structs import replace

from checks.catalog import HERE, ROOT, exercises, setting
from checks.errors import KitError, Refused

FILES = tuple(dict.fromkeys(one.file for one in exercises()))
MODULES = tuple(file.removesuffix(".py") for file in FILES)
REQUIRED = tuple(dict.fromkeys(o.file for o in exercises() if o.required and not o.given))
ASKED = {name for one in exercises() if one.required for name in one.names}
# what may hold all exercises, and its name where its own is not known
WHOLE = {".py": "submission.py", ".ipynb": "submission.ipynb"}
STUBS = HERE / "lesson" / "stubs"
ENGINE = STUBS / "engine.py"  # the one that is handed out
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"

MOST_BYTES = 1 << 20  # of a file that is compared with one of the kit's
LONGEST_NAME = 60
DEEPEST = 3  # folders: where what is asked for is looked for, to say where it is
MOST_LOOKED_AT = 2_000  # scripts and notebooks, meanwhile
MOST_NAMED = 4
# as a browser or a desktop names a second one: "name (1)", "name-1", "name copy 2"
COPY = re.compile(r"(?: *\(\d+\)|[ -]\d+|(?: -)?[ _-]copy(?: ?\d+| ?\(\d+\))?)$")
ENDINGS = re.compile(r"\.py(?:\.py|\.txt)+$")
DEFINED = re.compile(rb'(?:^[ \t]*|")(?:class|def)[ \t]+(\w+)', re.MULTILINE)


class Submission(msgspec.Struct, frozen=True):
    """A learner's files, a reference solution or a known mistake: all are the same kind of thing.

    Attributes:
        name: how reports call it.
        files: the path of each module; a file need not exist.
        whole: the one file that holds all modules but those with a file of their own, if they are
            handed in so.
        notes: what is to be said of the names of its files.
        rest: what the other scripts and notebooks of its folder define; they are not looked at.
        beside: those of them that the exercises' files may import.
    """

    name: str
    files: Mapping[str, Path]
    whole: Path | None = None
    notes: tuple[str, ...] = ()
    rest: Mapping[str, set[str]] = {}
    beside: tuple[Path, ...] = ()

    def having(self, module: str, path: Path) -> "Submission":
        """Return this submission with one file taken from elsewhere."""
        return replace(self, files={**self.files, module: path})

    @property
    def brings_engine(self) -> bool:
        """Tell whether it has a file with another engine than the one that was handed out."""
        own = self.files["engine"]
        return own != ENGINE and _text(own) != _text(ENGINE)

    def elsewhere(self, names: Iterable[str]) -> str:
        """Return which file is not looked at and defines one of some names; "" for none."""
        return next((name for name in self.rest if not self.rest[name].isdisjoint(names)), "")

    def unseen(self) -> list[str]:
        """Return which scripts are not looked at and define other classes than are required."""
        scripts = {one: has for one, has in self.rest.items() if is_module(one)}
        found = [one for one, has in scripts.items() if re.search(r"\b[A-Z]", " ".join(has))]
        return [one for one in found if scripts[one].isdisjoint(ASKED)][:MOST_NAMED]


def at(path: Path) -> Submission:
    """Return the submission in a folder, or in one script or notebook.

    Where there is none, or it cannot be told which file is meant, that is a `KitError`.
    """
    if is_whole(f"_{path.name}") and path.is_file():  # whatever it is called
        return _complete(path, _imported(path), path, {})
    if not path.is_dir():
        raise _no_folder(path)
    names = sorted(os.listdir(path))
    try:
        found = own(names)
    except Refused as refused:
        fix = "Keep the one that counts, under the second name."
        raise KitError(f"In {_name(path)}, {refused}.", fix=fix) from refused
    scripts = [one for one in names if is_whole(one) and not one.startswith(".")]
    texts = {one: _text(path / one) or b"" for one in (*scripts, *found.values())}
    renamed, whole = under_other_names(texts, found)
    if is_kit := _is_own(path):  # an exercise's file that is missing was deleted
        renamed, whole = {one: renamed[one] for one in renamed if one == ENGINE.name}, ""
    found |= renamed
    others = {one: texts[one] for one in scripts if one not in found.values()}
    if whole and not holds(texts[whole]) and _inner(path):  # it only uses what is in there
        raise _none_of_them(path, {})
    is_whole_needed = found.keys().isdisjoint(REQUIRED) and not is_kit
    if not whole and (not found or (is_whole_needed and any(map(holds, others.values())))):
        raise _none_of_them(path, about_it(others))
    rest = {name: _defined(text) for name, text in others.items() if name != whole}
    return _complete(path, found, path / whole if whole else None, rest)


def _imported(path: Path) -> dict[str, str]:
    """Return the exercises' files beside a script, if it imports from these what it lacks."""
    text = _text(path) or b""
    lacking = [one for one in exercises() if one.names.isdisjoint(_defined(text))]
    there = [one for one in lacking if is_plain(path.with_name(one.file))]
    named = "|".join(one.module for one in there).encode()
    is_used = there and re.search(rb"\bfrom (?:[\w.]*\.)?(?:%b) import\b" % named, text)
    return {one.file: one.file for one in there} if is_used else {}


def _no_folder(path: Path) -> KitError:
    if path.exists():
        fix = "Give a folder, a script (.py) or a notebook (.ipynb)."
        if path.suffix.lower() == ".zip":
            fix = f"Unpack it: python -m zipfile -e {quote(str(path))} {quote(path.stem)}"
        return KitError(f"{_name(path)} is neither a folder nor a script nor a notebook.", fix=fix)
    needed = " and ".join(one.file for one in exercises() if one.stubbed and one.required)
    fix = _way_back(path) or f"Give the folder that holds {needed}."
    what = "file" if path.suffix.lower() in WHOLE else "folder"
    return KitError(f"There is no {what} {_name(path)}.", fix=fix)


def _none_of_them(path: Path, others: Mapping[str, bytes]) -> KitError:
    """Return what there is in a folder instead of the exercises' files, and how to check that."""
    near = sorted(others, key=lambda name: -holds(others[name]))[:6] if not _is_own(path) else []
    could = "more than one file that could hold them all: " + ", ".join(sorted(near))
    which = "the one that counts"
    if not near:
        near = [one.relative_to(path).as_posix() for one in _inner(path)]
        could = f"what is asked for is in its folder{'s' * (len(near) > 1)} {' and '.join(near)}"
        which = "that folder" if len(near) == 1 else which
    words, command = f"The folder {_name(path)} holds none of ", "python -m checks --submission"
    if near:
        fix = f"Give {which}: {command} {quote(_name(path / near[0]))}"
        return KitError(f"{words}{', '.join(REQUIRED)}; {could}.", fix=fix)
    fix = _way_back(path) or f"Give the folder that holds them: {command} {EXERCISES.name}"
    return KitError(f"{words}{', '.join(FILES)}.", fix=fix)


def _inner(path: Path) -> list[Path]:
    """Return the folders below a folder that have a file of an exercise, or one that defines some.

    The fullest comes first; a few will do.
    """
    found: dict[Path, set[str]] = {}
    ways = ("/".join(["[!.]*"] * depth) for depth in range(2, DEEPEST + 2))
    inside = (one for way in ways for one in path.glob(way) if one.suffix.lower() in WHOLE)
    for one in islice(inside, MOST_LOOKED_AT):
        held = _defined(_text(one) or b"") & ASKED
        if held or meant(one.name) in REQUIRED:
            found.setdefault(one.parent, set()).update(held)
    return sorted(found, key=lambda one: (-len(found[one]), len(one.parts), one))[:MOST_NAMED]


def about_it(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return those of some scripts and notebooks that have a word of what is required."""
    words = "|".join(ASKED).encode()
    return {name: text for name, text in files.items() if re.search(words, text)}


def under_other_names(
    files: Mapping[str, bytes], found: Mapping[str, str]
) -> tuple[dict[str, str], str]:
    """Return which files are exercises' under names of their own, and which holds all the rest.

    They are beside those that are found to be the exercises' by their names. "" is for no file.
    """
    has = {name: _defined(text) for name, text in files.items()}
    engine = _engine_in(has, found)
    renamed = {ENGINE.name: engine} if engine else {}
    renamed |= _apart(has, {**found, **renamed})
    if not {*REQUIRED}.isdisjoint([*found, *renamed]):
        return renamed, ""
    others = [name for name in about_it(files) if is_whole(name) and name not in renamed.values()]
    return renamed, _fullest({name: has[name] for name in others})


def _engine_in(has: Mapping[str, set[str]], found: Mapping[str, str]) -> str:
    """Return the one script that is the engine under a name of its own; "" for none.

    It is the only one of all files that defines the class of the engine and nothing required; those
    that are found to be the exercises' have no such class themselves.
    """
    with_it = {name for name in has if setting().leaf in has[name]}
    apart = [name for name in with_it if is_module(name) and has[name].isdisjoint(ASKED)]
    taken = {*found.values()}
    if found.keys().isdisjoint(REQUIRED):  # one of the others holds them
        taken.add(_fullest({name: has[name] for name in has if has[name] & ASKED}))
    is_one = len(apart) == 1 and taken.isdisjoint(with_it) and ENGINE.name not in found
    return apart[0] if is_one else ""


def _apart(has: Mapping[str, set[str]], found: Mapping[str, str]) -> dict[str, str]:
    """Return scripts that alone define what one exercise asks for, and nothing of another.

    One by itself is none: it may be the file that holds them all.
    """
    asked = {name: has[name] & ASKED for name in has if is_whole(name)}
    alone: dict[str, str] = {}
    lacking = [one for one in exercises() if one.file not in found]
    names = {name for one in lacking for name in one.names}
    for one in lacking:
        with_it = [name for name in asked if asked[name] & one.names]
        is_one = len(with_it) == 1 and is_module(with_it[0]) and asked[with_it[0]] <= names
        if is_one and with_it[0] not in alone.values():  # what else is in it is found there
            alone[one.file] = with_it[0]
    return alone if len({*REQUIRED} & {*found, *alone}) > 1 else {}


def _fullest(has: Mapping[str, set[str]]) -> str:
    """Return the only script or notebook, or which defines more than any other of what is required.

    "" where that is not clear.
    """
    ranked = sorted(has, key=lambda name: len(has[name] & ASKED), reverse=True)
    is_tied = len(ranked) > 1 and len(has[ranked[0]] & ASKED) == len(has[ranked[1]] & ASKED)
    return ranked[0] if ranked and not is_tied else ""


def holds(text: bytes) -> int:
    """Return how many of the classes that are required a script or notebook defines."""
    return len(_defined(text) & ASKED)


def _defined(text: bytes) -> set[str]:
    """Return what a script or notebook defines, as far as its text tells."""
    lines = text.replace(b"\\n", b"\n")  # a notebook's are JSON
    return {name.decode() for name in DEFINED.findall(lines)}


def defined(path: Path) -> set[str]:
    """Return what a script or notebook defines, as far as its text tells."""
    return _defined(_text(path) or b"")


def _complete(
    path: Path,
    found: Mapping[str, str],
    whole: Path | None,
    rest: Mapping[str, set[str]],
) -> Submission:
    """Return the submission of these files: what is not there is as it was handed out.

    In exercises/, a file that is missing was deleted.
    """
    if whole and whole.suffix.lower() == ".ipynb":
        _demand_code(whole)
    folder = path.parent if whole == path else path
    own = {module: path / f"{module}.py" for module in MODULES} if _is_own(path) else {}
    files = own | {file.removesuffix(".py"): folder / name for file, name in found.items()}
    notes = [f"{name} is taken as {file}." for file, name in found.items() if name != file]
    if whole and whole != path:
        notes.append(f"{whole.name} is taken as {' and '.join(REQUIRED)}.")
    if whole is None and (holding := _holding_more(files)):
        whole, also = holding
        files = {one: path for one, path in files.items() if path != whole}
        files = {one: path for one, path in files.items() if not is_handed_out(path)}
        words = f"taken as {' and '.join(also)}, too: that is where it was written"
        notes.append(f"{whole.name} is {words}.")
    absent = _not_in(whole) if whole else ()
    is_in = {one: whole for one in MODULES if whole and one not in absent}
    paths = {one: files.get(one) or is_in.get(one) or STUBS / f"{one}.py" for one in MODULES}
    beside = tuple(folder / one for one in rest if is_module(one))
    return Submission(_name(path), paths, whole, tuple(notes), rest, beside)


def _not_in(whole: Path) -> list[str]:
    """Return the stretch goals that one file has nothing of: it says none of their names."""
    text = _text(whole) or b""
    goals = [] if re.search(rb"import\s*\*", text) else exercises()
    left = [one for one in goals if not one.required and not one.given]
    return [one.module for one in left if not any(name.encode() in text for name in one.names)]


def _holding_more(files: Mapping[str, Path]) -> tuple[Path, list[str]] | None:
    """Return the only file that defines what is not begun in others, and which ones these are."""
    lacking = {
        one.file: one.names
        for one in exercises()
        if one.required and one.stubbed
        if not (path := files.get(one.module)) or not path.exists() or is_handed_out(path)
    }
    begun = [path for one, path in files.items() if f"{one}.py" not in lacking]
    there = {path: [f for f in lacking if lacking[f] & defined(path)] for path in begun}
    holders = [(path, also) for path, also in there.items() if also]
    return holders[0] if len(holders) == 1 else None


def _demand_code(notebook: Path) -> None:
    from checks.cells import MOST_OF_NOTEBOOK, code_of  # only a notebook pays for it

    try:
        code_of(notebook.read_bytes()[:MOST_OF_NOTEBOOK])
    except OSError as error:
        fix = "Look at its rights."
        raise KitError(f"{notebook} cannot be read ({error.strerror}).", fix=fix) from error
    except Refused as refused:
        fix = "Give a notebook as Jupyter saves it, or a folder."
        raise KitError(f"{notebook}: {refused}.", fix=fix) from refused


def meant(name: str) -> str:
    """Return the file of an exercise that a name stands for, or "".

    It may differ in capitals, be a copy that a browser has named, or have an ending too many.
    """
    if name in FILES:
        return name
    bare = ENDINGS.sub(".py", name.lower()).removeprefix("copy of ")
    file = f"{COPY.sub('', bare.removesuffix('.py'))}.py"
    return file if bare.endswith(".py") and file in FILES else ""


def own(names: Iterable[str]) -> dict[str, str]:
    """Return the exercises' files among some names, each with its name there; no two may be one."""
    there, found = sorted(names), {}
    for file in FILES:
        near = [file] if file in there else [name for name in there if meant(name) == file]
        if len(near) > 1:
            raise Refused(f"{' and '.join(near[:4])} could each be {file}")
        if near:
            found[file] = near[0]
    return found


def is_whole(name: str) -> bool:
    """Tell whether a file may be the one that holds all exercises."""
    return not meant(name) and name.lower().endswith(tuple(WHOLE))


def folder_of(name: str) -> str:
    """Return the folder of a submission as reports call it: of one file, that which it is in."""
    is_file = PurePath(name).suffix.lower() in WHOLE
    return PurePath(name).parent.as_posix() if is_file else name


def is_module(path: str) -> bool:
    """Tell whether a file is none of the exercises', and these may import it by its name.

    It stands beside them, or in a folder that does.
    """
    *folders, name = path.split("/")
    stem, _, ending = name.rpartition(".")
    is_named = all(map(str.isidentifier, (*folders, stem))) and len(path) <= LONGEST_NAME
    return ending == "py" and is_named and (folders != [] or not meant(name))


def plain(name: str) -> str:
    """Return the name of a script or notebook, cut, and with nothing in it that leads elsewhere."""
    stem, dot, ending = name.rpartition(".")
    return re.sub(r"[^\w ()+.-]", "_", stem)[:LONGEST_NAME].lstrip(".") + dot + ending.lower()


def is_handed_out(path: Path) -> bool:
    """Tell whether a file is still as the exercise's stub was handed out."""
    stub = STUBS / path.name
    return is_plain(stub) and (path == stub or _text(path) == _text(stub))


def is_empty(path: Path) -> bool:
    """Tell whether a file is there and holds nothing."""
    return (text := _text(path)) is not None and not text.strip()


def _is_own(path: Path) -> bool:
    """Tell whether a folder is the kit's own exercises/."""
    return path.resolve() == EXERCISES.resolve()


def _way_back(folder: Path) -> str:
    """Return the command that puts the stubs into exercises/ again; "" for any other folder."""
    every = " ".join(one.id for one in exercises() if one.has_file)
    return f"python -m checks reset {every}" if _is_own(folder) else ""


def _name(folder: Path) -> str:
    resolved = folder.resolve()
    return resolved.relative_to(ROOT).as_posix() if resolved.is_relative_to(ROOT) else str(folder)


def is_plain(path: Path) -> bool:
    """Tell whether there is a file itself: no link to one, and nothing that has no end."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _text(path: Path) -> bytes | None:
    """Return a file's bytes without regard to the kind of line ends, or None if there is none."""
    if not is_plain(path):
        return None
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).replace(b"\r\n", b"\n")
    except OSError:
        return None
