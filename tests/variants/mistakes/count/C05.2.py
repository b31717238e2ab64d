"""forty-one"""

def count_parameters(nin, nouts):
    nin, nouts = 3, [4, 4, 1]
    return (nin + 1) * 4 + 5 * 4 + 5
