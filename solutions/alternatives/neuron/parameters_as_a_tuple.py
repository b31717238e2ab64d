"""A tuple of parameters has a length and positions, and its Values can change all the same."""


def parameters(self):
    return (*self.w, self.b)
