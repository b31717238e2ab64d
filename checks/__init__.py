"""A kit that checks exercises by what they do, and says what to do next."""


def report(exercise: "str | None" = None) -> object:
    """Check the files in exercises/ as they are saved; a notebook shows what comes back.

    Args:
        exercise: its name, as `python -m checks list` has it; all exercises, if None.
    """
    from checks.desk.notebook import Cell  # a run in a terminal has no need of it

    return Cell(exercise)
