"""The weighted sum is returned without tanh."""
from engine import Value
from random import uniform

class Neuron:
    def __init__(self, nin: int) -> None:
        self.nin = nin
        self.w: list[Value] = []
        for i in range(nin):
            self.w.append(Value(uniform(-1, 1), label=f"w{i}"))
        self.b = Value(0.0, label="b")

    def __call__(self, x):
        assert len(x) == self.nin
        summe = self.b
        for i, gewicht in enumerate(self.w):
            summe = summe + gewicht * x[i]
        return summe

    def __repr__(self):
        return f"Neuron({self.nin})"

    def parameters(self):
        ps = self.w.copy()
        ps.append(self.b)
        return ps
