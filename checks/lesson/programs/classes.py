"""What is asked of a learner's classes. Runs beside their code, so it knows no answer.

Each program takes `learner` (their modules) and `given` (the numbers to use), and returns the
objects to look at by name, as one reaches them: `layers[1].neurons[0].w`. A neuron, a layer and a
network are asked by the same programs: `given` says in `class` which one is meant, in `sizes` what
it is made with, and in `touch` the stubbed method, if any, that the program would pass by. So an
untouched stub shows in all of an exercise's scenarios.
"""

import random
from itertools import islice

from inside.table import MOST_ROWS, Missing, part

HOLDS = {"MLP": ("layers", "Layer"), "Layer": ("neurons", "Neuron")}
NO_LIST = ("keys", "backward", "isdecimal")  # what a dict, a Value or a str has, and no list


def class_start(learner, given):
    """Two new ones, as they are before anything is set, and the list that one was made with."""
    begin(learner, given)
    sizes, kind = own_sizes(given), given["class"]
    one, two = made(learner, kind, sizes), new(learner, given)
    lists = {"nouts": sizes[-1]} if kind == "MLP" else {}
    again = held(one, kind, "_again")
    return {**held(one, kind), **owned(one, kind), **owned(two, kind, "other."), **again, **lists}


def class_call(learner, given):
    """One forward and one backward pass with known parameters, and what the call has replaced."""
    model, x, kind = numbered(learner, given), inputs(learner, given), given["class"]
    begin(learner, given)
    names = {**owned(model, kind), "x": list(x), **held(model, kind, "_before")}
    out = call(model, x)
    root = backward(learner, out, given)
    names |= {"x_after": x, **held(model, kind, "_after"), "root": root}
    return {"out": as_now(out), **names}


def class_again(learner, given):
    """The same call twice, then with other inputs, then with other parameters.

    A call that draws random numbers leaves other dice behind each time; one that sets a seed does
    not.
    """
    model, x, kind = numbered(learner, given), inputs(learner, given), given["class"]
    begin(learner, given)
    names, dice = owned(model, kind), [random.getstate()]
    first = call(model, x)
    dice.append(random.getstate())
    answers = {"first": as_now(first), "second": as_now(call(model, x))}
    answers["drawn"] = float(len({*dice, random.getstate()}) > len(dice))
    third = call(model, inputs(learner, {**given, "x": given["other"]}))
    answers |= {"third": as_now(third), "same list": float(third is first)}
    turn(model, kind, -0.5)
    answers["turned"] = bare(learner, call(model, x))
    turn(model, kind, -2.0)  # back, so that what the calls have changed shows
    return {**answers, **names, **marked(model, kind, lambda: call(model, x))}


def class_parameters(learner, given):
    """parameters() twice, before and after a call, and of a new one, whose biases are still 0."""
    model, kind = numbered(learner, given), given["class"]
    own = owned(model, kind)  # as they are before it is asked: that may change them
    before = parameters(model)
    if not callable(part(model, "parameters")):
        raise Missing("`parameters` works once: it puts a list in its own place")
    touch(lambda: call(model, inputs(learner, given)))
    seen = {"before": before, "after": parameters(model), **own}
    seen["left"] = float(len(values(model, kind)))
    seen |= marked(model, kind, lambda: parameters(model))
    fresh = new(learner, given)
    seen |= owned(fresh, kind, "fresh.")
    return {**seen, "fresh": parameters(fresh)}


def layer_chain(learner, given):
    """A layer that reads what another one says: the output must bear being read more than once."""
    first, second = numbered(learner, given["first"]), numbered(learner, given["second"])
    names = {**owned(first, "Layer", "first."), **owned(second, "Layer", "second.")}
    out = call(second, call(first, inputs(learner, given)))
    return {"out": as_now(out), **names, "root": backward(learner, out, given)}


def network_fresh(learner, given):
    """A network as it starts, on the lesson's input."""
    one, two = new(learner, given), new(learner, given)
    out = call(one, inputs(learner, given))
    root = backward(learner, out, given)
    names = {**owned(one, "MLP"), **owned(two, "MLP", "other.")}
    return {"out": out, **names, "parameters": parameters(one), "root": root}


