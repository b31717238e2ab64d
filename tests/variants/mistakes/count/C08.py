"""Neurons."""


def count_parameters(nin, nouts):
    n = 0
    for width in nouts:
        n += width
    return n
