"""The bias is drawn at random, as the weights are, and it learns from there as well as from 0."""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = Value(random.uniform(-1, 1))
