"""The watch over a job: it sends the answers, and holds each scenario to its time.

The time is held by a thread, which ends the process: it can look at the frames of a loop that never
ends. Where even that is out of reach (a loop in C that holds the interpreter), the process above
kills this one a while later.
"""

import _thread
import io
import os
import sys
from math import inf
from time import perf_counter, process_time, sleep

from inside.jsons import dumps
from inside.trace import position

TIMED_OUT = 3
NAP_SECONDS = 0.05  # how often the processor's time is looked at
LOADING = 1.5  # how many times as long as a call the files may take, if nothing interrupts them
MOST_PRINTED = 2_000


class Watch:
    """Holds one scenario after the other to its time, and sends their answers.

    Attributes:
        loading: whether the files are still being imported; that counts for the first scenario.
        deadline, busy: when what runs now has used up its time, and the processor's.
    """

    def __init__(self, answers, job):
        self.answers, self.prints = answers, Prints()
        self.end = perf_counter() + job["left"]  # of all jobs
        self.load(job)
        self.sending, self.main = _thread.allocate_lock(), _thread.get_ident()
        sys.stdout = sys.stderr = io.TextIOWrapper(
            self.prints, encoding="utf-8", errors="backslashreplace", write_through=True
        )
        _thread.start_new_thread(self.look, ())

    def load(self, job):
        """Begin with the files of a job."""
        self.job, self.scenario = job, job["scenarios"][0]["id"]
        self.loading, self.began, self.busy = True, 0.0, inf
        self.deadline = min(perf_counter() + job["seconds"] * LOADING, self.end)

    def loaded(self, slow):
        """Begin with the scenarios; tell the process above which statements took too long."""
        with self.sending:
            if slow:
                send(self.answers, [*slow.items()])
            self.loading = False
            self.deadline = min(perf_counter() + self.job["seconds"], self.end)

    def start(self, scenario):
        self.scenario, self.began = scenario, process_time()
        self.busy = self.began + self.job["busy"]

    def stop(self, answer):
        with self.sending:
            send(self.answers, {**answer, **self.prints.taken()})
            self.deadline = min(perf_counter() + self.job["seconds"], self.end)

    def look(self):
        while True:
            while (left := self.deadline - perf_counter()) > 0 and process_time() < self.busy:
                sleep(min(left, NAP_SECONDS))
            with self.sending:  # the answer may have come meanwhile
                if perf_counter() > self.deadline or process_time() >= self.busy:
                    send(self.answers, self.late())
                    os._exit(TIMED_OUT)

    def late(self):
        """Describe the scenario that is still running, and the line that it is on."""
        answer = {"scenario": self.scenario, "status": "timeout", "loading": self.loading}
        answer["busy"] = process_time() - self.began
        frame = sys._current_frames()[self.main]
        return {**answer, **self.prints.taken(), **position(frame, self.job)}


class Prints(io.RawIOBase):
    """Keeps the first characters of what is printed and counts the rest."""

    def __init__(self):
        self.kept, self.count = b"", 0

    def writable(self):
        return True

    def write(self, data):
        self.count += len(data)
        self.kept += bytes(data[: MOST_PRINTED - len(self.kept)])
        return len(data)

    def taken(self):
        kept, count, self.kept, self.count = self.kept, self.count, b"", 0
        return {"prints": kept.decode("utf-8", "replace"), "printed": count}


def send(answers, answer, more=b""):
    data = memoryview(dumps(answer).encode() + b"\n" + more)
    while data:
        data = data[os.write(answers, data) :]
