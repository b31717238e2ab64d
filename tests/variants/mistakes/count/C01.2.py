"""weights"""

def count_parameters(nin, nouts):
    sz = [nin] + list(nouts)
    return sum(sz[i] * sz[i+1] for i in range(len(nouts)))
