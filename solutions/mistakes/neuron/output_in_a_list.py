"""N26-list: Your maths is right, but you return the output inside a list.

One neuron has one output, a Value. A list has no backward(), and a layer would collect lists where
the next layer needs Values.

Print neuron(x) and look for square brackets around the Value.

1. What does print(neuron(x)) show around the Value?
2. Lists are for layers, which have several outputs. A neuron returns its one Value as it is.
3. Take the square brackets away from the line with return.
Seen: one public version
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return [pre_activation.tanh()]
