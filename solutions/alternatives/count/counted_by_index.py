"""A while loop over positions; the layer in front of the first is the input."""


def count_parameters(nin, nouts):
    total, i = 0, 0
    while i < len(nouts):
        reads = nin if i == 0 else nouts[i - 1]
        total = total + (reads + 1) * nouts[i]
        i = i + 1
    return total
