"""list plus whatever comes"""

def count_parameters(nin, nouts):
    dims = [nin] + nouts
    total = 0
    for i in range(len(nouts)):
        total += dims[i] * dims[i + 1] + dims[i + 1]
    return total
