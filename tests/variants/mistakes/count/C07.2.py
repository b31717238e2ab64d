"""a bias a layer"""

def count_parameters(nin, nouts):
    sz = [nin, *nouts]
    return sum(a * b for a, b in zip(sz, sz[1:])) + len(nouts)
