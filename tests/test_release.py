"""The learner's edition: whole, the same every time, and without a single answer."""

import ast
import json
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache, partial
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import pytest

from checks import catalog, edition, submission
from checks.errors import KitError
from checks.files import UNTIMED
from checks.instructor import bank, release
from tests.conftest import (
    PASSPHRASE,
    ROOT,
    SOLUTIONS,
    SOURCE,
    demand_refused,
    full_disk,
    of,
    python,
    run_kit,
)

pytestmark = pytest.mark.slow  # whole editions, written and tried

MISTAKE = next(one for one in bank.mistakes() if one.exercise == "layer")
ANSWER = bank.answer(MISTAKE.path).files["layer"]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"__pycache__", ".checks"} & set(path.parts)
    }


def solve(folder: Path, *names: str) -> None:
    for name in names:
        shutil.copy(SOLUTIONS / f"{name}.py", folder / "exercises")


# 1. No answer in it.
#
# What is looked for is every line of a body, below its docstring, in any file of solutions/ and of
# tests/variants/, unless the handed-out stubs have it, too: that of `Neuron.parameters`, for
# instance. What a stub, a hint or the advice of a mistake says to learners is theirs to read.

LOOP = r"\s*for .+ in (enumerate\()?[\w.]+\)?:"


