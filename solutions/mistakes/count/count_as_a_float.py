"""C16: Your answer is a float, and a count is a whole number.

A total that starts from 0.0 is a float, and a single / makes one of any two ints. range() does not
take 41.0, and no list has that length. A float keeps about 16 digits, so a huge count would be
wrong in its last ones.

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
