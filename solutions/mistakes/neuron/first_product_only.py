"""N19-first: Your sum ends with its first product, so that only the first input counts.

The neuron then listens to its first input only, and the other weights get gradient 0. A return
leaves a function on the spot, and the loop that it stands in with it.

Call backward() on the output: which weights have a gradient?

1. How many turns does your loop make before the method ends?
2. The loop collects; the squash and the return come once, after it.
3. Indent the return as far as the for, and not as far as the line inside it.
"""


def __call__(self, x):
    total = self.b
    for wi, xi in zip(self.w, x):
        total = total + wi * xi
        return total.tanh()
