"""What the functions about gradients must do: each is judged by itself."""

from collections.abc import Sequence

from checks.check.evidence import Evidence, Look
from checks.check.facts import show
from checks.check.graph import close
from checks.lesson import traits

# predict_gradients

SLOPES = ("gradients.predict", "gradients.predict_positive", "gradients.predict_ints")
EDGES = (
    "gradients.predict_dead",
    "gradients.predict_flat",
    "gradients.predict_one",
    "gradients.predict_five",
)

WEIGHTS, BIAS = "The list for the weights", "The number for the bias"


def _predicted(look: Look) -> tuple[list[float], float]:
    what = "What predict_gradients returns"
    if look.thing("out").kind == "none":
        look.unmet(f"{what} is None: is a `return` missing?", "two things", "None")
    weights, bias = look.items("out", what, 2)
    count = len(look.scenario.given["arguments"][0])
    return look.numbers(weights, WEIGHTS, count), look.number(bias, BIAS)


def _agree(look: Look, what: str, got: float, want: object) -> None:
    if not close(got, want):
        assert isinstance(want, float)
        look.unmet(f"{what} is not right.", show(want), show(got))


def predict_form(seen: Evidence) -> None:
    """predict_gradients returns a list, one number a weight, and a number for the bias"""
    for look in seen.each(*SLOPES, *EDGES):
        _predicted(look)


def predict_weights(seen: Evidence) -> None:
    """The gradient of each weight is slope * input"""
    for look in seen.each(*SLOPES):
        _agree_weights(look)


def _agree_weights(look: Look) -> None:
    for place, got in enumerate(_predicted(look)[0]):
        _agree(look, f"The gradient of w[{place}]", got, look.reference[f"out[0][{place}]"])


def predict_bias(seen: Evidence) -> None:
    """The gradient of the bias is the slope"""
    for look in seen.each(*SLOPES):
        _agree_bias(look)


def _agree_bias(look: Look) -> None:
    _agree(look, "The gradient of the bias", _predicted(look)[1], look.reference["out[1]"])


def predict_edges(seen: Evidence) -> None:
    """So it is for an input of 0, a flat tanh, and neurons with 1 and 5 inputs"""
    for look in seen.each(*EDGES):
        _agree_weights(look)
        _agree_bias(look)


def predict_by_hand(seen: Evidence) -> None:
    """It predicts by hand: no Value is made, and the lists stay as they are"""
    for look in seen.each(*SLOPES, *EDGES):
        if look.thing("made").number:
            look.unmet("The call makes Values: that is asking the engine, not predicting.")
        if not look.agrees("arguments"):
            look.unmet("The call changes a list that it was given.")


# make it happen: any example will do


def _example(look: Look) -> traits.Example:
    """Return what a learner's example does; fail if it has not the form that was asked for."""
    given, row = look.scenario.given, look.row("out")
    what = f"What {given['function']} returns"
    if given["function"] == "silence_all":
        look.number(row, what)
    else:
        look.numbers(row, what, len(given["arguments"][0]))
    tried = traits.example(given, look.observation)
    assert tried is not None
    return tried


def _gradients(example: traits.Example) -> str:
    weights = ", ".join(f"{gradient:.3g}" for gradient in example.neuron.weights)
    return f"gradients of the weights: {weights}"


def silence_one(seen: Evidence) -> None:
    """silence_one: the gradient of that weight is 0, and of no other"""
    for name in ("", "_first", "_last"):
        look = seen(f"gradients.silence_one{name}")
        example = _example(look)
        if not example.fits:
            look.unmet(
                f"These inputs silence {_silenced(example)}. {_flat(example)}".rstrip(),
                f"a gradient of 0 for w[{look.scenario.given['arguments'][2]}] alone",
                _gradients(example),
            )


def _silenced(example: traits.Example) -> str:
    states = example.traits["weights"]
    silent = [f"w[{k}]" for k, state in enumerate(states) if state == "silent"]
    return " and ".join(silent) or "none of the weights"


