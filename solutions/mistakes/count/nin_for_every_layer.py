"""C03: You count nin inputs for every layer, and only the first layer reads them.

A neuron of the second layer reads the outputs of the first. So it has as many weights as the first
layer has neurons, whatever nin is.

How many weights does the last neuron of MLP(3, [4, 4, 1]) have?

1. How many weights does the last neuron of MLP(3, [4, 4, 1]) have: 3 or 4?
2. What one layer gives is what the next one reads.
3. At the end of each turn, nin becomes the width of this layer.
"""


def count_parameters(nin, nouts):
    return sum(nout * (nin + 1) for nout in nouts)
