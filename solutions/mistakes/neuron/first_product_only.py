"""N19-first: Your sum ends with its first product, so only the first input counts.

The other weights get gradient 0: the neuron does not listen to their inputs. Does a `return` stand
inside your loop? It leaves the method on the spot, and the loop with it.

Call backward() on the output: which weights have a gradient?

1. Which products are in your sum when it is squashed?
2. The loop collects; the squash and the return come once, after it.
3. Add up all products first; then squash and return, as far left as the for.
"""


def __call__(self, x):
    total = self.b
    for wi, xi in zip(self.w, x):
        total = total + wi * xi
        return total.tanh()
