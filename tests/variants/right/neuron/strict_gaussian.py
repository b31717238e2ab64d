"""Scaled gaussian weights, keywords with defaults, and an error for a wrong number of inputs."""

import math
import random
from collections.abc import Sequence

from engine import Value

Number = int | float | Value


class Neuron:
    def __init__(self, nin: int, *, activation: str = "tanh", label: str = "") -> None:
        scale = 1 / math.sqrt(nin)
        self.w = [Value(random.gauss(0, scale)) for _ in range(nin)]
        self.b = Value(random.gauss(0, scale))
        self.activation = activation
        self.label = label

    def __call__(self, x: Sequence[Number]) -> Value:
        if len(x) != len(self.w):
            raise ValueError(f"{len(self.w)} inputs expected, {len(x)} given")
        pre: Value = sum((wi * xi for wi, xi in zip(self.w, x, strict=True)), start=self.b)
        squash = getattr(pre, self.activation)
        return squash()

    def parameters(self) -> list[Value]:
        return [*self.w, self.b]
