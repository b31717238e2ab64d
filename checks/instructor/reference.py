"""The reference: what it shows in the published scenarios, and on the hidden numbers of a class."""

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any

from checks.catalog import Asked, Exercise, exercise, exercises, lesson
from checks.check import key
from checks.check.evidence import Evidence, checks, judge
from checks.check.facts import Facts, all_facts, short
from checks.check.key import Answers
from checks.errors import KitError
from checks.run.worker import Observations, Slow, Worker, observe, observe_at_once
from checks.submission import SOLUTIONS, at

ASKING = Lock()  # threads ask the reference one after the other


def shown(asked: Asked, wanted: Sequence[Exercise]) -> tuple[Answers, Observations]:
    """Return what the reference shows in some exercises, and what was observed of it."""
    named = {scenario.id: scenario for group in asked.values() for scenario in group}
    over_own = [one.over_own for one in wanted if one.over]
    with Worker() as worker:
        found, owned = (_of_reference(group, asked, worker) for group in (wanted, over_own))
    facts = [
        {name: short(one) for name, one in all_facts(seen.values(), named).items()}
        for seen in (found, owned)
    ]
    return Answers(asked, *facts), found


def _of_reference(group: Sequence[Exercise], asked: Asked, worker: Worker) -> Observations:
    how: dict[str, Any] = {"asked": asked, "worker": worker}
    try:
        came = observe_at_once(at(SOLUTIONS), group, **how)
    except Slow:
        came = {}
    found = {name: one for each in came.values() for name, one in each.items()}
    if len(found) < sum(len(asked[one.id]) for one in group):  # what stopped it is seen alone
        found = observe(at(SOLUTIONS), group, **how)
    for one in found.values():
        if one.status != "ok":
            why = f"{one.scenario}: {one.status} {one.error.message if one.error else ''}".rstrip()
            fix = f"Mend solutions/, then: {key.RENEW}"
            raise KitError(f"The reference does not answer {why}", fix=fix)
    return found


class Hidden(Answers, frozen=True, dict=True):
    """Hidden numbers, and what the reference shows there: it is asked what somebody hands in."""

    reference: dict[str, Facts]
    owned: dict[str, Facts]

    def ready(self, names: Iterable[str]) -> None:
        """Ask the reference what it was not asked yet of some exercises.

        Raises:
            KitError: if it does not pass: nothing that is judged by it would count.
        """
        wanted = [exercise(name) for name in names]
        with ASKING:
            if new := [one for one in wanted if not {*self._ids(one)} <= self.reference.keys()]:
                self._ask(new)

    def _ids(self, one: Exercise) -> list[str]:
        return [scenario.id for scenario in self.asked[one.id]]

    def _ask(self, new: Sequence[Exercise]) -> None:
        answers, seen = shown(self.asked, new)
        evidence = Evidence(seen, answers.reference, self.scenarios)
        if failed := [c.id for one in new for c in checks(one.id) if judge(c, evidence)]:
            raise KitError(
                "The reference does not pass, so nothing can be graded by it: "
                f"{', '.join(failed)}.",
                fix="Mend the check or the solution; see: python -m checks review",
            )
        self.owned.update(answers.owned)
        self.reference.update(answers.reference)


def hidden(seed: int) -> Hidden:
    """Return the numbers that a seed draws, ready for what is required.

    Raises:
        KitError: if the answer key cannot be used, or the reference does not pass.
    """
    key.published()
    found = Hidden(lesson("draws").drawn(str(seed)), {}, {})
    found.ready(one.id for one in exercises() if one.required)
    return found
