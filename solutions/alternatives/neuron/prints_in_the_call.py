"""The call prints what it does on the way, and what it returns stays the same."""


def __call__(self, x):
    print("inputs:", x)
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    print("pre-activation:", pre_activation)
    out = pre_activation.tanh()
    print("output:", out)
    return out
