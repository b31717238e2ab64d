"""N07: You add the bias two times.

A total that starts from the bias, in a loop or as the second argument of sum(), has counted it
already. If you add it again, it moves the neuron twice as far, and its gradient doubles.

With all weights 0 and a bias of 0.5, the output should be tanh(0.5), which is 0.4621.

1. In how many places does your call mention the bias?
2. One bias, added one time: as the start of the sum or with a plus, but not both.
3. Choose one of the two places that you have, and take the bias out of the other.
Seen: manavnotop/micrograd nn.py, and one more public version
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b) + self.b
    return pre_activation.tanh()
