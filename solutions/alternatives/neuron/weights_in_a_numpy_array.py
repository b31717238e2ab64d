"""The weights stand in a NumPy array of objects, which multiplies item by item."""

import numpy as np


def __init__(self, nin):
    start = np.random.uniform(-1, 1, nin)
    self.w = np.array([Value(number) for number in start], dtype=object)
    self.b = Value(0.0)


def __call__(self, x):
    pre_activation = np.sum(self.w * np.array(x, dtype=object)) + self.b
    return pre_activation.tanh()
