"""The process in which a learner's code runs: it answers scenarios and judges nothing.

`main()` finds behind the command the folder of what can be asked, and modules to import ahead. It
takes jobs a line, in JSON, and replies to each line with one that says how they ended and how many
bytes they said, and with these bytes: an observation a line.

Where there is `fork`, this process stays clean: each line runs in a child with a pipe of its own.
What a child leaves behind is killed with it, and whatever it says after its end is not heard.
Elsewhere this process runs one job itself. Standard library only, and little of it: every import
here is paid at every start.
"""

import gc
import os
import select
import sys
from math import inf
from time import monotonic

from inside.job import is_at_once, line, run, send
from inside.plain_json import decoded
from inside.statements import keep

MOST_SAID = 32 << 20  # of one job, which holds a hundred times what a right answer says
CHUNK = 1 << 16
MOST_SLOW = 1 << 14  # bytes of what a job says of its statements
# what a job has, on a busy machine, to report a time-out itself, with the line
GRACE_SECONDS = 3.0
LOOK_SECONDS = 0.05  # how often a child is looked at that left its pipe to another process
END_SECONDS = 0.0005  # and one that has closed its pipe, and should be about to end


def main():
    answers, programs, slow, child = os.dup(1), load_programs(sys.argv[1]), {}, None
    for name in sys.argv[2:]:  # by a worker that waits; its children then find it loaded
        __import__(name)
    gc.freeze()  # no child looks through what is here, and copies it by that
    reply(answers, 0, False, b"")  # ready
    for told in sys.stdin:
        # with the texts of what has no file of its own
        jobs = [{**job, "slow": slow, "texts": {}} for job in decoded(told)]
        if not hasattr(os, "fork"):
            send(answers, line({"status": 0, "late": False, "size": MOST_SAID}))
            run(jobs, programs, answers)
            os._exit(0)  # a thread that the learner's code left would keep this process
        if child and not child.is_told(jobs, told):
            child = child.end()
        if child is None:
            child = Child(jobs)
        if child.number == 0:
            os.close(answers)
            run(jobs, programs, child.answers, child.told)
            os._exit(0)
        said, status, is_late = child.followed(jobs)
        child = child if status is None else child.end()
        reply(answers, status or 0, is_late, without_slow(said, slow))
    if child:
        child.end()
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


class Child:
    """A process that does some jobs, and what it has said of them.

    Jobs that are asked at once leave it waiting: it may be told the same with other numbers.

    Attributes:
        number: of the process, while it is there; 0 in itself, which has `answers` and `told`.
    """

    def __init__(self, jobs):
        for job in jobs:
            keep(job)
        self.alike = without_numbers(jobs)
        self.said, self.answers = os.pipe()
        self.told, self.telling = os.pipe()
        self.number = os.fork()
        if self.number == 0:
            os.setpgid(0, 0)  # what it starts can be ended with it
            here = (self.said, self.telling)
        else:
            os.set_blocking(self.telling, False)  # it may read nothing
            here = (self.answers, self.told)
        for one in here:
            os.close(one)

    def is_told(self, jobs, told):
        """Tell it to do its jobs with other numbers, if that is what is asked; return whether."""
        told = told.encode()
        try:
            return self.alike == without_numbers(jobs) and os.write(self.telling, told) == len(told)
        except OSError:  # it has ended, or does not listen
            return False

    def followed(self, jobs):
        """Read what it says until it ends, has to, or waits; return that, and how it ended.

        Its end is what counts, not that of its pipe: a process that it left may hold the pipe for
        ever, and it may close the pipe and go on. It has no status where it waits.
        """
        said, streams, status, is_late = bytearray(), [0, self.said], None, False
        most = sum(len(job["scenarios"]) for job in jobs) if is_at_once(jobs) else inf
        each = jobs[0]["seconds"] + GRACE_SECONDS
        latest = monotonic() + jobs[0]["left"] + GRACE_SECONDS
        deadline = min(latest, monotonic() + each)
        while status is None:
            wait = LOOK_SECONDS if self.said in streams else END_SECONDS
            ready = select.select(streams, [], [], wait)[0]
            if 0 in ready:  # nothing comes there during a job but its end: whoever gave it is gone
                self.end()
                leave()
            if self.said in ready:
                data = os.read(self.said, CHUNK)
                streams = streams if data else [0]
                said += data
                if b"\n" in data:
                    deadline = min(latest, monotonic() + each)
                if said.count(b"\n") >= most:
                    return said, None, False
            is_late = monotonic() > deadline
            if is_over := is_late or len(said) > MOST_SAID:
                kill(self.number)
            number, ended = os.waitpid(self.number, 0 if is_over else os.WNOHANG)
            status = os.waitstatus_to_exitcode(ended) if number else None
        kill_the_rest(self.number)
        self.number = None
        while len(said) <= MOST_SAID and select.select([self.said], [], [], 0)[0]:
            if not (data := os.read(self.said, CHUNK)):
                break
            said += data
        return said, status, is_late

    def end(self):
        """End it, if it has not ended, and what it started."""
        if self.number:
            kill(self.number)
            os.waitpid(self.number, 0)
        os.close(self.said)
        os.close(self.telling)


def without_numbers(jobs):
    """Return what has to be loaded for some jobs that are asked at once."""
    numbers = ("scenarios", "left")
    loaded = [{name: job[name] for name in job if name not in numbers} for job in jobs]
    return loaded if is_at_once(jobs) else None


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
