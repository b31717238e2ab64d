"""N26-list: Your maths is right, but the output comes in a list or tuple of one.

One neuron has one output, a Value. A list has no backward(), and a layer would collect lists where
the next layer needs Values. A comma at the end of a line makes a tuple.

Print neuron(x) and look for brackets around the Value.

1. What does print(neuron(x)) show around the Value?
2. Lists are for layers, which have several outputs. A neuron returns its one Value as it is.
3. Take the square brackets, or the comma at the end, away from what is returned.
Seen: one public version
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return [pre_activation.tanh()]
