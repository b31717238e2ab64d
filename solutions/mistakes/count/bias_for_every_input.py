"""C20: You count a bias for each input of a layer, and each of its neurons has one.

A bias belongs to a neuron, so a layer has as many as it has neurons, however many inputs it reads.

What does your function say for nin = 3 and nouts = [1]? It should be 4.

1. How many biases has a layer of one neuron with 3 inputs?
2. A layer has inputs times neurons weights, and a bias for each neuron.
3. In the term for the biases, take the width of the layer itself.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        total += nin * (nout + 1)
        nin = nout
    return total
