"""The process in which a learner's code runs: it answers scenarios and judges nothing.

Started as `python -I -S worker.py [MODULE ...]`, with a job a line on standard input and an
observation a line on standard output, both JSON. Where there is `fork`, this process stays clean:
each job runs in a child with a pipe of its own, and what a child leaves behind can say nothing
more. Elsewhere it runs one job and ends. Standard library only, and little of it: every import here
is paid at every start.
"""

import _thread
import io
import json
import os
import random  # every exercise imports it: loaded once here, shared by all children
import select
import sys
from math import inf
from time import perf_counter, process_time, sleep

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
from inside import functions, graphs, scenarios, table  # noqa: E402

sys.path.pop(0)

PROGRAMS = {**vars(scenarios), **vars(functions), **vars(graphs)}
MOST_PRINTS = 2_000
MOST_FRAMES = 5
TIMED_OUT = 3


def main():
    answers = os.dup(1)
    for name in sys.argv[1:]:  # by a worker that waits; its children then find it loaded
        __import__(name)
    send(answers, {"idle": 0, "mark": ""})
    for line in sys.stdin:
        job = json.loads(line)
        if not hasattr(os, "fork"):
            run(job, answers)
            os._exit(0)  # a thread that the learner's code left would keep this process
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)  # what it starts can be ended with it
            os.close(reading)
            os.close(answers)
            run(job, writing)
            os._exit(0)
        mark = os.urandom(16).hex()  # drawn after the fork, so the child cannot know it
        send(answers, {"job": child, "mark": mark})
        status = relay(child, reading, writing, answers, mark.encode())
        send(answers, {"idle": status, "mark": mark})


def relay(child, reading, writing, answers, mark):
    """Pass on what a child says until it ends, end what it left behind, and return its status."""
    ended = []

    def wait():
        ended.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        end_what_is_left(child)
        os.write(writing, mark)  # behind all that the child said

    _thread.start_new_thread(wait, ())
    said = b""
    while mark not in said:
        end_if_alone(child, reading)
        pass_on(answers, said[: 1 - len(mark)])  # the rest may be the beginning of the mark
        said = said[1 - len(mark) :] + os.read(reading, 65536)
    pass_on(answers, said[: said.index(mark)])
    os.close(reading)
    os.close(writing)
    return ended[0]


def end_if_alone(child, reading):
    """Wait until a child says something; end it if whoever gave the job is gone.

    Nothing comes on standard input during a job but its end. No other sign is as sure: the kernel's
    signal at a parent's death does not reach a process that belongs to another user.
    """
    if 0 in select.select([0, reading], [], [])[0]:
        end_what_is_left(child)
        os._exit(1)


def end_what_is_left(child):
    """Kill the processes that a child started; in a box it is all but this one."""
    try:
        if os.getpid() == 1:
            os.kill(-1, 9)
        else:
            os.killpg(child, 9)
    except OSError:  # there are none
        pass


