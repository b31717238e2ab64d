"""The length of the network is its number of hidden layers, which may well be 0."""


def __len__(self):
    return len(self.layers) - 1


def __repr__(self):
    return f"MLP with {len(self)} hidden layers"
