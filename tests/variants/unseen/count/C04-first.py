"""one step"""


def count_parameters(nin, nouts):
    first = nouts[0]
    return nin * first + first
