"""The total is assigned."""


def count_parameters(nin, nouts):
    n = 0
    before = nin
    for width in nouts:
        n = before * width + width
        before = width
    return n
