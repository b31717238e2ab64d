"""What is told of code that raised or ran too long: its lines, its words, and clues.

Clues are names that stood beside an error, in the words of whoever wrote them. They are read, and
what they stand for is not: nothing here runs a learner's code, but for the text of an error.
"""

import builtins
import io
import os
import sys

from inside.table import Missing, plain

MOST_FRAMES = 5
MOST_CLUES = 20  # of a kind
MOST_NAMED = 4
EXTRA = ((4, "*"), (8, "**"))  # inspect.CO_VARARGS and CO_VARKEYWORDS
NEAR = 0.6  # how alike two names are of which one may be meant by the other
BRACKETS = ("<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>")
FUNCTION = type(lambda: None)


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
    is_todo = isinstance(error, NotImplementedError) and "where" in told
    is_stub = is_todo and not has_more([code for code, _ in frames if code.co_filename in own][-1])
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
        if isinstance(error, ImportError):  # the folder has that name here alone
            message = message.replace("'exercises.", "'").replace("'exercises'", "your folder")
    except BaseException:  # a __str__ of their own may do anything
        message = ""
    words = {"type": plain(type(error).__name__, 100), "hint": plain(hint(error))}
    words |= {"message": plain(message, 500), "clues": clues(error, job)}
    return {"status": "todo" if is_stub else "raised", "error": words, **told}


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


def has_more(code):
    """Tell whether a function that raises NotImplementedError has code besides.

    What stands behind the `raise` is not compiled, but what it names is still listed.
    """
    names = [*code.co_varnames[len(parameters(code)) :], *code.co_names]
    return set(names) - {"NotImplementedError"} != set()


def parameters(code):
    """Return the parameters of a function, those with stars last."""
    count = code.co_argcount + code.co_kwonlyargcount
    return code.co_varnames[: count + sum(bool(code.co_flags & flag) for flag, _ in EXTRA)]


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
    text = "".join(_rows(code.co_filename, job)[row["line"] - 1 : row["line"]])
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
    rows = _rows(path, job)
    return rows[number - 1].strip() if number <= len(rows) else ""


def _rows(path, job):
    """Return the lines of a file, which is read once in a job."""
    kept = job["texts"] if path in job["texts"] else job.setdefault("rows", {})
    if path not in kept:
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                kept[path] = file.readlines()
        except OSError:
            kept[path] = []
    return kept[path]


# the clues


