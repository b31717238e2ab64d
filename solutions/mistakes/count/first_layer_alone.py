"""C04-first: You count the first layer alone.

The other layers have weights and biases, too. Does a `return` stand inside your loop? It ends the
whole function, so the loop never gets to the next layer.

How far is your `return` indented?

1. Which layers of the network does your number hold?
2. return ends the function, and the loop with it.
3. Let the loop go over all widths, and return the total after it, as far left as the for.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * (nin + 1)
        nin = nout
        return total
