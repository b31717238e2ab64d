"""Is a known mistake recognised however it is written, and is advice never wrong?

The files in tests/variants were written from the mistakes' ids and titles alone:

    mistakes, unseen    one known mistake each, written in another way than the bank's own file
    pairs               two known mistakes at once
    unknown, strangers  wrong in a way that is no known mistake, or was none when it was written
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checks import submission
from checks.catalog import exercise, exercises
from checks.check import diagnosis
from checks.check.diagnosis import Diagnosis
from checks.instructor.bank import answer, mistakes
from checks.run.worker import observe

ROOT = Path(__file__).resolve().parents[1]
VARIANTS = ROOT / "tests" / "variants"
SAMPLE = mistakes()[::11]

# Files to which the advice of another mistake is right as well, each with the reason.
RIGHT_UNDER_ANOTHER_ID = {
    "mistakes/layer/L05.2.py": ("L05-mean", "it takes the average of the outputs"),
    "mistakes/layer/L07.2.py": ("L07-first", "only the first input is the last neuron's output"),
    "mistakes/layer/L09.py": ("L09-self", "the new neurons are kept in self.neurons"),
    "mistakes/layer/L11.2.py": ("L11-map", "it returns what map gives"),
    "mistakes/layer/L17.2.py": ("L17-single", "the one input comes inside a list"),
    "mistakes/layer/L19.py": ("L19-all", "weights and biases are both listed twice"),
    "mistakes/mlp/M04-more.py": ("M04-last-extra", "the extra layer has the last width again"),
    "mistakes/mlp/M04-more.2.py": ("M18", "the extra layer is at the front, as wide as the input"),
    "mistakes/mlp/M08.2.py": ("M08-call", "the layers stand in order, the call walks backwards"),
    "mistakes/mlp/M09-generator.2.py": ("M09-map", "it stores what map gives"),
    "mistakes/mlp/M11.py": ("M11-every", "the last layer is squashed once more, too"),
    "mistakes/mlp/M11.2.py": ("M19", "only the final output is squashed once more"),
    "mistakes/neuron/N11-bias.2.py": ("N11-random-bias", "the plain number is a random one"),
    "mistakes/neuron/N11-both.2.py": ("N11-float", "the output is a float as well"),
    "mistakes/neuron/N22-single.2.py": ("N22-all", "the one weight meets every input"),
    "mistakes/neuron/N23.2.py": ("N23-local", "the fresh weights are not those in self.w"),
    "mistakes/neuron/N35-zip.py": ("N35-self", "a comma stands where self.w has its dot"),
    "mistakes/neuron/N37.2.py": ("N37-all", "the bias is divided, too"),
    "mistakes/neuron/N38.2.py": ("N38-abs", "the sign is dropped, nothing is squared"),
    "strangers/layer/unwraps_by_inputs.py": ("L21", "the bank has it by now"),
    "strangers/mlp/first_layer_not_called.py": ("M24", "the bank has it by now"),
    "strangers/mlp/last_layer_not_called.py": ("M23", "the bank has it by now"),
    "strangers/neuron/bias_times_sum.py": ("N48", "the bank has it by now"),
    "strangers/neuron/first_input_skipped.py": ("N55", "the bank has it by now"),
    "strangers/neuron/largest_product.py": ("N51", "the bank has it by now"),
    "strangers/neuron/last_input_skipped.py": ("N54", "the bank has it by now"),
    "strangers/neuron/reversed_inputs.py": ("N53", "the bank has it by now"),
    "strangers/neuron/seeded_start.py": ("N42", "the bank has it by now"),
    "strangers/neuron/squared_weights.py": ("N52", "w ** 2 * x is w * w * x"),
    "strangers/neuron/sums_multiplied.py": ("N44", "the product of the sums is that of all pairs"),
}

Recognised = dict[str, Diagnosis | None]


def variants(*folders: str) -> list[str]:
    return [
        path.relative_to(VARIANTS).as_posix()
        for folder in folders
        for path in sorted((VARIANTS / folder).glob("*/*.py"))
    ]


def held(name: str) -> set[str]:
    """Return the ids of the mistakes that a variant is named for; none if it is a stranger."""
    stem = Path(name).name.removesuffix(".py")
    ids = set(stem.partition(".")[0].split("+"))
    return ids if name.startswith(("mistakes", "unseen", "pairs")) else set()


def given(found: Diagnosis | None) -> str:
    if found is None:
        return "no advice"
    return f"{'' if found.complete else 'at least '}{' and '.join(found.ids)}"


def is_right(name: str, found: Diagnosis | None) -> bool:
    """Tell whether advice names all that is wrong with a variant."""
    if found is None or not found.complete:
        return False
    other = RIGHT_UNDER_ANOTHER_ID.get(name, ("",))[0]
    return set(found.ids) == held(name) or found.ids == (other,)


def is_wrong(name: str, found: Diagnosis | None) -> bool:
    """Tell whether advice names what is not there, or claims to be all where it is not."""
    if found is None or is_right(name, found):
        return False
    return found.complete or not set(found.ids) <= held(name)


def recognise(part: str, path: Path) -> Diagnosis | None:
    observations = observe(answer(path), [exercise(part)], engine_ok=True)
    return diagnosis.recognise(part, observations)


@pytest.fixture(scope="module")
def recognised() -> Recognised:
    """What is recognised in each variant; their processes are what takes time, so all cores."""
    names = variants("mistakes", "unseen", "pairs", "unknown", "strangers")

    def one(name: str) -> Diagnosis | None:
        return recognise(Path(name).parent.name, VARIANTS / name)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(names, pool.map(one, names), strict=True))


def listed(names: Iterable[str], recognised: Recognised) -> str:
    return "\n".join(f"{name}: {given(recognised[name])}" for name in names)


@pytest.mark.parametrize("folder", ["mistakes", "unseen"])
def test_at_least_95_in_100_mistakes_are_recognised_however_they_are_written(
    folder: str, recognised: Recognised
) -> None:
    names = variants(folder)
    missed = [name for name in names if not is_right(name, recognised[name])]
    share = 1 - len(missed) / len(names)
    assert share >= 0.95, f"{len(missed)} of {len(names)} missed:\n{listed(missed, recognised)}"


@pytest.mark.parametrize("folder", ["mistakes", "unseen", "pairs", "unknown", "strangers"])
def test_no_advice_is_wrong(folder: str, recognised: Recognised) -> None:
    wrong = [name for name in variants(folder) if is_wrong(name, recognised[name])]
    assert not wrong, listed(wrong, recognised)


def test_two_mistakes_at_once_are_both_found_in_most_files(recognised: Recognised) -> None:
    names = variants("pairs")
    missed = [name for name in names if not is_right(name, recognised[name])]
    assert 3 * len(missed) <= len(names), listed(missed, recognised)


def test_each_exception_in_the_table_is_needed_and_what_is_recognised(
    recognised: Recognised,
) -> None:
    names = {name: given(recognised[name]) for name in RIGHT_UNDER_ANOTHER_ID if name in recognised}
    assert names == {name: other for name, (other, _) in RIGHT_UNDER_ANOTHER_ID.items()}


def test_variants_are_named_for_mistakes_that_the_bank_has_in_that_exercise() -> None:
    known = {(mistake.exercise, mistake.id) for mistake in mistakes()}
    for name in variants("mistakes", "unseen", "pairs"):
        assert {(Path(name).parent.name, one) for one in held(name)} <= known, name


@pytest.mark.parametrize("mistake", SAMPLE, ids=lambda mistake: mistake.id)
def test_a_mistake_of_the_bank_is_recognised_as_itself(mistake) -> None:
    """A sample: `python -m checks review` does this with all of them."""
    assert recognise(mistake.exercise, mistake.path) == Diagnosis((mistake.id,), complete=True)


@pytest.mark.parametrize("part", [one.id for one in exercises() if one.stubbed])
def test_a_right_answer_gets_no_advice(part: str) -> None:
    observations = observe(submission.at(submission.SOLUTIONS), [exercise(part)], engine_ok=True)
    assert diagnosis.recognise(part, observations) is None


def advised(command: Callable[..., object], folder: Path) -> dict[str, object]:
    """Run the kit's command on a folder and return the advice of each exercise."""
    done = command("--submission", folder, "--json", "-")
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    assert result["edition"] == "learner"
    return {one["id"]: one["advice"] for one in result["exercises"]}


