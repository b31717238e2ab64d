"""C04-first: You count the first layer alone: the loop ends in its first turn.

A `return` ends the whole function, wherever it stands. Inside the loop it is reached in the first
turn, and the layers behind are never looked at.

How far is your `return` indented?

1. How many turns does your loop make?
2. return ends the function, and so the loop.
3. Move return to the left, under the for.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * (nin + 1)
        nin = nout
        return total
