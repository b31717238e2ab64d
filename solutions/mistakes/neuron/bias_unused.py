"""N06: You make a bias, but your neuron never uses it.

Without its bias a neuron says 0 whenever all inputs are 0, whatever it has learned. The bias starts
at 0, so the output looks right until the bias moves.

Set neuron.b.data to 5.0 and call the neuron again: does the output change?

1. Which line of your call mentions the bias?
2. The bias is part of the sum: it is added to the products, once, before tanh.
3. Tell sum what to start from, or add the bias to the sum before you ask for its tanh.
Seen: the use_bias=False fork of karpathy/micrograd; PjotrVr has bias=False as its default
"""


def __call__(self, x):
    return sum(wi * xi for wi, xi in zip(self.w, x)).tanh()
