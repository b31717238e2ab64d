"""Jobs, as the process does them that runs a learner's code: it answers and judges nothing.

Each scenario is held to its time. What the files of one job change in the interpreter is put back
before the next one. Standard library only, and little of it: see `worker.py`.
"""

import _thread
import _warnings
import builtins
import io
import os
import random  # every exercise imports it: loaded once here, shared by all children
import sys
from math import inf
from time import perf_counter, process_time, sleep

try:
    import resource
except ImportError:  # Windows
    resource = None

from inside.loading import Learner
from inside.place import beginning
from inside.plain_json import decoded, encoded
from inside.statements import Loading
from inside.table import Late, Missing, TooLarge, table
from inside.trace import failure, position

MOST_NOTES = 10  # what is told of the files, besides
TIMED_OUT = 3
NAP_SECONDS = 0.05  # how often the processor's time is looked at
LOADING = 1.5  # how many times as long as a call the files may take, if nothing interrupts them
MOST_PRINTED = 2_000


def is_at_once(jobs):
    return jobs[0].get("at_once", False)


def run(jobs, programs, answers, told=None):
    """Do some jobs; if they are asked at once, again with each line of numbers that is told."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  (as long as the process)
    if told is not None:
        os.set_blocking(told, False)  # nothing comes there now: whoever reads need not wait
    watch = Watch(answers, jobs[0])
    limit(jobs[0]["limits"])
    # theirs comes in the place of no other
    sys.path.extend([*jobs[0]["packages"], jobs[0]["folder"]])
    sys.dont_write_bytecode = True
    for name in [*sys.modules]:
        if name.startswith(("inside.", "programs.")):  # a line of the kit is none of theirs
            _warnings.filters.insert(0, ("ignore", None, Warning, name, 0))
    before, loaded = Interpreter(), {}
    do(jobs, loaded, programs, watch, before)
    if told is None or not is_at_once(jobs):
        return
    os.set_blocking(told, True)
    with open(told) as lines:
        for numbers in lines:
            for job, other in zip(jobs, decoded(numbers), strict=True):
                job.update(scenarios=other["scenarios"], left=other["left"])
            do(jobs, loaded, programs, watch, before)


def do(jobs, loaded, programs, watch, before):
    """Answer the scenarios of some jobs, one job after the other, and wait.

    What the files of one leave behind, the next one loads anew.
    """
    watch.begin(jobs[0])
    for number, job in enumerate(jobs):
        sys.argv = [job["whole"] or job["files"][job["look_at"]]]  # and nothing typed behind it
        watch.load(job)
        if number in loaded:
            loaded[number].come_back()
        else:
            loaded[number] = Files(job, watch)
        files = loaded[number]
        watch.loaded(files.loading.slow)
        for scenario in job["scenarios"]:
            watch.start(scenario["id"])
            watch.stop(observed(files, programs[scenario["ask"]], scenario))
        files.step_aside(before)
    watch.rest()


def line(answer):
    return encoded(answer).encode() + b"\n"


def send(answers, said):
    data = memoryview(said)
    while data:
        data = data[os.write(answers, data) :]


class Watch:
    """Holds one scenario after the other to its time, and sends their answers.

    The time is held by a thread, which ends the process: it can look at the frames of a loop that
    never ends. Where even that is out of reach (a loop in C that holds the interpreter), the
    process above kills this one a while later.

    Attributes:
        loading: whether the files are still being imported; that counts for the first scenario.
        deadline, busy: when what runs now has used up its time, and the processor's.
    """

    def __init__(self, answers, job):
        self.answers, self.prints, self.said = answers, Prints(), bytearray()
        self.begin(job)
        self.load(job)
        self.sending, self.main = _thread.allocate_lock(), _thread.get_ident()
        sys.stdout = sys.stderr = io.TextIOWrapper(
            self.prints, encoding="utf-8", errors="backslashreplace", write_through=True
        )
        _thread.start_new_thread(self.look, ())

    def begin(self, job):
        """Begin with some jobs, of which this is the first one."""
        self.end = perf_counter() + job["left"]

    def load(self, job):
        """Begin with the files of a job."""
        self.job, self.scenario = job, job["scenarios"][0]["id"]
        self.loading, self.began, self.busy = True, 0.0, inf
        self.deadline = min(perf_counter() + job["seconds"] * LOADING, self.end)

    def loaded(self, slow):
        """Begin with the scenarios; tell the process above which statements took too long."""
        with self.sending:
            if slow and not self.job.get("at_once"):
                self.say([*slow.items()])
            self.loading = False
            self.deadline = min(perf_counter() + self.job["seconds"], self.end)

    def start(self, scenario):
        self.scenario, self.began = scenario, process_time()
        self.busy = self.began + self.job.get("most", self.job["busy"])

    def stop(self, answer):
        with self.sending:
            self.say({**answer, **self.prints.taken()})
            self.deadline = min(perf_counter() + self.job["seconds"], self.end)

    def look(self):
        while True:
            while (left := self.deadline - perf_counter()) > 0 and process_time() < self.busy:
                sleep(min(left, NAP_SECONDS))
            with self.sending:  # the answer may have come meanwhile
                if perf_counter() > self.deadline or process_time() >= self.busy:
                    self.say(self.late())
                    self.send()
                    os._exit(TIMED_OUT)

    def say(self, answer):
        """Send an answer now; of jobs that are asked at once, together with all others."""
        self.said += line(answer)
        if not self.job.get("at_once"):
            self.send()

    def rest(self):
        """Send what is left to say, and hold nothing to its time until the next job."""
        with self.sending:
            self.deadline = self.busy = inf
            self.send()

    def send(self):
        send(self.answers, self.said)
        self.said = bytearray()

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


class Interpreter:
    """What a file may change in the interpreter, as it is before any is loaded."""

    def __init__(self):
        self.builtins, self.depth = {**vars(builtins)}, sys.getrecursionlimit()
        self.paths, self.finders = sys.path[:], sys.meta_path[:]

    def put_back(self):
        sys.meta_path[:], sys.path[:] = self.finders, self.paths
        sys.setrecursionlimit(self.depth)
        for name in vars(builtins).keys() - self.builtins.keys():
            del vars(builtins)[name]
        vars(builtins).update(self.builtins)


class Files:
    """The files of one job, loaded; the modules and finders that they left.

    Attributes:
        learner, broken: what a program may use, or what ended the loading.
    """

    def __init__(self, job, watch):
        self.job, self.loading, self.places = job, Loading(job), {}
        try:
            self.learner, self.broken = Learner(job, self.loading), None
        except BaseException as error:  # whatever their file does while it is imported
            self.learner, self.broken = None, error
        else:
            watch.prints.taken()  # at the top of a file: no call printed that

    def place(self, focus):
        """Return where the code of a method begins: looked for once, which takes a while."""
        if focus not in self.places:
            self.places[focus] = beginning(self.learner.module, focus, self.job)
        return self.places[focus]

    def step_aside(self, before):
        """Make place for the files of another job, which may have the same names."""
        self.modules, self.finders = {**sys.modules}, sys.meta_path[:]
        before.put_back()
        below, own = os.path.join(self.job["folder"], ""), self.job["files"].values()
        for name, one in self.modules.items():
            file = str(getattr(one, "__file__", ""))
            if file.startswith(below) or file in own:
                del sys.modules[name]

    def come_back(self):
        sys.modules.update(self.modules)
        sys.meta_path[:] = self.finders


def limit(limits):
    """Lower this process's own limits, where the system knows them."""
    for name, most in limits.items() if resource else ():
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):  # unknown here, or already lower
            continue


