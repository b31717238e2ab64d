"""N38: You square the sum before tanh, so your neuron loses its sign.

The square of a negative sum is positive, so the output is never below 0. The neuron can say yes,
but not no. tanh takes the sum with its sign.

Call your neuron with some inputs, and then with the same inputs times -1 (and a bias of 0).

1. Can your neuron's output be negative?
2. tanh works on the pre-activation itself, and its sign is part of the answer.
3. Give the sum to tanh once, without multiplying it by itself first.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return (pre_activation * pre_activation).tanh()
