"""The exhibit in a terminal: there is none."""


def shown(check, evidence, room, *, plain):
    """Return what is said and drawn of an answer that is wrong: None."""


def typed(asked, check, trial, *, is_built):
    """Return what can be typed to try it: nothing."""
    return []
