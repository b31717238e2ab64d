"""You count the first layer alone: the loop ends in its first turn.

A `return` ends the whole function, wherever it stands. Inside the loop it is reached in the first
turn, and the layers behind are never looked at.

How far is your `return` indented?
"""

ID = "C04-first"

HINTS = (
    "How many turns does your loop make?",
    "return ends the function, and so the loop.",
    "Move return to the left, under the for.",
)

SEEN = "own analysis; a return inside the loop is M02"


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * (nin + 1)
        nin = nout
        return total
