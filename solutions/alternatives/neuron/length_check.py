"""The call refuses an input of another length than nin, which is stricter than the lesson asks."""


def __call__(self, x):
    if len(x) != len(self.w):
        raise ValueError(f"this neuron reads {len(self.w)} inputs, not {len(x)}")
    return sum((wi * xi for wi, xi in zip(self.w, x, strict=True)), self.b).tanh()
