"""The table: every answer in `solutions/` and `tests/variants/`, its own exercise checked once.

A claim about all answers looks them up here; checking each anew took most of the tests' time. The
tests that need it are in one file, so that one of several processes makes it.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local
from typing import TypeVar

from msgspec import Struct

from checks import submission
from checks.catalog import exercises
from checks.check import key, session
from checks.check.evidence import Evidence
from checks.check.key import PARTIAL, Diagnosis
from checks.check.result import ExerciseResult
from checks.instructor import bank
from checks.run.worker import Worker
from checks.submission import Submission

ROOT = Path(__file__).resolve().parents[1]
RIGHT = ("solutions/alternatives", "tests/variants/right")
BANK = "solutions/mistakes"
VARIANTS = tuple(
    f"tests/variants/{kind}" for kind in ("mistakes", "unseen", "pairs", "unknown", "strangers")
)
WRONG = (BANK, *VARIANTS)
Found = TypeVar("Found")
PATIENCE = 10.0  # a busy machine is no fault of an answer's; one that loops uses up its time anyway


class Answer(Struct, frozen=True):
    """One answer to one exercise, as it is named in the ledger: by its path from the root."""

    name: str
    exercise: str
    submission: Submission

    @property
    def folder(self) -> str:
        """Return what kind of answer it is, as in "tests/variants/pairs"."""
        return self.name.rpartition("/")[0].rpartition("/")[0]


class Row(Struct, frozen=True):
    answer: Answer
    found: ExerciseResult
    evidence: Evidence

    def __repr__(self) -> str:  # all that was seen would fill the screen of a test that fails
        return self.name

    @property
    def name(self) -> str:
        return self.answer.name

    @property
    def diagnosis(self) -> Diagnosis | None:
        """Return which known mistakes were recognised, as the advice names them."""
        if self.found.verdict == "blocked":  # nobody is told of it, but it is known
            return key.recognise(self.answer.exercise, self.evidence.observations)
        if (advice := self.found.advice) is None:
            return None
        is_all = not advice.title.endswith(PARTIAL)
        return Diagnosis(tuple(advice.mistake.split("+")), complete=is_all)


class Table(list[Row]):
    def __repr__(self) -> str:
        return f"{len(self)} rows"

    def under(self, *folders: str) -> list[Row]:
        return [row for row in self if row.answer.folder in folders]


def answers() -> Iterator[Answer]:
    """Yield every answer: the solutions', the bank's, the variants and the untouched stubs."""
    reference, stubs = submission.at(submission.SOLUTIONS), submission.at(submission.EXERCISES)
    for one in exercises():
        if not one.given:
            file = f"solutions/{one.file}" if one.has_file else "solutions"
            yield Answer(file, one.id, reference)
            yield Answer("exercises", one.id, stubs)
    for folder in (*RIGHT, *WRONG):
        for path in sorted(ROOT.glob(f"{folder}/*/*.py")):
            exercise = path.parent.name
            one = bank.answer(path)
            yield Answer(path.relative_to(ROOT).as_posix(), exercise, one)


def text(name: str) -> str:
    """Return the whole file of one answer, such as "solutions/mistakes/layer/wrong_order.py"."""
    (found,) = (one for one in answers() if one.name == name)
    return found.submission.files[found.exercise].read_text(encoding="utf-8")


def made(chosen: Iterable[Answer]) -> Table:
    def row(answer: Answer, worker: Worker) -> Row:
        checked = session.check(answer.submission, (answer.exercise,), prepared=[worker])
        return Row(answer, checked.result.exercises[-1], checked.evidence)

    return Table(each(row, chosen))


def each(ask: Callable[[Answer, Worker], Found], chosen: Iterable[Answer]) -> list[Found]:
    """Return what comes of each of some answers, several of them asked at a time."""
    workers: list[Worker] = []
    own = local()

    def asked(answer: Answer) -> Found:
        if not getattr(own, "worker", None) or not own.worker.is_alive:
            own.worker = _Shared(patience=PATIENCE)
            workers.append(own.worker)
        return ask(answer, own.worker)

    try:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(asked, chosen))
    finally:
        for worker in workers:
            worker.end()


class _Shared(Worker):
    """A worker that a check leaves running for the next answer."""

    def __exit__(self, *_: object) -> None:
        pass
