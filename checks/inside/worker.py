"""The process in which a learner's code runs: it answers scenarios and judges nothing.

`main()` finds behind the command the folder of what can be asked, and modules to import ahead. It
takes jobs a line, in JSON, and replies to each line with one that says how they ended and how many
bytes they said, and with these bytes: an observation a line.

Where there is `fork`, this process stays clean: each line runs in a child with a pipe of its own.
What a child leaves behind is killed with it, and whatever it says after its end is not heard.
Elsewhere this process runs one job itself. Standard library only, and little of it: every import
here is paid at every start.
"""

import _thread
import builtins
import gc
import io
import os
import random  # every exercise imports it: loaded once here, shared by all children
import select
import sys
from math import inf
from time import monotonic, perf_counter, process_time, sleep

try:
    import resource
except ImportError:  # Windows
    resource = None

from inside.loading import Learner
from inside.plain_json import decoded, encoded
from inside.statements import Loading, keep
from inside.table import Late, Missing, TooLarge, table
from inside.trace import beginning, failure, position

MOST_SAID = 32 << 20  # of one job, which holds a hundred times what a right answer says
AT_ONCE = 1 << 16
MOST_NOTES = 10  # what is told of the files, besides
MOST_SLOW = 1 << 14  # bytes of what a job says of its statements
# what a job has, on a busy machine, to report a time-out itself, with the line
GRACE_SECONDS = 3.0
LOOK_SECONDS = 0.05  # how often a child is looked at that left its pipe to another process
END_SECONDS = 0.0005  # and one that has closed its pipe, and should be about to end
# in a job
TIMED_OUT = 3
NAP_SECONDS = 0.05  # how often the processor's time is looked at
LOADING = 1.5  # how many times as long as a call the files may take, if nothing interrupts them
MOST_PRINTED = 2_000


def main():
    answers, programs, slow = os.dup(1), load_programs(sys.argv[1]), {}
    for name in sys.argv[2:]:  # by a worker that waits; its children then find it loaded
        __import__(name)
    gc.freeze()  # no child looks through what is here, and copies it by that
    reply(answers, 0, False, b"")  # ready
    for told in sys.stdin:
        jobs = [{**job, "slow": slow} for job in decoded(told)]
        if not hasattr(os, "fork"):
            send(answers, line({"status": 0, "late": False, "size": MOST_SAID}))
            run(jobs, programs, answers)
            os._exit(0)  # a thread that the learner's code left would keep this process
        for job in jobs:
            keep(job)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)  # what it starts can be ended with it
            os.close(reading)
            os.close(answers)
            run(jobs, programs, writing)
            os._exit(0)
        os.close(writing)
        said, status, is_late = followed(child, reading, jobs[0])
        os.close(reading)
        reply(answers, status, is_late, without_slow(said, slow))
    leave()


def load_programs(folder):
    """Return everything that the modules in a folder define, by name."""
    sys.path.insert(0, os.path.dirname(folder))  # before the folder of this package
    programs = {}
    for file in sorted(os.listdir(folder)):
        if file.endswith(".py"):
            name = f"{os.path.basename(folder)}.{file[:-3]}"
            __import__(name)
            programs.update(vars(sys.modules[name]))
    del sys.path[:2]
    return programs


def reply(answers, status, is_late, said):
    send(answers, line({"status": status, "late": is_late, "size": len(said)}) + said)


def line(answer):
    return encoded(answer).encode() + b"\n"


def send(answers, said):
    data = memoryview(said)
    while data:
        data = data[os.write(answers, data) :]


def followed(child, reading, job):
    """Read what a child says until it ends, or has to; return that, and how it ended.

    Its end is what counts, not that of its pipe: a process that it left may hold the pipe for ever,
    and it may close the pipe and go on.
    """
    said, streams, status, is_late = bytearray(), [0, reading], None, False
    each = job["seconds"] + GRACE_SECONDS
    latest = monotonic() + job["left"] + GRACE_SECONDS
    deadline = min(latest, monotonic() + each)
    while status is None:
        wait = LOOK_SECONDS if reading in streams else END_SECONDS
        ready = select.select(streams, [], [], wait)[0]
        if 0 in ready:  # nothing comes there during a job but its end: whoever gave it is gone
            kill(child)
            leave()
        if reading in ready:
            data = os.read(reading, AT_ONCE)
            streams = streams if data else [0]
            said += data
            if b"\n" in data:
                deadline = min(latest, monotonic() + each)
        is_late = monotonic() > deadline
        if is_over := is_late or len(said) > MOST_SAID:
            kill(child)
        number, ended = os.waitpid(child, 0 if is_over else os.WNOHANG)
        status = os.waitstatus_to_exitcode(ended) if number else None
    kill_the_rest(child)
    while len(said) <= MOST_SAID and select.select([reading], [], [], 0)[0]:
        if not (data := os.read(reading, AT_ONCE)):
            break
        said += data
    return said, status, is_late


