"""N05-leaky: Your neuron squashes with a leaky relu, and this lesson uses tanh.

A leaky relu lets a little of a negative sum through. Elsewhere it is a good activation. But it has
no upper end: where tanh stays below 1, a large sum goes on into the next layer as large as it is.

Make the pre-activation 3.0 and then -3.0: tanh gives 0.9951 and -0.9951. What do you get?

1. How large can the output of your neuron become?
2. tanh bends at both ends, and treats a negative sum as it treats a positive one.
3. Take the condition and the 0.01 away, and call the tanh method of the sum in every case.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation if pre_activation.data > 0 else 0.01 * pre_activation
