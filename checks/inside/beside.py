"""The learner's own engine beside the one that was handed out: its helpers, over that one's class.

What else stands in their file, as a function that makes one of a number, is found where they
import it from, and whatever it makes is of the class that was handed out.
"""

import sys

from inside.statements import known_as


def load_beside(job, given, loading, load):
    """Run their file as the module `engine`, with the given class in place of their own.

    Where it does not run, or holds on to its own class, the given engine stands alone.
    """
    handed_out = sys.modules["engine"]
    try:
        module = load("engine", job["beside"], loading)
        own = getattr(module, job["class"])
        fits = not any(_holds_on(thing, own) for thing in vars(module).values())
    except BaseException:  # whatever their file does while it is imported
        fits = False
    if not fits:
        sys.modules["engine"] = sys.modules["exercises.engine"] = handed_out
        sys.modules["exercises"].engine = handed_out
        known_as(job, handed_out)
        return
    for name, thing in list(vars(module).items()):
        if thing is own:
            setattr(module, name, given)
    if job["limited"]:
        limit(given, own)


def limit(given, own):
    """Take from a class what another one lacks, so that code says itself that it needs it.

    Only what nothing else in the class is made from: numbers on the left, and what has a name.
    """
    if hasattr(own, "__getattr__"):  # it may have anything
        return
    for name, thing in list(vars(given).items()):
        is_named = name.startswith("__r") or not name.startswith("_")
        if is_named and type(thing) is type(limit) and not hasattr(own, name):
            delattr(given, name)


def _holds_on(thing, own):
    """Tell whether something is made from a class, and stays so whatever its name stands for."""
    if isinstance(thing, type):
        return thing is not own and issubclass(thing, own)
    return isinstance(thing, own) or any(
        isinstance(one, own) for one in getattr(thing, "__defaults__", None) or ()
    )
