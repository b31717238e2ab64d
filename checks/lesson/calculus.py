"""What are the gradients of tanh neurons? By the chain rule, in plain floats, without an engine."""

import math
from collections.abc import Sequence

from msgspec import Struct


class Neuron(Struct, frozen=True):
    """A neuron whose own output is the end of the computation.

    Attributes:
        z: the sum before the squash.
        slope: how far the output moves with it.
        weights: the gradient of each weight; that of the bias is the slope.
    """

    z: float
    slope: float
    weights: tuple[float, ...]

    @property
    def largest(self) -> float:
        """Return the size of the largest gradient, the bias's among them."""
        return max(abs(gradient) for gradient in (*self.weights, self.slope))


def neuron(w: Sequence[float], b: float, x: Sequence[float]) -> Neuron:
    """Differentiate a neuron's output by each of its weights and by its bias."""
    z = b + sum(wi * xi for wi, xi in zip(w, x, strict=True))  # may be endless: x is a learner's
    slope = _slope(z)
    return Neuron(z, slope, tuple(slope * xi for xi in x))


class Network(Struct, frozen=True):
    """A network with one output.

    Attributes:
        gradients: of every parameter, in the order of parameters().
        upstream: for each layer, how far the end moves with the output of each neuron.
        slopes: for each layer, how far the output of each neuron moves with its sum.
    """

    gradients: tuple[float, ...]
    upstream: tuple[tuple[float, ...], ...]
    slopes: tuple[tuple[float, ...], ...]


def network(layers: Sequence[Sequence[Sequence[float]]], x: Sequence[float]) -> Network:
    """Differentiate a network by each of its parameters.

    Args:
        layers: of each layer the neurons, of each neuron the weights and last the bias.
    """
    read, slopes = [list(x)], []
    for layer in layers:
        sums = [neuron(w, b, read[-1]).z for *w, b in layer]
        slopes.append(tuple(map(_slope, sums)))
        read.append([math.tanh(z) for z in sums])
    upstream: list[tuple[float, ...]] = [(1.0,)]
    gradients: list[float] = []
    for layer, inputs, slope in zip(layers[::-1], read[-2::-1], slopes[::-1], strict=True):
        back = [a * s for a, s in zip(upstream[0], slope, strict=True)]
        own = [factor * one for factor in back for one in (*inputs, 1.0)]
        gradients = own + gradients
        upstream.insert(
            0,
            tuple(
                sum(factor * n[k] for factor, n in zip(back, layer, strict=True))
                for k in range(len(inputs))
            ),
        )
    return Network(tuple(gradients), tuple(upstream[1:]), tuple(slopes))


def _slope(z: float) -> float:
    return 1.0 - math.tanh(z) ** 2
