"""Two biases for each neuron."""


def count_parameters(nin, nouts):
    n = 0
    before = nin
    for width in nouts:
        n = n + before * width + 2 * width
        before = width
    return n