def observed(files, program, scenario):
    """Run one scenario and describe what came of it."""
    started, job, learner = perf_counter(), files.job, files.learner
    answer = {"scenario": scenario["id"], "status": "ok", "loading": files.broken is not None}
    answer["notes"] = files.loading.notes[:MOST_NOTES]
    try:
        if files.broken is not None:
            raise files.broken
        # the same code does the same at every run, and not the same in every scenario
        random.seed(f"{job['seed']} {scenario['id']}")
        answer["where"] = files.place(scenario["focus"])
        names = program(learner, scenario["given"])
        answer["things"], answer["names"] = table(names, learner.engine)
    except TooLarge:
        answer.update(status="oversize")
    except BaseException as error:  # SystemExit and KeyboardInterrupt are theirs, too
        answer.update(ended_by(error, files.loading))
    answer["seconds"] = perf_counter() - started
    return answer


def ended_by(error, loading):
    """Describe what ended a scenario, or what explains that."""
    error, is_of_loading = loading.reason(error)
    told = failure(error, loading.job)
    if isinstance(error, Missing):
        told.update(status=error.status, error={"type": "", "message": told["error"]["message"]})
    elif isinstance(error, Late):
        told.update(status="timeout", busy=max(process_time(), error.busy))
    return {**told, "loading": True} if is_of_loading else told
