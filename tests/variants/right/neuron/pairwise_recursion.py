"""The products are added in pairs by a function that calls itself; inputs are wrapped if needed."""

from random import uniform

from engine import Value


def as_value(thing):
    return thing if isinstance(thing, Value) else Value(float(thing))


def add_up(values):
    if len(values) == 1:
        return values[0]
    middle = len(values) // 2
    return add_up(values[:middle]) + add_up(values[middle:])


class Neuron:
    def __init__(self, nin, low=-1.0, high=1.0):
        self.b = Value(0.0)
        self.w = [Value(uniform(low, high)) for _ in range(nin)]

    def __call__(self, x):
        inputs = [as_value(xi) for xi in x]
        products = [w * v for w, v in zip(self.w, inputs)]
        return add_up([self.b, *products]).tanh()

    def parameters(self):
        params = []
        for group in (self.w, [self.b]):
            for p in group:
                params.append(p)
        return params
