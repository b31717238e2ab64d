"""The learner's edition: all of the kit but what is an instructor's, with no answer in it."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from checks import edition
from checks.catalog import HERE, ROOT, Exercise, exercise, exercises
from checks.check import key
from checks.errors import KitError
from checks.instructor import key_building, readme, stubs
from checks.submission import EXERCISES, STUBS

COPIED = (
    *("LICENSE", ".gitignore", ".gitattributes", "constraints.txt"),
    *(".vscode/settings.json", ".vscode/tasks.json"),
)
NOT_LEARNERS = {"instructor", "__pycache__"}  # folders of checks/
SUITE = HERE / "lesson" / "suite"
PAGES = HERE / "instructor" / "pages"
DECLARED = HERE / "lesson" / "exercises.toml"

Files = dict[str, bytes]  # by path


class Choice(Struct, frozen=True):
    """What an instructor can choose for an edition.

    Attributes:
        exercises: ids, to which what they need is added; all, if empty.
        title: the heading of its README, if it is to be another one.
        links: words and addresses below that heading.
        sealed: whether it holds the solutions, sealed.
        passphrase: opens the sealed solutions, too.
    """

    exercises: tuple[str, ...] = ()
    title: str = ""
    links: tuple[tuple[str, str], ...] = ()
    sealed: bool = True
    passphrase: str = ""


def one_line(option: str, words: str) -> str:
    """Return the words of an option, which are one line."""
    if not words.isprintable():
        raise KitError(f"{option} takes one line of text.", fix=f"{option} 'Day 4'")
    return words.strip()


def link(text: str) -> tuple[str, str]:
    """Read words and an address: "The course=https://example.org"."""
    words, _, address = one_line("--link", text).partition("=")
    if not words or not address.startswith(("https://", "http://")) or set(address) & set(" ()<>"):
        raise KitError(
            f"{text!r} is no link.", fix="--link 'The course=https://example.org/course'"
        )
    return words, address


def files(choice: Choice) -> Files:
    """Return the files of a learner's edition by path; the same for the same choice, to the byte.

    Raises:
        KitError: if the answer key is older than what it was made from, an exercise that is chosen
            does not exist, or a notebook shows what its cells gave.
    """
    if key.bank().known != key.hash_of(key.known()):
        raise KitError(f"{key.BANK.name} is older than solutions/mistakes.", fix=key.RENEW)
    kept = chosen(choice.exercises)
    made = stubs.all_stubs()
    own = {_name(path): path.read_bytes() for path in _modules({one.id for one in kept})}
    own |= {_name(STUBS / one.file): made[one.file].encode() for one in kept}
    own |= _answers(kept)
    own |= _seals(kept, choice.passphrase) if choice.sealed else {}
    own = {name: _with_lf(name, own[name]) for name in sorted(own)}
    found = own | _around(choice, kept)
    found |= {f"exercises/{one.file}": made[one.file].encode() for one in kept}
    if not left_out(choice.exercises):
        found |= {_name(path): _cleared(path) for path in sorted(EXERCISES.glob("*.ipynb"))}
    found["checks/edition.json"] = edition.manifest(own)
    return {name: _with_lf(name, found[name]) for name in sorted(found)}


def chosen(names: Sequence[str]) -> tuple[Exercise, ...]:
    """Return some exercises with what they need, and what is handed out complete; all, if none."""
    waiting = [exercise(name) for name in names] or list(exercises())
    kept = {one.id for one in exercises() if one.given}
    while waiting:
        one = waiting.pop()
        kept.add(one.id)
        parts = [other.id for other in exercises() if other.module in one.own and other.stubbed]
        waiting += [exercise(name) for name in (*one.needs, *parts) if name not in kept]
    return tuple(one for one in exercises() if one.id in kept)


def left_out(names: Sequence[str]) -> list[str]:
    """Return the required exercises that are not in an edition with these."""
    kept = chosen(names)
    return [one.id for one in exercises() if one.required and one not in kept]


def _modules(ids: Collection[str]) -> Iterator[Path]:
    """Yield what is in `checks/`, but stubs, what is an instructor's, and others' checks."""
    others = {SUITE / f"{one.id}.py" for one in exercises() if one.id not in ids}
    for path in sorted(HERE.rglob("*")):
        folders = {*path.relative_to(HERE).parts[:-1]}
        is_kept = not (NOT_LEARNERS & folders or path in others or STUBS in path.parents)
        if path.is_file() and is_kept and not path.name.startswith("."):
            yield path


def _answers(kept: Sequence[Exercise]) -> Files:
    """Return the catalog and the answer key with nothing about exercises that are left out."""
    ids = [one.id for one in kept]
    text = DECLARED.read_text(encoding="utf-8")
    head, *tables = re.split(r"^(?=\[\[exercise\]\])", text, flags=re.MULTILINE)
    own = [table for table in tables if tomllib.loads(table)["exercise"][0]["id"] in ids]
    answers, bank = key.read(), key.bank()
    reference = answers.reference.items()
    shown = {name: seen for name, seen in reference if name.partition(".")[0] in ids}
    known = {mistake for name in ids for entry in bank.singles(name) for mistake in entry.ids}
    own_bank = replace(
        bank,
        mistakes={name: raw for name, raw in bank.mistakes.items() if name in ids},
        composites={name: raw for name, raw in bank.composites.items() if name in ids},
        advice={name: words for name, words in bank.advice.items() if name in known},
    )
    return {
        _name(DECLARED): "".join([head, *own]).encode(),
        _name(key.PATH): key_building.lines(replace(answers, reference=shown)),
        _name(key.BANK): key_building.lines(own_bank),
    }


def _seals(kept: Sequence[Exercise], passphrase: str) -> Files:
    from checks.instructor import sealing  # it asks for a package that only this needs

    seals = {one.id: sealing.sealed(one, passphrase) for one in kept if one.stubbed}
    return {
        f"solutions/{name}.seal": msgspec.json.encode(seal) + b"\n"
        for name, seal in seals.items()
        if seal is not None
    }


def _around(choice: Choice, kept: Sequence[Exercise]) -> Files:
    """Return what stands around the exercises and the kit."""
    page = readme.text([one.id for one in kept], choice.title, choice.links, sealed=choice.sealed)
    pictures = re.findall(r'src="(\.github/[^"]+)"', page)
    return {
        "README.md": page.encode(),
        "pyproject.toml": _project(choice.sealed).encode(),
        "pytest.ini": (PAGES / "pytest.ini").read_bytes(),
        ".github/workflows/checks.yml": (PAGES / "checks.yml").read_bytes(),
        **{name: (ROOT / "tests" / Path(name).name).read_bytes() for name in pictures},
        **{name: (ROOT / name).read_bytes() for name in COPIED},
    }


def _project(sealed: bool) -> str:
    """Return `pyproject.toml`; what opens the solutions is installed, too, if they are there."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if not sealed:
        return text
    first = "\ndependencies = [\n"
    (package,) = tomllib.loads(text)["project"]["optional-dependencies"]["seal"]
    return text.replace(first, f"{first}  {json.dumps(package)},\n", 1)


def _cleared(notebook: Path) -> bytes:
    """Return a notebook that shows nothing of what its cells gave: that may be an answer."""
    content = notebook.read_bytes()
    cells = json.loads(content)["cells"]
    if any(cell.get("outputs") or cell.get("execution_count") for cell in cells):
        raise KitError(
            f"{_name(notebook)} shows what its cells gave.",
            fix="Clear all outputs in it, and save it.",
        )
    return content


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _with_lf(name: str, content: bytes) -> bytes:
    """Return a text with the ends of lines that it has everywhere, and a picture as it is."""
    return content if name.endswith(".png") else content.replace(b"\r\n", b"\n")
