"""L21: You take the list away when there is one input, and not when there is one output.

What comes out is counted in neurons: one neuron gives one Value, several give a list. The number of
inputs has no part in that. With one input, your layer loses all outputs but the first.

Print the outputs of a Layer(1, 2) and of a Layer(2, 1).

1. Whose length do you look at before you take the list away?
2. The list goes when it has one item in it, however many inputs there were.
3. In the condition, ask for the length of outputs in place of x.
"""


def __call__(self, x):
    outputs = [neuron(x) for neuron in self.neurons]
    return outputs[0] if len(x) == 1 else outputs
