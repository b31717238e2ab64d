"""Is the learner's edition whole, the same every time, and without a single answer?"""

import ast
import json
import marshal
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType
from typing import Any
from zipfile import ZipFile

import pytest

from checks import catalog, edition, submission
from checks.check import key, session
from checks.errors import KitError
from checks.instructor import bank, parcel, release

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
INSTRUCTORS = ("review", "release", "key", "stubs")
Ran = subprocess.CompletedProcess[str]


def run(folder: Path, *arguments: object, **environment: str) -> Ran:
    """Run `python -m checks` in an edition, with nothing of this repository in reach."""
    own = {name: is_ for name, is_ in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "checks", *map(str, arguments)],
        cwd=folder,
        env={**own, "PYTHONIOENCODING": "utf-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of this repository as the command makes it, with its zip beside it."""
    folder = tmp_path_factory.mktemp("release") / "edition"
    done = run(ROOT, "release", folder, "--zip")
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def copy(released: Path, tmp_path: Path) -> Path:
    """A copy of the release to solve, or to damage."""
    return shutil.copytree(released, tmp_path / "course", ignore=shutil.ignore_patterns(".checks"))


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
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
# A body is what stands in a function below its docstring, in any file of solutions/ and of
# tests/variants/, unless a function of the handed-out stubs has the same: `Neuron.parameters`, for
# instance. It is looked for as a tree, line by line, and as code; so is every sentence of those
# files. What a stub, a hint or the advice of a mistake says to learners is theirs to read.

Form = Callable[[str], set[Any]]


def sources() -> list[str]:
    paths = [*SOLUTIONS.rglob("*.py"), *(ROOT / "tests" / "variants").rglob("*.py")]
    return [path.read_text(encoding="utf-8") for path in sorted(paths)]


def bodies(source: str) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            yield node.body[ast.get_docstring(node) is not None :]


class Renamed(ast.NodeTransformer):
    """Gives the variables of a body numbers in place of words, in the order of their use."""

    def __init__(self, own: set[str]) -> None:
        self.own, self.numbers = own, dict[str, str]()

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id in self.own:
            node.id = self.numbers.setdefault(node.id, f"n{len(self.numbers)}")
        return node


def trees(source: str) -> set[str]:
    """Return each body as a syntax tree, whatever its variables are called."""
    found = set()
    for body in bodies(source):
        names = [node for part in body for node in ast.walk(part) if isinstance(node, ast.Name)]
        own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        found.add("".join(ast.dump(Renamed(own).visit(part)) for part in body))
    return found


LOOP = r"\s*for .+ in (enumerate\()?[\w.]+\)?:"


def lines(source: str) -> set[str]:
    """Return the lines of the bodies that say something: not `return x`, not `for n in names:`."""
    written = source.splitlines()
    found = set()
    for body in bodies(source):
        for part in body:
            found |= {*written[part.lineno - 1 : part.end_lineno], *ast.unparse(part).splitlines()}
    return {
        line.strip()
        for line in found
        if len(re.findall(r"\w+", line)) > 4 and not re.fullmatch(LOOP, line)
    }


def codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes(constant)


def compiled(source: str) -> set[tuple[bytes, tuple[str, ...]]]:
    """Return what Python makes of each function that has more than three names in it."""
    return {
        (code.co_code, code.co_names)
        for code in codes(compile(source, "", "exec"))
        if code.co_flags & CO_OPTIMIZED and len({*code.co_names, *code.co_varnames}) > 3
    }


def sentences(source: str) -> set[str]:
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and len(text.split()) > 3}


@cache
def answers(form: Form) -> set[Any]:
    """Return all that must not be found, in one form."""
    stubs = [path.read_text(encoding="utf-8") for path in submission.STUBS.rglob("*.py")]
    told = [words for one in bank.mistakes() for words in (one.title, one.text, *one.hints)]
    told += [*stubs, *(hint for one in catalog.exercises() for hint in one.hints)]
    found = set[Any]().union(*map(form, sources())).difference(*map(form, stubs))
    in_words = form in (lines, sentences)
    return {one for one in found if not in_words or not any(one in words for words in told)}


