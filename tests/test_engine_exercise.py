"""A learner's own engine is judged first, where it stands in the given one's place.

All else is judged over the engine that was handed out, with the helpers of theirs beside it. Only
what does not run there is looked at over their own, by its numbers. `tests/wild/` has more engines.
"""

from typing import Any

import pytest

from checks.check.key import published
from checks.check.result import Result
from checks.instructor import review
from checks.lesson.expressions import GRAPHS, LEAVES
from tests.conftest import REQUIRED, SOURCE, changed, failed, of, tables, verdicts

GIVEN = SOURCE["engine"]
ENGINES = tables("engines.toml")
OWN = review.wild()["engine_with_every_operation"].files["engine.py"]
SET = changed(OWN, (".grad += ", ".grad = "))


def written(one: dict[str, Any]) -> str:
    source = changed(one.get("source", OWN), *one.get("instead", {}).items())
    return f"{source}\n\n{one.get('behind', '')}\n"


def neuron(instead: str) -> str:
    return changed(SOURCE["neuron"], (".tanh()", instead))


def failures(result: Result) -> dict[str, str]:
    checks = (check for one in result.exercises for check in failed(one))
    return {c.id: f"{c.verdict}: {c.message}" for c in checks}


def test_the_engine_that_was_handed_out_is_not_judged_whatever_its_line_ends(submit):
    result = submit("mlp", engine=GIVEN.replace("\n", "\r\n"))

    assert [(one.id, one.verdict) for one in result.exercises] == [("mlp", "pass")]


def test_all_that_is_built_on_a_right_engine_passes_and_it_gives_no_points(submit):
    result = submit(engine=OWN)

    assert failures(result) == {}
    assert (of(result, "engine").verdict, of(result, "engine").out_of) == ("pass", 0)
    assert (result.verdict, result.points) == ("pass", 10)
    assert result.points == result.out_of


OTHERS = {name: written(one) for name, one in ENGINES["right"].items()}
OTHERS["the given one, with a print"] = f"print('mine')\n{GIVEN}\n# mine now\n"


@pytest.mark.parametrize("source", OTHERS.values(), ids=OTHERS)
def test_an_engine_of_ones_own_may_be_made_in_other_ways(submit, source):
    assert failures(submit("engine", "neuron", engine=source)) == {}


@pytest.mark.usefixtures("short_limits")  # for those that do not end
@pytest.mark.parametrize("one", ENGINES["wrong"].values(), ids=ENGINES["wrong"])
def test_an_engine_that_is_wrong_is_told_why_and_shown_where(submit, one):
    engine = of(submit("engine", engine=written(one)), "engine")
    first = failed(engine)[0]

    assert engine.verdict not in ("pass", "kit error")
    assert all(check.message for check in failed(engine))
    assert one.get("says", "") in f"{first.message} {first.call}"
    assert not first.expected or first.expected != first.got


@pytest.mark.parametrize("source", [SET, ""])
def test_an_engine_that_is_wrong_takes_nothing_from_what_is_built(submit, source):
    result = submit(engine=source)

    assert of(result, "engine").verdict != "pass"
    assert {verdicts(result)[name] for name in REQUIRED} == {"pass"}
    assert (result.points, result.verdict != "pass") == (10, True)


def test_a_line_of_ones_own_engine_is_named_where_it_fails(submit):
    source = changed(OWN, ("t = math.tanh(self.data)", "t = math.tanh(self.date)"))
    checks = of(submit("engine", engine=source), "engine").checks
    check = next(check for check in checks if check.verdict == "crashed")
    number = source.splitlines().index("        t = math.tanh(self.date)") + 1

    assert check.where.endswith(f"engine.py:{number}")
    assert "date" in check.message


@pytest.mark.parametrize("one", ENGINES["over"].values(), ids=ENGINES["over"])
def test_a_neuron_is_judged_over_ones_own_engine_only_where_it_needs_that(submit, one):
    source = f"{one.get('top', '')}\n{neuron(one.get('neuron', '.tanh()'))}"
    found = of(submit("neuron", engine=written(one), neuron=source), "neuron")
    told = " ".join(check.message for check in failed(found))

    assert found.verdict == one["verdict"]
    assert one.get("says", "") in told
    assert "half" not in told


@pytest.mark.parametrize("instead", [".tahn()", ""])
def test_a_slip_of_a_neuron_is_its_own_over_any_engine(submit, instead):
    over = [
        of(submit("neuron", engine=engine, neuron=neuron(instead)), "neuron")
        for engine in (GIVEN, OWN, SET)
    ]

    assert over[0] == over[1] == over[2]
    assert over[0].verdict in ("crashed", "not yet")


def test_a_report_says_over_which_engine_the_rest_was_checked(desk):
    waiting = ENGINES["over"]["it waits"]
    both = desk("engine", "neuron")
    assert "nothing to check in it" in both.err
    assert "A neuron" in both.out
    desk.write(SET, "engine")
    part, whole = (desk(*names, COLUMNS="200").out for names in (["neuron"], []))
    desk.write(OWN, "engine")
    right = desk("neuron", COLUMNS="200").out

    words = "The checks of all else use the engine that was handed out"
    back = "To have that one back (yours is kept): python -m checks reset engine"
    see = "See it: python -m checks engine"
    assert f"Your own engine does not pass yet. {words}.\n{see}\n{back}\n" in part
    assert f"Your own engine does not pass yet. {words}.\n{back}\n" in whole
    assert f"{words}; operations that yours lacks were left out.\n" in right
    desk.write(written(waiting), "engine")
    desk.write(neuron(waiting["neuron"]), "neuron")
    waits = " ".join(desk("neuron", "engine").out.split())
    assert f"does not pass yet. These wait for it: A neuron. {words}" in waits
    assert "Your own engine does not pass yet" not in right


def test_drawn_graphs_stay_where_every_gradient_shows():
    for name in GRAPHS:
        found = published().reference[f"engine.{name}"]
        assert all(0.1 < abs(float(found[f"{leaf}.grad"])) < 30 for leaf in LEAVES)
        assert abs(float(found["out.data"])) < 8