def _flat(example: traits.Example) -> str:
    if example.traits["slope"] == "flat":
        return f"z is {example.neuron.z:.3g} with them: tanh is flat there, and that hits all."
    return ""


def silence_all(seen: Evidence) -> None:
    """silence_all: every gradient is smaller than 0.001"""
    for name in ("", "_against", "_far", "_large"):
        look = seen(f"gradients.silence_all{name}")
        example = _example(look)
        if not example.fits:
            neuron, is_steepest = example.neuron, example.traits["slope"] == "steepest"
            look.unmet(
                f"With this bias z is {_shown(neuron.z)}, and the slope there "
                f"{_shown(neuron.slope)}{': nowhere is it larger' * is_steepest}.",
                "every gradient smaller than 0.001",
                f"the largest is {_shown(neuron.largest)}",
            )


def _shown(number: float) -> str:
    """Show a number that comes from what a learner chose; near 0 it is 0 to the eye."""
    return f"{0.0 if abs(number) < 1e-9 else number:.3g}"


def favour_smallest(seen: Evidence) -> None:
    """favour_smallest: the smallest weight has the largest gradient"""
    for name in ("", "_negative", "_first"):
        look = seen(f"gradients.favour_smallest{name}")
        example = _example(look)
        if not example.fits:
            w = look.scenario.given["arguments"][0]
            smallest = min(range(len(w)), key=lambda k: abs(w[k]))
            look.unmet(
                f"The smallest weight is w[{smallest}] = {w[smallest]:g}, and its gradient is not "
                f"the largest. {_flat(example)}".rstrip(),
                f"the largest gradient for w[{smallest}]",
                _gradients(example),
            )


# rank_parameters

RANKS = ("gradients.rank", "gradients.rank_ties", "gradients.rank_deep")


def _order(look: Look) -> traits.Order:
    """Return the order that was given; fail if it is no list of each parameter once."""
    count = len(look.scenario.given["model"]["numbers"])
    look.items("values", "the parameters", count)
    wanted = f"a list of {count} parameters, or of their positions"
    if look.thing("out").kind == "none":
        look.unmet(
            "It returns None: is a `return` missing, or does sort() change the list in its place?",
            wanted,
            "None",
        )
    found = traits.order(look.scenario.given, look.observation)
    if found is None:
        look.items("out", "What it returns")
        look.unmet(
            "The list holds other things than parameters, or positions from 0 to "
            f"{count - 1} in model.parameters().",
            wanted,
            look.shown(look.row("out")),
        )
    if not found.is_complete:
        different = len(set(found.places))
        look.unmet(
            f"The list holds {len(found.places)} parameters, {different} of them different, and "
            f"the model has {count}.",
            wanted,
            f"{different} different",
        )
    return found


def rank_complete(seen: Evidence) -> None:
    """rank_parameters lists each weight and each bias once"""
    for look in seen.each(*RANKS):
        _order(look)


def rank_order(seen: Evidence) -> None:
    """The largest gradient comes first, whatever its sign"""
    for look in seen.each(*RANKS):
        found = _order(look)
        if found.wrong is not None:
            one, other = found.wrong
            place = found.places.index(one)
            sizes = f"{found.sizes[one]:.3g} before {found.sizes[other]:.3g}"
            look.unmet(
                f"Places {place} and {place + 1} of the list are the wrong way round.",
                f"sizes of gradients that only fall: {_listed(sorted(found.sizes)[::-1])}",
                f"{sizes}, in {_listed([found.sizes[k] for k in found.places])}",
            )


def _listed(sizes: Sequence[float]) -> str:
    return ", ".join(f"{size:.3g}" for size in sizes[:6]) + ", ..." * (len(sizes) > 6)


def rank_leaves(seen: Evidence) -> None:
    """The weights and biases are what they were"""
    for look in seen.each(*RANKS):
        _unchanged(look)


def _unchanged(look: Look) -> None:
    before = look.scenario.given["model"]["numbers"]
    rows = look.items("values", "the parameters", len(before))
    for place, (row, was) in enumerate(zip(rows, before, strict=True)):
        now = look.observation.things[row].number
        if not close(now, was):
            look.unmet(
                f"Parameter {place} of the model is changed when the call is over.",
                f"data {was:g}",
                f"data {now:.6g}" if isinstance(now, float) else str(now),
            )


