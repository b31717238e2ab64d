"""N62: Your neuron keeps its first answer and gives it to all other inputs, too.

An answer belongs to one input and to the weights of one moment. As soon as either changes, an
answer that was kept is wrong.

Call your neuron with two different inputs, and compare the outputs.

1. What does your second call compute?
2. Nothing has to be kept between calls but the weights and the bias.
3. Take the `if` out of your call, and compute the output each time.
"""


def __call__(self, x):
    if not hasattr(self, "out"):
        self.out = sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()
    return self.out
