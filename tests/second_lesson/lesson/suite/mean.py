"""What a mean must do."""

from checks.check.evidence import Evidence


def two(seen: Evidence) -> None:
    """The mean of two numbers lies halfway between them"""
    seen("mean.two").same_number("out", "The mean")


def many(seen: Evidence) -> None:
    """The sum is divided by how many there are"""
    for look in seen.each("mean.three", "mean.one"):
        look.same_number("out", "The mean")
