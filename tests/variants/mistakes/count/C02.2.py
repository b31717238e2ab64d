"""without nin"""

def count_parameters(nin, nouts):
    total = 0
    for i in range(1, len(nouts)):
        total += (nouts[i-1] + 1) * nouts[i]
    return total
