"""N01: Your neuron returns the weighted sum as it is, without tanh.

Layers without a squash in between add up to one single layer: a weighted sum of weighted sums is
again a weighted sum. tanh bends the line, and it keeps the output in (-1, 1). It
changes no Value: it makes a new one, which is the one to return.

Call your neuron with large inputs, such as 100.0, and see how far the output goes.

1. How large can your neuron's output become? How large should it be able to become?
2. A neuron weighs, adds up and squashes. The squash is tanh, and it is the last of the three.
3. The finished sum is a Value, and a Value can give its own tanh: return that.
Seen: one public experiment; two versions that lose the tanh; three linear ones on purpose
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation
