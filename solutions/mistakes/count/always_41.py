"""C05: You return 41, whatever the network is.

41 is right for MLP(3, [4, 4, 1]) and for hardly any other network. The task is the way to the
number, from nin and nouts.

How does 41 come about? Write it as a sum with one term for each layer.

1. Does your answer change when nin does?
2. Write 41 as a sum with one term for each layer: where does each number in it come from?
3. (3*4 + 4) + (4*4 + 4) + (4*1 + 1): replace the numbers by nin and the widths.
"""


def count_parameters(nin, nouts):
    return 41
