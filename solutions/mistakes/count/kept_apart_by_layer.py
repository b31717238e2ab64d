"""You return a list with a number for each layer, and one number for all was asked for.

The numbers of the layers are right. What is asked for is the whole: how many numbers does the
network learn?

Which function adds up a list?
"""

ID = "C12"

HINTS = (
    "How many numbers come back from your function?",
    "The parts are right; they have to be added up.",
    "sum() around your list.",
)

SEEN = "own analysis"


def count_parameters(nin, nouts):
    counts = []
    for nout in nouts:
        counts.append(nout * (nin + 1))
        nin = nout
    return counts
