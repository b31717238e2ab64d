"""What is asked of a learner's classes. Runs beside their code, so it knows no answer.

Each scenario takes `learner` (their modules) and `given` (the numbers to use), and returns the
objects to look at by name. Every one of an exercise goes through what is stubbed there, so that
an untouched stub shows in all of them. `focus` names the method that the scenario is about.
"""

from inside.table import Missing, part


def function(learner, name):
    """Return a function of theirs, or say in words that it is missing."""
    found = part(learner.module, name, f"{learner.module.__name__}.py")
    if not callable(found):
        raise Missing(f"`{name}` is a {type(found).__name__}, not a function")
    return found


def call(model, x):
    if not callable(model):
        raise Missing(f"`{type(model).__name__}` has no method `__call__`")
    return model(x)


def parameters(model):
    method = part(model, "parameters")
    if not callable(method):
        raise Missing(_not_a_method(type(model), type(method).__name__))
    found = method()
    return found[:] if type(found) is list else found  # as it is now: a later call may change it


def _not_a_method(owner, kind):
    name = f"`{owner.__name__}`"
    if isinstance(getattr(owner, "parameters", None), property):
        return f"{name} has `parameters` as a property, not as a method"
    return f"{name} has a {kind} in `self.parameters`, where a method is called for"


def give(values, numbers):
    """Set the data of Values; whatever is no Value stays as it is, and shows as such later."""
    for value, number in zip(values, numbers):
        try:
            value.data = number
        except AttributeError:
            continue


def touch(action):
    """Run a stubbed method only to see whether it is still a stub."""
    try:
        action()
    except NotImplementedError:
        raise
    except Exception:  # its own scenario reports this
        return


def inputs(learner, given):
    """Return x in the form that is asked for: a list of floats, Values, or a tuple of ints."""
    if given.get("form") == "Values":
        return [learner.Value(number) for number in given["x"]]
    if given.get("form") == "tuple":
        return tuple(given["x"])
    return list(given["x"])


def sequence(thing):
    """Return a list or tuple as it is, a numpy array as a list, and nothing of anything else."""
    if isinstance(thing, list | tuple):
        return thing
    is_array = type(thing).__module__ == "numpy" and getattr(thing, "ndim", 0) > 0
    return list(thing) if is_array else []


def backward(learner, out, given):
    """Call backward on the output, or on a weighted sum of several; return where it started."""
    if isinstance(out, learner.Value):
        out.backward()
        return out
    out = sequence(out)
    if not out or not all(isinstance(item, learner.Value) for item in out):
        return None
    root = out[0] * given["back"][0]
    for item, factor in zip(out[1:], given["back"][1:]):
        root = root + item * factor
    root.backward()
    return root


# engine: only for an engine that the learner brought


def engine_expression(learner, given):
    """A small expression of two leaves, forward and backward."""
    a, b = learner.Value(given["a"]), learner.Value(given["b"])
    out = EXPRESSIONS[given["expression"]](a, b)
    root = backward(learner, out, given)
    return {"out": out, "a": a, "b": b, "root": root}


EXPRESSIONS = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
    "-a": lambda a, b: -a,
    "a ** 3": lambda a, b: a**3,
    "a ** 2": lambda a, b: a**2,
    "a ** 0": lambda a, b: a**0,
    "a ** -1": lambda a, b: a**-1,
    "a + 2": lambda a, b: a + 2,
    "2 + a": lambda a, b: 2 + a,
    "2 - a": lambda a, b: 2 - a,
    "a - 2": lambda a, b: a - 2,
    "2 * a": lambda a, b: 2 * a,
    "a * 2": lambda a, b: a * 2,
    "2 / a": lambda a, b: 2 / a,
    "a / 2": lambda a, b: a / 2,
    "sum([a, b, a])": lambda a, b: sum([a, b, a]),
    "a.tanh()": lambda a, b: a.tanh(),
    "a.exp()": lambda a, b: a.exp(),
    "a.relu()": lambda a, b: a.relu(),
    "a + a": lambda a, b: a + a,
    "(a * b + a) * (a + b)": lambda a, b: (a * b + a) * (a + b),
}


def engine_chain(learner, given):
    """A long chain of operations, as many inputs of one neuron make."""
    a = learner.Value(given["a"])
    out = a
    for _ in range(given["length"]):
        out = out + 1.0
    out.backward()
    return {"out": out.data, "grad": a.grad}


