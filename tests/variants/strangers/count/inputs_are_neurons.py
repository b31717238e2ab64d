"""The inputs are counted as a layer of neurons."""


def count_parameters(nin, nouts):
    n = nin
    before = nin
    for width in nouts:
        n = n + before * width + width
        before = width
    return n
