"""What is handed out: the stubs, and the learner's edition, in which no answer can be read."""

import ast
import json
import math
import re
import shutil
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

import msgspec
from msgspec.structs import replace

from checks import catalog, edition
from checks.catalog import HERE, ROOT, Exercise, Scenario, exercise, exercises, handed_out
from checks.check import key
from checks.check.facts import Facts, all_facts
from checks.desk import seal, solution
from checks.desk.recovery import EMPTY, functions, refilled
from checks.errors import KitError
from checks.files import as_zip, demand_free, put, put_folder
from checks.files import write as write_file
from checks.instructor.bank import demand_solutions, lines
from checks.run.observation import Observation
from checks.run.worker import observe
from checks.submission import EXERCISES, SOLUTIONS, STUBS, at

COPIED = (
    *("LICENSE", ".gitignore", ".gitattributes", "constraints.txt"),
    *(".vscode/settings.json", ".vscode/tasks.json"),
)
SUITE = HERE / "lesson" / "suite"
PAGES = HERE / "instructor" / "pages"
DECLARED = HERE / "lesson" / "exercises.toml"

# of README.md: what is in no edition
ONLY = re.compile(r"<!-- only here -->\n.*?<!-- /only -->\n", re.DOTALL)
SEALED = re.compile(r"<!-- sealed: (.*?) -->")  # what is there only where solutions are
COMMENT = re.compile(r"<!-- .*? -->\n?")
PICTURE = re.compile(r'(?<=src=")tests/')  # in an edition, they are in .github/
ROW = re.compile(r"\| `(?:python -m checks )?([\w-]+)[^`]*` \|.*\n")
CALL = re.compile(r"(?<=python -m checks )[^`\n]+")

APART = 1e-7  # of a number: a hundred times what two right answers may differ by
ROUNDS = 50
LEAST_BITS = 100
SHORTEST = 12  # letters of a passphrase

Files = dict[str, bytes]  # by path


# The stubs, made from the solutions: the single source


def stub(source: str, stubbed: dict[str, str]) -> str:
    """Return a solution's source without the bodies of some functions, all else as it is.

    `stubbed` names each, as "Class.method" or "function", with the steps that its TODO tells.
    """
    found, bodies = functions(source), {}
    for name, steps in stubbed.items():
        if name not in found or ast.get_docstring(found[name]) is None:
            raise KitError(
                f"There is no function {name} with a docstring to make a stub from.",
                fix="Correct `stubbed` in checks/lesson/exercises.toml.",
            )
        width = 100 - found[name].body[0].col_offset
        to_do = fill(f"TODO: {steps}", width, initial_indent="# ", subsequent_indent="# ")
        bodies[name] = f"{to_do}\n{EMPTY}"
    return refilled(source, bodies)


def all_stubs() -> dict[str, str]:
    """Return the text of every file that is handed out, by file name."""
    demand_solutions()
    own = [one for one in exercises() if one.has_file]
    texts = [(SOLUTIONS / one.file).read_text(encoding="utf-8") for one in own]
    return {one.file: stub(text, one.stubbed) for one, text in zip(own, texts, strict=True)}


def write_stubs() -> tuple[list[str], list[str]]:
    """Write the stubs; return what is renewed, and the edited files that are left alone."""
    renewed, edited = set(), []
    for name, text in all_stubs().items():
        fresh = text.encode()
        paths = STUBS / name, EXERCISES / name
        before, now = (path.read_bytes() if path.exists() else None for path in paths)
        if now not in (None, before, fresh):
            edited.append(name)
        elif now != fresh:
            put(EXERCISES / name, fresh)
            renewed.add(name)
        if before != fresh:
            put(STUBS / name, fresh)
            renewed.add(name)
    return sorted(renewed), edited


# The edition


def one_line(option: str, words: str, example: str = "'Day 4'") -> str:
    """Return the words of an option, which are one line."""
    if not words.isprintable():
        raise KitError(f"{option} takes one line of text.", fix=f"{option} {example}")
    return words.strip()


def link(text: str) -> tuple[str, str]:
    """Read words and an address: "The course=https://example.org"."""
    example = "'The course=https://example.org/course'"
    words, _, address = one_line("--link", text, example).partition("=")
    if not words or not address.startswith(("https://", "http://")) or set(address) & set(" ()<>"):
        raise KitError(f"{text!r} is no link.", fix=f"--link {example}")
    return words, address


def write(folder: Path, files: Files, *, zipped: bool) -> list[Path]:
    """Write files to a new folder, and beside it as a zip if wanted; return what was written.

    If one of both cannot be written, nothing is left.
    """
    folder = folder.resolve()
    if folder.is_relative_to(ROOT):
        fix = "Give a folder outside: ../edition"
        raise KitError(f"{folder} is inside the kit itself.", fix=fix)
    archive = folder.with_name(folder.name + ".zip")
    if zipped:
        demand_free(archive, "Move it away, or give a folder of another name.")
    put_folder(folder, files.items(), "Move it away, or give a folder that is new or empty.")
    if not zipped:
        return [folder]
    project = tomllib.loads(files["pyproject.toml"].decode())["project"]
    try:
        write_file(archive, as_zip(files, f"{project['name']}/"))
    except KitError:
        shutil.rmtree(folder)
        raise
    return [folder, archive]


