"""One layer short."""


def count_parameters(nin, nouts):
    n = 0
    before = nin
    for width in list(nouts)[:-1]:
        n = n + before * width + width
        before = width
    return n
