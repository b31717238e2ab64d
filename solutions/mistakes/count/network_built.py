"""C15: You build the network in order to count it, and a large one does not fit into any memory.

The answer is right as long as the network is small. Arithmetic needs no Value. Two numbers tell
what a layer learns, so you count a trillion as fast as 41.

How many Values does your function make for MLP(1000, [1000])?

1. How many Values does your function make for a layer with 1000 inputs and 1000 neurons?
2. You know how many numbers each neuron has before there is one.
3. For each layer: neurons times (inputs plus 1). Add these up.
"""

from engine import Value


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += len([Value(0.0) for _ in range(nout) for _ in range(nin + 1)])
        nin = nout
    return total
