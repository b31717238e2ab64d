"""Where the code of a method begins that is asked: the line to look at where an answer is wrong."""

from inside.definitions import FUNCTION, near
from inside.trace import line, text_at

MOST_STEPS = 5  # from one method to another that it hands all on to: they may go round
SLIP = 0.85  # how alike two names are of which one is the other with a slip of the keys


def beginning(module, focus, job):
    """Return where the code of a method such as `Part.method` begins, or None.

    In its place is one that it hands all on to, or the class's own that has nearly its name.
    """
    owner, thing, row = module, module, None
    for name in focus.split("."):
        owner, thing = thing, getattr(thing, name, None)
    slip = _misspelt(owner, name, _code(thing))
    thing, meant = getattr(owner, slip, thing), name if slip else ""
    for _ in range(MOST_STEPS):
        code = _code(thing)
        if code is None or code.co_filename not in job["own"]:
            break
        file, first = code.co_filename, code.co_firstlineno
        behind = (number for _, _, number in code.co_lines() if number and number > first)
        numbers = [*dict.fromkeys(behind)] or [first]
        texts = [text_at(file, number, job) for number in numbers]
        row = {**line(file, numbers[0], code.co_qualname, texts[0], job), "meant": meant}
        thing, meant = getattr(owner, _handed_on(code, texts), None), ""
    return row


def _code(thing):
    return getattr(getattr(thing, "__wrapped__", thing), "__code__", None)  # below a decorator


def _misspelt(owner, name, code):
    """Return a method of a class itself that may be meant by one that it inherits, or ""."""
    inner, used = getattr(owner, "__dict__", {}), getattr(code, "co_names", ())
    others = [one for one in inner if isinstance(inner[one], FUNCTION) and one not in used]
    return "" if name in inner else "".join(near(name, others, SLIP))


def _handed_on(code, texts):
    """Return the method that a method hands all on to, and whose result it returns, or ""."""
    me, name = "".join(code.co_varnames[:1]), code.co_names[0] if len(code.co_names) == 1 else ""
    said = " ".join(text.partition("#")[0].rstrip() for text in texts)
    front, _, rest = said.partition(f"{me}.{name}(")
    front = front.rpartition(": ")[2] if front.startswith("def ") else front
    end = "" if front == "return " else f" return {front.removesuffix(' = ')}"
    return name if rest.partition(")")[1:] == (")", end) else ""