def run(job, answers):
    """Load the files of one exercise and answer its scenarios, in their order."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  (as long as the process)
    watch = Watch(answers, job)
    limit_memory(job["limits"])
    sys.path.extend(job["path"])
    sys.dont_write_bytecode = True
    try:
        learner, broken = Learner(job, watch), None
    except BaseException as error:  # whatever their file does while it is imported
        learner, broken = None, error
    watch.loading = False
    for scenario in job["scenarios"]:
        watch.start(scenario)
        answer = observe(learner, broken, scenario, job, watch.prints)
        watch.stop(answer)


class Learner:
    """The modules that a scenario may use: `Value`, and the one that is looked at."""

    def __init__(self, job, watch):
        if "whole" in job:
            self.take_apart(job, watch)
            return
        modules = {}
        for name, path in job["files"].items():
            modules[name] = load(name, path)
        self.Value = scenarios.part(modules["engine"], "Value", "engine.py")
        self.module = modules[job["look_at"]]

    def take_apart(self, job, watch):
        """Look at one file that holds all classes."""
        from inside.whole import load_whole  # few submissions are made so

        self.module, value, failed = load_whole(job, watch, load)
        self.Value = value or scenarios.part(self.module, "Value", "engine.py")
        wanted = job["scenarios"][0]["focus"].partition(".")[0]
        if wanted in vars(self.module):
            return
        for source, error in failed:
            if f"class {wanted}" in source or f"def {wanted}" in source:
                raise error
        if job["stub"]:
            self.module = load(job["look_at"], job["stub"])
            job["own"].append(job["stub"])


def load(name, path):
    """Run a file as a module that is found as `name` and as `exercises.name`."""
    try:
        with open(path, "rb") as file:
            source = file.read()
    except FileNotFoundError:
        raise scenarios.Missing(f"there is no file {os.path.basename(path)}") from None
    except OSError as error:
        name = os.path.basename(path)
        raise scenarios.Missing(f"the file {name} cannot be read ({error.strerror})") from None
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except ValueError as error:  # null bytes, as Python said it before 3.11.4
        raise SyntaxError(str(error)) from None
    module = type(sys)(name)
    module.__file__ = path
    module.__package__ = "exercises"
    package = sys.modules.setdefault("exercises", type(sys)("exercises"))
    package.__path__ = []
    sys.modules[name] = sys.modules[f"exercises.{name}"] = module
    setattr(package, name, module)
    exec(code, module.__dict__)  # noqa: S102  (what this process is for)
    return module


def observe(learner, broken, scenario, job, prints):
    """Run one scenario and describe what came of it."""
    started = perf_counter()
    answer = {"scenario": scenario["id"], "status": "ok", "loading": broken is not None}
    try:
        if broken is not None:
            raise broken
        # the same code does the same at every run, and not the same in every scenario
        random.seed(f"{job['seed']} {scenario['id']}")
        answer["where"] = line_of(learner.module, scenario["focus"], job)
        names = PROGRAMS[scenario["ask"]](learner, scenario["given"])
        answer["things"], answer["names"] = table.table(names, learner.Value)
    except scenarios.Missing as missing:
        answer.update(status="missing", error={"type": "", "message": str(missing)})
    except table.TooLarge:
        answer.update(status="oversize")
    except scenarios.Late as late:
        answer.update(failure(late, job), status="timeout", loading=True, busy=process_time())
    except BaseException as error:  # SystemExit and KeyboardInterrupt are theirs, too
        answer.update(failure(error, job))
    answer["seconds"] = perf_counter() - started
    answer["prints"], answer["printed"] = prints.taken()
    return answer


def failure(error, job):
    """Describe an exception by its type, its message and the learner's frames."""
    frames, step = [], error.__traceback__
    while step is not None:
        note_frame(frames, step.tb_frame.f_code, step.tb_lasti, job)
        step = step.tb_next
    if isinstance(error, SyntaxError) and error.filename in job["own"]:
        text = plain((error.text or "").rstrip(), 200)
        frames.append(
            {
                "file": os.path.basename(error.filename),
                "line": error.lineno or 1,
                "function": "",
                "text": text,
                "column": max(error.offset or 0, 0),
            }
        )
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:  # a __str__ of their own may do anything
        message = ""
    own = without_engine(frames)
    stub = isinstance(error, NotImplementedError) and bool(own)
    return {
        "status": "todo" if stub else "raised",
        "error": {"type": plain(type(error).__name__, 100), "message": plain(message, 500)},
        "trace": frames[-MOST_FRAMES:],
        **({"where": own[-1]} if own else {}),
    }


def without_engine(frames):
    """Return the frames of other code: the engine's lead away from the line that is to change."""
    return [
        f for f in frames if f["file"] != "engine.py" and not f["function"].startswith("Value.")
    ] or frames


def note_frame(frames, code, last, job):
    """Keep a frame if it is in one of the files that are looked at."""
    if code.co_filename in job["own"]:
        line = line_at(code, last)
        text = line_text(code.co_filename, line, job)
        name = os.path.basename(code.co_filename)
        function = "" if code.co_name == "<module>" else plain(code.co_qualname, 200)
        frames.append({"file": name, "line": line, "function": function, "text": text, "column": 0})


def line_at(code, last):
    """Return the line of an instruction, or of what stands before one that belongs to no line.

    The jump back to the top of a loop is such a one, and an endless loop is often seen in it.
    """
    found = code.co_firstlineno
    for start, _, line in code.co_lines():
        if start > last:
            break
        found = line or found
    return found


def line_text(path, number, job):
    if path in job["texts"]:  # a notebook's cell
        lines = job["texts"][path]
        return plain(lines[number - 1].strip(), 200) if number <= len(lines) else ""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            for position, line in enumerate(file, 1):
                if position == number:
                    return plain(line.strip(), 200)
    except OSError:
        pass
    return ""


