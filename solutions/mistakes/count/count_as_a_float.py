"""Your answer is a float, and a count is a whole number.

A single / makes a float of any two ints, and 41.0 cannot be used as a length or in range(). Beyond
16 digits a float even leaves out some of them.

What is type(...) of your answer?
"""

ID = "C16"

HINTS = (
    "What is type(...) of your answer?",
    "Where does a float come in: a division, or a number with a point in it?",
    "Keep to + and *; where you have to halve something, // gives an int.",
)

SEEN = "own analysis"


def count_parameters(nin, nouts):
    total = 0.0
    for nout in nouts:
        total += nout * (nin + 1)
        nin = nout
    return total
