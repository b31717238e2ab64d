"""The watch over a job's time: a thread that ends the process, and says on which line it was.

A thread can look at the frames of a loop that never ends. Where even that is out of reach (a loop
in C that holds the interpreter), the process above kills this one a moment later.
"""

import _thread
import json
import os
import sys
from math import inf
from time import perf_counter, process_time, sleep

from inside import trace

TIMED_OUT = 3


class Watch:
    """Holds one scenario after the other to its time, and sends their answers.

    Attributes:
        loading: whether the files are still being imported; that counts for the first scenario.
        deadline, busy: when what runs now has used up its time, and the processor's.
    """

    def __init__(self, answers, job, prints):
        self.answers, self.job, self.prints = answers, job, prints
        self.scenario, self.loading, self.began = job["scenarios"][0]["id"], True, 0.0
        self.deadline, self.busy = perf_counter() + job["seconds"], inf
        self.sending = _thread.allocate_lock()
        self.main = _thread.get_ident()
        _thread.start_new_thread(self.look, ())

    def start(self, scenario):
        self.scenario, self.began = scenario, process_time()
        self.busy = self.began + self.job["busy"]

    def stop(self, answer):
        with self.sending:
            send(self.answers, answer)
            self.deadline = perf_counter() + self.job["seconds"]

    def look(self):
        while True:
            while (left := self.deadline - perf_counter()) > 0 and process_time() < self.busy:
                sleep(min(left, self.job["nap"]))
            with self.sending:  # the answer may have come meanwhile
                if perf_counter() > self.deadline or process_time() >= self.busy:
                    send(self.answers, self.late())
                    os._exit(TIMED_OUT)

    def late(self):
        """Describe the scenario that is still running, and the line that it is on."""
        answer = {"scenario": self.scenario, "status": "timeout", "loading": self.loading}
        answer["busy"] = process_time() - self.began
        frame = sys._current_frames()[self.main]
        return {**answer, **self.prints.taken(), **trace.position(frame, self.job)}


def send(answers, answer):
    send_all(answers, json.dumps(answer, allow_nan=False).encode() + b"\n")


def send_all(answers, data):
    data = memoryview(data)
    while data:
        data = data[os.write(answers, data) :]
