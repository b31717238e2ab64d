"""N11-weights: Your weights are plain numbers, so they cannot receive a gradient.

The output is right, because numbers and Values multiply well. But a float keeps no record of where
it was used and has no grad, so backward() cannot tell it anything.

Call backward() on the output, and then ask neuron.w[0] for its grad.

1. What is the type of neuron.w[0]?
2. Everything that the neuron learns must be a Value. A float has no grad.
3. Wrap each random number in Value at the moment you make it, inside the list.
"""


def __init__(self, nin):
    self.w = [random.uniform(-1, 1) for _ in range(nin)]
    self.b = Value(0.0)
