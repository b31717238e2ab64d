"""C04: You count one layer, the last.

A name holds one number. If every turn of a loop assigns to it, only the last turn is left at the
end. Adding up needs the old total on the right side as well.

Print your total in every turn of the loop.

1. Print your total in every turn of the loop. Does it grow?
2. An assignment forgets what was there; += adds to it.
3. Start with total = 0 before the loop, and add in each turn.
"""


def count_parameters(nin, nouts):
    for nout in nouts:
        total = nout * (nin + 1)
        nin = nout
    return total
