"""nout - 1 neurons are made."""

from neuron import Neuron as Unit


class Layer:
    def __init__(self, nin: int, nout: int) -> None:
        self.neurons: list[Unit] = list(map(Unit, [nin] * (nout - 1)))

    def __call__(self, x):
        outs = [unit(x) for unit in self.neurons]
        return outs.pop() if len(outs) == 1 else outs

    def parameters(self):
        return [p for unit in self.neurons for p in unit.parameters()]
