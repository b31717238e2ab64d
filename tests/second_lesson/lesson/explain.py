"""What exceptions mean here: no more than Python says."""


def explain(seen, asked):
    """Return what an exception means for someone who tells a mean."""
    return ""
