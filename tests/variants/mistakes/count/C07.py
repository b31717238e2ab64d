"""One bias a layer."""


def count_parameters(nin, nouts):
    n = 0
    before = nin
    for width in nouts:
        n = n + before * width + 1
        before = width
    return n
