"""N14-class: All your neurons share one bias.

What is set in the class body, outside __init__, exists once and is seen by every neuron. Moving the
bias of one neuron would move it for all, and MLP(3, [4, 4, 1]) has 33 different parameters.

Make two neurons, set the bias data of the first to 5.0, and print the bias of the second.

1. How many biases exist once you have made two neurons?
2. A class attribute belongs to the class. What each neuron owns is set on self, in __init__.
3. Move the line that makes the bias into __init__, and put self and a dot in front of it.
"""


class Neuron:
    b = Value(0.0)

    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
