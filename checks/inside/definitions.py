"""What a learner's files define, and where: the def that is meant by one that is not there, too.

Nothing here runs a learner's code: it reads what is compiled, and the lines of the files.
"""

from inside.table import Missing

MOST_NAMED = 4
NEAR = 0.6  # how alike two names are of which one may be meant by the other
EXTRA = ((4, "*"), (8, "**"))  # inspect.CO_VARARGS and CO_VARKEYWORDS
FUNCTION = type(lambda: None)


def has_more(code):
    """Tell whether a function that raises NotImplementedError has code besides.

    What stands behind the `raise` is not compiled, but what it names is still listed.
    """
    names = [*code.co_varnames[len(parameters(code)) :], *code.co_names]
    return set(names) - {"NotImplementedError"} != set()


def replaced(code, job):
    """Return the line of a function with code that a later one of its name replaces, or None."""
    kind, now, found = "", "", {}
    for number, row in enumerate(rows(code.co_filename, job)[: code.co_firstlineno - 1], 1):
        first, name, *_ = [*row.replace("(", " ").replace(":", " ").split(), "", ""]
        if row.startswith("class "):
            kind = name
        elif first == "def":
            now = f"{kind}.{name}" if row[0].isspace() else name
            found[now] = number
        elif row.strip().startswith("raise NotImplementedError"):
            found.pop(now, None)
    return found.get(code.co_qualname)


def parameters(code):
    """Return the parameters of a function, those with stars last."""
    count = code.co_argcount + code.co_kwonlyargcount
    return code.co_varnames[: count + sum(bool(code.co_flags & flag) for flag, _ in EXTRA)]


def rows(path, job):
    """Return the lines of a file, which is read once in a job."""
    kept = job["texts"] if path in job["texts"] else job.setdefault("rows", {})
    if path not in kept:
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                kept[path] = file.readlines()
        except OSError:
            kept[path] = []
    return kept[path]


def of_object(found, job):
    """Return whose an object is, what it keeps, and what its classes offer."""
    kinds = [kind for kind in type(found).__mro__ if is_own(kind, job)]
    if not kinds:
        return {"whose": ["kit"]}
    kept, offers = dict.fromkeys(kept_by(found)), {}
    for name, one in [pair for kind in kinds for pair in vars(kind).items()]:
        if _is_set(one, found):
            kept[name] = None
        elif isinstance(one, FUNCTION | property) and not name.startswith("_"):
            offers[name if isinstance(one, property) else f"{name}()"] = None
    return {"whose": ["own"], "kept": kept, "offers": offers}


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
        is_known, begins = name in getattr(code, "co_varnames", ()), (f"def {name}(self",)
        if is_known and (number := _behind(code, begins, job)):
            return code.co_filename, number, f"{code.co_qualname}.<locals>.{name}"
    return None


def _behind(code, begins, job):
    """Return the line in the text of a function that begins so: some of it is not compiled."""
    first, *rest = rows(code.co_filename, job)[code.co_firstlineno - 1 :]
    for number, row in enumerate(rest, code.co_firstlineno + 1):
        text = row.lstrip()
        if text and len(row) - len(text) <= len(first) - len(first.lstrip()):
            break
        if text.startswith(begins):
            return number
    return None


def without_init(kind, job):
    """Return in words that a class of theirs has no __init__, and what there is in its place."""
    words = f"Python finds no __init__ in {kind.__name__}, with two underscores on each side"
    return instead(Missing(words, object.__new__(kind), "__init__"), job)


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
    codes = {one.__name__: one.__code__ for one in methods(missing.owner, job)}
    known, name = {one: place_of(code) for one, code in codes.items()}, missing.name
    begins = (f"{name} = ", f"{name}=", f"{name}: ")
    if "__init__" in codes and (number := _behind(codes["__init__"], begins, job)):
        words = f"{missing}; `{name}` is there in line {number}, without `self.` in front of it"
        return Missing(words, place=(known["__init__"][0], number, known["__init__"][2]))
    others = [one for one in known if not hasattr(list, one)]
    for name in near(missing.name, others):
        return Missing(f"{missing}{there(name)}", place=known[name])
    found, is_asked = of_object(missing.owner, job), f".{missing.name}"
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


def kept_by(found):
    try:
        return object.__getattribute__(found, "__dict__")
    except AttributeError:  # it has slots
        return ()


def is_own(kind, job):
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
