"""N14-class: All your neurons share one bias.

What is made in the class body, or as the default of an argument, exists once, and every neuron gets
that. Moving the bias of one would move it for all: MLP(3, [4, 4, 1]) has 33 different parameters.

Make two neurons, set the bias data of the first to 5.0, and print the bias of the second.

1. How many biases exist once you have made two neurons?
2. What each neuron owns is made in the body of __init__, which runs anew for each.
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
