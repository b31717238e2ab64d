"""N62: Your neuron keeps its first answer and gives it to all other inputs, too.

An answer fits one input and the weights of one moment. As soon as one of them changes, the kept
answer is wrong.

Call your neuron with two different inputs, and compare the outputs.

1. What does your second call compute?
2. Between calls, keep the weights and the bias alone.
3. Take the `if` out of your call, and compute the output each time.
"""


def __call__(self, x):
    if not hasattr(self, "out"):
        self.out = sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()
    return self.out
