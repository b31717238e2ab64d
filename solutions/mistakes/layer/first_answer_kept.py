"""L26: Your layer keeps its first answer and gives it to all other inputs, too.

An answer belongs to one input and to the weights of one moment. As soon as either changes, an
answer that was kept is wrong.

Call your layer with two different inputs, and compare the outputs.

1. Which neurons does your second call ask?
2. Nothing has to be kept between calls but the neurons.
3. Take the `if` out of your call, and ask all neurons each time.
"""


def __call__(self, x):
    if not hasattr(self, "outputs"):
        self.outputs = [neuron(x) for neuron in self.neurons]
    return self.outputs[0] if len(self.outputs) == 1 else self.outputs
