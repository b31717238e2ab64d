"""Built and counted."""


from engine import Value


def count_parameters(nin, nouts):
    sizes = [nin, *nouts]
    values = []
    for a, b in zip(sizes, nouts):
        for _ in range(b):
            values += [Value(0.1) for _ in range(a)]
            values.append(Value(0.0))
    return len(values)
