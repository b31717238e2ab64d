"""What is told of code that raised or ran too long: its lines, its words, and clues.

Clues are names that stood beside an error, in the words of whoever wrote them. They are read, and
what they stand for is not: nothing here runs a learner's code, but for the text of an error.
"""

import builtins
import io
import os
import sys

from inside.definitions import (
    EXTRA,
    FUNCTION,
    has_more,
    holder,
    is_own,
    kept_by,
    of_object,
    outside,
    parameters,
    place_of,
    replaced,
    rows,
    without_init,
)
from inside.table import Missing, plain

MOST_FRAMES = 5
MOST_CLUES = 20  # of a kind
BRACKETS = ("<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>")


def failure(error, job):
    """Describe an exception by its type, its message and the learner's own lines."""
    frames, own = [(step.tb_frame.f_code, step.tb_lasti) for step in steps(error)], job["own"]
    told = lines(frames, job, _marked)
    if isinstance(error, SyntaxError) and _is_theirs(error.filename or "", job):
        row = line(error.filename, error.lineno or 1, "", (error.text or "").rstrip())
        row["column"] = max(error.offset or 0, 0)
        told = {"trace": [*told.get("trace", []), row][-MOST_FRAMES:], "where": row}
    if isinstance(error, Missing) and error.place:
        told = {"where": line(*error.place, text_at(*error.place[:2], job))}
    place, why = _refused(error, job)
    if "where" not in told and place:
        told = {"where": line(*place, text_at(*place[:2], job))}
    is_todo = isinstance(error, NotImplementedError) and "where" in told
    last = [code for code, _ in frames if code.co_filename in own][-1] if is_todo else None
    earlier = [str(number)] if last and (number := replaced(last, job)) else []
    is_stub = is_todo and not (earlier or has_more(last))
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
        if isinstance(error, ImportError):  # the folder has that name here alone
            message = message.replace("'exercises.", "'").replace("'exercises'", "your folder")
    except BaseException:  # a __str__ of their own may do anything
        message = ""
    words = {"type": plain(type(error).__name__, 100), "hint": why or plain(hint(error))}
    words |= {"message": plain(message, 500), "clues": clues(error, job) | {"earlier": earlier}}
    return {"status": "todo" if is_stub else "raised", "error": words, **told}


def _refused(error, job):
    """Return the place of the def of theirs that a call does not fit, or None, and what to say."""
    try:
        called = _called(error, steps(error)[-1].tb_frame) if type(error) is TypeError else None
        if isinstance(called, type):
            missing = without_init(called, job)
            return missing.place, f"{missing}{'' if str(missing).endswith('?') else '.'}"
        place = place_of(called.__code__) if called else None
    except BaseException:  # their objects may answer anything
        return None, ""
    return place if place and place[0] in job["own"] else None, ""


def _is_theirs(path, job):
    """Tell whether a file is looked at, or stands where these may import it."""
    return path in job["own"] or path.startswith(os.path.join(job["folder"], ""))


def steps(error):
    """Return the steps of an error's traceback, outermost first."""
    found, step = [], error.__traceback__
    while step is not None:
        found.append(step)
        step = step.tb_next
    return found


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


# the lines


def position(frame, job):
    """Describe where something runs."""
    frames = []
    while frame is not None:
        frames.append((frame.f_code, frame.f_lasti))
        frame = frame.f_back
    return lines(frames[::-1], job, _of)


def lines(frames, job, of):
    """Describe the frames that are in one of the files that are looked at, outermost first.

    The line to look at is one of other code than the engine, which leads away from the one that is
    to change.
    """
    own = [frame for frame in frames if frame[0].co_filename in job["own"]]
    if not own:
        return {}
    apart = [one for one in own if os.path.basename(one[0].co_filename) != "engine.py"]
    others = [one for one in apart if not one[0].co_qualname.startswith(f"{job['class']}.")]
    last = (others or own)[-1]
    return {"trace": [of(*one, job) for one in own[-MOST_FRAMES:]], "where": of(*last, job)}


