"""All weights are added up first, then a bias for each neuron."""


def count_parameters(nin, nouts):
    inputs = (nin, *nouts[:-1])
    weights = sum(n * m for n, m in zip(inputs, nouts))
    biases = sum(nouts)
    return weights + biases
