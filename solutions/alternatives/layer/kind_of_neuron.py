"""The layer makes its neurons of a class derived from Neuron, which does all that a Neuron does."""


class Counting(Neuron):
    calls = 0

    def __call__(self, x):
        self.calls += 1
        return super().__call__(x)


def __init__(self, nin, nout):
    self.neurons = [Counting(nin) for _ in range(nout)]
