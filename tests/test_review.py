"""Does `review` say so when one of the kit's claims does not hold?

On a copy of the kit whose mistakes are cut down to a few that together every check catches one of.
"""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
KEPT = (
    "neuron/floats_all_the_way",
    "layer/loop_over_a_number",
    "layer/always_a_list",
    "mlp/index_past_the_end",
    "count/kept_apart_by_layer",
    "gradients/j_and_i_swapped",
    "gradients/one_flat_list",
    "gradients/biases_not_ranked",
    "gradients/real_before_predicted",
    "gradients/asked_the_engine",
    "gradients/bias_of_twenty",
    "gradients/counted_from_one",
    "gradients/data_cleared",
    "gradients/equal_inputs",
    "gradients/not_put_back",
    "graph/trace_without_return",
    "graph/operands_taken_away",
    "graph/id_without_str",
)
ALTERNATIVE = "neuron/reduced_sum.py"
VOID = {"meta", "br", "link"}  # elements of HTML without an end

# Mutants take as long as all the rest: tests of what goes wrong elsewhere do without.
WITHOUT_MUTANTS = """
import sys
from checks.instructor import review
from checks.commands import command_line
review.mutants = lambda: iter(())
review._equivalent = dict
sys.exit(command_line.main(["review", *sys.argv[1:]]))
"""

Done = subprocess.CompletedProcess[str]


def run(kit: Path, *arguments: object) -> Done:
    return subprocess.run(
        [sys.executable, "-W", "error", *map(str, arguments)],
        cwd=kit,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )


def review(kit: Path, *options: object) -> Done:
    """Review a copy of the kit, all but the mutants."""
    return run(kit, "-c", WITHOUT_MUTANTS, *options)


def faults(done: Done) -> set[str]:
    """Return what a review finds fault with."""
    assert done.returncode == 1, done.stderr
    _, claimed, found = done.stdout.partition(" in all:\n")
    assert claimed, done.stdout
    return {line.strip() for line in found.splitlines() if line.strip()}


def renew(kit: Path) -> None:
    done = run(kit, "-m", "checks", "key")
    assert done.returncode == 0, done.stderr


def write(kit: Path, name: str, source: str) -> None:
    path = kit / "solutions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


def read(kit: Path, name: str) -> str:
    return (kit / "solutions" / name).read_text(encoding="utf-8")


def mistake(name: str, body: str) -> str:
    """Return the source of a mistake: its docstring, and then a right answer's."""
    code = body.split('"""', 2)[2]
    return f'"""{name}: A mistake.\n\nBecause it is one.\n\n1. a\n2. b\n3. c\n"""\n{code}'


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the kit with a handful of mistakes, one alternative, and a key made of them."""
    kit = tmp_path_factory.mktemp("review") / "kit"
    for name in ("checks", "solutions"):
        shutil.copytree(ROOT / name, kit / name, ignore=shutil.ignore_patterns("__pycache__"))
    (kit / "exercises").mkdir()
    for path in (kit / "checks" / "lesson" / "stubs").glob("*.py"):
        shutil.copy(path, kit / "exercises")
    for path in (kit / "solutions" / "mistakes").glob("*/*.py"):
        if f"{path.parent.name}/{path.stem}" not in KEPT:
            path.unlink()
    shutil.rmtree(kit / "solutions" / "alternatives")
    summed = read(kit, "neuron.py").replace("tanh()", "tanh() * 1.0")
    write(kit, f"alternatives/{ALTERNATIVE}", summed)
    title = "mistakes/neuron/floats_all_the_way.py"
    write(kit, title, read(kit, title).replace(": ", ': An <i>odd</i> & "quoted" title. ', 1))
    renew(kit)
    return kit


@pytest.fixture
def kit(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "kit"))


class Page(HTMLParser):
    """Reads a page strictly: whatever is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_kit_whose_claims_all_hold_is_accepted(small: Path, tmp_path: Path) -> None:
    pytest.importorskip("cosmic_ray")
    pytest.importorskip("jinja2")
    page = tmp_path / "review.html"
    done = run(small, "-m", "checks", "review", "--html", page)

    assert done.returncode == 0, done.stdout + done.stderr
    assert all(re.match("(mistakes|alternatives|mutants): ", s) for s in done.stderr.splitlines())
    assert "All is as claimed." in done.stdout
    assert f"{len(KEPT)} of {len(KEPT)}" in done.stdout
    assert "0 of 1" in done.stdout
    assert Page(page.read_text(encoding="utf-8")).open == []


