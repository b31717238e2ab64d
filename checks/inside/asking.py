"""What every program that asks a learner's code has in common: how it says what is not there."""


class Missing(Exception):
    """Something that the exercise asks for is not there; the message says what."""


class Late(Exception):
    """A part of their file that did not end in its time, or was not begun in it."""


def part(owner, name, what=None):
    """Return owner.name, or say in words that it is missing; `what` is the file of a module."""
    try:
        return getattr(owner, name)
    except AttributeError as error:
        if type(owner).__dict__.get(name) is not None:
            raise  # a property of theirs that fails inside is their own error, not a missing name
        if what:  # or another file, which holds several modules
            what = str(getattr(owner, "__file__", what)).replace("\\", "/").rpartition("/")[2]
        raise Missing(f"`{what or type(owner).__name__}` has no `{name}`") from error
