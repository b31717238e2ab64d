"""How is the evidence on a submission gathered? In the background, while pytest is imported."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checks import key
from checks.catalog import Exercise, exercise, exercises
from checks.evidence import Evidence, judge
from checks.roster import Check, checks
from checks.sandbox import Observations, Worker, observe
from checks.submission import Submission

if TYPE_CHECKING:
    from checks.box import Box


class Gathering:
    """The observations of one submission, on their way.

    Attributes:
        asked: the ids of the exercises that are observed.
        is_going_on: whether there are observations to come.
    """

    def __init__(
        self,
        submission: Submission,
        chosen: tuple[str, ...] = (),
        box: "Box | None" = None,
        prepared: Worker | None = None,
    ) -> None:
        """Start at once.

        Args:
            box: what holds the submission's code apart; nothing at the desk.
            chosen: ids of the exercises to observe, and with them what they need; all, if empty.
            prepared: a worker that has done nothing yet, to save the start of one.

        Raises:
            KitError: if the answer key cannot be used.
        """
        self.submission, self.box, self._prepared = submission, box, prepared
        self.brings_engine = submission.brings_engine
        wanted = {need for name in chosen for need in (name, *exercise(name).needs)}
        self.asked = tuple(
            one.id
            for one in exercises()
            if (self.brings_engine or not one.given) and (one.id in wanted or not wanted)
        )
        self.reference = key.read().reference
        self.is_going_on = True  # a thread whose join was interrupted no longer knows this
        self._observations: Observations = {}
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def checks(self) -> tuple[Check, ...]:
        """Return every check of the exercises that are observed."""
        return tuple(check for check in checks() if check.exercise in self.asked)

    def evidence(self) -> Evidence:
        """Return the evidence; wait until it is complete."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self.so_far

    @property
    def so_far(self) -> Evidence:
        """Return what has come back; all of it, unless the kit itself failed on the way."""
        return Evidence(self._observations, self.reference)

    def _run(self) -> None:
        try:
            self._gather()
        except BaseException as error:  # it belongs to whoever asks for the evidence
            self._error = error
        self.is_going_on = False

    def _gather(self) -> None:
        engine_ok = True
        if self.brings_engine:
            found = self._observe([exercise("engine")], engine_ok=True)
            self._observations |= found
            evidence = Evidence(found, self.reference)
            engine_ok = not any(
                judge(check.function, evidence) for check in checks() if check.exercise == "engine"
            )
        others = [one for one in exercises() if not one.given and one.id in self.asked]
        self._observations |= self._observe(others, engine_ok=engine_ok)

    def _observe(self, asked: Sequence[Exercise], *, engine_ok: bool) -> Observations:
        return observe(
            self.submission,
            asked,
            engine_ok=engine_ok,
            box=self.box,
            prepared=self._prepared,  # one that is used up is replaced there
        )