def _marked(code, last, job):
    """Describe the line of an instruction that raised, and which part of that line it is."""
    row = _of(code, last, job)
    number, end_number, begin, end = [*code.co_positions()][last // 2]
    text = "".join(rows(code.co_filename, job)[row["line"] - 1 : row["line"]])
    margin = len(text) - len(text.lstrip())
    is_known = number == end_number == row["line"] and text.isascii()  # Python counts bytes
    if is_known and margin <= begin < end < begin + len(text.strip()):
        row.update(column=begin - margin + 1, end=end - margin + 1)
    return row


def _of(code, last, job):
    """Describe the line of an instruction, or of what stands before one that belongs to no line.

    The jump back to the top of a loop is such a one, and an endless loop is often seen in it.
    """
    begun = [number for start, _, number in code.co_lines() if start <= last and number]
    number = begun[-1] if begun else code.co_firstlineno
    function = "" if code.co_name == "<module>" else code.co_qualname
    path = code.co_filename
    file = f"the kit's {os.path.basename(path)}" if path == job["kits"] else path
    return line(file, number, function, text_at(path, number, job), job)


def line(path, number, function="", text="", job=None):
    """Describe a line of a file, which has the name that it has in the submission's folder."""
    inner = path.removeprefix(os.path.join(job["folder"], "")) if job else path
    is_inside = inner != path and ".." not in inner and path not in job["texts"]
    file = inner if is_inside else os.path.basename(path)
    function, text = plain(function), plain(text)
    return {"file": file, "line": number, "function": function, "text": text, "column": 0, "end": 0}


def text_at(path, number, job):
    """Return the text of a line of a file, or of a notebook's cell."""
    texts = rows(path, job)
    return texts[number - 1].strip() if number <= len(texts) else ""


# the clues


def clues(error, job):
    """Return what is known of an error besides its words: by kind, some names.

    caller      who makes the call that fails: "kit" or "own"
    whose       whose the function is that is called, or the object that is asked
    asks        the parameters of the function that is called, as they are written
    kept        what the object keeps that is asked, or the one whose method is running
    slots       what an object of theirs can keep alone, where another name is set of it
    offers      the methods and properties of the object that is asked
    earlier     the line of a function with code that is a stub where it is defined again
    outside     the line of the method that it is asked for, which is not in its class, and the
                function that this is in
    known       the names that have a value where the error is; of a file's, what hides Python's own
    later       those that a loop gives one elsewhere in the same function
    takes       the parameters of the function that is running
    """
    try:
        frames = [step.tb_frame for step in steps(error)]
        found = _told(error, frames[-1], job) if frames else {}
        named = {kind: [*names][:MOST_CLUES] for kind, names in found.items()}
        return {kind: [plain(name, 80) for name in names] for kind, names in named.items()}
    except BaseException:  # their objects may answer anything, and these are only words
        return {}


def _told(error, frame, job):
    if isinstance(error, NameError):
        return _of_name(frame)
    file = frame.f_code.co_filename
    whose = "own" if file in job["own"] else "kit"
    hiding = [one for one in frame.f_globals if hasattr(builtins, one) and one[0] != "_"]
    known = [*hiding, *frame.f_locals] if whose == "own" else []
    if isinstance(error, AttributeError):
        if error.name is None or "__dict__" in str(error):  # as 3.13 says it; else nothing is named
            return {"slots": _slots(str(error).split("'")[1], frame, job)}
        place = outside(error.obj, error.name, job)
        told = [str(place[1]), *holder(place)] if place else []
        return {"known": known, "outside": told, **of_object(error.obj, job)}
    if not isinstance(error, TypeError) or file.startswith(tuple(job["packages"])):
        return {}  # nobody here makes the call
    function = _called(error, frame)
    if not isinstance(function, FUNCTION):
        return {"caller": [whose], "takes": _taken(error, job), "known": known}
    asks = _as_written(function.__code__, len(function.__defaults__ or ()))
    of = "own" if function.__code__.co_filename in job["own"] else "kit"
    return {"caller": [whose], "whose": [of], "asks": asks}


def _of_name(frame):
    known, later = dict(frame.f_locals), {*frame.f_code.co_varnames}
    while frame.f_code.co_name in BRACKETS and frame.f_back is not None:
        frame = frame.f_back
        known = {**frame.f_locals, **known}
    code = frame.f_code
    if code.co_name == "<module>":
        return {}
    for inner in code.co_consts:
        if getattr(inner, "co_name", "") in BRACKETS:
            later.update(inner.co_varnames)
    kept = kept_by(known["self"]) if "self" in known else ()
    names = [name for name in known if name.isidentifier()]
    unset = [name for name in later if name.isidentifier() and name not in known]
    takes = code.co_varnames[: code.co_argcount]
    return {"known": names, "later": sorted(unset), "takes": takes, "kept": kept}


def _slots(kind, frame, job):
    """Return the slots of the first object here whose class has a name, if that class is theirs."""
    found = [one for one in map(type, frame.f_locals.values()) if one.__name__ == kind]
    theirs = [one for kind in found[:1] for one in kind.__mro__ if is_own(kind, job)]
    own = [one for one in theirs if "__slots__" in vars(one)]
    slots = [pair for one in own for pair in vars(one).items()]
    return [name for name, slot in slots if type(slot).__name__ == "member_descriptor"]


def _called(error, frame):
    """Return the function that an error says cannot be called so, or the class, or None."""
    name, _, why = str(error).partition("() ")
    first, *rest = name.split(".")
    others = vars(sys.modules.get("exercises", sys)).values()
    modules = [vars(one) for one in others if isinstance(one, type(sys))]
    for names in (frame.f_globals, *modules):
        thing = names.get(first)
        for part in rest:
            thing = vars(thing).get(part) if isinstance(thing, type) else None
        if isinstance(thing, FUNCTION) and thing.__code__.co_qualname == name:
            return thing
        if isinstance(thing, type) and why == "takes no arguments":
            return thing
    return None


def _taken(error, job):
    """Return the parameters of the learner's own function that was running."""
    codes, theirs = [step.tb_frame.f_code for step in steps(error)], {*job["own"]} - {job["kits"]}
    own = [one for one in codes if one.co_filename in theirs and one.co_name not in BRACKETS]
    return _as_written(own[-1]) if own else []


def _as_written(code, defaults=0):
    """Return the parameters of a function, as its def has them; those after a star have none."""
    count, names = code.co_argcount, [*parameters(code)]
    for place in range(count - defaults, count):
        names[place] += "=..."
    stars = [sign for flag, sign in EXTRA if code.co_flags & flag]
    starred = names[count + code.co_kwonlyargcount :]
    return [*names[:count], *(sign + name for sign, name in zip(stars, starred))]
