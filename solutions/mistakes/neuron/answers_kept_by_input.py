"""N67: Your neuron keeps its answers, and gives old ones after its weights have changed.

An answer fits one input and the weights of one moment. After a step of training, the neuron would
still say what it said before, and the step seems to change nothing.

Call your neuron, set the data of neuron.b to 5.0, and call it again with the same input.

1. What does your call compute once the weights have moved?
2. Between calls, keep the weights and the bias alone.
3. Take the dict out of your neuron, and compute the output each time.
"""


def __call__(self, x):
    key = tuple(x)
    kept = self.__dict__.setdefault("kept", {})
    if key not in kept:
        kept[key] = sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()
    return kept[key]