def network_nudge(learner, given):
    """Each parameter moved a little up and a little down: how far does the output go?"""
    model, x = numbered(learner, given), inputs(learner, given)
    out = call(model, x)
    if not isinstance(out, learner.Value):
        return {"out": out}
    root = backward(learner, out, given)
    parts = [p for w, b in neurons(model, "MLP") for p in (*w, b)]
    step, slopes = given["step"], []
    grads = [p.grad for p in parts]  # as backward() left them: a call may set them back
    for p in parts:
        here = p.data
        p.data = here + step
        up = call(model, x).data
        p.data = here - step
        down = call(model, x).data
        p.data = here
        slopes.append((up - down) / (2 * step))
    return {"out": out, "slopes": slopes, "grads": grads, "root": root}


# one of theirs, and what it holds


def new(learner, given):
    """Make one; a list of sizes is a list of its own each time."""
    return made(learner, given["class"], own_sizes(given))


def own_sizes(given):
    return [list(size) if isinstance(size, list) else size for size in given["sizes"]]


def made(learner, kind, sizes):
    found = part(learner.module, kind, f"{kind.lower()}.py")
    if type(found).__name__ == kind:
        raise Missing(f"`{kind}` is no class any more, but one {kind}: a line gives that the name")
    return found(*sizes)


def numbered(learner, given):
    """Make one whose parameters have the numbers that are given, each neuron's bias last."""
    model = new(learner, given)
    numbers = given["numbers"] if "numbers" in given else [[*given["w"], given["b"]]]
    for (w, b), (*weights, bias) in zip(neurons(model, given["class"]), numbers):
        give(w if hasattr(w, "__iter__") else [], weights)
        give([b], [bias])
    return model


def give(values, numbers):
    """Set the data of Values, and their gradients to 0: one that all neurons share has some left.

    Whatever is no Value stays as it is, and shows as such later.
    """
    for value, number in zip(values, numbers):
        try:
            value.data, value.grad = alike(value.data, number), alike(value.grad, 0.0)
        except AttributeError:
            continue


def alike(old, number):
    """Return a number as another is kept: an engine may have an array for each."""
    if type(old).__name__ != "ndarray":
        return number
    array = old.astype(float)
    array.fill(number)
    return array


def bare(learner, out):
    """Return what a call gave without its graph, which fits the parameters of that moment."""
    if isinstance(out, learner.Value):
        return learner.Value(out.data)
    out = as_now(out)
    return [bare(learner, item) for item in out] if isinstance(out, list | tuple) else out


def turn(model, kind, factor):
    """Multiply every parameter."""
    for value in values(model, kind):
        value.data = value.data * factor


def marked(model, kind, action):
    """Return what an action leaves of gradients of 1, as an earlier backward() may leave them.

    Beside it stands how many of the parameters it moves.
    """
    held = values(model, kind)
    before = [one.data for one in held]
    for one in held:
        one.grad = 1.0
    action()
    left = [one.grad for one in held]
    for one in held:
        one.grad = 0.0
    moved = sum(one.data != was for one, was in zip(held, before))
    return {"marks": left, "moved": float(moved)}


def held(model, kind, when=""):
    """Name what one holds itself now: w and b, or its neurons, or its layers."""
    names = (HOLDS[kind][0],) if kind in HOLDS else ("w", "b")
    return {f"{name}{when}": as_now(part(model, name)) for name in names}


def owned(model, kind, above=""):
    """Name the weights and the bias of each neuron in it, and how many parts each part has."""
    if kind not in HOLDS:
        return {f"{above}{name}": found for name, found in held(model, kind).items()}
    name, inner = HOLDS[kind]
    parts = sequence(part(model, name))
    names = {f"len({above}{name})": len(parts)}
    for place, one in enumerate(parts):
        names |= owned(one, inner, f"{above}{name}[{place}].")
    return names


def neurons(model, kind):
    """Return the weights and the bias of each neuron in it."""
    if kind not in HOLDS:
        return [(as_now(part(model, "w")), part(model, "b"))]
    name, inner = HOLDS[kind]
    return [pair for one in sequence(part(model, name)) for pair in neurons(one, inner)]


def values(model, kind):
    """Return the parameters of each neuron in it: what has data and a gradient."""
    held = [one for w, b in neurons(model, kind) for one in (*sequence(w), b)]
    return [one for one in held if hasattr(one, "data") and hasattr(one, "grad")]


def sequence(thing):
    """Return a list or tuple, also of what works as a list, and nothing of anything else."""
    thing = as_now(thing)
    if isinstance(thing, list | tuple):
        return thing
    is_array = type(thing).__module__ == "numpy" and getattr(thing, "ndim", 0) > 0
    return list(thing) if is_array else []


# what is done with it


