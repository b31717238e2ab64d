"""M28: Your network keeps its first answer and gives it to all other inputs, too.

An answer fits one input and the weights of one moment. After a step of training the network would
still say what it said before.

Call your network with two different inputs, and compare the outputs.

1. Which layers does your second call ask?
2. Between calls, keep the layers alone.
3. Take the `if` out of your call, and go through all layers each time.
"""


def __call__(self, x):
    if not hasattr(self, "out"):
        for layer in self.layers:
            x = layer(x)
        self.out = x
    return self.out
