"""The exhibit in a terminal: there is none."""


def shown(check, evidence, room, *, plain):
    """Return what is drawn of an answer that is wrong: None."""
