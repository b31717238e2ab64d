"""last one"""

def count_parameters(nin, nouts):
    sz = [nin, *nouts]
    for a, b in zip(sz, sz[1:]):
        count = a * b + b
    return count
