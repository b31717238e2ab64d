"""N69: Your neuron adds to a sum that it keeps, again at every call.

The second call then starts from what the first one has added up, and the same input gets another
answer each time.

Call your neuron twice with the same input and compare the outputs.

1. What does your sum start from at the second call?
2. A sum in a call starts there, each time.
3. Set the sum to its start in the first line of __call__, and keep it in a name without self.
"""


def __call__(self, x):
    self.total = getattr(self, "total", 0.0)
    for wi, xi in zip(self.w, x):
        self.total = self.total + wi * xi
    return (self.total + self.b).tanh()