def clues(error, job):
    """Return what is known of an error besides its words: by kind, some names.

    caller      who makes the call that fails: "kit" or "own"
    whose       whose the function is that is called, or the object that is asked
    asks        the parameters of the function that is called, as they are written
    kept        what the object keeps that is asked, or the one whose method is running
    slots       what an object of theirs can keep alone, where another name is set of it
    offers      the methods and properties of the object that is asked
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
        return {"known": known, "outside": told, **_of_object(error.obj, job)}
    if not isinstance(error, TypeError) or file.startswith(tuple(job["packages"])):
        return {}  # nobody here makes the call
    function = _called(str(error).partition("() ")[0], frame)
    if function is None:
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
    kept = _kept(known["self"]) if "self" in known else ()
    names = [name for name in known if name.isidentifier()]
    unset = [name for name in later if name.isidentifier() and name not in known]
    takes = code.co_varnames[: code.co_argcount]
    return {"known": names, "later": sorted(unset), "takes": takes, "kept": kept}


def _of_object(found, job):
    kinds = [kind for kind in type(found).__mro__ if _is_own(kind, job)]
    if not kinds:
        return {"whose": ["kit"]}
    kept, offers = dict.fromkeys(_kept(found)), {}
    for name, one in [pair for kind in kinds for pair in vars(kind).items()]:
        if _is_set(one, found):
            kept[name] = None
        elif isinstance(one, FUNCTION | property) and not name.startswith("_"):
            offers[name if isinstance(one, property) else f"{name}()"] = None
    return {"whose": ["own"], "kept": kept, "offers": offers}


def _slots(kind, frame, job):
    """Return the slots of the first object here whose class has a name, if that class is theirs."""
    found = [one for one in map(type, frame.f_locals.values()) if one.__name__ == kind]
    theirs = [one for kind in found[:1] for one in kind.__mro__ if _is_own(kind, job)]
    own = [one for one in theirs if "__slots__" in vars(one)]
    slots = [pair for one in own for pair in vars(one).items()]
    return [name for name, slot in slots if type(slot).__name__ == "member_descriptor"]


def methods(found, job):
    """Return the methods of an object's classes that are of a learner's file."""
    every = [one for kind in type(found).__mro__ for one in vars(kind).values()]
    return [one for one in every if _is_function(one, job)]


def _is_function(one, job):
    return type(one) is FUNCTION and one.__code__.co_filename in job["own"]


def outside(found, name, job):
    """Return the place of a method of an object that its file has outside of the class, or None."""
    own = methods(found, job)
    beside = [*own[0].__globals__.values()] if own else []
    waiting = [one.__code__ for one in beside if _is_function(one, job)]
    waiting += [one.__code__ for one in own]
    for code in waiting:  # which grows
        if getattr(code, "co_name", "") == name and code.co_varnames[:1] == ("self",):
            return place_of(code)
        waiting.extend(getattr(code, "co_consts", ()))
        if name in getattr(code, "co_varnames", ()) and (number := _behind(code, name, job)):
            return code.co_filename, number, f"{code.co_qualname}.<locals>.{name}"
    return None


def _behind(code, name, job):
    """Return the line of a method in the text of a function: behind a return, none is compiled."""
    first, *rest = _rows(code.co_filename, job)[code.co_firstlineno - 1 :]
    for number, row in enumerate(rest, code.co_firstlineno + 1):
        text = row.lstrip()
        if text and len(row) - len(text) <= len(first) - len(first.lstrip()):
            break
        if text.startswith(f"def {name}(self"):
            return number
    return None


def instead(missing, job):
    """Return a missing method in words that say what stands in their file in its place, if any."""
    if place := outside(missing.owner, missing.name, job):
        at, it = "outside of the class", "it"
        for inner in holder(place):
            if place[2].startswith(inner):  # which is in no class itself
                at, it = f"inside of `{inner}`, and that {at}", f"`{inner}`"
            else:
                at = f"inside of `{inner}`"
        words = f"`def {missing.name}` stands {at}: indent {it} as the other methods are"
        return Missing(f"{missing}; {words}", place=place)
    known = {one.__name__: place_of(one.__code__) for one in methods(missing.owner, job)}
    others = [one for one in known if not hasattr(list, one)]
    for name in near(missing.name, others):
        return Missing(f"{missing}{there(name)}", place=known[name])
    found, is_asked = _of_object(missing.owner, job), f".{missing.name}"
    others = [*found.get("kept", ()), *found.get("offers", ())]
    if any(one["focus"].endswith(is_asked) for one in job["scenarios"]):  # it is a method
        others = [one[:-2] for one in others if one.endswith("()")]
    others = [one for one in others if one.isidentifier() and not one.startswith("_")]
    return Missing(f"{missing}{there(*near(missing.name, others), others=others)}")


def there(meant="", others=()):
    """Return the end of a sentence about what is missing: what is meant by it, or all there is."""
    if meant:
        return f"; `{meant}` is there: is it the one?"
    *names, last = [f"`{one}`" for one in others[:MOST_NAMED]] or [""]
    return f"; it has {', '.join(names)}{' and ' * bool(names)}{last}" if last else ""


def near(name, others, alike=NEAR):
    """Return the name, in a list, that may be meant by another one, if there is one."""
    from difflib import get_close_matches  # only what is missing pays for it

    return get_close_matches(name, others, 1, alike)


def place_of(code):
    return code.co_filename, code.co_firstlineno, code.co_qualname


def holder(place):
    """Return the name of the function that another one is inside of, if there is one."""
    return place[2].split(".")[-3:-2]  # before <locals>


def _kept(found):
    try:
        return object.__getattribute__(found, "__dict__")
    except AttributeError:  # it has slots
        return ()


def _is_own(kind, job):
    """Tell whether a class is of a learner's file, and neither Python's nor a stand-in."""
    codes = [getattr(one, "__code__", None) for one in vars(kind).values()]
    return any(code is not None and code.co_filename in job["own"] for code in codes)


def _is_set(one, found):
    """Tell whether it is a slot that is filled."""
    if type(one).__name__ != "member_descriptor":
        return False
    try:
        one.__get__(found)
    except AttributeError:
        return False
    return True


def _called(name, frame):
    """Return the function that has a qualified name, or None."""
    first, *rest = name.split(".")
    others = vars(sys.modules.get("exercises", sys)).values()
    modules = [vars(one) for one in others if isinstance(one, type(sys))]
    for names in (frame.f_globals, *modules):
        thing = names.get(first)
        for part in rest:
            thing = vars(thing).get(part) if isinstance(thing, type) else None
        if isinstance(thing, FUNCTION) and thing.__code__.co_qualname == name:
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
