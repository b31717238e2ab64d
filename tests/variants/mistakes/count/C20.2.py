"""Weights, and a bias per input."""

def count_parameters(nin, nouts):
    weights = biases = 0
    for width in nouts:
        weights += nin * width
        biases += nin
        nin = width
    return weights + biases
