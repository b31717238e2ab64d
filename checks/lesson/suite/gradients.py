"""What the functions about gradients must do: each is judged by itself."""

import math
from collections.abc import Callable, Iterable, Sequence
from operator import mul

from checks.check.evidence import Evidence, after
from checks.check.facts import close, listed, show
from checks.check.finding import NO_RETURN, Look
from checks.lesson import chosen
from checks.lesson.chosen import NONE, SMALL
from checks.lesson.scenarios import GRADIENTS

CHANGED = "The call changes a list that it was given. Leave that as it is: it is the caller's."
PREDICTED = ("predict", "predict_positive", "predict_ints")
EDGES = ("predict_dead", "predict_flat", "predict_one", "predict_five")
FACTORS = ("factors", "factors_two", "factors_dead", "factors_flat", "factors_unheard")
SAME = 1e-6  # what rounding leaves of a sum that a constant bias brings to 0


# a slope that is taken for 1 - out * out, and what it is
TANH = "Your slope is 1 - tanh(out) ** 2, and out is a tanh already."
BRACKET = "Your slope is (1 - out) ** 2. Square out alone, and take that from 1."
SLOPES: dict[str, Callable[[float], float]] = {
    TANH: lambda out: 1 - math.tanh(out) ** 2,
    BRACKET: lambda out: (1 - out) ** 2,
    "Your slope is 1 + out ** 2: it is a minus.": lambda out: 1 + out**2,
    "Your slope is 1 - out * 2. Square out: multiply it by itself.": lambda out: 1 - 2 * out,
    "Your slope is out ** 2: it is what out ** 2 leaves of 1.": lambda out: out**2,
}


def _each(seen: Evidence, *names: str) -> Iterable[Look]:
    return seen.each(*(f"gradients.{name}" for name in names))


def _of(seen: Evidence, function: str) -> Iterable[Look]:
    """Look at all that is asked of a function."""
    return seen.each(*(one.id for one in GRADIENTS if one.part == function))


def predict_form(seen: Evidence) -> None:
    """predict_gradients returns a list with a number for each weight, and a number for the bias"""
    for look in _of(seen, "predict_gradients"):
        _predicted(look)


def predict_weights(seen: Evidence) -> None:
    """The gradient of each weight is slope * input"""
    for look in _each(seen, *PREDICTED):
        _agree_weights(look)


def predict_bias(seen: Evidence) -> None:
    """The gradient of the bias is the slope"""
    for look in _each(seen, *PREDICTED):
        _agree_bias(look)


def predict_edges(seen: Evidence) -> None:
    """So it is for an input of 0, a flat tanh, and neurons with 1 and 5 inputs"""
    for look in _each(seen, *EDGES):
        _agree_weights(look)
        _agree_bias(look)


def predict_by_hand(seen: Evidence) -> None:
    """It predicts by hand: no Value is made, and the lists stay as they are"""
    for look in _of(seen, "predict_gradients"):
        if look.thing("made").number:
            look.unmet("The call makes Values. So the engine computes, and you do not predict.")
        if not look.agrees("arguments"):
            look.unmet(CHANGED)


def _predicted(look: Look) -> int:
    """Return the number of weights; fail if what came back has not a number for each."""
    what = "What predict_gradients returns"
    if look.thing("out").kind == "none":
        look.unmet(f"{what} is None: {NO_RETURN}", "two things", "None")
    rows = look.items("out", what)
    if rows and all(look.thing(row).kind == "number" for row in rows):
        said = f"{what} is one flat list. It has to be two things, the list and then the number."
        look.unmet(said, "a list and a number", look.shown("out"))
    weights, bias = look.items("out", what, 2)
    count = len(look.scenario.given["arguments"][0])
    look.numbers(weights, "The list for the weights", count)
    look.number(bias, "The number for the bias")
    return count


def _agree_weights(look: Look) -> None:
    w, x, b = look.scenario.given["arguments"]
    out, many = (math.tanh(sum(map(mul, w, x), times * b)) for times in (1, len(w)))
    for place in range(_predicted(look)):
        name = f"out[0][{place}]"
        got = look.thing(name).number
        fitting = [why for why, slope in SLOPES.items() if close(got, slope(out) * x[place])]
        if close(got, (1 - many**2) * x[place]):
            fitting.append("b is in your sum once for each weight.")
        look.same_number(name, f"The gradient of w[{place}]", next(iter(fitting), ""))


def _agree_bias(look: Look) -> None:
    _predicted(look)
    (slope,), b = _wanted(look, "out[1]"), look.scenario.given["arguments"][2]
    is_times_b = close(look.thing("out[1]").number, slope * b)
    why = "It is slope * b: a bias has no input, so its third factor is 1." if is_times_b else ""
    look.same_number("out[1]", "The gradient of the bias", why)


# make it happen: any example will do


def silence_one(seen: Evidence) -> None:
    """silence_one: the gradient of that weight is 0, and of no other"""
    for look in _of(seen, "silence_one"):
        if example := _unfit(look):
            silenced = listed([f"w[{k}]" for k in example.silent] or ["none of the weights"])
            nearly = [f"w[{k}]" for k, size in enumerate(example.sizes) if NONE <= size < SMALL]
            more = f", and nearly {listed(nearly)}" if nearly else ""
            message = f"These inputs silence {silenced}{more}.{_flat(example)}"
            wanted = f"a gradient of 0 for w[{look.scenario.given['arguments'][2]}] alone"
            look.unmet(message, wanted, _gradients(example))


def silence_all(seen: Evidence) -> None:
    """silence_all: every gradient is smaller than 0.001"""
    for look in _of(seen, "silence_all"):
        if example := _unfit(look):
            steepest = ": nowhere is it larger" if example.steepness == "steepest" else ""
            slope = f"the slope there {_shown(example.slope)}{steepest}"
            largest = f"the largest is {_shown(max(*example.sizes, example.slope))}"
            message = f"With this bias z is {_shown(example.z)}, and {slope}."
            if example.slope < SMALL:
                message += " A gradient is that times its input."
            if "turned" in look.observation.names and abs(example.z) < SAME:
                message = f"Your bias is {example.bias:.4g}, whatever x is. {message}"
            look.unmet(message, "every gradient smaller than 0.001", largest)


def favour_smallest(seen: Evidence) -> None:
    """favour_smallest: the smallest weight has the largest gradient"""
    for look in _of(seen, "favour_smallest"):
        if example := _unfit(look):
            w = look.scenario.given["arguments"][0]
            place = chosen.smallest(w)
            which = f"The smallest weight is w[{place}] = {w[place]:g}"
            taken = min(w) != w[place] and example.sizes[w.index(min(w))] == max(example.sizes)
            sign = " Smallest means closest to 0, whatever the sign." if taken else ""
            message = f"{which}, and its gradient is not the largest.{sign}{_flat(example)}"
            look.unmet(message, f"the largest gradient for w[{place}]", _gradients(example))


def _unfit(look: Look) -> chosen.Example | None:
    """Return an example that does not do what was asked for; fail if it has another form."""
    given, row = look.scenario.given, look.row("out")
    what = f"What {given['function']} returns"
    if given["function"] == "silence_all":
        look.number(row, what)
    else:
        look.numbers(row, what, len(given["arguments"][0]))
    tried = chosen.example(given, look.observation)
    if tried and not tried.fits(given):
        return tried
    if not look.agrees("arguments"):
        look.unmet(CHANGED)
    return None


def _gradients(example: chosen.Example) -> str:
    return f"gradients of the weights: {', '.join(f'{one:.3g}' for one in example.weights)}"


def _flat(example: chosen.Example) -> str:
    words = f" z is {example.z:.3g} with your inputs: tanh is flat there, and that hits all."
    return words if example.steepness == "flat" else ""


def _shown(number: float) -> str:
    """Show a number that comes from what a learner chose; near 0 it is 0 to the eye."""
    return f"{0.0 if abs(number) < 1e-9 else number:.3g}"


def rank_complete(seen: Evidence) -> None:
    """rank_parameters lists each weight and each bias once"""
    for look in _of(seen, "rank_parameters"):
        _order(look)


