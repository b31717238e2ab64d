"""A kit that checks exercises by what they do, and says what to do next."""


def report(exercise: "str | None" = None) -> object:
    """Check the files in exercises/ as they are saved; a notebook shows what comes back.

    Args:
        exercise: its name, as `python -m checks list` has it; all exercises, if None.
    """
    from checks.desk.notebook import Cell  # a run in a terminal has no need of it

    return Cell(exercise)


def hint(exercise: "str | int" = "", number: int = 1) -> None:
    """Print a hint for an exercise, or for what is next, as `python -m checks hint` does."""
    _run("hint", str(exercise), str(number))


def solution(exercise: str = "") -> None:
    """Print the reference beside your own answer, once that passes."""
    _run("solution", exercise)


def _run(*arguments: str) -> None:
    import contextlib
    import io
    import sys

    from checks import cli
    from checks.desk.notebook import as_cells

    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        cli.main([*filter(None, arguments)])
    out.seek(0)
    sys.stdout.write(as_cells(out.read()))
