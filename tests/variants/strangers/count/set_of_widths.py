"""Equal widths are counted once."""


def count_parameters(nin, nouts):
    n = 0
    before = nin
    for width in sorted(set(nouts)):
        n = n + before * width + width
        before = width
    return n
