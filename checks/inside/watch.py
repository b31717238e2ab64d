"""The watch over a job: where its code raised, and where it was when its time was over.

The time is held by a thread, which ends the process: it can look at the frames of a loop that never
ends. Where even that is out of reach (a loop in C that holds the interpreter), the process above
kills this one a while later.
"""

import _thread
import io
import json
import os
import sys
from math import inf
from time import perf_counter, process_time, sleep

from inside.table import plain

TIMED_OUT = 3
NAP_SECONDS = 0.05  # how often the processor's time is looked at
MOST_FRAMES = 5
VARIADIC, KEYWORDS = 4, 8  # inspect.CO_VARARGS and CO_VARKEYWORDS
LOADING = 1.5  # how many times as long as a call the files may take, if nothing interrupts them


class Watch:
    """Holds one scenario after the other to its time, and sends their answers.

    Attributes:
        loading: whether the files are still being imported; that counts for the first scenario.
        deadline, busy: when what runs now has used up its time, and the processor's.
    """

    def __init__(self, answers, job, prints):
        self.answers, self.job, self.prints = answers, job, prints
        self.scenario, self.loading, self.began = job["scenarios"][0]["id"], True, 0.0
        self.deadline, self.busy = perf_counter() + job["seconds"] * LOADING, inf
        self.sending = _thread.allocate_lock()
        self.main = _thread.get_ident()
        _thread.start_new_thread(self.look, ())

    def loaded(self, slow):
        """Begin with the scenarios; tell the process above which statements took too long."""
        with self.sending:
            if slow:
                send(self.answers, [*slow.items()])
            self.loading, self.deadline = False, perf_counter() + self.job["seconds"]

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


def send(answers, answer):
    send_all(answers, json.dumps(answer, allow_nan=False).encode() + b"\n")


def send_all(answers, data):
    data = memoryview(data)
    while data:
        data = data[os.write(answers, data) :]


def failure(error, job):
    """Describe an exception by its type, its message and the learner's own lines."""
    frames, step, own = [], error.__traceback__, job["own"]
    while step is not None:
        frames.append((step.tb_frame.f_code, step.tb_lasti))
        step = step.tb_next
    told = lines(frames, job)
    if isinstance(error, SyntaxError) and error.filename in job["own"]:
        row = line(error.filename, error.lineno or 1, "", (error.text or "").rstrip())
        row["column"] = max(error.offset or 0, 0)
        told = {"trace": [*told.get("trace", []), row][-MOST_FRAMES:], "where": row}
    is_todo = isinstance(error, NotImplementedError) and "where" in told
    is_stub = is_todo and not has_more([code for code, _ in frames if code.co_filename in own][-1])
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:  # a __str__ of their own may do anything
        message = ""
    words = {"type": plain(type(error).__name__, 100), "hint": plain(hint(error))}
    words |= {"message": plain(message, 500), "clues": beside(error, job)}
    return {"status": "todo" if is_stub else "raised", "error": words, **told}


def has_more(code):
    """Tell whether a function that raises NotImplementedError has code besides.

    What stands behind the `raise` is not compiled, but what it names is still listed.
    """
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & VARIADIC) + bool(code.co_flags & KEYWORDS)
    names = code.co_varnames[count:] + code.co_names
    return set(names) - {"NotImplementedError"} != set()


def hint(error):
    """Return what Python itself proposes in place of a name that is not there, or ""."""
    if type(error) not in (NameError, AttributeError, ImportError):
        return ""
    listening, sys.stderr = sys.stderr, io.StringIO()
    try:
        sys.__excepthook__(type(error), error, error.__traceback__)
        _, said, proposed = sys.stderr.getvalue().rstrip().rpartition(". Did you ")
    finally:
        sys.stderr = listening
    return f"{said[2:]}{proposed}" if said else ""


def beside(error, job):
    """Return the names that stood beside an error, by kind."""
    try:
        from inside.clues import clues  # only code that raises pays for it

        found = clues(error, job)
    except BaseException:  # their objects may answer anything, and these are only words
        return {}
    return {kind: [plain(name, 80) for name in names[:20]] for kind, names in found.items()}


def position(frame, job):
    """Describe where something runs."""
    frames = []
    while frame is not None:
        frames.append((frame.f_code, frame.f_lasti))
        frame = frame.f_back
    return lines(frames[::-1], job)


def lines(frames, job):
    """Describe the frames that are in one of the files that are looked at, outermost first.

    The line to look at is one of other code than the engine, which leads away from the one that is
    to change.
    """
    own = [frame for frame in frames if frame[0].co_filename in job["own"]]
    if not own:
        return {}
    rows = [line_of(*frame, job) for frame in own[-MOST_FRAMES:]]
    last = next((one for one in reversed(own) if not is_engine(one[0], job)), own[-1])
    return {"trace": rows, "where": line_of(*last, job)}


def is_engine(code, job):
    file = os.path.basename(code.co_filename)
    return file == "engine.py" or code.co_qualname.startswith(f"{job['class']}.")


def line_of(code, last, job):
    """Describe the line of an instruction, or of what stands before one that belongs to no line.

    The jump back to the top of a loop is such a one, and an endless loop is often seen in it.
    """
    number = code.co_firstlineno
    for start, _, found in code.co_lines():
        if start > last:
            break
        number = found or number
    function = "" if code.co_name == "<module>" else code.co_qualname
    return line(code.co_filename, number, function, text_of(code.co_filename, number, job))


def beginning(module, focus, job):
    """Return where a method such as `Part.method` begins, or None."""
    thing = module
    for name in focus.split("."):
        thing = getattr(thing, name, None)
    code = getattr(thing, "__code__", None)
    if code is None or code.co_filename not in (module.__file__, *job["texts"]):
        return None
    return line(code.co_filename, code.co_firstlineno, code.co_qualname)


def line(path, number, function="", text=""):
    file = os.path.basename(path)
    function, text = plain(function), plain(text)
    return {"file": file, "line": number, "function": function, "text": text, "column": 0}


def text_of(path, number, job):
    if path in job["texts"]:  # a notebook's cell
        rows = job["texts"][path]
        return rows[number - 1].strip() if number <= len(rows) else ""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return next((row.strip() for at, row in enumerate(file, 1) if at == number), "")
    except OSError:
        return ""
