"""How is the learner's edition made? All that a learner needs, and nothing that tells an answer.

A module is in it if a learner's command can reach it, by the imports that are written in it; any
other file of `checks/`, if one that is in it names it. So what only an instructor or an author uses
stays out by itself.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from checks import edition
from checks.catalog import HERE, ROOT, Exercise, exercise, exercises
from checks.check import key
from checks.errors import KitError
from checks.instructor import key_building, readme, stubs
from checks.instructor.parcel import Files
from checks.submission import EXERCISES, STUBS

STARTS = ("checks.__main__", "checks.cli")
COPIED = ("LICENSE", ".gitignore", ".gitattributes")
PICTURE = re.compile(r'(?<=src=")tests/([^"/]+)')  # in an edition, they are in .github/
NOTEBOOKS = sorted(EXERCISES.glob("*.ipynb"))
WORKFLOW = HERE / "pages" / "checks.yml"


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
    links: tuple[readme.Link, ...] = ()
    sealed: bool = True
    passphrase: str = ""


def files(choice: Choice) -> Files:
    """Return the files of a learner's edition by path; the same for the same choice, to the byte.

    Raises:
        KitError: if what is made from the solutions is out of step with them, or an exercise
            that is chosen does not exist.
    """
    _demand_fresh()
    kept = _kept(choice.exercises)
    page = _readme(choice, kept)
    own = _kit(kept, page)
    if choice.sealed:
        own |= _seals(kept, choice.passphrase)
    found = {**_around(page, choice), **_exercises(kept), **own}
    found["checks/edition.json"] = edition.manifest(dict(sorted(own.items())))
    return {name: _with_lf(name, found[name]) for name in sorted(found)}


def _with_lf(name: str, content: bytes) -> bytes:
    """Return a text with the ends of lines that it has everywhere, and a picture as it is."""
    return content if name.endswith(".png") else content.replace(b"\r\n", b"\n")


def _demand_fresh() -> None:
    """Refuse to hand out what is older than what it was made from."""
    if key.bank().known != key.hash_of(key.known()):
        raise KitError(f"{key.BANK.name} is older than solutions/mistakes.", fix=key.RENEW)
    for name, text in stubs.all_stubs().items():
        path = STUBS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            raise KitError(
                f"checks/lesson/stubs/{name} is older than its solution.",
                fix="python -m checks stubs",
            )


def _kept(chosen: Sequence[str]) -> tuple[Exercise, ...]:
    """Return the chosen exercises with what they need, and what is handed out complete."""
    waiting = [exercise(name) for name in chosen] or list(exercises())
    kept = {one.id for one in exercises() if one.given}
    while waiting:
        one = waiting.pop()
        kept.add(one.id)
        own = [other for other in exercises() if other.module in one.own and other.stubbed]
        waiting += [other for other in [*map(exercise, one.needs), *own] if other.id not in kept]
    return tuple(one for one in exercises() if one.id in kept)


def left_out(chosen: Sequence[str]) -> list[str]:
    """Return the required exercises that are not in an edition with these."""
    kept = _kept(chosen)
    return [one.id for one in exercises() if one.required and one not in kept]


def _around(page: str, choice: Choice) -> Files:
    """Return what stands around the exercises and the kit."""
    return {
        "README.md": page.encode(),
        "pyproject.toml": _project(page, choice.sealed).encode(),
        "constraints.txt": _constraints().encode(),
        f".github/workflows/{WORKFLOW.name}": WORKFLOW.read_bytes(),
        **{name: _picture(name) for name in re.findall(r'src="(\.github/[^"]+)"', page)},
        **{name: (ROOT / name).read_bytes() for name in COPIED},
    }


def _picture(name: str) -> bytes:
    return (ROOT / "tests" / Path(name).name).read_bytes()


def _readme(choice: Choice, kept: Sequence[Exercise]) -> str:
    ids = [one.id for one in kept]
    instead = next(one.id for one in kept if not one.given)
    dropped = [one.id for one in exercises() if one.id not in ids]
    dropped += [] if choice.sealed else ["solution"]
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    page = PICTURE.sub(r".github/\1", page)
    holds = [*ids, "sealed" if choice.sealed else "unsealed"]
    return readme.text(page, holds, dropped, instead, choice.title, choice.links)


def _exercises(kept: Sequence[Exercise]) -> Files:
    """Return the stubs, and the notebook if all that it goes through is there."""
    found = {f"exercises/{one.file}": (STUBS / one.file).read_bytes() for one in kept}
    if all(one in kept for one in exercises() if one.required):
        found |= {f"exercises/{path.name}": path.read_bytes() for path in NOTEBOOKS}
    return found


def _cells(path: Path) -> str:
    return _code(path, json.loads(path.read_bytes()))


def _code(path: Path, notebook: Mapping[str, Any]) -> str:
    """Return the code of a notebook, without what only a notebook understands.

    Raises:
        KitError: if it shows what its cells gave: that may be an answer.
    """
    cells = notebook["cells"]
    if any(cell.get("outputs") or cell.get("execution_count") for cell in cells):
        raise KitError(
            f"{path.relative_to(ROOT).as_posix()} shows what its cells gave.",
            fix="Clear all outputs in it, and save it.",
        )
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return re.sub(r"^\s*[%!].*$", "", code, flags=re.MULTILINE)


def _kit(kept: Sequence[Exercise], page: str) -> Files:
    """Return the files of `checks/`."""
    found = _modules(kept)
    found |= _data({"README.md": page.encode(), **found})
    found |= {name: content for name, content in _answers(kept).items() if name in found}
    names = {one.file for one in kept}
    stubs = (path for path in sorted(STUBS.rglob("*")) if path.name in names)
    found |= {path.relative_to(HERE).as_posix(): path.read_bytes() for path in stubs}
    return {f"checks/{name}": content for name, content in found.items()}


def _seals(kept: Sequence[Exercise], passphrase: str) -> Files:
    from checks.instructor import sealing  # it asks for a package that only this needs

    seals = {one.id: sealing.sealed(one, passphrase) for one in kept if one.stubbed}
    return {
        f"solutions/{name}.seal": msgspec.json.encode(seal) + b"\n"
        for name, seal in seals.items()
        if seal is not None
    }


def _project(page: str, sealed: bool) -> str:
    """Return a `pyproject.toml` that installs what the kit needs, with the extras on its page."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        here = tomllib.load(file)
    project = here["project"]
    extras = project.pop("optional-dependencies")
    project["dependencies"] += extras["seal"] if sealed else []
    named = {name for found in re.findall(r"\.\[([\w,]+)\]", page) for name in found.split(",")}
    tables = {
        "build-system": here["build-system"],
        "project": project,
        "project.optional-dependencies": {name: extras[name] for name in extras if name in named},
        "tool.hatch.build.targets.wheel": here["tool"]["hatch"]["build"]["targets"]["wheel"],
    }
    return "\n".join(
        f"[{name}]\n" + "".join(f"{entry} = {json.dumps(is_)}\n" for entry, is_ in table.items())
        for name, table in tables.items()
        if table
    )


