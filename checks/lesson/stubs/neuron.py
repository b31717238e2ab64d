"""One neuron: weigh every input, add it all up, squash the sum."""

import random

from engine import Value


class Neuron:
    """A neuron with nin inputs: nin weights and one bias, each a `Value` that can learn.

    w   list of nin `Value`s, drawn from uniform(-1, 1): how much each input counts.
    b   one `Value`, 0 at the start: how easily the neuron fires when every input is 0.
    """

    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        """Return the neuron's output for one input x: the forward pass.

            out = tanh(w[0] * x[0] + ... + w[nin-1] * x[nin-1] + b)

        The sum inside is called the pre-activation. tanh squashes it last, and once.

        A `Value` knows +, * and .tanh(), and each gives a new `Value`: see exercises/engine.py.

        Args:
            x: nin inputs, each an int, a float or a `Value`.

        Returns:
            One `Value`, in (-1, 1). It has to come from these operations, and not from plain
            numbers: so `out.backward()` finds every weight, the bias and the inputs.

        Worked by hand: w = [0.5, -1.0], b = 0.25, x = [2.0, 1.0] gives the pre-activation
        0.5 * 2.0 + -1.0 * 1.0 + 0.25 = 0.25, and tanh(0.25) = 0.2449.
        """
        # TODO: multiply each weight by its input, add the products and the bias, squash the sum
        # with tanh.
        raise NotImplementedError

    def parameters(self):
        """Return the nin + 1 `Value`s that learn, in one flat list.

        They are the very objects that a call uses, and not copies. If you change the
        `data` of one of them, the next output changes.
        """
        return [*self.w, self.b]
