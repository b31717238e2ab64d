"""The width of this layer goes into nin too early, so each layer is counted as if it read itself.

nin and nout have to belong to the same layer when they are multiplied: what it reads, and how many
neurons it has. If nin is renewed first, both are the same number.

Write down nin and nout for each turn of your loop.
"""

ID = "C17"

HINTS = (
    "Write down nin and nout for each turn of your loop. Do they belong together?",
    "First count, then prepare for the next layer.",
    "Swap the two lines in the loop.",
)

SEEN = "own analysis"


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        nin = nout
        total += nout * (nin + 1)
    return total
