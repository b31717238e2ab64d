"""C07: You count one bias for each layer, and each neuron has its own.

The bias says how easily a neuron fires when its inputs say nothing. If all neurons of a layer
shared it, they could not differ in that.

How many biases do the 4 neurons of a layer have?

1. How many biases do 4 neurons side by side have?
2. The bias belongs to the neuron, not to the layer.
3. Add nout biases for a layer, not 1.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * nin + 1
        nin = nout
    return total
