"""How is the evidence on a submission gathered? In the background, by one worker or two."""

import threading
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from checks.catalog import Exercise, exercise, exercises
from checks.check.evidence import Evidence, Known, judge
from checks.check.key import Answers, published
from checks.check.roster import Check, checks
from checks.run.worker import Observations, Worker, observe, worker_for
from checks.submission import ENGINE, Submission

if TYPE_CHECKING:
    from checks.run.box import Box


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
        prepared: Sequence[Worker] = (),
        answers: Answers | None = None,
        patience: float = 1.0,
    ) -> None:
        """Start at once.

        Args:
            box: what holds the submission's code apart; nothing at the desk.
            chosen: ids of the exercises to observe, and with them what they need; all, if empty.
            answers: to other scenarios than the published ones, which are then asked instead.
            patience: how many times as long as usual the machine, not the code, may take.
            prepared: one worker, or two, that have done nothing yet, to save their start.

        Raises:
            KitError: if the answer key cannot be used.
        """
        self.submission, self.box, self._prepared = submission, box, prepared
        self._patience = patience
        # only a worker can tell whether one file that holds everything holds an engine, too
        self.brings_engine = submission.brings_engine
        wanted = {need for name in chosen for need in (name, *exercise(name).needs)}
        self.asked = tuple(
            one.id
            for one in exercises()
            if (self.brings_engine or not one.given) and (one.id in wanted or not wanted)
        )
        self.answers = answers or published()
        self.is_going_on = True  # a thread whose join was interrupted no longer knows this
        self._is_over_given = False
        self._observations: Observations = {}
        self._known: Known = {}
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
        return self._evidence(self._observations)

    def _evidence(self, found: Observations) -> Evidence:
        return Evidence(
            found,
            self.answers.reference,
            self._known,
            self.answers.scenarios,
            self._is_over_given,
        )

    def _run(self) -> None:
        try:
            self._gather()
        except BaseException as error:  # it belongs to whoever asks for the evidence
            self._error = error
        self.is_going_on = False

    def _gather(self) -> None:
        workers = [worker for worker in self._prepared if worker.is_alive]
        workers = workers or [worker_for(self.submission, self.box, self._patience)]
        with ExitStack() as open_ones:
            for worker in workers:
                open_ones.enter_context(worker)
            self._gather_by(*workers)

    def _gather_by(self, worker: Worker, second: Worker | None = None) -> None:
        if self.brings_engine and not self._engine_passes(worker):
            self.submission = self.submission.having("engine", ENGINE)
        others = [one for one in exercises() if not one.given and one.id in self.asked]
        if second is None:
            self._observations |= self._observe(others, worker)
            return
        from concurrent.futures import ThreadPoolExecutor  # only who waits for one save has two

        required = [one for one in others if one.required]
        stretch = [one for one in others if not one.required]
        with ThreadPoolExecutor(1) as beside:
            found = beside.submit(self._observe, stretch, second)
            self._observations |= self._observe(required, worker)
            self._observations |= found.result()

    def _engine_passes(self, worker: Worker) -> bool:
        found = self._observe([exercise("engine")], worker)
        self._observations |= found
        evidence = self._evidence(found)
        if self.submission.whole and all(one.status == "missing" for one in found.values()):
            self.asked = tuple(name for name in self.asked if name != "engine")
            return False
        self._is_over_given = any(
            judge(check.function, evidence) for check in checks() if check.exercise == "engine"
        )
        return not self._is_over_given

    def _observe(self, exercises: Sequence[Exercise], worker: Worker) -> Observations:
        return observe(self.submission, exercises, asked=self.answers.asked, worker=worker)