def test_a_mistake_is_recognised_where_there_are_no_solutions(
    kit: Path, command: Callable[..., object], answers: Callable[..., Path]
) -> None:
    shutil.rmtree(kit / "solutions")
    folder = answers(
        neuron=(VARIANTS / "unseen" / "neuron" / "N07.py").read_bytes(),
        layer=(VARIANTS / "unseen" / "layer" / "L04.py").read_bytes(),
    )
    advice = advised(command, folder)

    titles = {mistake.id: mistake.title for mistake in mistakes()}
    assert advice["neuron"]["mistake"] == "N07"
    assert advice["neuron"]["title"] == titles["N07"]
    assert advice["neuron"]["text"]
    assert advice["layer"]["mistake"] == "L04"
    assert advice["mlp"] is None
    assert advice["network"] is None


def test_two_mistakes_are_recognised_where_there_are_no_solutions(
    kit: Path, command: Callable[..., object], answers: Callable[..., Path]
) -> None:
    shutil.rmtree(kit / "solutions")
    source = (VARIANTS / "pairs" / "neuron" / "N06+N05-relu.py").read_bytes()
    neuron = advised(command, answers(neuron=source))["neuron"]

    assert set(neuron["mistake"].split("+")) == {"N06", "N05-relu"}
    assert neuron["title"].startswith("Two things at once: ")
    assert neuron["text"].startswith("The first: ")
    assert "\n\nThe second: " in neuron["text"]


def test_what_is_no_known_mistake_gets_no_advice_where_there_are_no_solutions(
    kit: Path, command: Callable[..., object], answers: Callable[..., Path]
) -> None:
    shutil.rmtree(kit / "solutions")
    source = (VARIANTS / "unknown" / "neuron" / "softsign.py").read_bytes()
    assert advised(command, answers(neuron=source))["neuron"] is None
