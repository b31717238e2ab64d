"""A loop over positions adds the products one by one, which gives the same sum."""


def __init__(self, nin):
    self.w = []
    for _ in range(nin):
        self.w.append(Value(random.uniform(-1, 1)))
    self.b = Value(0.0)


def __call__(self, x):
    total = self.b
    for i in range(len(self.w)):
        total = total + self.w[i] * x[i]
    return total.tanh()


def parameters(self):
    params = []
    for i in range(len(self.w)):
        params.append(self.w[i])
    params.append(self.b)
    return params
