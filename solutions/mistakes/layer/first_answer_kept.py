"""L26: Your layer keeps its first answer and gives it to all other inputs, too.

An answer fits one input and the weights of one moment. As soon as one of them changes, the kept
answer is wrong.

Call your layer with two different inputs, and compare the outputs.

1. Which neurons does your second call ask?
2. Between calls, keep the neurons alone.
3. Take the `if` out of your call, and ask all neurons each time.
"""


def __call__(self, x):
    if not hasattr(self, "outputs"):
        self.outputs = [neuron(x) for neuron in self.neurons]
    return self.outputs[0] if len(self.outputs) == 1 else self.outputs
