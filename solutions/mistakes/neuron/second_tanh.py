"""N05-twice: You apply tanh twice, and this neuron squashes once.

The second squash can only make the output smaller: it never passes tanh(1), which is 0.7616. The
curve gets flatter, too, so less gradient finds its way back.

Call your neuron with very large inputs and see how close to 1 or -1 the output comes.

1. How close to 1 can your neuron's output come?
2. The output is the tanh of the pre-activation, and not the tanh of a tanh.
3. Of your two calls of tanh, keep the one that works on the sum.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    out = pre_activation.tanh()
    return out.tanh()