@after(rank_complete)
def rank_order(seen: Evidence) -> None:
    """The largest gradient comes first, whatever its sign"""
    for look in _of(seen, "rank_parameters"):
        places, sizes = _order(look), _sizes(look)
        if wrong := chosen.wrong_pair(places, sizes):
            first, second = (f"{sizes[one]:.3g}" for one in wrong)
            data = [look.scenario.given["model"]["numbers"][k] for k in places]
            message = f"A gradient of size {first} comes before a larger one, {second}."
            if data in (sorted(data, reverse=True), sorted(data, key=abs)[::-1]):
                message += " What falls in your order is their data: a gradient is in .grad."
            look.unmet(
                message,
                f"sizes of gradients that only fall: {_listed(sorted(sizes)[::-1])}",
                _listed([sizes[k] for k in places]),
            )


def rank_leaves(seen: Evidence) -> None:
    """The weights and biases are what they were"""
    for look in _of(seen, "rank_parameters"):
        _unchanged(look)


def _order(look: Look) -> list[int]:
    """Return the order that was given; fail if it is no list of each parameter once."""
    count = len(look.scenario.given["model"]["numbers"])
    look.items("values", "the parameters", count)
    wanted = f"a list of {count} parameters, or of their positions"
    if look.thing("out").kind == "none":
        look.unmet(f"It returns None: {NO_RETURN}", wanted, "None")
    places = chosen.order(look.observation)
    if places is None:
        look.items("out", "What it returns")
        message = "The list holds something else than parameters, or their positions (0 to "
        message += f"{count - 1}) in model.parameters()."
        look.unmet(message, wanted, look.shown(look.row("out")))
    if sorted(places) != list(range(count)):
        different = f"{len(set(places))} of them different, and the model has {count}"
        message = f"The list holds {len(places)} parameters, {different}."
        sizes = _sizes(look)
        missing, there = {*range(count)} - {*places}, [sizes[k] for k in places]
        if all(any(close(sizes[k], one) for one in there) for k in missing):
            message += " Some gradients are the same number: is one parameter taken for another?"
        look.unmet(message, wanted, f"{len(set(places))} different")
    return places


def _listed(sizes: list[float]) -> str:
    return ", ".join([f"{size:.3g}" for size in sizes[:6]] + ["..."] * (len(sizes) > 6))


def _wanted(look: Look, *names: str) -> list[float]:
    """Return the numbers that some names lead to on the reference."""
    found = [look.reference[name] for name in names]
    return [one for one in found if isinstance(one, float)]


def _sizes(look: Look) -> list[float]:
    count = len(look.scenario.given["model"]["numbers"])
    return [abs(one) for one in _wanted(look, *(f"gradients[{k}]" for k in range(count)))]


def _unchanged(look: Look) -> None:
    before = look.scenario.given["model"]["numbers"]
    rows = look.items("values", "the parameters", len(before))
    for place, (row, was) in enumerate(zip(rows, before, strict=True)):
        now = look.observation.things[row].number
        if not close(now, was):
            message = f"Parameter {place} of the model is changed when the call is over."
            look.unmet(message, f"data {was:g}", f"data {show(now)}")


# of the numbers that a function gives
NAMES = {"gradient_factors": ("upstream", "slope", "input"), "nudge": ("predicted", "real")}
REASONS = {  # scenario, name of the smallest factor, and why it is
    "factors_dead": ("input", "that input is 0"),
    "factors_flat": ("slope", "that neuron's tanh is flat"),
    "factors_unheard": ("upstream", "nobody listens to that neuron"),
}


def _numbers(look: Look, *only: int) -> tuple[list[float], list[float]]:
    """Return what a function gives in these places, or in all, and the right numbers."""
    function = look.scenario.given["function"]
    names = NAMES[function]
    if look.thing("out").kind == "none":
        wanted = "three numbers" if len(names) == 3 else "two numbers"
        look.unmet(f"{function} returns None: {NO_RETURN}", wanted, "None")
    rows = look.items("out", f"What {function} returns", len(names))
    places = only or range(len(names))
    got = [look.number(rows[k], names[k]) for k in places]
    return got, _wanted(look, *(f"out[{k}]" for k in places))


def factors_form(seen: Evidence) -> None:
    """gradient_factors returns three numbers, and changes no parameter"""
    for look in _each(seen, *FACTORS):
        _numbers(look)
        _unchanged(look)


