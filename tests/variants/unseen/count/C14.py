"""pushed in front"""


def count_parameters(nin, nouts):
    nouts.insert(0, nin)
    total = 0
    for k in range(1, len(nouts)):
        total += nouts[k] * (nouts[k - 1] + 1)
    return total