def plain(text, most):
    """Cut a text, and replace what UTF-8 cannot carry (half a surrogate pair)."""
    return str(text)[:most].encode("utf-8", "replace").decode("utf-8")


def line_of(module, focus, job):
    """Return where a method such as `Neuron.__call__` begins, or None."""
    thing = module
    for name in focus.split("."):
        thing = getattr(thing, name, None)
    code = getattr(thing, "__code__", None)
    if code is None or code.co_filename not in (module.__file__, *job["texts"]):
        return None
    frame = {"file": os.path.basename(code.co_filename), "line": code.co_firstlineno}
    return {**frame, "function": plain(code.co_qualname, 200), "text": "", "column": 0}


class Prints(io.RawIOBase):
    """Keeps the first characters of what is printed and counts the rest."""

    def __init__(self):
        self.kept, self.count = b"", 0

    def writable(self):
        return True

    def write(self, data):
        self.count += len(data)
        self.kept += bytes(data[: MOST_PRINTS - len(self.kept)])
        return len(data)

    def taken(self):
        kept, count, self.kept, self.count = self.kept, self.count, b"", 0
        return kept.decode("utf-8", "replace"), count


class Watch:
    """Ends this process when a scenario takes too long, and says on which line it was.

    A thread can look at the frames of a loop that never ends. Where even that is out of reach
    (a loop in C that holds the interpreter), the trusted side kills the process a moment later.
    """

    def __init__(self, answers, job):
        self.answers, self.job = answers, job
        self.scenario = {"id": job["scenarios"][0]["id"]}  # importing counts for the first one
        self.loading = True
        self.sending = _thread.allocate_lock()
        self.deadline = self.latest = perf_counter() + job["seconds"]
        self.nap, self.began = job["nap"], 0.0
        self.calm()
        self.prints = Prints()
        sys.stdout = sys.stderr = io.TextIOWrapper(
            self.prints, encoding="utf-8", errors="backslashreplace", write_through=True
        )
        self.main = _thread.get_ident()
        _thread.start_new_thread(self.look, ())

    def start(self, scenario):
        self.scenario, self.began = scenario, process_time()
        self.busy = self.began + self.job["busy"]

    def hurry(self, seconds, end):
        """Interrupt what runs next, after so many seconds of the processor or at a time."""
        with self.sending:
            self.busy, self.deadline, self.may_interrupt = process_time() + seconds, end, True

    def calm(self):
        """Take back `hurry`: what follows has what is left of the time to load."""
        with self.sending:
            self.busy, self.deadline, self.may_interrupt = inf, self.latest, False

    def stop(self, answer):
        with self.sending:
            send(self.answers, answer)
            self.deadline = perf_counter() + self.job["seconds"]

    def look(self):
        while True:
            while (left := self.deadline - perf_counter()) > 0 and process_time() < self.busy:
                sleep(min(left, self.nap))
            with self.sending:
                if perf_counter() <= self.deadline and process_time() < self.busy:
                    continue
                if not self.may_interrupt:
                    send(self.answers, self.late())
                    os._exit(TIMED_OUT)
                self.busy, self.deadline, self.may_interrupt = inf, self.latest, False
                _thread.interrupt_main()

    def late(self):
        """Describe the scenario that is still running, and the line that it is on."""
        answer = {"scenario": self.scenario["id"], "status": "timeout", "loading": self.loading}
        answer["busy"] = process_time() - self.began
        answer["prints"], answer["printed"] = self.prints.taken()
        frames, step = [], sys._current_frames()[self.main]
        while step is not None:
            note_frame(frames, step.f_code, step.f_lasti, self.job)
            step = step.f_back
        own = without_engine(frames)
        if own:
            answer["where"], answer["trace"] = own[0], frames[MOST_FRAMES - 1 :: -1]
        return answer


def limit_memory(limits):
    """Lower this process's own limits, where the system knows them."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in limits.items():
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):  # unknown here, or already lower
            continue


def send(answers, answer):
    pass_on(answers, json.dumps(answer, allow_nan=False).encode() + b"\n")


def pass_on(answers, data):
    while data:
        data = data[os.write(answers, data) :]


if __name__ == "__main__":
    main()
