"""C19: You count the inputs as parameters.

Inputs come with each call, and the network does not learn them. They are no neurons: their weights
belong to the first layer.

How many parameters has one neuron with 3 inputs? It has 3 weights and a bias.

1. What does your total start from?
2. Count weights and biases alone. Each of them belongs to a neuron.
3. Let the total start from 0.
"""


def count_parameters(nin, nouts):
    total = nin
    for nout in nouts:
        total += nout * (nin + 1)
        nin = nout
    return total
