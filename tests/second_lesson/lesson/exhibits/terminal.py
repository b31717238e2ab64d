"""What a terminal shows of an answer: no more than the report says."""


def shown(check, evidence, room, *, plain):
    """Return what is drawn of an answer that is wrong: None."""