def inputs(learner, given):
    """Return x in the form that is asked for: a list of floats, Values, or a tuple of ints."""
    if given.get("form") == "Values":
        return [learner.Value(number) for number in given["x"]]
    return tuple(given["x"]) if given.get("form") == "tuple" else list(given["x"])


def begin(learner, given):
    """Touch the stubbed method that a program would pass by, if there is one, of another one."""
    if given.get("touch") == "call":
        touch(lambda: call(new(learner, given), inputs(learner, given)))
    elif given.get("touch") == "parameters":
        touch(lambda: parameters(new(learner, given)))


def touch(action):
    """Run a stubbed method only to see whether it is still a stub."""
    try:
        action()
    except NotImplementedError:
        raise
    except Exception:  # its own scenario reports this
        return


def call(model, x):
    if not callable(model):
        raise Missing(f"`{type(model).__name__}` has no method `__call__`", model, "__call__")
    return model(x)


def parameters(model):
    name = type(model).__name__
    found = getattr(type(model), "parameters", None)
    if hasattr(found, "__get__") and not callable(found):  # whatever it then gives
        code = getattr(getattr(found, "fget", getattr(found, "func", None)), "__code__", None)
        place = (code.co_filename, code.co_firstlineno, code.co_qualname) if code else None
        raise Missing(f"`{name}` has `parameters` as a property, not as a method", place=place)
    method = part(model, "parameters")
    if not callable(method):
        kind = type(method).__name__
        raise Missing(f"`{name}` has a {kind} in `self.parameters`, where a method is called for")
    return as_now(method())


def as_now(thing):
    """Return a list as it is now: a later call may change it; and as a list what works as one.

    A list or tuple of another class, and a numpy array, stay what they are.
    """
    kind = type(thing)
    if kind is list:
        return thing[:]
    is_one = hasattr(kind, "__len__") and hasattr(kind, "__getitem__") and hasattr(kind, "__iter__")
    if not is_one or issubclass(kind, list | tuple) or kind.__module__ == "numpy":
        return thing
    if any(hasattr(kind, name) for name in NO_LIST):
        return thing
    return [*islice(thing, MOST_ROWS + 1)]  # it may have no end


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


def engine_leaf(learner, given):
    """A number as it starts, and what training does: new data, and a gradient of 0."""
    a = learner.Value(given["a"])
    product = a * learner.Value(given["b"])
    for name in ("data", "grad"):
        part(product, name)
    moved = learner.Value(given["a"])
    moved.data, moved.grad = given["b"], 0.0
    return {"leaf": a, "product": product, "moved": moved, "used": a * moved}


def engine_expression(learner, given):
    """A small expression of some leaves, forward and backward; its last step is the result.

    Where there is another result, its backward() goes `before`, and gradients are set back to 0;
    where there was an `earlier` graph of the same leaves, theirs are. What the result's gradient is
    before its own backward() is `new`. Where two Values hold one gradient, `one grad` is 1, and 2
    if they did before it, too.
    """
    start = expression(learner, {**given, "steps": ()})
    if "earlier" in given:
        grown({**start}, given["earlier"])["out"].backward()
        for one in start.values():
            one.grad = 0.0
    values = grown({**start}, given["steps"])
    if "before" in given:
        values[given["before"]].backward()
        for one in values.values():
            one.grad = 0.0
    out = values["out"]
    new, shared = getattr(out, "grad", None), share_a_gradient(values)
    root = backward(learner, out, given)
    shared = float(shared + share_a_gradient(values))
    return {"out": out, **start, "root": root, "new": new, "one grad": shared}


def share_a_gradient(values):
    """Tell whether two Values hold one gradient that += changes in its place, as an array."""
    every = {id(one): getattr(one, "grad", None) for one in values.values()}.values()
    arrays = [one for one in every if hasattr(one, "__iadd__")]
    return len({id(one) for one in arrays}) < len(arrays)


def expression(learner, given):
    """Build an expression step by step; return all its Values by their names."""
    leaves = {name: learner.Value(number) for name, number in given["leaves"].items()}
    return grown(leaves, given["steps"])


def grown(values, steps):
    """Add what some steps give to Values by their names."""
    for step in steps:
        exec(step, {}, values)  # noqa: S102  (the scenario's own text)
    return values


def engine_chain(learner, given):
    """A long chain of operations, as many inputs of one neuron make."""
    out = a = learner.Value(given["a"])
    for _ in range(given["length"]):
        out = out + 1
    out.backward()
    return {"out": out.data, "grad": a.grad}
