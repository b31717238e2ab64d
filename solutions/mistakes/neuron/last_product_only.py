"""N19-last: Only the last product is left in your sum.

The neuron listens to its last input only, and the other weights get gradient 0. If a name gets a
new product in each turn of a loop, the product before it is gone.

Call backward() on the output: which weights have a gradient?

1. Which products are in your sum when it is squashed?
2. A running total needs something to start from, and each turn adds to it.
3. Let the total begin as the bias; in each turn it becomes itself plus the new product.
"""


def __call__(self, x):
    for wi, xi in zip(self.w, x):
        pre_activation = wi * xi
    return (pre_activation + self.b).tanh()
