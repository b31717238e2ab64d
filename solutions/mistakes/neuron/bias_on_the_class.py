"""N14-class: All your neurons share one bias.

Python makes the things in a class body, and the default of an argument, only once. So all neurons
get the same bias, and to move one moves all. MLP(3, [4, 4, 1]) then has 33 parameters instead of
41.

Make two neurons, set the bias data of the first to 5.0, and print the bias of the second.

1. How many biases exist once you have made two neurons?
2. Make what each neuron owns in the body of __init__: that runs for each neuron.
3. Let the body of __init__ make the bias, and set it on self.
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
