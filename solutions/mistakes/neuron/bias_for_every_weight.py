"""N10: You give every weight a bias of its own, and a neuron has one bias.

The sum turns several biases into one number, so they can do no more than one. But they count as
parameters: MLP(3, [4, 4, 1]) would have 64 of them instead of 41.

Print the b of a Neuron(3): it should be one Value, and not a list.

1. How many biases does one neuron have, and how many does yours have?
2. Each input has a weight. The neuron as a whole has one bias, a single Value.
3. Make one Value for b, with no list around it, and add it to the sum one time.
Seen: one public version; learner notes by Punith, with a bias of size nin
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = [Value(0.0) for _ in range(nin)]


def __call__(self, x):
    pre_activation = sum(wi * xi + bi for wi, xi, bi in zip(self.w, x, self.b))
    return pre_activation.tanh()


def parameters(self):
    return [*self.w, *self.b]
