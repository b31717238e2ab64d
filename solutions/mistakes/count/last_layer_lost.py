"""C06: You leave out the last layer: the output neurons have weights and biases, too.

The last number in nouts is a layer like the others. It reads what the layer before it gives, and
squashes, and learns.

What does your function say for one layer, nouts = [4]?

1. What does your function say for a single layer?
2. nouts has a number for each layer, and yours stops one short.
3. Go through all of nouts; nothing has to be taken off at its end.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts[:-1]:
        total += nout * (nin + 1)
        nin = nout
    return total
