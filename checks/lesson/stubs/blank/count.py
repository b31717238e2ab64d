"""How many numbers does a network learn? By arithmetic, before any network is built."""


def count_parameters(nin, nouts):
    """Return the number of parameters of MLP(nin, nouts): all weights and all biases.

    A neuron has a weight for each of its inputs, and one bias. The neurons of the first layer
    have nin inputs; those of every other layer have as many as the layer before has neurons.

    Count by arithmetic alone: a network with a trillion parameters takes no longer than a
    small one, because nothing is built.

    Args:
        nin: how many inputs the network has.
        nouts: how many neurons each layer has, as a list or a tuple.

    Returns:
        A whole number, an int.

    Worked by hand: MLP(2, [3, 1]) has 3 neurons with 2 weights and a bias each, which makes
    3 * (2 + 1) = 9, and then 1 neuron with 3 weights and a bias, 1 * (3 + 1) = 4: 13 in all.
    """
    raise NotImplementedError
