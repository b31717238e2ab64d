"""The numbers come from a random generator of the file's own, drawn evenly from -1 to 1."""

GENERATOR = random.Random()


def __init__(self, nin):
    self.w = [Value(2 * GENERATOR.random() - 1) for _ in range(nin)]
    self.b = Value(0.0)
