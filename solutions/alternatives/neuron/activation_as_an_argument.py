"""The activation is an argument with a default, and the default is the tanh of Value."""


def __init__(self, nin, activation=Value.tanh):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = Value(0.0)
    self.activation = activation


def __call__(self, x):
    return self.activation(sum((wi * xi for wi, xi in zip(self.w, x)), self.b))
