"""The mean."""


def mean(numbers):
    """Return the mean of some numbers; there is at least one.

    Worked by hand: the mean of 1.0, 2.0 and 6.0 is 3.0.
    """
    return sum(numbers) / len(numbers)
