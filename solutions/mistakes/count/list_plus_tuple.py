"""C17: You add nouts to a list with a plus, and that stops when the widths come in a tuple.

Your count is right for a list. But widths may come in a tuple, and Python cannot join these two.

Write [3] + (4, 4, 1) at the Python prompt and read the error.

1. What does Python say about a list plus a tuple?
2. A star in front of nouts puts its items into a new list, whatever kind of sequence it is.
3. Make one list of nin and the items of nouts, with a star in place of the plus.
"""


def count_parameters(nin, nouts):
    sizes = [nin]
    sizes = sizes + nouts
    return sum(a * b + b for a, b in zip(sizes, sizes[1:]))