def _constraints() -> str:
    _, _, pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").partition("\n")
    return "# What the kit was last tried with.\n" + pins


def _modules(kept: Sequence[Exercise]) -> Files:
    """Return the modules that a learner's commands reach, and all of the worker's."""
    waiting = [*STARTS, *(f"checks.lesson.suite.{one.id}" for one in kept)]
    waiting += [name for path in NOTEBOOKS for name in _imported(ast.parse(_cells(path)))]
    found: Files = {}
    while waiting:
        path = _path(waiting.pop())
        if path is not None and (name := path.relative_to(HERE).as_posix()) not in found:
            found[name] = path.read_bytes()
            waiting += _imported(ast.parse(found[name]))
    return found | {path.relative_to(HERE).as_posix(): path.read_bytes() for path in key.asked()}


def _path(module: str) -> Path | None:
    """Return the file of one of the kit's modules; None, if that name is no module."""
    path = ROOT.joinpath(*module.split("."))
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()), None)


def _imported(tree: ast.AST) -> Iterator[str]:
    """Yield what a module may import, wherever in it: packages, modules, names in them."""
    names: Iterable[str] = ()
    if isinstance(tree, ast.Import):
        names = (alias.name for alias in tree.names)
    elif isinstance(tree, ast.ImportFrom):
        names = (f"{tree.module}.{alias.name}" for alias in tree.names)
    for name in names:
        parts = name.split(".")
        if parts[0] == "checks":
            yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from _imported(node)


def _data(named_in: Mapping[str, bytes]) -> Files:
    """Return the kit's files that are no modules and that these files name, or one another."""
    others = {
        path.relative_to(HERE).as_posix(): path
        for path in sorted(HERE.rglob("*"))
        if path.is_file() and path.suffix not in (".py", ".pyc") and STUBS not in path.parents
    }
    found: Files = {}
    texts = list(named_in.values())
    while texts:
        text = texts.pop()
        for name, path in others.items():
            if name not in found and path.name.encode() in text:
                found[name] = path.read_bytes()
                texts.append(found[name])
    return found


def _answers(kept: Sequence[Exercise]) -> Files:
    """Return the catalog and the answer key with nothing about exercises that are left out."""
    ids = [one.id for one in kept]
    toml = (HERE / "lesson" / "exercises.toml").read_text(encoding="utf-8")
    head, *tables = re.split(r"^(?=\[\[exercise\]\])", toml, flags=re.MULTILINE)
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
        "lesson/exercises.toml": "".join([head, *own]).encode(),
        key.PATH.name: key_building.lines(replace(answers, reference=shown)),
        key.BANK.name: key_building.lines(own_bank),
    }
