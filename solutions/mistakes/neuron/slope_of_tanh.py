"""N50: Your neuron returns the slope of tanh, and its output is tanh itself.

1 - tanh ** 2 belongs to the way back: it says how fast tanh moves, and the tanh method of Value
keeps note of that for you. The way forward passes on the height of the curve.

Set all weights and the bias to 0 and call the neuron: tanh gives 0, its slope there is 1.

1. Is the number that you return on the curve of tanh, or does it say how steep the curve is?
2. The call is the forward pass. Slopes are the business of backward(), inside Value.
3. Return what tanh of the sum gives, without squaring it and without taking it from 1.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return 1 - pre_activation.tanh() ** 2
