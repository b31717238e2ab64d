"""C16: Your answer is a float, and a count is a whole number.

A single / makes a float of any two ints, and 41.0 cannot be used as a length or in range(). Beyond
16 digits a float even leaves out some of them.

What is type(...) of your answer?

1. What is type(...) of your answer?
2. Where does a float come in: a division, or a number with a point in it?
3. Keep to + and *; where you have to halve something, // gives an int.
"""


def count_parameters(nin, nouts):
    total = 0.0
    for nout in nouts:
        total += nout * (nin + 1)
        nin = nout
    return total
