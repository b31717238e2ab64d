"""C12: You return a list with a number for each layer, and the task is one number for all of them.

The numbers of the layers are right. The task is the whole: how many numbers does the network learn?

Which function adds up a list?

1. How many numbers come back from your function?
2. The parts are right; they have to be added up.
3. sum() around your list.
"""


def count_parameters(nin, nouts):
    counts = []
    for nout in nouts:
        counts.append(nout * (nin + 1))
        nin = nout
    return counts