def files(
    chosen: Sequence[str],
    title: str,
    links: Sequence[tuple[str, str]],
    passphrase: str,
    *,
    is_sealed: bool,
) -> Files:
    """Return the files of a learner's edition by path: for the same choice, the same bytes.

    Args:
        chosen: exercises, to which what they need is added; all, if empty.
        title: the heading of its README, if it is to be another one; else "".
        links: words and addresses below that heading.
        passphrase: opens the sealed solutions, too, if it is not "".
        is_sealed: whether it holds the solutions.
    """
    if key.bank().known != edition.hash_of(key.known()):
        raise KitError(f"{key.BANK.name} is older than solutions/mistakes.", fix=key.RENEW)
    kept, made = handed_out(chosen), all_stubs()
    ids = [one.id for one in kept]
    own = {_name(path): path.read_bytes() for path in _modules(ids)}
    own |= {_name(STUBS / one.file): made[one.file].encode() for one in kept}
    own |= _answers(ids)
    seals = [sealed(one, passphrase) for one in kept if is_sealed and one.stubbed]
    own |= {f"solutions/{o.exercise}.seal": msgspec.json.encode(o) + b"\n" for o in seals if o}
    page = readme(ids, title, links, is_sealed=is_sealed)
    pictures = re.findall(r'src="(\.github/[^"]+)"', page)
    notebooks = () if left_out(chosen) else sorted(EXERCISES.glob("*.ipynb"))
    return own | {
        "README.md": page.encode(),
        "pyproject.toml": _project(is_sealed=is_sealed).encode(),
        "pytest.ini": (PAGES / "pytest.ini").read_bytes(),
        ".github/workflows/checks.yml": (PAGES / "checks.yml").read_bytes(),
        "checks/edition.json": edition.manifest(dict(sorted(own.items()))),
        **{name: (ROOT / "tests" / Path(name).name).read_bytes() for name in pictures},
        **{name: (ROOT / name).read_bytes() for name in COPIED},
        **{f"exercises/{one.file}": made[one.file].encode() for one in kept},
        **{_name(path): cleared(path) for path in notebooks},
    }


def left_out(names: Sequence[str]) -> list[str]:
    """Return the required exercises that are not in an edition with these."""
    kept = handed_out(names)
    return [one.id for one in exercises() if one.required and one not in kept]


def _modules(ids: Collection[str]) -> Iterator[Path]:
    """Yield what is in `checks/`, but stubs, what is an instructor's, and others' checks."""
    others = {SUITE / f"{one.id}.py" for one in exercises() if one.id not in ids}
    apart = {HERE / "instructor", STUBS}
    for path in sorted(HERE.rglob("*")):
        is_source = path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
        if is_source and path not in others and not apart & {*path.parents}:
            yield path


def _answers(ids: Collection[str]) -> Files:
    """Return the catalog and the answer key with nothing about exercises that are left out."""
    text = DECLARED.read_text(encoding="utf-8")
    head, *tables = re.split(r"^(?=\[\[exercise\]\])", text, flags=re.MULTILINE)
    own = [table for table in tables if tomllib.loads(table)["exercise"][0]["id"] in ids]
    answers, bank = key.read(), key.bank()
    known = {mistake for name in ids for entry in key.entries(name) for mistake in entry.ids}

    def kept(told: Mapping[str, Any]) -> dict[str, Any]:
        return {name: one for name, one in told.items() if name.partition(".")[0] in ids}

    facts = {name: kept(getattr(answers, name)) for name in ("reference", "owned", "idle")}
    entries = {name: kept(getattr(bank, name)) for name in ("mistakes", "composites")}
    advice = {name: words for name, words in bank.advice.items() if name in known}
    return {
        _name(DECLARED): "".join([head, *own]).encode(),
        _name(key.PATH): lines(replace(answers, **facts)),
        _name(key.BANK): lines(replace(bank, **entries, advice=advice)),
    }


