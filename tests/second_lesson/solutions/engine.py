"""A number that remembers how it was computed."""


class Value:
    """One number."""

    def __init__(self, data):
        self.data, self.grad = data, 0.0
        self._prev, self._op = (), ""
