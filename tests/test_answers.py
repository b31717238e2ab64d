"""What the kit says of every answer: right ones pass, wrong ones do not, and no advice is wrong.

The files in tests/variants were written from the mistakes' ids and titles alone:

    right               another right answer
    mistakes, unseen    one known mistake each, written in another way than the bank's own file
    pairs               two known mistakes at once
    unknown, strangers  wrong in a way that is no known mistake, or was none when it was written

A claim about all of them is one test, which lists its exceptions.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from checks import catalog, submission
from checks.check import session
from checks.check.diagnosis import Diagnosis
from checks.check.result import Result
from checks.check.roster import checks, judge
from checks.instructor.bank import mistakes
from tests import ledger, table
from tests.table import BANK, RIGHT, VARIANTS, WRONG, Row, Table

REFERENCE = submission.at(submission.SOLUTIONS)
STUBBED = [one.id for one in catalog.exercises() if one.stubbed]
NAMED = tuple(f"tests/variants/{kind}" for kind in ("mistakes", "unseen", "pairs"))
BY_ADDRESS = (  # a set's order decides, which is that of addresses
    "solutions/mistakes/graph/label_as_the_name.py",
    "tests/variants/unseen/graph/D30.py",
)

# Files to which the advice of another mistake is right as well, each with the reason.
UNDER_ANOTHER_ID = {
    "tests/variants/mistakes/layer/L05.2.py": ("L05-mean", "it takes the average of the outputs"),
    "tests/variants/mistakes/layer/L07.2.py": (
        "L07-first",
        "only the first input is the last neuron's output",
    ),
    "tests/variants/mistakes/layer/L09.py": (
        "L09-self",
        "the new neurons are kept in self.neurons",
    ),
    "tests/variants/mistakes/layer/L11.2.py": ("L11-map", "it returns what map gives"),
    "tests/variants/mistakes/layer/L17.2.py": ("L17-single", "the one input comes inside a list"),
    "tests/variants/mistakes/layer/L19.py": ("L19-all", "weights and biases are both listed twice"),
    "tests/variants/mistakes/mlp/M04-more.py": (
        "M04-last-extra",
        "the extra layer has the last width again",
    ),
    "tests/variants/mistakes/mlp/M04-more.2.py": (
        "M18",
        "the extra layer is at the front, as wide as the input",
    ),
    "tests/variants/mistakes/mlp/M08.2.py": (
        "M08-call",
        "the layers stand in order, the call walks backwards",
    ),
    "tests/variants/mistakes/mlp/M09-generator.2.py": ("M09-map", "it stores what map gives"),
    "tests/variants/mistakes/mlp/M11.py": (
        "M11-every",
        "the last layer is squashed once more, too",
    ),
    "tests/variants/mistakes/mlp/M11.2.py": ("M19", "only the final output is squashed once more"),
    "tests/variants/mistakes/neuron/N11-bias.2.py": (
        "N11-random-bias",
        "the plain number is a random one",
    ),
    "tests/variants/mistakes/neuron/N11-both.2.py": ("N11-float", "the output is a float as well"),
    "tests/variants/mistakes/neuron/N22-single.2.py": (
        "N22-all",
        "the one weight meets every input",
    ),
    "tests/variants/mistakes/neuron/N23.2.py": (
        "N23-local",
        "the fresh weights are not those in self.w",
    ),
    "tests/variants/mistakes/neuron/N35-zip.py": (
        "N35-self",
        "a comma stands where self.w has its dot",
    ),
    "tests/variants/mistakes/neuron/N37.2.py": ("N37-all", "the bias is divided, too"),
    "tests/variants/mistakes/neuron/N38.2.py": (
        "N38-abs",
        "the sign is dropped, nothing is squared",
    ),
    "tests/variants/strangers/layer/unwraps_by_inputs.py": ("L21", "the bank has it by now"),
    "tests/variants/strangers/mlp/first_layer_not_called.py": ("M24", "the bank has it by now"),
    "tests/variants/strangers/mlp/last_layer_not_called.py": ("M23", "the bank has it by now"),
    "tests/variants/strangers/neuron/bias_times_sum.py": ("N48", "the bank has it by now"),
    "tests/variants/strangers/neuron/first_input_skipped.py": ("N55", "the bank has it by now"),
    "tests/variants/strangers/neuron/largest_product.py": ("N51", "the bank has it by now"),
    "tests/variants/strangers/neuron/last_input_skipped.py": ("N54", "the bank has it by now"),
    "tests/variants/strangers/neuron/reversed_inputs.py": ("N53", "the bank has it by now"),
    "tests/variants/strangers/neuron/seeded_start.py": ("N42", "the bank has it by now"),
    "tests/variants/strangers/neuron/squared_weights.py": ("N52", "w ** 2 * x is w * w * x"),
    "tests/variants/strangers/neuron/sums_multiplied.py": (
        "N44",
        "the product of the sums is that of all pairs",
    ),
}


@pytest.fixture(scope="module")
def rows() -> Table:
    return table.made(table.answers())


def failures(result: Result) -> dict[str, str]:
    """Return why the checks that do not pass do not; a reader of a failed test wants that."""
    checks = (check for one in result.exercises for check in one.checks)
    return {c.id: f"{c.verdict}: {c.message}" for c in checks if c.verdict != "pass"}


def listed(found: Mapping[str, object] | Iterable[Row]) -> str:
    """Write exceptions to a claim, one a line."""
    if not isinstance(found, Mapping):
        found = {row.name: given(row.diagnosis) for row in found}
    return "\n".join(["", *(f"{name}: {what}" for name, what in found.items())])


# Verdicts


def test_there_are_answers_of_every_kind_to_each_exercise() -> None:
    kinds = {(one.folder, one.exercise) for one in table.answers()}
    wanted = {(kind, part) for kind in (*RIGHT, BANK, *NAMED[:1]) for part in STUBBED}
    assert wanted <= kinds


def test_the_solutions_pass_everything() -> None:
    result = session.check(REFERENCE).result
    assert failures(result) == {}
    assert result.verdict == "pass"
    assert result.points == result.out_of


def test_every_right_answer_passes_every_check(rows: Table) -> None:
    wrong = {row.name: row.failures for row in rows.under(*RIGHT) if row.failures}
    assert not wrong, listed(wrong)


def test_every_wrong_answer_is_caught_and_told_why(rows: Table) -> None:
    wrong = ("not yet", "crashed", "timed out")
    ours = [row for row in rows.under(*WRONG) if row.found.verdict != "blocked"]
    passed = {row.name: row.found.verdict for row in ours if row.found.verdict not in wrong}
    assert not passed, listed(passed)
    silent = {
        row.name: check.id
        for row in ours
        for check in row.found.checks
        if check.verdict != "pass" and not check.message
    }
    assert not silent, listed(silent)


def test_a_mistake_in_how_the_parts_meet_is_caught_by_the_assembled_network(rows: Table) -> None:
    """Such a file holds all three classes; only the checks of `network` look at it here."""
    own = checks("network")
    found = [row for row in rows.under(*WRONG) if row.answer.exercise == "network"]
    assert found
    for row in found:
        verdicts = {finding.verdict for one in own if (finding := judge(one, row.evidence))}
        assert verdicts, row.name
        assert verdicts <= {"not yet", "crashed"}, row.name


@pytest.mark.parametrize("part", STUBBED)
def test_a_wrong_answer_costs_its_neighbours_nothing(part: str) -> None:
    wrong = next(one for one in table.answers() if (one.folder, one.exercise) == (BANK, part))
    result = session.check(wrong.submission).result
    found = {one.id: one.verdict for one in result.exercises}
    assert found.pop(part) in ("not yet", "crashed")
    if catalog.exercise(part).required:
        assert found.pop("network") == "blocked"
    assert set(found.values()) == {"pass"}
    assert (result.verdict == "pass") == (not catalog.exercise(part).required)


EMPTY = {
    "layer": """\