def engine_leaf(learner, given):
    a = learner.Value(given["a"])
    product = a * learner.Value(given["b"])
    for name in ("data", "grad", "_prev", "_op"):
        part(product, name)
    return {"leaf": a, "product": product}


# neuron


def neuron_with(learner, given):
    neuron = part(learner.module, "Neuron", "neuron.py")(len(given["w"]))
    w, b = part(neuron, "w"), part(neuron, "b")
    if hasattr(w, "__iter__"):
        give(w, given["w"])
    give([b], [given["b"]])
    return neuron


def neuron_call(learner, given):
    """One forward and one backward pass of a neuron with known weights."""
    neuron, x = neuron_with(learner, given), inputs(learner, given)
    out = call(neuron, x)
    root = backward(learner, out, given)
    return {"out": out, "w": neuron.w, "b": neuron.b, "x": x, "root": root}


def neuron_start(learner, given):
    """Two new neurons, as they are before anything is set."""
    Neuron = part(learner.module, "Neuron", "neuron.py")
    one, two = Neuron(given["nin"]), Neuron(given["nin"])
    touch(lambda: call(one, list(given["x"])))
    return {
        "w": part(one, "w"),
        "b": part(one, "b"),
        "other_w": part(two, "w"),
        "other_b": part(two, "b"),
    }


def neuron_again(learner, given):
    """The same call twice, and what it leaves behind."""
    neuron, x = neuron_with(learner, given), inputs(learner, given)
    w_before, b_before = list(neuron.w), neuron.b
    x_before = list(x)
    first = call(neuron, x)
    second = call(neuron, x)
    return {
        "first": first,
        "second": second,
        "w_before": w_before,
        "w": neuron.w,
        "b_before": b_before,
        "b": neuron.b,
        "x_before": x_before,
        "x": x,
    }


def neuron_parameters(learner, given):
    """parameters() twice, before and after a call."""
    neuron, x = neuron_with(learner, given), inputs(learner, given)
    before = parameters(neuron)
    if not callable(part(neuron, "parameters")):
        raise Missing("`parameters` works once: it puts a list in its own place")
    touch(lambda: call(neuron, x))
    seen = {"before": before, "after": parameters(neuron), "w": neuron.w, "b": neuron.b}
    fresh = learner.module.Neuron(len(given["w"]))  # with a bias that is still 0
    return {**seen, "fresh": parameters(fresh), "fresh.w": fresh.w, "fresh.b": fresh.b}


# layer, over stand-ins for its neurons


def neurons_of(layer):
    return sequence(part(layer, "neurons"))


def layer_with(learner, given):
    layer = part(learner.module, "Layer", "layer.py")(given["nin"], given["nout"])
    for neuron, w, b in zip(neurons_of(layer), given["w"], given["b"]):
        give(part(neuron, "w"), w)
        give([part(neuron, "b")], [b])
    return layer


def owned(layer, above=""):
    """Name the weights and the bias of each neuron as one reaches them: neurons[0].w."""
    neurons = neurons_of(layer)
    names = {f"len({above}neurons)": len(neurons)}
    for place, neuron in enumerate(neurons):
        names[f"{above}neurons[{place}].w"] = part(neuron, "w")
        names[f"{above}neurons[{place}].b"] = part(neuron, "b")
    return names


def layer_call(learner, given):
    """One forward and one backward pass of a layer whose neurons have known weights."""
    layer, x = layer_with(learner, given), inputs(learner, given)
    out = call(layer, x)
    root = backward(learner, out, given)
    return {"out": out, **owned(layer), "x": x, "root": root}


def layer_start(learner, given):
    """Two new layers, as they are before anything is set."""
    Layer = part(learner.module, "Layer", "layer.py")
    one, two = (Layer(given["nin"], given["nout"]) for _ in range(2))
    return {"neurons": part(one, "neurons"), **owned(one), **owned(two, "other.")}


def layer_again(learner, given):
    """The same call twice, and what it leaves behind."""
    layer, x = layer_with(learner, given), inputs(learner, given)
    neurons_before = list(neurons_of(layer))
    x_before = list(x)
    first = call(layer, x)
    second = call(layer, x)
    return {
        "first": first,
        "second": second,
        "neurons_before": neurons_before,
        "neurons": part(layer, "neurons"),
        **owned(layer),
        "x_before": x_before,
        "x": x,
    }


