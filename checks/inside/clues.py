"""Clues: what stood beside an error of a learner's code, in names that they wrote.

Nothing here runs their code: it reads which names there are, and never what they stand for.
"""

from inside.watch import KEYWORDS, VARIADIC

BRACKETS = ("<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>")
EXTRA = ((VARIADIC, "*"), (KEYWORDS, "**"))


def clues(error, job):
    """Return what is known of an error besides its words: by kind, some names.

    caller      who makes the call that fails: "kit" or "own"
    whose       whose the function is that is called, or the object that is asked
    asks        the parameters of the function that is called, as they are written
    kept        what the object keeps that is asked, or the one whose method is running
    offers      the methods and properties of the object that is asked
    known       the names that have a value where the error is
    later       those that a loop gives one elsewhere in the same function
    takes       the parameters of the function that is running
    """
    frame = _last(error.__traceback__)
    return _told(error, frame, job) if frame else {}


def _last(step):
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step and step.tb_frame


def _told(error, frame, job):
    if isinstance(error, NameError):
        return _of_name(frame)
    if isinstance(error, AttributeError):
        known = [*frame.f_locals] if _whose(frame.f_code, job) == "own" else []
        return {"known": known, **_of_object(error.obj, job)}
    if not isinstance(error, TypeError):
        return {}
    function = _called(str(error).partition("() ")[0], frame)
    return {
        "caller": [_whose(frame.f_code, job)],
        "whose": [_whose(function.__code__, job)] if function else [],
        "asks": _written(function) if function else [],
    }


def _whose(code, job):
    return "own" if code.co_filename in job["own"] else "kit"


def _of_name(frame):
    known, later = {}, {*frame.f_code.co_varnames}
    while True:
        known = {**frame.f_locals, **known}
        is_inner = frame.f_code.co_name in BRACKETS and frame.f_back is not None
        if not is_inner:
            break
        frame = frame.f_back
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
    return {"known": names, "later": sorted(unset), "takes": takes, "kept": list(kept)}


def _of_object(found, job):
    kinds = [kind for kind in type(found).__mro__ if _is_own(kind, job)]
    if not kinds:
        return {"whose": ["kit"]}
    slots = [name for kind in kinds for name, one in vars(kind).items() if _is_set(one, found)]
    offers = {}
    for kind in kinds:
        for name, one in vars(kind).items():
            if not name.startswith("_") and type(one) in (type(clues), property):
                offers[f"{name}()" if type(one) is type(clues) else name] = None
    kept = [*_kept(found), *slots]
    return {"whose": ["own"], "kept": kept, "offers": [*offers]}


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
    if type(one).__name__ != "member_descriptor":
        return False
    try:
        one.__get__(found)
    except AttributeError:
        return False
    return True


def _called(name, frame):
    """Return the function that has a qualified name, or None."""
    import sys

    first, *rest = name.split(".")
    modules = [
        vars(one)
        for one in vars(sys.modules.get("exercises", sys)).values()
        if type(one) is type(sys)
    ]
    for names in (frame.f_globals, *modules):
        thing = names.get(first)
        for part in rest:
            thing = vars(thing).get(part) if isinstance(thing, type) else None
        if type(thing) is type(clues) and thing.__code__.co_qualname == name:
            return thing
    return None


def _written(function):
    """Return the parameters of a function, as its def has them."""
    code = function.__code__
    count = code.co_argcount
    names = list(code.co_varnames[:count])
    for place in range(count - len(function.__defaults__ or ()), count):
        names[place] += "=..."
    rest = list(code.co_varnames[count + code.co_kwonlyargcount :])
    for flag, stars in EXTRA:
        if code.co_flags & flag:
            names.append(stars + rest.pop(0))
    return names
