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
from checks.check import key, session
from checks.check.checks import checks, judge
from checks.check.diagnosis import Diagnosis
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

# Files to which the advice of another mistake is right as well, each with that and the reason.
EXCEPTIONS = """
mistakes/layer/L05.2 L05-mean: it takes the average of the outputs
mistakes/layer/L07.2 L07-first: only the first input is the last neuron's output
mistakes/layer/L09 L09-self: the new neurons are kept in self.neurons
mistakes/layer/L11.2 L11-map: it returns what map gives
mistakes/layer/L17.2 L17-single: the one input comes inside a list
mistakes/layer/L19 L19-all: weights and biases are both listed twice
mistakes/mlp/M04-more M04-last-extra: the extra layer has the last width again
mistakes/mlp/M04-more.2 M18: the extra layer is at the front, as wide as the input
mistakes/mlp/M08.2 M08-call: the layers stand in order, the call walks backwards
mistakes/mlp/M09-generator.2 M09-map: it stores what map gives
mistakes/mlp/M11 M11-every: the last layer is squashed once more, too
mistakes/mlp/M11.2 M19: only the final output is squashed once more
mistakes/neuron/N11-bias.2 N11-random-bias: the plain number is a random one
mistakes/neuron/N11-both.2 N11-float: the output is a float as well
mistakes/neuron/N22-single.2 N22-all: the one weight meets every input
mistakes/neuron/N23.2 N23-local: the fresh weights are not those in self.w
mistakes/neuron/N35-zip N35-self: a comma stands where self.w has its dot
mistakes/neuron/N37.2 N37-all: the bias is divided, too
mistakes/neuron/N38.2 N38-abs: the sign is dropped, nothing is squared
strangers/count/inputs_are_neurons C19: the bank has it by now
strangers/layer/last_input_cut L43: the bank has it by now
strangers/layer/parameters_generator L41: the bank has it by now
strangers/layer/running_total L42: the bank has it by now
strangers/layer/unwraps_by_inputs L21: the bank has it by now
strangers/mlp/first_layer_not_called M24: the bank has it by now
strangers/mlp/last_layer_not_called M23: the bank has it by now
strangers/mlp/layers_called_twice M33: the bank has it by now
strangers/neuron/bias_times_sum N48: the bank has it by now
strangers/neuron/first_input_for_all N72: the bank has it by now
strangers/neuron/first_input_skipped N55: the bank has it by now
strangers/neuron/first_input_twice N71: the bank has it by now
strangers/neuron/largest_product N51: the bank has it by now
strangers/neuron/last_input_skipped N54: the bank has it by now
strangers/neuron/reversed_inputs N53: the bank has it by now
strangers/neuron/seeded_start N42: the bank has it by now
strangers/neuron/squared_weights N52: w ** 2 * x is w * w * x
strangers/neuron/sums_multiplied N44: the product of the sums is that of all pairs
strangers/neuron/total_kept N69: the bank has it by now
unknown/count/bias_for_every_input C20: the bank has it by now
unknown/count/width_renewed_too_early C18: the bank has it by now
unknown/mlp/softmax_at_the_end M34: the bank has it by now
unknown/neuron/half_the_sum N65: it halves the sum, and does not write tanh out
unknown/neuron/tanh_without_brackets N70: the bank has it by now
"""
UNDER_ANOTHER_ID = {
    f"tests/variants/{name}.py": other
    for line in EXCEPTIONS.strip().splitlines()
    for name, other in [line.partition(":")[0].split()]
}


@pytest.fixture(scope="module", params=[3, pytest.param(1, marks=pytest.mark.slow)])
def rows(request: pytest.FixtureRequest) -> Table:
    """Every third answer, and every answer in the slow tests; of what is few, all."""
    return table.made(
        one
        for number, one in enumerate(table.answers())
        if number % request.param == 0 or one.exercise == "network" or one.name.count("/") < 2
    )


def listed(found: Mapping[str, object] | Iterable[Row]) -> str:
    """Write exceptions to a claim, one a line."""
    if not isinstance(found, Mapping):
        found = {row.name: given(row.diagnosis) for row in found}
    return "\n".join(["", *(f"{name}: {what}" for name, what in found.items())])


# Verdicts


def test_the_solutions_pass_everything() -> None:
    result = session.check(REFERENCE).result
    checks = (check for one in result.exercises for check in one.checks)
    assert [f"{c.id}: {c.message}" for c in checks if c.verdict != "pass"] == []
    assert (result.verdict, result.points) == ("pass", result.out_of)


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
        assert verdicts & {"not yet", "crashed"}, row.name
        assert verdicts <= {"not yet", "crashed", "blocked"}, row.name


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


EMPTY = """\
class {0}:
    def __init__(self, *sizes):
        self.{1} = []

    def __call__(self, x):
        return {2}

    def parameters(self):
        return []
"""


@pytest.mark.parametrize(
    ("part", "words"), [("layer", ("Layer", "neurons", "[]")), ("mlp", ("MLP", "layers", "x"))]
)
def test_nothing_is_worth_nothing(part: str, words: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / f"{part}.py"
    path.write_text(EMPTY.format(*words), encoding="utf-8")
    (found,) = session.check(REFERENCE.having(part, path), (part,)).result.exercises

    assert [check.id for check in found.checks if check.verdict == "pass"] == []
    assert found.points == 0


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
    return set(found.ids) == held(row) or found.ids == (UNDER_ANOTHER_ID.get(row.name),)


def is_wrong(row: Row) -> bool:
    """Tell whether advice names what is not there, or claims to be all where it is not."""
    found = row.diagnosis
    if found is None or is_right(row):
        return False
    return found.complete or not set(found.ids) <= held(row)


@pytest.mark.parametrize(("folder", "most"), [(NAMED[0], 0.05), (NAMED[1], 0.05), (NAMED[2], 0.34)])
def test_mistakes_are_recognised_however_they_are_written(
    folder: str, most: float, rows: Table
) -> None:
    """95 in 100 are, and both of two at once in most files."""
    every = rows.under(folder)
    missed = [row for row in every if not is_right(row)]
    assert len(missed) <= most * len(every), listed(missed)


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


def test_each_exception_is_needed_and_what_is_recognised(rows: Table) -> None:
    names = {row.name: given(row.diagnosis) for row in rows if row.name in UNDER_ANOTHER_ID}
    assert names.items() <= UNDER_ANOTHER_ID.items()
    assert UNDER_ANOTHER_ID.keys() <= {one.name for one in table.answers()}


# Points


def test_a_wrong_answer_never_earns_all_points_and_what_is_beneath_idle_earns_none(
    rows: Table,
) -> None:
    for row in rows:
        exercise = catalog.exercise(row.answer.exercise)
        idle = len(key.read().idle.get(exercise.id, ()))
        assert (row.found.points == exercise.points) == (
            exercise.points == 0 or row.found.verdict == "pass"
        )
        assert (row.found.points == 0) == (exercise.points == 0 or row.found.passed <= idle)


# The ledger


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="an exception's words change with Python's version"
)
def test_the_ledger_is_what_the_kit_says(rows: Table) -> None:
    """If a change is meant: `python -m tests.ledger --write`, and its commit says why."""
    steady = [row for row in rows if row.name not in BY_ADDRESS]
    names = {row.name for row in steady}
    before = [line for line in ledger.written() if line.partition(" | ")[0] in names]
    changed = ledger.compared(steady, before)
    assert not changed, "\n".join(["", *changed])