class Layer:
    def __init__(self, nin, nout):
        self.neurons = []

    def __call__(self, x):
        return []

    def parameters(self):
        return []
""",
    "mlp": """\
class MLP:
    def __init__(self, nin, nouts):
        self.layers = []

    def __call__(self, x):
        return x

    def parameters(self):
        return []
""",
}


@pytest.mark.parametrize("part", EMPTY)
def test_nothing_is_worth_nothing(part: str, tmp_path: Path) -> None:
    path = tmp_path / f"{part}.py"
    path.write_text(EMPTY[part], encoding="utf-8")
    (found,) = session.check(REFERENCE.having(part, path), (part,)).result.exercises

    assert [check.id for check in found.checks if check.verdict == "pass"] == []
    assert found.points == 0


def test_chance_is_not_the_same_in_every_scenario(tmp_path: Path) -> None:
    """A neuron that leaves its tanh out now and then is not right where it happens to be there."""
    source = (submission.SOLUTIONS / "neuron.py").read_text(encoding="utf-8")
    path = tmp_path / "neuron.py"
    now_and_then = "if random.random() < 0.5 else pre_activation"
    assert "pre_activation.tanh()" in source
    path.write_text(source.replace("tanh()", f"tanh() {now_and_then}", 1), encoding="utf-8")
    (found,) = session.check(REFERENCE.having("neuron", path), ("neuron",)).result.exercises

    assert {check.verdict for check in found.checks} == {"pass", "not yet"}


# Advice


def held(row: Row) -> set[str]:
    """Return the ids of the mistakes that a variant is named for; none if it is a stranger."""
    stem = Path(row.name).stem
    return set(stem.partition(".")[0].split("+")) if row.answer.folder in NAMED else set()


def given(found: Diagnosis | None) -> str:
    if found is None:
        return "no advice"
    return f"{'' if found.complete else 'at least '}{' and '.join(found.ids)}"


def is_right(row: Row) -> bool:
    """Tell whether advice names all that is wrong with a variant."""
    found = row.diagnosis
    if found is None or not found.complete:
        return False
    other = UNDER_ANOTHER_ID.get(row.name, ("",))[0]
    return set(found.ids) == held(row) or found.ids == (other,)


def is_wrong(row: Row) -> bool:
    """Tell whether advice names what is not there, or claims to be all where it is not."""
    found = row.diagnosis
    if found is None or is_right(row):
        return False
    return found.complete or not set(found.ids) <= held(row)


@pytest.mark.parametrize("folder", NAMED[:2])
def test_at_least_95_in_100_mistakes_are_recognised_however_they_are_written(
    folder: str, rows: Table
) -> None:
    all_of_them = rows.under(folder)
    missed = [row for row in all_of_them if not is_right(row)]
    most = len(all_of_them) // 20
    assert len(missed) <= most, listed(missed)


def test_two_mistakes_at_once_are_both_found_in_most_files(rows: Table) -> None:
    pairs = rows.under(NAMED[2])
    missed = [row for row in pairs if not is_right(row)]
    most = len(pairs) // 3
    assert len(missed) <= most, listed(missed)


def test_no_advice_is_wrong(rows: Table) -> None:
    wrong = [row for row in rows.under(*VARIANTS) if is_wrong(row)]
    assert not wrong, listed(wrong)


def test_a_right_answer_gets_no_advice(rows: Table) -> None:
    right = [row for row in rows.under("solutions", *RIGHT) if row.diagnosis]
    assert not right, listed(right)


def test_every_mistake_of_the_bank_is_recognised_as_itself(rows: Table) -> None:
    ids = {mistake.path: mistake.id for mistake in mistakes()}
    other = [
        row
        for row in rows.under(BANK)
        if row.diagnosis != Diagnosis((ids[table.ROOT / row.name],), complete=True)
    ]
    assert not other, listed(other)


def test_each_exception_in_the_table_is_needed_and_what_is_recognised(rows: Table) -> None:
    names = {row.name: given(row.diagnosis) for row in rows if row.name in UNDER_ANOTHER_ID}
    assert names == {name: other for name, (other, _) in UNDER_ANOTHER_ID.items()}


def test_variants_are_named_for_mistakes_that_the_bank_has_in_that_exercise(rows: Table) -> None:
    known = {(mistake.exercise, mistake.id) for mistake in mistakes()}
    named = {row.name: {(row.answer.exercise, one) for one in held(row)} for row in rows}
    unknown = {name: one - known for name, one in named.items() if not one <= known}
    assert not unknown, listed(unknown)


# The ledger


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="an exception's words change with Python's version"
)
def test_the_ledger_is_what_the_kit_says(rows: Table) -> None:
    """If a change is meant: `python -m tests.ledger --write`, and its commit says why."""
    steady = [line for line in ledger.written() if not line.startswith(BY_ADDRESS)]
    changed = ledger.compared((row for row in rows if row.name not in BY_ADDRESS), steady)
    assert not changed, "\n".join(["", *changed])