def leaks(files: Mapping[str, bytes]) -> list[str]:
    """Return what of the answers is in some files, and where."""
    hits = []
    for name, data in files.items():
        text = data.decode("utf-8", "replace")
        text += re.sub(r"\\(.)", r"\1", text)  # as it reads inside JSON
        own = {form: form(data.decode()) if name.endswith(".py") else set() for form in FORMS}
        hits += [f"{name}: {hit}" for form in FORMS for hit in own[form] & answers(form)]
        plain = {*answers(lines), *answers(sentences)}
        hits += [f"{name}: {hit}" for hit in plain if hit in text]
        hits += [f"{name}: compiled code" for code, _ in answers(compiled) if code in data]
    return hits


FORMS: tuple[Form, ...] = (trees, lines, compiled)


def test_there_is_something_to_look_for() -> None:
    for form in (*FORMS, sentences):
        assert len(answers(form)) > 100, form


def test_no_body_of_a_solution_mistake_alternative_or_variant_is_in_an_edition(
    released: Path,
) -> None:
    assert leaks(contents(released)) == []


BODY = """
class Anything:
    def __call__(self, data):
        answers = [each(data) for each in self.neurons]
        return (answers[0] if len(answers) == 1
                else answers)
"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.py", (SOLUTIONS / "layer.py").read_bytes(), id="source"),
        pytest.param("b.py", BODY.encode(), id="under other names"),
        pytest.param(
            "c.json", json.dumps((SOLUTIONS / "mlp.py").read_text("utf-8")).encode(), id="JSON"
        ),
        pytest.param(
            "d.pyc",
            marshal.dumps(compile((SOLUTIONS / "layer.py").read_text("utf-8"), "", "exec")),
            id="bytecode",
        ),
        pytest.param(
            "e.md",
            b"see: "
            + sentences((SOLUTIONS / "alternatives/layer/recursion.py").read_text("utf-8"))
            .pop()
            .encode(),
            id="a sentence",
        ),
    ],
)
def test_the_search_finds_what_is_put_there(name: str, data: bytes) -> None:
    assert leaks({name: data})


def test_what_is_not_for_learners_is_not_in_an_edition(released: Path) -> None:
    files = contents(released)
    tops = {name.partition("/")[0] for name in files}
    assert tops == {
        *(".gitattributes", ".github", ".gitignore", "LICENSE", "README.md", "constraints.txt"),
        *("checks", "exercises", "pyproject.toml", "solutions"),
    }
    assert {Path(name).suffix for name in files if name.startswith("solutions/")} == {".seal"}
    assert not [name for name in files if name.endswith(".pyc")]
    assert not [
        name for name in files if Path(name).stem.endswith(("_building", "author_commands"))
    ]
    for name, data in files.items():
        assert str(ROOT).encode() not in data, name


def test_an_exercise_is_handed_out_as_its_stub(released: Path) -> None:
    for path in (released / "exercises").iterdir():
        source = submission.EXERCISES if path.suffix == ".ipynb" else submission.STUBS
        assert path.read_bytes() == (source / path.name).read_bytes()


def test_a_notebook_that_shows_what_its_cells_gave_is_not_handed_out(tmp_path: Path) -> None:
    path = ROOT / "exercises" / "day04.ipynb"
    assert "from checks.desk import notebook" in release._cells(path)
    book = json.loads(path.read_text(encoding="utf-8"))
    next(cell for cell in book["cells"] if cell["cell_type"] == "code")["execution_count"] = 1
    ran = submission.EXERCISES / "ran.ipynb"
    with pytest.raises(KitError, match="shows what its cells gave"):
        release._code(ran, book)


@pytest.mark.parametrize("name", ["neuron", "layer"])
def test_a_stand_in_handed_in_as_the_answer_does_not_pass(name: str) -> None:
    double = ROOT / "checks/lesson/programs/standins" / f"{name}.py"
    result = session.assess(submission.at(SOLUTIONS).having(name, double), (name,))
    assert result.result.verdict == "not yet"


# 2. The same every time.


def test_two_releases_are_the_same_to_the_byte(released: Path, tmp_path: Path) -> None:
    again = tmp_path / "another name"
    done = run(ROOT, "release", again, "--zip", PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")
    assert done.returncode == 0

    assert contents(again) == contents(released)
    one, other = released.with_suffix(".zip"), tmp_path / "another name.zip"
    assert one.read_bytes() == other.read_bytes()


def test_the_zip_holds_the_folder_sorted_and_without_a_time(released: Path) -> None:
    with ZipFile(released.with_suffix(".zip")) as archive:
        entries = archive.infolist()
        found = {entry.filename.partition("/")[2]: archive.read(entry) for entry in entries}

    assert found == contents(released)
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {parcel.UNTIMED}
    assert {entry.external_attr >> 16 for entry in entries} == {stat.S_IFREG | 0o644}
    assert len({entry.filename.partition("/")[0] for entry in entries}) == 1


# 3. Everything that a learner does.


def test_the_edition_has_the_learners_commands_and_no_others(copy: Path) -> None:
    overview = run(copy, "--help").stdout
    named = re.findall(r"^  (\w+) ", overview, re.MULTILINE)
    assert named
    assert not {*INSTRUCTORS} & {*named}
    for name in named:
        done = run(copy, name, "--help")
        assert (done.returncode, done.stderr) == (0, ""), name
    for name in INSTRUCTORS:
        assert run(copy, name).returncode == 2


def test_every_module_of_the_edition_can_be_imported(copy: Path) -> None:
    modules = [
        path.relative_to(copy).with_suffix("").as_posix().replace("/", ".")
        for path in sorted((copy / "checks").rglob("*.py"))
        if not {"inside", "stubs"} & set(path.relative_to(copy).parts)
        and path.name != "__main__.py"
    ]
    assert len(modules) > 20
    code = f"import importlib; [importlib.import_module(name) for name in {modules}]"
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=copy, check=True)


def test_a_learner_goes_from_the_stubs_to_a_pass(copy: Path) -> None:
    first = run(copy)
    assert first.returncode == 1
    assert "nothing is broken" in first.stdout

    mistake = next(one for one in bank.mistakes() if one.exercise == "layer")
    solve(copy, "neuron")
    shutil.copy(mistake.path, copy / "exercises" / "layer.py")
    second = json.loads(run(copy, "--json", "-").stdout)
    verdicts = {one["id"]: one["verdict"] for one in second["exercises"]}
    assert second["edition"] == "learner"
    assert verdicts | {"neuron": "pass", "layer": "not yet", "mlp": "not started"} == verdicts
    assert verdicts["network"] == "blocked"
    advice = next(one["advice"] for one in second["exercises"] if one["id"] == "layer")
    assert advice["mistake"] == mistake.id
    assert " ".join(run(copy, "hint", "layer").stdout.split()).endswith(
        "The next one: python -m checks hint layer 2"
    )

    solve(copy, "layer", "mlp")
    last = run(copy)
    assert (last.returncode, last.stderr) == (0, "")


def test_the_page_of_the_edition_names_only_what_is_there(copy: Path) -> None:
    page = (copy / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"^  (\w+) ", run(copy, "--help").stdout, re.MULTILINE))
    exercises = {one.id for one in catalog.exercises()}
    for call in re.findall(r"python -m checks(?![\w.])([^`\n&|;>]*)", page):
        first = next(iter(shlex.split(call)), "run")
        assert first in {*commands, *exercises, "--help"} or first.startswith("--"), call
    for target in re.findall(r"\]\(([^)#]+)|src=\"([^\"]+)", page):
        path = "".join(target)
        assert path.startswith("https://") or (copy / path).exists(), path
    assert "<!--" not in page
    assert not re.search(r"author's|CONTRIBUTING|CHANGELOG|\.\[(test|review|develop)", page)
    assert "## The solutions" in page


def test_what_the_edition_installs_is_what_the_kit_imports(copy: Path) -> None:
    made = tomllib.loads((copy / "pyproject.toml").read_text(encoding="utf-8"))
    here = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    seal = here["project"]["optional-dependencies"]["seal"]
    assert made["project"]["dependencies"] == here["project"]["dependencies"] + seal
    assert "tool" in made
    assert made["project"]["requires-python"] == here["project"]["requires-python"]
    pins = (copy / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins[1:])


@pytest.mark.parametrize("solved", [False, True], ids=["stubs", "solved"])
def test_the_workflow_puts_the_report_on_the_runs_page(
    copy: Path, tmp_path: Path, solved: bool
) -> None:
    solve(copy, *([path.stem for path in SOLUTIONS.glob("*.py")] if solved else []))
    workflow = (copy / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    assert "python -m pip install --quiet -c constraints.txt .\n" in workflow
    (call,) = re.findall(r"run: python -m checks (.*)", workflow)
    summary = tmp_path / "summary.md"
    done = run(copy, *shlex.split(call), GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == (0 if solved else 1)
    assert "A neuron" in summary.read_text(encoding="utf-8")


# 4. What an instructor can choose.


def test_a_choice_of_exercises_leaves_the_others_out_of_everything(tmp_path: Path) -> None:
    folder = tmp_path / "layer"
    done = run(ROOT, "release", folder, "--exercises", "layer", "--no-solutions")
    assert done.returncode == 0
    files = contents(folder)

    assert {n for n in files if n.startswith("exercises/")} == {
        "exercises/engine.py",
        "exercises/layer.py",
    }
    assert not [name for name in files if name.startswith("solutions/")]
    for name in (
        "checks/lesson/suite/mlp.py",
        "checks/lesson/suite/neuron.py",
        "checks/lesson/stubs/mlp.py",
    ):
        assert name not in files
    answers = json.loads(files["checks/key.json"])["reference"]
    assert {name.partition(".")[0] for name in answers} == {"engine", "layer"}
    known = json.loads(files["checks/mistakes.json"])
    own = {one.id for one in bank.mistakes() if one.exercise == "layer"}
    assert set(known["advice"]) == own
    assert run(folder, "list").stdout.split()[0] == "layer"
    solve(folder, "layer")
    assert run(folder).returncode == 0
    page = files["README.md"].decode()
    assert "| `mlp`" not in page
    assert "hint layer" in page
    assert not re.search(r"python -m checks[^`\n]*(neuron|mlp|network)", page)


def test_an_exercise_brings_what_it_needs() -> None:
    kept = [one.id for one in release._kept(("network",))]
    assert kept == ["engine", "neuron", "layer", "mlp", "network"]


def test_a_release_of_all_holds_the_answer_key_as_it_is_here(released: Path) -> None:
    for name in ("key.json", "mistakes.json", "lesson/exercises.toml"):
        assert (released / "checks" / name).read_bytes() == (ROOT / "checks" / name).read_bytes()


def test_title_and_links_are_on_the_page(tmp_path: Path) -> None:
    choice = release.Choice(title="Day 4", links=(("The course", "https://example.org/c"),))
    page = release._readme(choice, release._kept(()))
    assert page.startswith("# Day 4\n\n[The course](https://example.org/c)\n\n")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--exercises", "layers"), "Did you mean layer?"),
        (("--link", "The course"), "is no link"),
        (("--link", "x=javascript:alert(1)"), "is no link"),
        (("--title", "one\ntwo"), "one line"),
    ],
)
def test_a_choice_that_cannot_be_made_is_refused(
    tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    done = run(ROOT, "release", tmp_path / "edition", *options)
    demand_one_line(done, says)
    assert not (tmp_path / "edition").exists()


# 5. All of it, or nothing.


def demand_one_line(done: Ran, *says: str) -> None:
    """Fail unless a command could not go on and says so: one line what, one what to do."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 2, done.stderr
    assert done.stderr.splitlines()[1].startswith("To do: ")
    for words in says:
        assert words in done.stderr


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    demand_one_line(run(ROOT, "release", tmp_path), "not an empty folder")
    demand_one_line(run(ROOT, "release", tmp_path / "notes.txt"), "not an empty folder")
    assert contents(tmp_path) == {"notes.txt": b"mine"}


