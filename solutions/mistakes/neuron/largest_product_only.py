"""You take the largest product, and a neuron takes the sum of them all.

A neuron weighs all of its inputs against each other. With the largest product alone, the other
inputs are not heard, and their weights get gradient 0.

Call backward() on the output of a Neuron(3): how many weights have a gradient?
"""

import random

from engine import Value

ID = "N51"

HINTS = (
    "How many of your products reach tanh?",
    "All the products are added up, the small and the negative ones as well.",
    "Put sum in place of max, without the key, and add the bias to it.",
)

SEEN = "own analysis"


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        products = [wi * xi for wi, xi in zip(self.w, x)]
        largest = max(products, key=lambda product: product.data)
        return (largest + self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
