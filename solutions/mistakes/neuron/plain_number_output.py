"""N15-data: Your neuron returns a plain number, and its output should be a Value.

The number itself is right. But a float has no backward(). So nobody can ask how the weights made
it, and no layer before it gets a gradient.

Print type(neuron(x)), and then try to call backward() on the output.

1. What type does your neuron return?
2. data is for looking at a Value. What travels on through the network is the Value itself.
3. Hand on the result of tanh as it is, without taking its data out.
Seen: one public version, there in Layer
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh().data