def test_an_edition_is_not_written_into_the_kit() -> None:
    before = sorted(ROOT.iterdir())
    demand_one_line(run(ROOT, "release", "edition"), "inside the kit")
    demand_one_line(run(ROOT, "release", ROOT / "checks" / ".." / "edition"), "inside the kit")
    assert sorted(ROOT.iterdir()) == before


def test_a_zip_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "edition.zip").write_bytes(b"mine")
    demand_one_line(run(ROOT, "release", tmp_path / "edition", "--zip"), "edition.zip")
    assert contents(tmp_path) == {"edition.zip": b"mine"}


@pytest.mark.parametrize("exists", [True, False], ids=["empty folder", "no folder"])
def test_an_empty_folder_is_filled(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "edition"
    if exists:
        folder.mkdir()
    parcel.write(folder, {"a.txt": b"a", "b/c.txt": b"c"}, zipped=True)
    assert contents(folder) == {"a.txt": b"a", "b/c.txt": b"c"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edition", "edition.zip"]
    assert (folder / "b").stat().st_mode & 0o055 or os.name == "nt"


@pytest.mark.skipif(os.name == "nt", reason="no limit to the size of files")
@pytest.mark.parametrize("exists", [True, False], ids=["empty folder", "no folder"])
def test_nothing_is_left_of_a_release_that_fails(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "edition"
    if exists:
        folder.mkdir()
    limited = "import resource as r, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    limited += "r.setrlimit(r.RLIMIT_FSIZE, (100_000, 100_000));"
    limited += f"sys.argv = ['checks', 'release', {str(folder)!r}, '--zip', '--no-solutions'];"
    limited += "import checks.commands.command_line as c; sys.exit(c.main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", limited], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    demand_one_line(done, "cannot be written")
    assert [path.name for path in tmp_path.iterdir()] == ["edition"] * exists
    assert not folder.exists() or not list(folder.iterdir())


def test_a_release_with_no_folder_to_put_it_in_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="cannot be written"):
        parcel.write(tmp_path / "no" / "edition", {"a": b""}, zipped=False)


@pytest.mark.parametrize(
    "stale", ["solutions/neuron.py", "solutions/mistakes/layer/extra_neuron.py"]
)
def test_what_is_older_than_the_solutions_is_not_handed_out(
    kit: Path, tmp_path: Path, stale: str
) -> None:
    for name in (*release.COPIED, "README.md", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, kit)
    with (kit / stale).open("a", encoding="utf-8") as file:
        file.write("\n")
    demand_one_line(run(kit, "release", tmp_path / "edition"), "older", "python -m checks key")


# 6. An edition that was changed.


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    changed = {
        "cut": data[: len(data) // 2],
        "gone": None,
        "nonsense": b"\xff\x00{]",
        "another number": re.sub(rb"0\.7", b"0.9", data, count=1),
    }[how]
    if changed is None:
        path.unlink()
    else:
        assert changed != data
        path.write_bytes(changed)


@pytest.mark.parametrize("how", ["gone", "nonsense"])
@pytest.mark.parametrize(
    "name",
    [
        *("lesson/exercises.toml", "key.json", "mistakes.json", "lesson/scenarios.py", "check/evidence.py"),
        *("lesson/suite/neuron.py", "lesson/programs/classes.py", "inside/worker.py", "lesson/stubs/engine.py"),
    ],
)
def test_a_changed_edition_says_so_in_one_line(copy: Path, name: str, how: str) -> None:
    shutil.copy(next(iter(bank.mistakes())).path, copy / "exercises" / "layer.py")
    damage(copy / "checks" / name, how)
    done = run(copy)
    if done.returncode != 2:  # what is damaged was not needed
        assert done.stderr == ""
        return
    demand_one_line(done, edition.ANEW)


@pytest.mark.parametrize("name", ["key.json", "mistakes.json"])
def test_a_key_with_another_number_in_it_is_refused(copy: Path, name: str) -> None:
    shutil.copy(next(iter(bank.mistakes())).path, copy / "exercises" / "layer.py")
    damage(copy / "checks" / name, "another number")
    demand_one_line(run(copy), name, "not as it was handed out", edition.ANEW)


@pytest.mark.parametrize("how", ["cut", "gone", "nonsense"])
def test_a_changed_list_of_files_is_refused(copy: Path, how: str) -> None:
    damage(copy / "checks" / "edition.json", how)
    assert edition_of(copy) == ["checks/edition.json"]


def edition_of(folder: Path) -> list[str]:
    code = "from checks import edition; print(*edition.changed())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_an_edition_is_unchanged_by_work_in_its_exercises_and_by_line_ends(copy: Path) -> None:
    solve(copy, "neuron")
    run(copy)
    for path in (copy / "checks").rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert edition_of(copy) == []
    assert run(copy, "neuron").returncode == 0


def test_the_instructors_edition_is_never_called_changed() -> None:
    assert edition.changed() == []
    assert not key.edition.is_changed(key.PATH, b"anything")