def _project(*, is_sealed: bool) -> str:
    """Return `pyproject.toml`; what opens the solutions is installed, too, if they are there."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    first = "\ndependencies = [\n"
    (package,) = tomllib.loads(text)["project"]["optional-dependencies"]["seal"]
    return text.replace(first, f"{first}  {json.dumps(package)},\n", 1) if is_sealed else text


def cleared(notebook: Path) -> bytes:
    """Return a notebook; fail if it shows what its cells gave, which may be an answer."""
    content = notebook.read_bytes()
    cells = json.loads(content)["cells"]
    if any(cell.get("outputs") or cell.get("execution_count") for cell in cells):
        raise KitError(
            f"{notebook.name} shows what its cells gave.",
            fix="Clear all outputs in it, and save it.",
        )
    return content


def readme(
    kept: Sequence[str], title: str, links: Iterable[tuple[str, str]], *, is_sealed: bool
) -> str:
    """Return README.md without what is not for the learners of an edition with some exercises."""
    dropped = {one.id for one in exercises()}.difference(kept)
    dropped |= set() if is_sealed else {"solution"}
    instead = next(name for name in kept if not exercise(name).given)

    def called(found: re.Match[str]) -> str:
        words = (instead if word in dropped else word for word in found[0].split(" "))
        return " ".join(dict.fromkeys(words))

    page = ONLY.sub("", (ROOT / "README.md").read_text(encoding="utf-8"))
    page = COMMENT.sub("", SEALED.sub(r"\1" if is_sealed else "", page))
    page = ROW.sub(lambda found: "" if found[1] in dropped else found[0], page)
    heading, _, rest = PICTURE.sub(".github/", CALL.sub(called, page)).partition("\n")
    below = " · ".join(f"[{words}]({address})" for words, address in links)
    parts = [f"# {title}" if title else heading, below, rest.strip("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(part for part in parts if part)) + "\n"


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# The seals: drawn scenarios, and what the reference shows there as the secret


def sealed(exercise: Exercise, passphrase: str) -> seal.Seal | None:
    """Return the solution of an exercise under seal, the same one every time.

    None, if the answers of the exercise are too easy to guess.
    """
    text = solution.BETWEEN.join(solution.texts(exercise))
    asked, seen = _drawn(exercise)
    if bits(asked, all_facts(seen.values(), asked)) < LEAST_BITS:
        return None
    given = {name: dict(scenario.given) for name, scenario in asked.items()}
    made, typed = seal.Seal(seal.VERSION, exercise.id, given), seal.secret_of(passphrase)
    if passphrase and len(typed) < SHORTEST:
        raise KitError(
            f"A passphrase has at least {SHORTEST} letters: whoever has the file can try others "
            "for as long as they like.",
            fix="Take four words that have nothing to do with each other.",
        )
    return replace(
        made,
        by_answers=seal.encrypted(made, seal.ANSWERS, seal.answers(seen, asked), text),
        by_passphrase=seal.encrypted(made, seal.PASSPHRASE, typed, text) if passphrase else b"",
    )


def _drawn(exercise: Exercise) -> tuple[dict[str, Scenario], dict[str, Observation]]:
    """Draw scenarios until each answer of the reference rounds the same way in every right one."""
    seed = edition.hash_of([SOLUTIONS / exercise.file, *key.asked()])
    order = [one.id for one in catalog.published()[exercise.id]]
    kept: dict[str, tuple[Scenario, Observation]] = {}
    for number in range(ROUNDS):
        drawn = catalog.lesson("draws").drawn_for_seal(f"{seed}.{number}")[exercise.id]
        asked = {one.id: one for one in drawn if one.id not in kept}
        if not asked:
            break
        found = observe(at(SOLUTIONS), [exercise], asked={exercise.id: [*asked.values()]})
        for name, facts in all_facts(found.values(), asked).items():
            if found[name].status == "ok" and all(map(is_clear, numbers(facts))):
                kept[name] = asked[name], found[name]
    if missing := [name for name in order if name not in kept]:
        raise KitError(
            f"No numbers were found with which {missing[0]} could be part of a seal.",
            fix="Release without solutions, or change what that scenario asks.",
        )
    return {name: kept[name][0] for name in order}, {name: kept[name][1] for name in order}


def is_clear(number: float) -> bool:
    """Tell whether a number is far from where it would round to another one."""
    if abs(number) <= seal.NOTHING / 1e3 or seal.is_count(number):
        return True
    near = (number * (1 - APART), number, number * (1 + APART))
    return abs(number) > seal.NOTHING * 1e3 and len(set(map(seal.rounded, near))) == 1


def bits(asked: Mapping[str, Scenario], shown: Mapping[str, Facts]) -> float:
    """Return how much is to be guessed: the answers that are not numbers given or published."""
    known = [key.published().reference[name] for name in asked]  # some have only one drawing
    given = [one.given for one in asked.values()]
    secret = {*map(seal.rounded, numbers(shown))} - {*map(seal.rounded, numbers([known, given]))}
    return len(secret) * math.log2(10**seal.DIGITS)


def numbers(told: Any) -> list[float]:
    """Return every number in facts, or in what a scenario gives."""
    if isinstance(told, float | int):
        return [float(told)]
    if isinstance(told, str) or not isinstance(told, Iterable):
        return []
    items = told.values() if isinstance(told, Mapping) else told
    return [number for item in items for number in numbers(item)]
