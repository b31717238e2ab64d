"""N08: You add the bias once for every input.

Each input has a weight, but the whole neuron has one bias, and you add it once. With three inputs
yours counts three times, and the sum moves three times as far with it.

With all weights 0 and a bias of 0.1, compare neurons with one, two and three inputs: their outputs
should be the same.

1. How often do you add the bias when there are three inputs?
2. The products repeat, one for each input. The bias does not.
3. Let the product alone repeat; the bias goes outside of that part, next to the sum.
Seen: one public version, there with one bias for each weight
"""


def __call__(self, x):
    pre_activation = sum(wi * xi + self.b for wi, xi in zip(self.w, x))
    return pre_activation.tanh()