def factors_product(seen: Evidence) -> None:
    """Their product is the gradient"""
    for look in _each(seen, *FACTORS):
        got, wanted = _numbers(look)
        product, gradient = math.prod(got), math.prod(wanted)
        if not close(product, gradient):
            off = _off(look.scenario.given, got, wanted)
            message = f"The product of the three is not the gradient of that weight. {off}"
            shown = f"{' * '.join(map(show, got))} = {show(product + 0.0)}"
            look.unmet(message, show(gradient), shown)


def _off(given: chosen.Given, got: Sequence[float], wanted: Sequence[float]) -> str:
    """Say which of the three factors is not right, and what was taken for it if that shows."""
    off = [k for k in range(3) if not close(got[k], wanted[k])]
    x, j, i = given["arguments"]
    place, gradient = j * (len(x) + 1) + i, math.prod(wanted)
    left, weight = given["leftovers"][place], given["model"]["numbers"][place]
    new = "It is 0, as in a Value that backward() never came to. Each call makes new ones: what "
    new += "backward() starts from has to be made of the one that you read."
    weights = "That is the gradient of the weight, and upstream is that of the neuron's output."
    itself = "That is the weight, and the input is what it is multiplied by."
    taken = [(0, [0.0], new), (0, [gradient, gradient + left], weights), (2, [weight], itself)]
    said = [why for k, some, why in taken if [k] == off and any(close(got[k], n) for n in some)]
    outs = [sign * math.sqrt(1 - wanted[1]) for sign in (1, -1)] if 1 in off else []
    said += [why for why, slope in SLOPES.items() if any(close(got[1], slope(n)) for n in outs)]
    names = [NAMES["gradient_factors"][k] for k in off]
    return " ".join([f"Look at {listed(names)}.", *said])


def factors_parts(seen: Evidence) -> None:
    """Each is what its name says: upstream, slope, input"""
    for look in _each(seen, *FACTORS):
        _numbers(look)
        for place, name in enumerate(NAMES["gradient_factors"]):
            look.same_number(f"out[{place}]", name)


def factors_reason(seen: Evidence) -> None:
    """The smallest names the reason: a dead input, a flat tanh, a neuron that nobody listens to"""
    for scenario, (reason, why) in REASONS.items():
        look = seen(f"gradients.{scenario}")
        numbers, _ = _numbers(look)
        sizes = dict(zip(NAMES["gradient_factors"], map(abs, numbers), strict=True))
        if min(sizes.values()) != sizes[reason]:
            shown = ", ".join(f"{name} {show(size)}" for name, size in sizes.items())
            message = f"The gradient is small because {why}, so {reason} is the smallest of the "
            look.unmet(f"{message}three.", f"{reason} the smallest", shown)


def nudge_predicted(seen: Evidence) -> None:
    """nudge predicts gradient * h"""
    for look in _of(seen, "nudge"):
        (x, k, h), left = look.scenario.given["arguments"], look.scenario.given["leftovers"]
        (got,), (want,) = _numbers(look, 0)
        if close(got, want):
            continue
        causes = {
            "What an earlier backward() left is still in the gradient: set it back to 0 before "
            "yours.": want + left[k] * h,
            "Your gradient is the one where the parameter has moved to: take it before that.": (
                chosen.gradient_of_moved(look.scenario.given["model"], x, k, h) * h
            ),
        }
        for why, number in causes.items():
            if close(got, number):
                look.unmet(f"The predicted change is not right. {why}", show(want), show(got))
    _agree_nudges(seen, 0, "The predicted change")


def nudge_real(seen: Evidence) -> None:
    """nudge sees how far the output really goes"""
    _agree_nudges(seen, 1, "The real change")


def nudge_leaves(seen: Evidence) -> None:
    """The parameter is put back where it was"""
    for look in _of(seen, "nudge"):
        _unchanged(look)


def _agree_nudges(seen: Evidence, position: int, what: str) -> None:
    for look in _of(seen, "nudge"):
        (got,), (want,) = _numbers(look, position)
        # a difference of two outputs near 1 keeps fewer digits than they have
        if not close(got, want, 1e-7):
            h = look.scenario.given["arguments"][2]
            known = {
                "It is 0: does your second call come after p.data itself has changed?": 0.0,
                "The sign is turned: it is after minus before.": -want,
                f"It lacks a factor of h, which is {h:g}.": want / h,
            }
            why = next((f" {words}" for words, n in known.items() if close(got, n)), "")
            look.unmet(f"{what} is not right.{why}", show(want), show(got))
