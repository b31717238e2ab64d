"""C13: Your count_parameters gives None: it returns nothing.

A function without `return` gives None. What you print, or keep in a name, ends with the call.

What does print(count_parameters(2, [3, 1])) show?

1. What does your function give back when it is called?
2. Without `return` the answer of every function is None.
3. Return the total in the last line, behind the loop that adds it up.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * (nin + 1)
        nin = nout
    counted = total