# gradient_factors

FACTORS = (
    "gradients.factors",
    "gradients.factors_two",
    "gradients.factors_dead",
    "gradients.factors_flat",
    "gradients.factors_unheard",
)
NAMES = ("upstream", "slope", "input")


def _factors(look: Look) -> list[float]:
    row = look.row("out")
    if look.observation.things[row].kind == "none":
        look.unmet("gradient_factors returns None: is a `return` missing?", "three numbers", "None")
    rows = look.items_of(row, "What gradient_factors returns", 3)
    return [look.number(item, name) for item, name in zip(rows, NAMES, strict=True)]


def factors_form(seen: Evidence) -> None:
    """gradient_factors returns three numbers"""
    for look in seen.each(*FACTORS):
        _factors(look)


def factors_product(seen: Evidence) -> None:
    """Their product is the gradient"""
    for look in seen.each(*FACTORS):
        upstream, slope, given = _factors(look)
        product, gradient = upstream * slope * given, _gradient(look)
        if not close(product, gradient):
            look.unmet(
                "The product of the three is not the gradient of that weight.",
                show(gradient),
                f"{show(upstream)} * {show(slope)} * {show(given)} = {show(product + 0.0)}",
            )


def _gradient(look: Look) -> float:
    upstream, slope, given = traits.factors(look.scenario.given)
    return upstream * slope * given


def factors_parts(seen: Evidence) -> None:
    """Each is what its name says: upstream, slope, input"""
    for look in seen.each(*FACTORS):
        wanted = traits.factors(look.scenario.given)
        for name, got, want in zip(NAMES, _factors(look), wanted, strict=True):
            _agree(look, name, got, want)


def factors_reason(seen: Evidence) -> None:
    """The smallest names the reason: a dead input, a flat tanh, a neuron that nobody listens to"""
    for name, reason in REASONS.items():
        look = seen(f"gradients.{name}")
        sizes = [abs(factor) for factor in _factors(look)]
        if min(sizes) != sizes[NAMES.index(reason)]:
            look.unmet(
                f"The gradient is small because {WHY[reason]}, so {reason} is the smallest of "
                f"the three.",
                f"{reason} the smallest",
                ", ".join(f"{n} {show(size)}" for n, size in zip(NAMES, sizes, strict=True)),
            )


REASONS = {"factors_dead": "input", "factors_flat": "slope", "factors_unheard": "upstream"}
WHY = {
    "input": "that input is 0",
    "slope": "that neuron's tanh is flat",
    "upstream": "nobody listens to that neuron",
}


# nudge

NUDGES = ("gradients.nudge", "gradients.nudge_back", "gradients.nudge_far")


def _nudged(look: Look) -> list[float]:
    row = look.row("out")
    if look.observation.things[row].kind == "none":
        look.unmet("nudge returns None: is a `return` missing?", "two numbers", "None")
    rows = look.items_of(row, "What nudge returns", 2)
    names = ("predicted", "real")
    return [look.number(item, name) for item, name in zip(rows, names, strict=True)]


def nudge_predicted(seen: Evidence) -> None:
    """nudge predicts gradient * h"""
    _agree_nudges(seen, 0, "The predicted change")


def nudge_real(seen: Evidence) -> None:
    """nudge sees how far the output really goes"""
    _agree_nudges(seen, 1, "The real change")


def _agree_nudges(seen: Evidence, position: int, what: str) -> None:
    for look in seen.each(*NUDGES):
        got, want = _nudged(look)[position], look.reference[f"out[{position}]"]
        # a difference of two outputs near 1 keeps fewer digits than they have
        if not close(got, want, 1e-7):
            assert isinstance(want, float)
            look.unmet(f"{what} is not right.", show(want), show(got))


def nudge_leaves(seen: Evidence) -> None:
    """The parameter is put back where it was"""
    for look in seen.each(*NUDGES):
        _unchanged(look)
