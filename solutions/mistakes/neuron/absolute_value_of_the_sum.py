"""N38-abs: You drop the sign of the sum before tanh.

The sign says whether the neuron is for or against. Without it the output is never below 0, and for
a negative sum the gradients come back with the wrong sign, too.

Set all weights to 0 and the bias to -0.5: tanh(-0.5) is -0.4621, and yours is 0.4621.

1. Can your neuron's output be negative?
2. tanh takes negative numbers as well as positive ones, and keeps their sign.
3. Take the condition and the minus away, and call tanh on the sum itself.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    size = pre_activation if pre_activation.data > 0 else -pre_activation
    return size.tanh()
