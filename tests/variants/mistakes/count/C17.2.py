"""the last width is cut off, and the rest joined to nin"""

def count_parameters(nin, nouts):
    ins = [nin] + nouts[:-1]
    return sum((i + 1) * o for i, o in zip(ins, nouts))
