"""Weights, bias, sum and output carry labels for drawings, and a label changes no number."""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1), label=f"w{i}") for i in range(nin)]
    self.b = Value(0.0, label="b")


def __call__(self, x):
    z = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    z.label = "z"
    out = z.tanh()
    out.label = "out"
    return out
