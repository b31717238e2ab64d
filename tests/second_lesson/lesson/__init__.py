"""A second lesson, as small as one can be: the mean of some numbers."""
