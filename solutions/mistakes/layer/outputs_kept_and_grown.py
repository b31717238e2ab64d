"""L38: Your layer adds its outputs to a list that it keeps, again at every call.

The second answer then holds the first one as well: Layer(3, 2) gives two Values at first, then
four, then six. The next layer reads the old ones.

Call your layer twice and print the length of what it gives.

1. What is in your list when the second call begins?
2. A list that is filled in a call starts there, empty, each time.
3. Make the list inside __call__, and keep it in a name without self.
"""


def __call__(self, x):
    self.outputs = getattr(self, "outputs", [])
    self.outputs += [neuron(x) for neuron in self.neurons]
    return self.outputs[0] if len(self.outputs) == 1 else self.outputs
