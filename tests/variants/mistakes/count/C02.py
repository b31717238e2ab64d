"""From the second width on."""


def count_parameters(nin, nouts):
    n = 0
    before = nouts[0]
    for width in nouts[1:]:
        n = n + before * width + width
        before = width
    return n
