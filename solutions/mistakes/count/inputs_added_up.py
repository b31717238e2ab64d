"""C21: You add each width to the number of inputs, and a layer reads the layer before it alone.

The second layer has an input for each neuron of the first, and none for x. With += the number of
inputs grows from layer to layer.

Print nin in every turn of your loop: for count_parameters(3, [4, 4, 1]) it is 3, 4, 4.

1. How many inputs does a neuron of the second layer read?
2. The next layer reads what this one gives: as many numbers as it has neurons.
3. At the end of a turn, put the width in the place of nin; add nothing to it.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nout * (nin + 1)
        nin += nout
    return total