def without_slow(said, slow):
    """Keep which statements took too long, if a job says so first; return what else it said.

    Whatever stands there, it only shortens what the same code may take in the next job.
    """
    first, _, rest = said.partition(b"\n")
    if first[:1] != b"[" or len(first) > MOST_SLOW:
        return said
    try:
        found = {number: busy for number, busy in decoded(first.decode())}
    except (ValueError, TypeError, RecursionError, StopIteration):
        return said
    if not all(type(one) is int and type(found[one]) is float for one in found):
        return said
    slow.update(found)
    return rest


def kill(child):
    """Kill a child, which may have left its group, and what it started."""
    os.kill(child, 9)
    kill_the_rest(child)


def kill_the_rest(child):
    """Kill the processes that a child started; in a box it is all but this one."""
    try:
        if os.getpid() == 1:
            os.kill(-1, 9)
        else:
            os.killpg(child, 9)
    except OSError:  # there are none
        pass


def leave():
    """End this process, and what a child started in its group."""
    if hasattr(os, "killpg"):
        os.killpg(0, 9)
    os._exit(0)


# one job


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


def run(jobs, programs, answers):
    """Do some jobs, one after the other; what one leaves behind, the next one loads anew."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  (as long as the process)
    watch = Watch(answers, jobs[0])
    limit(jobs[0]["limits"])
    finders, below = sys.meta_path[:], os.path.join(jobs[0]["folder"], "")
    # theirs comes in the place of no other
    sys.path.extend([*jobs[0]["packages"], jobs[0]["folder"]])
    sys.dont_write_bytecode = True
    paths, own, depth = sys.path[:], {**vars(builtins)}, sys.getrecursionlimit()
    for job in jobs:
        sys.argv = [job["whole"] or job["files"][job["look_at"]]]  # and nothing typed behind it
        watch.load(job)
        do(job, programs, watch)
        sys.meta_path[:], sys.path[:] = finders, paths
        sys.setrecursionlimit(depth)
        for name in vars(builtins).keys() - own.keys():
            del vars(builtins)[name]
        vars(builtins).update(own)
        for name, one in [*sys.modules.items()]:
            file = str(getattr(one, "__file__", ""))
            if file.startswith(below) or file in job["files"].values():
                del sys.modules[name]
    watch.send()


def do(job, programs, watch):
    """Load the files of one exercise and answer its scenarios, in their order."""
    loading = Loading(job)
    try:
        learner, broken = Learner(job, loading), None
    except BaseException as error:  # whatever their file does while it is imported
        learner, broken = None, error
    else:
        watch.prints.taken()  # at the top of a file: no call printed that
    watch.loaded(loading.slow)
    for scenario in job["scenarios"]:
        watch.start(scenario["id"])
        program = programs[scenario["ask"]]
        watch.stop(observed(learner, broken, program, scenario, loading))


def limit(limits):
    """Lower this process's own limits, where the system knows them."""
    for name, most in limits.items() if resource else ():
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):  # unknown here, or already lower
            continue


def observed(learner, broken, program, scenario, loading):
    """Run one scenario and describe what came of it."""
    started, job = perf_counter(), loading.job
    answer = {"scenario": scenario["id"], "status": "ok", "loading": broken is not None}
    answer["notes"] = loading.notes[:MOST_NOTES]
    try:
        if broken is not None:
            raise broken
        # the same code does the same at every run, and not the same in every scenario
        random.seed(f"{job['seed']} {scenario['id']}")
        answer["where"] = beginning(learner.module, scenario["focus"], job)
        names = program(learner, scenario["given"])
        answer["things"], answer["names"] = table(names, learner.engine)
    except TooLarge:
        answer.update(status="oversize")
    except BaseException as error:  # SystemExit and KeyboardInterrupt are theirs, too
        answer.update(ended_by(error, loading))
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
