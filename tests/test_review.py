"""The review says so when a claim does not hold; `.ci/run` runs the whole of it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console

from checks import submission
from checks.check import key
from checks.errors import KitError
from checks.instructor import bank, review, review_report
from checks.instructor.review import Caught, Mutant, Review

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
VOID = {"meta", "br", "link"}  # elements of HTML without an end
FIRST = {one.exercise: one for one in reversed(bank.mistakes())}  # one of each exercise
Command = Callable[..., subprocess.CompletedProcess[str]]

NOTHING = Review((), (), {}, (), {}, "There are no two mistakes to tell apart.")


def caught(*checks: str, elsewhere: tuple[str, ...] = (), advice: str = "N01") -> Caught:
    return Caught(replace(FIRST["neuron"], id="N01"), checks, elsewhere, (advice,))


@pytest.fixture(scope="module")
def found() -> dict[str, Caught]:
    """What becomes of one mistake of each exercise."""
    return {name: review._caught(mistake) for name, mistake in FIRST.items()}


# 1. What came of an answer.


def test_a_mistake_is_caught_at_its_own_exercise_alone_and_recognised(
    found: dict[str, Caught],
) -> None:
    for name, one in found.items():
        assert {check.partition(".")[0] for check in one.checks} == {name}
        assert not list(one.faults)


def test_a_mistake_that_is_none_passes_and_is_not_recognised() -> None:
    right = next(path for path in bank.alternatives() if path.parent.name == "neuron")
    none = replace(FIRST["neuron"], path=right, id="N99")
    assert list(review._caught(none).faults) == [
        "the mistake N99 passes",
        "the mistake N99 is recognised as none",
    ]


def test_a_wrong_answer_is_no_alternative(tmp_path: Path) -> None:
    wrong = tmp_path / "neuron.py"
    source = (SOLUTIONS / "neuron.py").read_text(encoding="utf-8")
    wrong.write_text(source.replace(".tanh()", ".relu()"), encoding="utf-8")
    solutions = submission.at(SOLUTIONS)
    assert review._passes(solutions)
    assert not review._passes(solutions.having("neuron", wrong))


def test_two_mistakes_with_one_id_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("one.py", "twin.py"):
        (tmp_path / "layer").mkdir(exist_ok=True)
        shutil.copy(FIRST["layer"].path, tmp_path / "layer" / name)
    monkeypatch.setattr(bank, "MISTAKES", tmp_path)
    with pytest.raises(KitError, match=r"twin\.py and one\.py both have the id"):
        bank.mistakes.__wrapped__()


def test_a_mistake_newer_than_the_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(review._made()) == []
    monkeypatch.setattr(key, "known", lambda: [SOLUTIONS / "neuron.py"])
    assert list(review._made()) == [
        "mistakes.json is older than solutions/mistakes: python -m checks key"
    ]


def test_the_closest_pair_is_of_one_exercise() -> None:
    assert "The closest pair of mistakes: " in review._closest()


# 2. What falls short.


@pytest.mark.parametrize(
    ("of", "fault"),
    [
        (replace(NOTHING, made=("a stub passes",)), "a stub passes"),
        (
            replace(NOTHING, mistakes=(caught("neuron.range", elsewhere=("layer",)),)),
            "the mistake N01 fails layer, where it is not made",
        ),
        (
            replace(NOTHING, mistakes=(caught("neuron.range", advice="N02"),)),
            "the mistake N01 is recognised as N02",
        ),
        (
            replace(NOTHING, alternatives={"neuron/loud.py": False}),
            "the alternative neuron/loud.py is rejected",
        ),
        (NOTHING, "the check mlp.parameters catches no known mistake"),
        (replace(NOTHING, mutants=(("neuron:pass", True),)), "the mutant neuron:pass passes"),
        (
            replace(NOTHING, mutants=(("neuron:pass", False),), reasons={"neuron:pass": "so"}),
            "neuron:pass is listed as equivalent, but is caught",
        ),
    ],
)
def test_what_falls_short_is_named(of: Review, fault: str) -> None:
    assert fault in of.faults


def test_what_does_not_fall_short_is_not_named() -> None:
    some = replace(
        NOTHING,
        mistakes=(caught("neuron.range"),),
        alternatives={"neuron/calm.py": True},
        mutants=(("neuron:pass", True), ("neuron:fail", False)),
        reasons={"neuron:pass": "It does the same."},
    )
    assert {fault.partition(" ")[2].partition(".")[0] for fault in some.faults} == {
        f"check {name}" for name in review.JUDGED
    }
    assert "the check neuron.range catches no known mistake" not in some.faults
    assert list(some.figures.values())[:3] == ["1 of 1", "1 of 1", "0 of 1"]
    assert list(some.figures.values())[4:] == ["1 of 2", "1", "0"]


def test_a_mutant_is_known_by_the_line_that_changed(tmp_path: Path) -> None:
    source = (SOLUTIONS / "neuron.py").read_text(encoding="utf-8")
    mutant = review.mutant("neuron", source, source.replace("tanh()", "relu()"), tmp_path / "1")
    assert isinstance(mutant, Mutant)
    assert mutant.id.startswith("neuron:")
    assert mutant.id.endswith(".relu()")


# 3. How it looks.


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


def test_the_page_parses_and_shows_titles_as_they_are_written(found: dict[str, Caught]) -> None:
    odd = replace(FIRST["neuron"], title='An <i>odd</i> & "quoted" title.')
    rows = (*found.values(), Caught(odd, ("neuron.range",), (), ()))
    page = Page(review_report.page(replace(NOTHING, mistakes=rows, made=("a fault",))))
    assert page.open == []
    assert 'An <i>odd</i> & "quoted" title.' in page.text
    assert "i" not in page.seen
    assert {one.mistake.id for one in found.values()} <= set(page.text.split())
    assert "a fault" in page.text


def printed(content: object) -> str:
    console = Console(width=200)
    with console.capture() as captured:
        console.print(content)
    return captured.get()


def test_the_terminal_shows_the_figures_and_whatever_falls_short() -> None:
    shown = printed(review_report.terminal(NOTHING))
    assert all(name in shown for name in NOTHING.figures)
    assert f"What falls short, {len(NOTHING.faults)} in all:" in shown
    assert all(f"  {fault}\n" in shown for fault in NOTHING.faults)


@pytest.mark.parametrize("width", [80, 200])
def test_each_solution_is_shown_with_its_stub(width: int) -> None:
    """`python -m checks review --show` prints this."""
    shown = printed(review_report.solutions(width))
    for module in ("neuron", "layer", "mlp"):
        for folder in (SOLUTIONS, submission.STUBS):
            for line in (folder / f"{module}.py").read_text(encoding="utf-8").splitlines():
                assert line.strip() in shown


# 4. What there is to do where it cannot be done.


def test_without_cosmic_ray_the_review_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "cosmic_ray", None)
    with pytest.raises(KitError, match="Mutants need cosmic-ray") as refused:
        list(review.mutants(tmp_path))
    assert refused.value.fix == 'python -m pip install ".[review]"'


def test_a_page_that_cannot_be_written_is_refused_in_two_lines(
    command: Command, tmp_path: Path
) -> None:
    done = command("review", "--html", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2


def test_without_solutions_there_is_nothing_to_review(kit: Path, command: Command) -> None:
    shutil.rmtree(kit / "solutions")
    done = command("review")
    assert done.returncode == 2, done.stdout[-500:] + done.stderr[-500:]
    assert len(done.stderr.splitlines()) == 2
