"""before is renewed before it is used."""


def count_parameters(nin, nouts):
    n = 0
    before = nin
    for width in nouts:
        before = width
        n += before * width + width
    return n
