"""One layer: several neurons side by side, all reading the same inputs."""

from neuron import Neuron


class Layer:
    """nout neurons with nin inputs each.

    neurons   list of nout different `Neuron`s, made once, in `__init__`.
    """

    def __init__(self, nin, nout):
        """Make the nout neurons, each for nin inputs, and keep them in `self.neurons`.

        Layer(3, 2) has two neurons with three weights each. Each is a `Neuron` of its own:
        the same one listed twice would give the same output twice and learn only one thing.
        """
        # TODO: make nout neurons with nin inputs each; keep them in self.neurons.
        raise NotImplementedError

    def __call__(self, x):
        """Return the outputs of the neurons for x.

        Every neuron reads the whole of x. No neuron reads the output of another one.

        Args:
            x: nin inputs, each an int, a float or a `Value`.

        Returns:
            A list of nout `Value`s, in the order of `self.neurons`. With nout = 1 it is
            that one `Value` itself, without a list around it, so that the output of a
            network that ends in one neuron has a `backward()`.

        Shapes: Layer(3, 2)([2.0, 3.0, -1.0]) is a list of 2 Values;
        Layer(3, 1)([2.0, 3.0, -1.0]) is one Value.
        """
        # TODO: call every neuron with x; return the list of outputs. If there is only one, return
        # it without the list.
        raise NotImplementedError

    def parameters(self):
        """Return the parameters of all neurons in one flat list of `Value`s.

        Layer(3, 2) has 2 * (3 weights + 1 bias) = 8 of them. Training goes through this
        list once and moves each `Value` a little. It cannot move a list inside the list,
        a copy, or a `Value` that is missing.
        """
        # TODO: put the parameters of all neurons into one flat list.
        raise NotImplementedError