def layer_chain(learner, given):
    """A layer that reads what another one says: the output must bear being read more than once."""
    first = layer_with(learner, given["first"])
    second = layer_with(learner, given["second"])
    out = call(second, call(first, inputs(learner, given)))
    root = backward(learner, out, given)
    return {"out": out, **owned(first, "first."), **owned(second, "second."), "root": root}


def layer_parameters(learner, given):
    """parameters() twice, before and after a call."""
    layer = layer_with(learner, given)
    before = parameters(layer)
    touch(lambda: call(layer, inputs(learner, given)))
    seen = {"before": before, "after": parameters(layer), **owned(layer)}
    fresh = learner.module.Layer(given["nin"], given["nout"])
    return {**seen, "fresh": parameters(fresh), **owned(fresh, "fresh.")}


# mlp, over stand-ins for its layers; network, over the learner's own


def layers_of(model):
    return sequence(part(model, "layers"))


def network_with(learner, given):
    """Build an MLP and number its parameters; the pattern gives no two the same."""
    model = part(learner.module, "MLP", "mlp.py")(given["nin"], list(given["nouts"]))
    position = 0
    for layer in layers_of(model):
        for neuron in neurons_of(layer):
            values = [*part(neuron, "w"), part(neuron, "b")]
            numbers = given["numbers"][position : position + len(values)]
            give(values, numbers)
            position += len(values)
    return model


def every_owned(model, above=""):
    """Name the weights and biases of all layers as one reaches them: layers[1].neurons[0].w."""
    layers = layers_of(model)
    names = {f"len({above}layers)": len(layers)}
    for place, layer in enumerate(layers):
        names |= owned(layer, f"{above}layers[{place}].")
    return names


def mlp_call(learner, given):
    """One forward and one backward pass of a network with known parameters."""
    model, x = network_with(learner, given), inputs(learner, given)
    touch(lambda: parameters(model))
    out = call(model, x)
    root = backward(learner, out, given)
    return {"out": out, **every_owned(model), "x": x, "root": root}


def mlp_start(learner, given):
    """A new network, as it is before anything is set."""
    MLP = part(learner.module, "MLP", "mlp.py")
    one, two = (MLP(given["nin"], list(given["nouts"])) for _ in range(2))
    touch(lambda: parameters(one))
    return {"layers": part(one, "layers"), **every_owned(one), **every_owned(two, "other.")}


def mlp_again(learner, given):
    """The same call twice, and what it leaves behind."""
    model, x = network_with(learner, given), inputs(learner, given)
    touch(lambda: parameters(model))
    layers_before = list(layers_of(model))
    x_before = list(x)
    first = call(model, x)
    second = call(model, x)
    return {
        "first": first,
        "second": second,
        "layers_before": layers_before,
        "layers": part(model, "layers"),
        **every_owned(model),
        "x_before": x_before,
        "x": x,
    }


def mlp_parameters(learner, given):
    """parameters() twice, before and after a call."""
    model = network_with(learner, given)
    before = parameters(model)
    touch(lambda: call(model, inputs(learner, given)))
    seen = {"before": before, "after": parameters(model), **every_owned(model)}
    fresh = learner.module.MLP(given["nin"], list(given["nouts"]))
    return {**seen, "fresh": parameters(fresh), **every_owned(fresh, "fresh.")}


def network_nudge(learner, given):
    """Each parameter moved a little up and a little down: how far does the output go?"""
    model, x = network_with(learner, given), inputs(learner, given)
    out = call(model, x)
    if not isinstance(out, learner.Value):
        return {"out": out}
    root = backward(learner, out, given)
    step, slopes, moved = given["step"], [], []
    for layer in layers_of(model):
        for neuron in neurons_of(layer):
            for p in [*neuron.w, neuron.b]:
                here = p.data
                p.data = here + step
                up = call(model, x).data
                p.data = here - step
                down = call(model, x).data
                p.data = here
                moved.append(p)
                slopes.append((up - down) / (2 * step))
    return {"out": out, "slopes": slopes, "moved": moved, "root": root}


def network_fresh(learner, given):
    """A network as it starts, on the lesson's input."""
    MLP = part(learner.module, "MLP", "mlp.py")
    one, two = (MLP(given["nin"], list(given["nouts"])) for _ in range(2))
    out = call(one, inputs(learner, given))
    root = backward(learner, out, given)
    return {
        "out": out,
        **every_owned(one),
        **every_owned(two, "other."),
        "parameters": parameters(one),
        "root": root,
    }
