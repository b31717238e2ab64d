"""The layer can be counted, walked through and indexed like a list of its neurons."""


def __len__(self):
    return len(self.neurons)


def __iter__(self):
    return iter(self.neurons)


def __getitem__(self, position):
    return self.neurons[position]


def __repr__(self):
    return f"Layer of {len(self)} neurons"
