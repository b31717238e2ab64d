"""The exhibits: there is nothing to draw in this lesson, in a terminal neither."""


def shown(check, evidence, room, *, plain):
    """Return what is drawn of an answer that is wrong: None."""
