"""N43: You collect the sum in the bias itself, so every call changes your neuron.

The first call is right. After it, b holds the whole sum, so the next call starts from there. Your
neuron no longer uses the bias that training knows.

Call your neuron twice with the same input, and print neuron.b in between.

1. What is the bias of your neuron after a call?
2. A call reads weights and bias and leaves both as they are.
3. Copy the bias to a local name before the loop, and let that name grow.
"""


def __call__(self, x):
    for wi, xi in zip(self.w, x):
        self.b += wi * xi
    return self.b.tanh()
