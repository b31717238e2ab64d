"""N03: You add the bias after tanh, and it belongs in the sum before it.

Inside the sum, the bias moves the point at which the neuron turns from -1 to 1. Outside, it moves
the curve up or down as a whole, beyond 1 or -1. While the bias is 0 the two look the same.

Set neuron.b.data to 2.0 and call the neuron: the output should still be less than 1.

1. In which order does your neuron weigh, add and squash, and what comes last?
2. tanh is the last thing that happens. Everything else, the bias too, is inside it.
3. Let the bias join the products first; then ask the whole sum for its tanh.
Seen: its mirror image: arthurdouillard/deepcourse PR #9, lmjohns3/theanets #109
"""


def __call__(self, x):
    return sum(wi * xi for wi, xi in zip(self.w, x)).tanh() + self.b