def test_the_page_parses_and_shows_titles_as_they_are_written(kit: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    page = tmp_path / "review.html"
    done = review(kit, "--html", page)
    found = Page(page.read_text(encoding="utf-8"))

    assert done.returncode == 0, done.stdout + done.stderr
    assert found.open == []
    assert 'An <i>odd</i> & "quoted" title.' in found.text
    assert "i" not in found.seen
    assert {"N11-float", "L04", "L35-range", "M16-index"} <= set(found.text.split())


def test_a_page_that_cannot_be_written_is_refused_in_two_lines(kit: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    done = review(kit, "--html", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2


def test_each_solution_is_shown_with_its_stub(kit: Path) -> None:
    shown = review(kit, "--show").stdout
    for module in ("neuron", "layer", "mlp"):
        for folder in ("solutions", "checks/lesson/stubs"):
            for line in (kit / folder / f"{module}.py").read_text(encoding="utf-8").splitlines():
                assert line.strip() in shown


def test_a_mistake_that_passes_is_named(kit: Path) -> None:
    write(kit, "mistakes/neuron/none.py", mistake("N99", read(kit, "neuron.py")))
    renew(kit)
    assert faults(review(kit)) == {
        "the mistake N99 passes",
        "the mistake N99 is recognised as none",
    }


def test_a_mistake_that_fails_elsewhere_is_named(kit: Path) -> None:
    """Stand-ins keep parts apart: without them a layer pays for its neuron."""
    catalog = kit / "checks" / "lesson" / "exercises.toml"
    source = catalog.read_text(encoding="utf-8")
    assert 'over = ["neuron"]' in source
    catalog.write_text(source.replace('over = ["neuron"]', 'with = ["neuron"]'), encoding="utf-8")
    found = faults(review(kit))
    assert "the mistake N11-float fails layer, where it is not made" in found


@pytest.mark.parametrize("difference", ["", "\n# The same in other words.\n"])
def test_two_mistakes_that_look_the_same_are_both_named(kit: Path, difference: str) -> None:
    first = read(kit, "mistakes/layer/loop_over_a_number.py")
    second = first.replace("L35-range", "L99") + difference
    write(kit, "mistakes/layer/twin.py", second)
    renew(kit)
    assert faults(review(kit)) == {
        "the mistake L35-range is recognised as none",
        "the mistake L99 is recognised as none",
    }


def test_two_mistakes_with_one_id_are_refused_in_two_lines(kit: Path) -> None:
    first = read(kit, "mistakes/layer/loop_over_a_number.py")
    write(kit, "mistakes/layer/twin.py", first)
    done = review(kit)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "twin.py and loop_over_a_number.py both have the id L35-range."
    )
    assert len(done.stderr.splitlines()) == 2


def test_a_mistake_newer_than_the_key_is_named(kit: Path) -> None:
    name = "mistakes/layer/loop_over_a_number.py"
    write(kit, name, read(kit, name) + "\n# changed\n")
    assert faults(review(kit)) == {
        "mistakes.json is older than solutions/mistakes: python -m checks key"
    }


def test_a_rejected_alternative_is_named(kit: Path) -> None:
    write(kit, "alternatives/neuron/loud.py", read(kit, "neuron.py").replace("tanh()", "relu()"))
    assert faults(review(kit)) == {"the alternative neuron/loud.py is rejected"}


def test_a_check_that_catches_no_mistake_is_named(kit: Path) -> None:
    (kit / "solutions" / "mistakes" / "mlp" / "index_past_the_end.py").unlink()
    renew(kit)
    found = faults(review(kit))
    assert "the check mlp.parameters catches no known mistake" in found
    assert all(
        fault.startswith("the check mlp.") and fault.endswith(" catches no known mistake")
        for fault in found
    )


def test_a_mutant_that_passes_without_a_reason_is_named_and_so_is_a_reason_without_one(
    kit: Path,
) -> None:
    done = run(
        kit,
        "-c",
        """
import sys
from checks.instructor import review
from checks.commands import command_line
from checks.instructor.mutation import Mutant
source = (review.SOLUTIONS / "neuron.py").read_text(encoding="utf-8")
same = Mutant("neuron", 1, "# nothing", source + "# nothing")
wrong = Mutant("neuron", 2, "relu", source.replace(".tanh()", ".relu()"))
review.mutants = lambda: iter((same, wrong))
review._equivalent = lambda: {wrong.id: "It is said to do the same."}
sys.exit(command_line.main(["review"]))
""",
    )
    assert faults(done) == {
        "the mutant neuron:# nothing passes",
        "neuron:relu is listed as equivalent, but is caught",
    }


def test_without_cosmic_ray_the_review_is_refused_in_two_lines(kit: Path) -> None:
    absent = "raise ModuleNotFoundError(\"No module named 'cosmic_ray'\", name='cosmic_ray')\n"
    (kit / "cosmic_ray.py").write_text(absent, encoding="utf-8")
    done = run(kit, "-m", "checks", "review")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "Mutants need cosmic-ray, which is not installed.",
        'To do: python -m pip install ".[review]"',
    ]


def test_without_solutions_there_is_nothing_to_review(kit: Path) -> None:
    shutil.rmtree(kit / "solutions")
    done = run(kit, "-m", "checks", "review")
    assert done.returncode == 2, done.stdout[-500:] + done.stderr[-500:]
    assert len(done.stderr.splitlines()) == 2
