"""built"""

from engine import Value

def count_parameters(nin, nouts):
    params = []
    for n in nouts:
        for _ in range(n):
            params.extend(Value(0.0) for _ in range(nin + 1))
        nin = n
    return len(params)
