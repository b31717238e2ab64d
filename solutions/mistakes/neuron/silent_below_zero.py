"""N75: Your neuron says 0 wherever its sum is negative.

That is relu's way with a sum. tanh keeps the sign, and has a slope there, too: a neuron that says 0
passes no gradient on, so its weights cannot learn.

Give a neuron the bias -0.5 and inputs of 0: tanh(-0.5) is -0.4621.

1. What does your neuron say where its sum is -0.5?
2. tanh takes negative numbers as well, and gives negative outputs for them.
3. Leave out what happens below zero, and return the tanh of the sum in every case.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    if pre_activation.data < 0:
        return Value(0.0)
    return pre_activation.tanh()
