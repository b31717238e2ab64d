"""You count one layer, the last: each turn of the loop forgets the one before.

A name holds one number. If every turn assigns to it, only the last turn is left at the end. Adding
up needs the old total on the right side as well.

Print your total in every turn of the loop.
"""

ID = "C04"

HINTS = (
    "Print your total in every turn of the loop. Does it grow?",
    "An assignment forgets what was there; += adds to it.",
    "Start with total = 0 before the loop, and add in each turn.",
)

SEEN = "own analysis; parameters of the last layer alone are M12"


def count_parameters(nin, nouts):
    for nout in nouts:
        total = nout * (nin + 1)
        nin = nout
    return total
