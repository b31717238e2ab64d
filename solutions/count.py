"""How many numbers does a network learn? Find it by arithmetic, and build no network."""


def count_parameters(nin, nouts):
    """Return the number of parameters of MLP(nin, nouts): all weights and all biases.

    A neuron has a weight for each of its inputs, and one bias. A neuron of the first layer has
    nin inputs. In every other layer, a neuron has one input for each neuron of the layer before.

    Count by arithmetic alone, and build nothing. Then a network with a trillion parameters takes
    no longer than a small one.

    Args:
        nin: how many inputs the network has.
        nouts: how many neurons each layer has, as a list or a tuple.

    Returns:
        A whole number, an int.

    Worked by hand: MLP(2, [3, 1]) has 3 neurons with 2 weights and a bias each, which makes
    3 * (2 + 1) = 9, and then 1 neuron with 3 weights and a bias, 1 * (3 + 1) = 4: 13 in all.
    """
    total = 0
    for nout in nouts:
        total += nout * (nin + 1)
        nin = nout
    return total
