"""A dict with the identities as keys makes sure that no Value is listed twice, and none is here."""


def parameters(self):
    found = {id(p): p for layer in self.layers for p in layer.parameters()}
    return list(found.values())