def lines(source: str) -> set[str]:
    """Return the lines of the bodies that say something: not `return x`, not `for n in names:`."""
    written, found = source.splitlines(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            for part in node.body[ast.get_docstring(node) is not None :]:
                found |= {*written[part.lineno - 1 : part.end_lineno]}
                found |= {*ast.unparse(part).splitlines()}
    return {
        line.strip()
        for line in found
        if len(re.findall(r"\w+", line)) > 3 and not re.fullmatch(LOOP, line)
    }


@cache
def answers() -> set[str]:
    paths = [*SOLUTIONS.rglob("*.py"), *(ROOT / "tests" / "variants").rglob("*.py")]
    found = set[str]().union(*(lines(path.read_text(encoding="utf-8")) for path in paths))
    told = [path.read_text(encoding="utf-8") for path in submission.STUBS.rglob("*.py")]
    told += [words for one in bank.mistakes() for words in (one.title, one.text, *one.hints)]
    told += [hint for one in catalog.exercises() for all in one.hints.values() for hint in all]
    all_told = "\n".join(told)
    return {line for line in found if line not in all_told}


def leaks(files: Mapping[str, bytes]) -> list[str]:
    hits = []
    for name, data in files.items():
        text = data.decode("utf-8", "replace")
        text += text.replace(r"\n", "\n").replace(r"\"", '"')  # as it reads inside JSON
        hits += [f"{name}: {hit}" for hit in {*map(str.strip, text.splitlines())} & answers()]
    return hits


def test_no_line_of_a_solution_mistake_alternative_or_variant_is_in_an_edition(released):
    assert len(answers()) > 1000
    assert leaks(contents(released)) == []
    for module in submission.MODULES[1:]:
        assert leaks({"a.py": SOURCE[module].encode()}), module
        assert leaks({"a.json": json.dumps(SOURCE[module]).encode()}), module


def test_what_a_stand_in_does_is_worth_nothing_where_it_is_pasted_into_an_answer(released, submit):
    code = (released / "checks/lesson/programs/standins/layer.py").read_text("utf-8")
    pasted = code[code.index("    def __call__") : code.index("class Neuron")]
    making = "        self.neurons = [Neuron(nin) for _ in range(nout)]\n"
    layer = f"class Layer:\n    def __init__(self, nin, nout):\n{making}{pasted}"
    listing = pasted[pasted.index("    def parameters") :].replace("neurons", "layers")
    mlp = SOURCE["mlp"].partition("    def parameters")[0] + listing
    found = submit(layer=f"from neuron import Neuron\n\n{layer}", mlp=mlp)
    own = {check.id: check.verdict for name in ("layer", "mlp") for check in of(found, name).checks}
    for name in ("layer.several_outputs", "layer.parameters", "mlp.parameters"):
        assert own[name] == "crashed"


def test_an_edition_holds_what_is_for_learners_and_nothing_else(released):
    files = contents(released)
    assert {name.partition("/")[0] for name in files} == {
        *(".gitattributes", ".github", ".gitignore", ".vscode", "LICENSE", "README.md"),
        *("checks", "constraints.txt", "exercises", "pyproject.toml"),
        *("pytest.ini", "solutions"),
    }
    assert {Path(name).suffix for name in files if name.startswith("solutions/")} == {".seal"}
    assert not [name for name in files if "instructor" in name or name.endswith(".pyc")]
    assert not [name for name, data in files.items() if str(ROOT).encode() in data]
    for path in (released / "exercises").iterdir():
        source = submission.EXERCISES if path.suffix == ".ipynb" else submission.STUBS
        assert path.read_bytes() == (source / path.name).read_bytes()
    for name in ("key.json", "mistakes.json", "lesson/exercises.toml"):
        assert (released / "checks" / name).read_bytes() == (ROOT / "checks" / name).read_bytes()


def test_a_notebook_that_shows_what_its_cells_gave_is_not_handed_out(tmp_path):
    book = json.loads((ROOT / "exercises" / "day04.ipynb").read_text(encoding="utf-8"))
    path = tmp_path / "day04.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    assert release.cleared(path) == path.read_bytes()
    next(cell for cell in book["cells"] if cell["cell_type"] == "code")["execution_count"] = 1
    path.write_text(json.dumps(book), encoding="utf-8")
    with pytest.raises(KitError, match="shows what its cells gave"):
        release.cleared(path)


# 2. The same every time.


def test_two_releases_are_the_same_to_the_byte(released, tmp_path):
    again = tmp_path / "another name"
    strange = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    words = ("--zip", "--passphrase")
    assert run_kit(ROOT, "release", again, *words, typed=PASSPHRASE, **strange).returncode == 0
    assert contents(again) == contents(released)
    one, other = released.with_suffix(".zip"), tmp_path / "another name.zip"
    assert one.read_bytes() == other.read_bytes()
    with ZipFile(one) as archive:
        entries = archive.infolist()
        found = {entry.filename: archive.read(entry) for entry in entries}
    top = "neuron-and-mlp-from-scratch"
    assert found == {f"{top}/{name}": data for name, data in contents(released).items()}
    assert {entry.date_time for entry in entries} == {UNTIMED}
    assert {entry.external_attr >> 16 for entry in entries} == {stat.S_IFREG | 0o644}


# 3. Everything that a learner does.


def test_a_learner_goes_from_the_stubs_to_a_pass(copy):
    first = run_kit(copy)
    assert first.returncode == 1
    assert "nothing is broken" in first.stdout

    solve(copy, "neuron")
    shutil.copy(ANSWER, copy / "exercises")
    second = json.loads(run_kit(copy, "--json", "-").stdout)
    found = {one["id"]: one for one in second["exercises"]}
    assert second["edition"] == "learner"
    verdicts = [found[name]["verdict"] for name in ("neuron", "layer", "mlp", "network")]
    assert verdicts == ["pass", "not yet", "not started", "blocked"]
    assert found["layer"]["advice"]["mistake"] == MISTAKE.id
    assert "The next one: python -m checks hint layer 2" in run_kit(copy, "hint", "layer").stdout
    assert run_kit(copy, "reset", "layer", "--blank").returncode == 0
    assert "TODO" not in (copy / "exercises" / "layer.py").read_text(encoding="utf-8")

    solve(copy, "layer", "mlp")
    last = run_kit(copy)
    assert (last.returncode, last.stderr) == (0, "")


def test_the_page_of_the_edition_names_only_what_is_there(copy):
    commands = set(re.findall(r"^  (\w[\w-]*) ", run_kit(copy, "--help").stdout, re.MULTILINE))
    desk = {"run", "watch", "list", "hint", "reset", "undo", "solution", "hand-in", "doctor"}
    assert commands == desk
    page = (copy / "README.md").read_text(encoding="utf-8")
    exercises = {one.id for one in catalog.exercises()}
    for call in re.findall(r"python -m checks(?![\w.])([^`\n&|;>]*)", page):
        first = next(iter(shlex.split(call)), "run")
        assert first in {*commands, *exercises, "--help"} or first.startswith("--"), call
    for target in re.findall(r"\]\(([^)#]+)|src=\"([^\"]+)", page):
        path = "".join(target)
        assert path.startswith("https://") or (copy / path).exists(), path
    assert "<!--" not in page
    assert not re.search(r"author's|CONTRIBUTING|CHANGELOG|\.\[(test|review|develop)", page)
    assert "your own code is the key" in page
    assert len(page.splitlines()) <= 80


def test_what_the_edition_installs_is_what_the_kit_imports(copy):
    made, here = (
        tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
        for folder in (copy, ROOT)
    )
    seal = here["project"]["optional-dependencies"]["seal"]
    assert made["project"].pop("dependencies") == seal + here["project"].pop("dependencies")
    assert made == here
    apart = {"inside", "stubs", "programs", "__main__.py", "system_calls.py"}  # run by themselves
    modules = [
        ".".join(path.relative_to(copy).with_suffix("").parts)
        for path in sorted((copy / "checks").rglob("*.py"))
        if not apart & {*path.relative_to(copy).parts}
    ]
    assert len(modules) > 20
    code = f"import importlib; [importlib.import_module(name) for name in {modules}]"
    done = python("-W", "error", "-c", code, folder=copy)
    assert done.returncode == 0, done.stderr


def test_the_workflow_puts_the_report_on_the_runs_page(copy, tmp_path):
    workflow = (copy / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    assert "python -m pip install --quiet -c constraints.txt .\n" in workflow
    (call,) = re.findall(r"run: python -m checks (.*)", workflow)
    summary = tmp_path / "summary.md"
    done = run_kit(copy, *shlex.split(call), GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1
    assert "A neuron" in summary.read_text(encoding="utf-8")


def test_an_editor_finds_the_checks_as_tests_of_the_exercises(copy):
    settings = json.loads((copy / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["python.testing.pytestEnabled"]
    collect = ["pytest", "--collect-only", "-q", *settings["python.testing.pytestArgs"]]
    bare = [Path(sys.executable).with_name("pytest"), "--collect-only", "-q", "exercises/neuron.py"]
    for words in ([sys.executable, "-m", *collect], bare):
        done = subprocess.run(words, cwd=copy, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout
        assert "neuron.py::" in done.stdout


def test_an_editor_reads_from_a_watch_where_something_is_wrong(copy):
    (task,) = json.loads((copy / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    matcher = task["problemMatcher"]
    begins, ends = (matcher["background"][name] for name in ("beginsPattern", "endsPattern"))
    shutil.copy(ANSWER, copy / "exercises")
    shown: list[str] = []
    with subprocess.Popen(
        [sys.executable, *task["args"]], cwd=copy, stdout=subprocess.PIPE, encoding="utf-8"
    ) as watch:
        for line in watch.stdout:
            shown.append(line.rstrip("\n"))
            if len(shown) > 5 and re.search(ends, shown[-1]):
                break
        watch.terminate()
    found = [match for line in shown if (match := re.search(matcher["pattern"]["regexp"], line))]
    assert any(re.search(begins, line) for line in shown), shown
    assert [match[1] for match in found] == ["exercises/layer.py"], shown
    assert int(found[0][2]) > 1
    assert found[0][3].startswith(("not yet: ", "crashed: "))


# 4. What an instructor can choose.


def test_a_choice_of_exercises_leaves_the_others_out_of_everything(tmp_path):
    folder = tmp_path / "layer"
    words = ("--exercises", "layer", "--no-solutions", "--title", "Day 4")
    links = ("--link", "The course=https://example.org/c")
    done = run_kit(ROOT, "release", folder, *words, *links)
    assert (done.returncode, done.stderr) == (0, "")
    needed = [one.id for one in catalog.handed_out(("network",))]
    assert needed == ["engine", "neuron", "layer", "mlp", "network"]
    assert done.stdout.splitlines()[-2:] == [
        "Not in it: neuron, mlp, network.",
        "To grade it: python -m checks grade FOLDER --gradebook class.db --exercises layer",
    ]
    files = contents(folder)

    def named(start: str) -> set[str]:
        return {Path(name).stem for name in files if name.startswith(start)}

    others = {one.id for one in catalog.exercises()} - {"engine", "layer"}
    assert named("exercises/") == {"engine", "layer"}
    assert not named("solutions/")
    assert not others & (named("checks/lesson/suite/") | named("checks/lesson/stubs/"))
    answers = json.loads(files["checks/key.json"])["reference"]
    assert {name.partition(".")[0] for name in answers} == {"engine", "layer"}
    known = json.loads(files["checks/mistakes.json"])
    assert {*known["advice"]} == {one.id for one in bank.mistakes() if one.exercise == "layer"}
    solve(folder, "layer")
    assert run_kit(folder).returncode == 0
    page = files["README.md"].decode()
    assert page.startswith("# Day 4\n\n[The course](https://example.org/c)\n\n")
    assert "| `mlp`" not in page
    assert "| `layer`" in page
    assert "is the key" not in page
    assert not re.search(r"python -m checks[^`\n]*(neuron|mlp|network|solution)", page)


# 5. All of it, or nothing.

FILES = {"pyproject.toml": b'[project]\nname = "day"\n', "b/c.txt": b"c"}


def test_what_is_there_is_left_as_it_is_and_an_empty_folder_is_filled(tmp_path):
    found = {"notes.txt": b"mine", "edition.zip": b"mine"}
    for there, data in found.items():
        (tmp_path / there).write_bytes(data)
    for name in ("", "notes.txt", "edition"):
        with pytest.raises(KitError, match="is there already"):
            release.write(tmp_path / name, FILES, zipped=True)
    assert contents(tmp_path) == found
    for long, zipped in product(("n" * 300, f"{'n' * 300}/m"), (True, False)):
        with pytest.raises(KitError, match="cannot be written"):
            release.write(tmp_path / long, FILES, zipped=zipped)
    with pytest.raises(KitError, match="inside the kit"):
        release.write(ROOT / "checks" / ".." / "edition", FILES, zipped=False)
    assert not (ROOT / "edition").exists()

    folder = tmp_path / "empty"
    folder.mkdir()
    release.write(folder, FILES, zipped=True)
    assert contents(folder) == FILES
    assert folder.with_suffix(".zip").exists()
    assert sys.platform == "win32" or (folder / "b").stat().st_mode & 0o055  # whoever reads it


@pytest.mark.parametrize("room", [1, 100])  # for a file, and for the zip of them
def test_nothing_is_left_of_a_release_that_fails(tmp_path, room):
    with full_disk(room), pytest.raises(KitError, match="cannot be written: File too large"):
        release.write(tmp_path / "edition", FILES, zipped=True)
    assert not list(tmp_path.iterdir())


def test_what_is_older_than_the_solutions_is_not_handed_out(kit, tmp_path):
    for stale in ("mistakes/neuron/no_activation.py", "neuron.py"):
        path = kit / "solutions" / stale
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        done = run_kit(kit, "release", tmp_path / "edition")
        demand_refused(done, "older", "python -m checks key")
        path.write_bytes(before)


def test_without_solutions_neither_stubs_nor_a_key_are_made(kit):
    shutil.rmtree(kit / "solutions")
    for words in ("stubs", "key"):
        demand_refused(run_kit(kit, words), "no solutions here", "which has solutions/")


# 6. An edition that was changed.


CHANGES = {
    "lesson/exercises.toml": "][",
    "mistakes.json": None,  # it is gone
    "lesson/suite/neuron.py": None,
    "key.json": (catalog.HERE / "key.json").read_text("utf-8").replace("0.7", "0.9", 1),
}


def test_a_changed_edition_says_so_in_one_line_whatever_ends_of_lines_it_has(copy):
    shutil.copy(ANSWER, copy / "exercises")
    for path in (copy / "checks").rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    code = "from checks import edition; print(*edition.changed())"
    changed = partial(python, "-c", code, folder=copy)
    assert (run_kit(copy).returncode, changed().stdout) == (1, "\n")

    for name, change in CHANGES.items():
        path = copy / "checks" / name
        before = path.read_bytes()
        path.unlink() if change is None else path.write_text(change, encoding="utf-8")
        demand_refused(run_kit(copy), edition.ANEW)
        path.write_bytes(before)
    (copy / "checks" / "edition.json").write_text("{]", encoding="utf-8")
    assert changed().stdout == "checks/edition.json\n"
