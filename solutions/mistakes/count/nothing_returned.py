"""C13: Your count_parameters returns None, and not the count.

A function gives None without a return, and if what stands behind it gives None: append(), insert(),
sort() and print() do. Code in quotation marks never runs. A count that you only print is lost.

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
