"""joined with a plus, and no bias is counted"""

def count_parameters(nin, nouts):
    sizes = [nin] + nouts
    return sum(sizes[i] * sizes[i + 1] for i in range(len(nouts)))
