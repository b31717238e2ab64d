"""The bias comes first among the parameters, and training does not mind the order."""


def parameters(self):
    return [self.b, *self.w]
