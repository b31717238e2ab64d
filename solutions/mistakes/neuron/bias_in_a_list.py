"""N47: Your maths is right, but your bias is a list with one Value in it.

The lesson, and whatever reads your neuron, expects b to be the Value itself, with data and a grad.
A list around it has neither.

Print neuron.b: it should show a Value, without square brackets.

1. What is the type of neuron.b?
2. The bias is one Value. Only where two lists are joined does it need a list around it.
3. Make b without brackets in __init__, and put the brackets into parameters() instead.
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = [Value(0.0)]


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b[0])
    return pre_activation.tanh()


def parameters(self):
    return self.w + self.b
