"""How is the learner's edition made? All that a learner needs, and nothing that tells an answer.

A module is in it if a learner's command can reach it, by the imports that are written in it; any
other file of `checks/`, if one that is in it names it. So what only an instructor or an author uses
stays out by itself.
"""

import ast
import json
import re
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile, ZipInfo

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from checks import edition, key, key_building, readme, stubs
from checks.catalog import HERE, ROOT, Exercise, exercise, exercises
from checks.errors import KitError
from checks.submission import EXERCISES, STUBS

STARTS = ("checks.__main__", "checks.learner_commands")
COPIED = ("LICENSE", ".gitignore", ".gitattributes")
PICTURE = ("tests/report.svg", ".github/report.svg")  # where it is here, and in an edition
NOTEBOOKS = sorted(EXERCISES.glob("*.ipynb"))
WORKFLOW = HERE / "pages" / "checks.yml"
UNTIMED = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name

Files = dict[str, bytes]


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
    return {name: found[name].replace(b"\r\n", b"\n") for name in sorted(found)}


def _demand_fresh() -> None:
    """Refuse to hand out what is older than what it was made from."""
    if key.bank().known != key.hash_of(key.known()):
        raise KitError(f"{key.BANK.name} is older than solutions/mistakes.", fix=key.RENEW)
    for name, text in stubs.all_stubs().items():
        path = STUBS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            raise KitError(
                f"checks/stubs/{name} is older than its solution.", fix="python -m checks stubs"
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


def _around(page: str, choice: Choice) -> Files:
    """Return what stands around the exercises and the kit."""
    return {
        "README.md": page.encode(),
        "pyproject.toml": _project(page, choice.sealed).encode(),
        "constraints.txt": _constraints().encode(),
        f".github/workflows/{WORKFLOW.name}": WORKFLOW.read_bytes(),
        PICTURE[1]: (ROOT / PICTURE[0]).read_bytes(),
        **{name: (ROOT / name).read_bytes() for name in COPIED},
    }


def _readme(choice: Choice, kept: Sequence[Exercise]) -> str:
    ids = [one.id for one in kept]
    instead = next(one.id for one in kept if not one.given)
    dropped = [one.id for one in exercises() if one.id not in ids]
    dropped += [] if choice.sealed else ["solution"]
    page = (ROOT / "README.md").read_text(encoding="utf-8").replace(*PICTURE)
    holds = [*ids, "sealed" if choice.sealed else "unsealed"]
    return readme.text(page, holds, dropped, instead, choice.title, choice.links)


def _exercises(kept: Sequence[Exercise]) -> Files:
    """Return the stubs, and the notebook if all that it goes through is there."""
    found = {f"exercises/{one.file}": (STUBS / one.file).read_bytes() for one in kept}
    if all(one in kept for one in exercises() if one.required):
        found |= {f"exercises/{path.name}": path.read_bytes() for path in NOTEBOOKS}
    return found


def _cells(path: Path) -> str:
    """Return the code of a notebook, without what only a notebook understands.

    Raises:
        KitError: if it shows what its cells gave: that may be an answer.
    """
    cells = json.loads(path.read_bytes())["cells"]
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
    from checks import sealing  # it asks for a package that only this needs

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
    waiting = [*STARTS, *(f"checks.suite.{one.id}" for one in kept)]
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
    toml = (HERE / "exercises.toml").read_text(encoding="utf-8")
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
        "exercises.toml": "".join([head, *own]).encode(),
        key.PATH.name: key_building.lines(replace(answers, reference=shown)),
        key.BANK.name: key_building.lines(own_bank),
    }


def write(folder: Path, made: Files, *, zipped: bool) -> list[Path]:
    """Write an edition to a folder, and beside it as a zip; return what was written.

    Either all of it is there in the end, or nothing.

    Raises:
        KitError: if there is something already, or it cannot be written.
    """
    folder = folder.resolve()
    archive = folder.with_name(folder.name + ".zip")
    _demand_free(folder, archive if zipped else None)
    work: Path | None = None
    try:
        work = Path(mkdtemp(prefix=".release-", dir=folder if folder.exists() else folder.parent))
        _write_folder(work / "kit", made)
        if zipped:
            _write_zip(work / "zip", made)
            (work / "zip").replace(archive)
        if folder.exists():
            for path in (work / "kit").iterdir():
                path.rename(folder / path.name)
        else:
            (work / "kit").rename(folder)
    except OSError as error:
        raise KitError(
            f"{folder} cannot be written: {error.strerror}.", fix="Give another folder."
        ) from error
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
    return [folder, archive] if zipped else [folder]


def _demand_free(folder: Path, archive: Path | None) -> None:
    if folder.is_relative_to(ROOT):
        raise KitError(
            f"{folder} is inside the kit itself.", fix="Give a folder outside: ../edition"
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KitError(
            f"{folder} is there already, and is not an empty folder.",
            fix="Give a folder that is empty or not there yet.",
        )
    if archive is not None and archive.exists():
        raise KitError(f"{archive} is there already.", fix="Move it away, or give another folder.")


def _write_folder(folder: Path, made: Files) -> None:
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _write_zip(path: Path, made: Files) -> None:
    """Write a zip whose bytes depend on nothing but the files.

    They are stored as they are: how well they are packed differs from one zlib to another.
    """
    with (ROOT / "pyproject.toml").open("rb") as file:
        top = tomllib.load(file)["project"]["name"]
    with ZipFile(path, "w") as archive:
        for name, content in made.items():
            entry = ZipInfo(f"{top}/{name}", UNTIMED)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # as on Linux, everywhere
            archive.writestr(entry, content)
