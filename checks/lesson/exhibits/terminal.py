"""A neuron's sum, term by term: what this code adds up, beside what a right neuron does.

It is read from the computation graph of the output. The derivative of the sum says with what each
weight is multiplied, and how often b is in it. Where the graph does not tell, that is said.
"""

import ast
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from rich.text import Text

from checks.catalog import Scenario
from checks.check.evidence import Evidence
from checks.check.facts import ancestors, close, doubt, finite, history, slopes
from checks.check.facts import listed as in_words
from checks.check.result import CheckResult
from checks.lesson.scenarios import MODEL, listed, new
from checks.lesson.shapes import is_parameter, rows
from checks.run.observation import Observation, Thing

MOST_VALUES = 500  # no right neuron here has more than 30
LONGEST, DEEPEST = 34, 6  # of a formula: letters, and operations within each other
WIDE = 68  # columns of a terminal: from here on, the factors stand behind each name
NOT_THERE, INSIDE, OUTSIDE = "not there", "in another term", "outside the sum"
HIDDEN, A_NUMBER = "not known", "a plain number"
ABSENT = {
    INSIDE: "is no term of its own in your sum.",
    OUTSIDE: "comes in outside your sum: add everything up first, then squash.",
}
SUM, SQUASHED = "Σ", "tanh(Σ)"
EARLY = "Something is squashed too early: add everything up first. Is a tanh inside your loop?"
SIGNS = {"+": ast.Add(), "*": ast.Mult()}


class Step(Struct, frozen=True):
    """One line of a neuron's sum: a product, the bias, the sum, or what becomes of it.

    Attributes:
        name: what a right neuron has here; "" for what it does not have at all.
        expected: a right neuron's number; None where it has none.
        got: the learner's number; None where there is none, or none is to be seen.
        note: what the learner's is, in words, where it is not what `name` says.
        differs: the two are plainly not the same.
        rows: the learner's values in the observation's table that it is a sum of multiples of.
        factors: the numbers that a right neuron multiplies here.
    """

    name: str
    expected: float | None
    got: float | None = None
    note: str = ""
    differs: bool = False
    rows: tuple[int, ...] = ()
    factors: tuple[float, ...] = ()


Sum = tuple[Step, ...]  # in the order in which it is worked by hand


def read(seen: Observation | None, given: Mapping[str, Any]) -> Sum | None:
    """Return a neuron's sum, or None where an observation does not bear one out.

    Args:
        seen: a neuron that was called once; it has the names out, w, b and x.
        given: the numbers of w, b and x.
    """
    if seen is None or seen.status != "ok" or "w" not in given or doubt(seen):
        return None
    things, known = seen.things, rows(seen)
    names = [*(f"w[{n}]" for n, _ in enumerate(given["w"])), "b"]
    if sum(map(is_parameter, known)) != len(names) or not {*names, "out"} <= known.keys():
        return None
    parameters = {name: known[name] for name in names}
    order = history(things, [known["out"]])
    is_value = all(things[row].kind == "value" for row in (*parameters.values(), known["out"]))
    if len(order) > MOST_VALUES or not is_value:
        return None
    return tuple(_steps(_Graph(things, order, parameters), given))


def _steps(graph: "_Graph", given: Mapping[str, Any]) -> Iterator[Step]:
    """Yield each product, the bias, the sum and the output."""
    pairs = list(zip(given["w"], given["x"], strict=True))
    wanted = [Step(f"w[{n}]·x[{n}]", w * x, factors=(w, x)) for n, (w, x) in enumerate(pairs)]
    wanted.append(Step("b", given["b"]))
    total = math.fsum(step.expected or 0.0 for step in wanted)
    end, out, note = graph.end(), graph.number(graph.root), ""
    if end is None:
        yield from (replace(step, note=HIDDEN) for step in (*wanted, Step(SUM, total)))
    else:
        yield from _terms(graph, graph.forms[end], wanted, given["x"])
        number = graph.number(end)
        yield Step(SUM, total, number, "", not close(number, total), (end,))
        if not close(out, math.tanh(number)):
            written = graph.written(graph.root, {end: SUM})
            note = f"{SUM}, not squashed" if end == graph.root else _cut(written)
    differs = not close(out, math.tanh(total))
    yield Step(SQUASHED, math.tanh(total), out, note, differs, (graph.root,))


def _terms(
    graph: "_Graph", form: Mapping[int, float], wanted: Sequence[Step], x: Sequence[float]
) -> Iterator[Step]:
    """Yield what stands for each product and for the bias, then what a right neuron has not."""
    left = {row: times for row, times in form.items() if graph.behind[row]}
    constant = math.fsum(form[row] * graph.number(row) for row in form.keys() - left)
    is_hidden = not close(constant, 0.0)  # it may hold what is not seen
    inside = {name for row in left for name in graph.behind[row]}
    names = graph.inputs(x)
    for number, step in enumerate(wanted):
        name = step.name.partition("·")[0]
        own = [row for row in left if graph.names.get(row) == name or graph.behind[row] == {name}]
        if not own:
            note = HIDDEN if is_hidden else INSIDE if name in inside else graph.absence(name)
            yield replace(step, note=note, differs=not is_hidden)
            continue
        words = " + ".join(_times(graph.written(row, names), left[row], number, x) for row in own)
        note = f"{name} = {graph.number(own[0]):.4g}" if words == step.name else words
        got = math.fsum(left.pop(row) * graph.number(row) for row in own)
        differs = not close(got, step.expected)
        note = _cut(note) if differs else ""
        yield replace(step, got=got, note=note, differs=differs, rows=(*own,))
    if left:  # what several weights are in
        words = " + ".join(_times(graph.written(row, names), left[row], len(x), x) for row in left)
        got = math.fsum(times * graph.number(row) for row, times in left.items())
        yield Step("", None, got, _cut(words), differs=True, rows=(*left,))
    if is_hidden:
        yield Step("", None, constant, A_NUMBER)


def _times(text: str, times: float, own: int, x: Sequence[float]) -> str:
    """Write a multiple of something: by an input where just one fits, or by a number."""
    known, mine = {text: 1.0, f"-{text}": -1.0}, f"{text}·x[{own}]"
    if own < len(x) and close(times, x[own]):
        return mine
    if "x[" in text and close(times, 1.0):  # it has its input
        return text
    if own < len(x):
        known |= {f"{text}·x[{n}]": number for n, number in enumerate(x)}
        known[f"{text}·({' + '.join(f'x[{n}]' for n, _ in enumerate(x))})"] = math.fsum(x)
        known |= {f"-{mine}": -x[own], f"{mine}·x[{own}]": x[own] ** 2}
        known |= {f"{n:.4g}·{mine}": n * x[own] for k in range(2, 10) for n in (k, 1 / k)}
    fitting = [words for words, number in known.items() if close(times, number)]
    return fitting[0] if len(fitting) == 1 else f"{times:.4g}·{text}"


class _Graph:
    """What the output of a neuron was computed from.

    Attributes:
        order: the rows, parents first.
        behind: of each row, the parameters that it depends on; none for a plain number.
        forms: of each row, what it is a sum of, and how often: its derivative by each of these.
            What is neither a sum nor a multiple of one other value stands for itself.
    """

    def __init__(
        self, things: Sequence[Thing], order: Sequence[int], parameters: Mapping[str, int]
    ) -> None:
        self.things, self.order, self.root, self.parameters = things, order, order[-1], parameters
        names = self.names = {row: name for name, row in reversed([*parameters.items()])}
        self.behind: dict[int, set[str]] = {}
        self.forms: dict[int, dict[int, float]] = {}
        for row in order:
            own = {names[row]} if row in names else set()
            self.behind[row] = own.union(*(self.behind[part] for part in things[row].parts))
            self.forms[row] = self._form(row)

    def absence(self, name: str) -> str:
        """Say why a parameter is in no term: one object may stand for several weights."""
        first = self.names[self.parameters[name]]
        absent = OUTSIDE if name in self.behind[self.root] else NOT_THERE
        return absent if first == name else f"{name} is {first}"

    def inputs(self, x: Sequence[float]) -> dict[int, str]:
        """Return which plain numbers are inputs: what equals one, but for what negates."""
        numbers = {number: f"x[{n}]" for n, number in enumerate(x) if abs(number) != 1.0}
        plain = (row for row in self.order if not self.behind[row])
        return {row: numbers[self.number(row)] for row in plain if self.number(row) in numbers}

    def number(self, row: int) -> float:
        return finite(self.things[row].number) or 0.0

    def _form(self, row: int) -> dict[int, float]:
        thing = self.things[row]
        parts = list(zip(thing.parts, slopes(self.things, row), strict=False))
        if thing.op != "+":
            parts = [(part, by) for part, by in parts if self.behind[part]]
            is_multiple = len(parts) == 1 < len(thing.parts) and thing.op == "*"
            if not is_multiple or not close(parts[0][1] * self.number(parts[0][0]), thing.number):
                return {row: 1.0}
        if row in self.names or not self.behind[row]:
            return {row: 1.0}
        found: dict[int, float] = {}
        for part, by in parts:
            for leaf, times in self.forms[part].items():
                found[leaf] = found.get(leaf, 0.0) + by * times
        return found

    def end(self) -> int | None:
        """Return the row of the sum that is squashed; None if the output has no history.

        It is the last sum through which all weights go on their way to the output. Where a squash
        begins by negating or doubling it, as exp(-Σ) does, it is the sum before that.
        """
        sums = [row for row in self.order if self._is_sum(row)]
        row = sums[-1] if sums else self.root
        below = self._only_parent(row)
        while below is not None and (not sums or below in sums):
            row, below = below, self._only_parent(below)
        return row if row != self.root or self.things[row].parts else None

    def _only_parent(self, row: int) -> int | None:
        """Return what a value is a function of, but for plain numbers."""
        thing = self.things[row]
        moving = [part for part in thing.parts if self.behind[part]] or thing.parts
        return moving[0] if len(moving) == 1 and thing.op != "+" else None

    def _is_sum(self, row: int) -> bool:
        """Tell whether all weights go through a row, which is a sum of multiples of parameters."""
        weights = {one for one, name in self.names.items() if name != "b" and one in self.behind}
        return (
            bool(weights)
            and row not in self.names
            and self.behind[row] >= {self.names[one] for one in weights}
            and all(leaf in self.names or not self.behind[leaf] for leaf in self.forms[row])
            and not weights & ancestors(self.things, [self.root], row)
        )

    def written(self, row: int, names: Mapping[int, str]) -> str:
        """Write what a value was computed from."""
        words = ast.unparse(self._expression(row, {**self.names, **names}))
        return words.replace(" * ", "·").replace(" ** ", "**").replace("+ -", "- ")

    def _expression(self, row: int, names: Mapping[int, str], depth: int = 0) -> ast.expr:
        thing, is_deep = self.things[row], depth > DEEPEST
        if row in names or is_deep or not self.behind[row]:
            number = "..." if self.behind[row] else f"{self.number(row):.4g}"
            return ast.Name(names.get(row, number))
        parts = [self._expression(part, names, depth + 1) for part in thing.parts]
        match thing.op, parts:
            case "*", [ast.Name("1"), a] | [a, ast.Name("1")]:
                return a
            case "*", [ast.Name("-1"), a] | [a, ast.Name("-1")]:
                return _negated(a)
            case "*", [a, ast.BinOp(b, ast.Mult() as sign, c)]:  # no brackets among factors
                return ast.BinOp(ast.BinOp(a, sign, b), sign, c)
            case "*", [a, ast.BinOp(ast.Name("1"), ast.Div(), b)]:
                return ast.BinOp(a, ast.Div(), b)
            case "**-1", [a]:
                return ast.BinOp(ast.Name("1"), ast.Div(), a)
            case ("+" | "*") as op, [a, b]:
                return ast.BinOp(a, SIGNS[op], b)
            case op, [a] if op.startswith("**"):
                return ast.BinOp(a, ast.Pow(), ast.Name(op[2:]))
        return ast.Call(ast.Name(thing.op), parts, [])


def _negated(words: ast.expr) -> ast.expr:
    match words:
        case ast.BinOp(a, ast.Mult() | ast.Div() as sign, b):  # -a·b needs no brackets
            return ast.BinOp(_negated(a), sign, b)
    return ast.UnaryOp(ast.USub(), words)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 3]}..."


# in the terminal


def shown(
    check: CheckResult, evidence: Evidence, room: int, *, plain: bool
) -> tuple[str, Text] | None:
    """Return a neuron's sum in two columns, and its first difference in a sentence.

    There is none where nothing differs, no graph is kept, or the call has changed what is in it.
    """
    name, is_changed = check.scenario, check.kind == "changed"
    if is_changed or not name.startswith("neuron.") or name not in evidence.asked:
        return None
    found = read(evidence.observations.get(name), evidence.asked[name].given)
    first = next((n for n, step in enumerate(found or ()) if step.differs), None)
    if evidence.is_by_numbers(name) or found is None or first is None:
        return None
    is_early = any(not step.name and step.note.startswith("tanh(") for step in found)
    gone = [one.name for one in found if one.note == NOT_THERE]
    sentence = EARLY if is_early else _said(found[first], gone)
    if plain:
        lines = [_spoken(step) for step in found]
        lines[first] += " This is the first difference."
        return sentence, Text("\n".join(["Term by term:", *lines]))
    factors = " " * 14 if room - 2 >= WIDE else ""
    drawn = Text.assemble((f"  {'Term by term':<12}{factors}{'expected':>10}{'yours':>11}", "dim"))
    for number, step in enumerate(found):
        is_first = number == first
        drawn.append(f"\n{'→' if is_first else ' '} ", "bold yellow")
        drawn.append(_line(step, room - 2), "bold" if is_first else "not bold")
    return sentence, drawn


def _numbers(step: Step) -> tuple[str, str]:
    """Write both numbers of a line, with as many digits as tell them apart, and from 1."""
    both = (step.expected, step.got)
    short, long = (["" if n is None else f"{n:.{digits}g}" for n in both] for digits in (4, 8))
    is_near_1 = not {"1", "-1"}.isdisjoint(short) and {1.0, -1.0}.isdisjoint(both)
    expected, got = long if is_near_1 or (step.differs and short[0] == short[1]) else short
    return expected, got


def _said(step: Step, gone: Sequence[str]) -> str:
    """Say in a sentence how a line of a sum differs."""
    (expected, got), name, note = _numbers(step), step.name, step.note
    if not name:
        return f"Your sum has a term too many: {note}."
    if name == SQUASHED:
        return f"Your output is {note or got}, not {SQUASHED}."
    if step.got is None and note == NOT_THERE:
        return f"{in_words(gone)} {'are' if gone[1:] else 'is'} not in your sum."
    if step.got is None and note in ABSENT:
        return f"{name} {ABSENT[note]}"
    if note and " = " not in note:
        return f"Your sum has {note} where {name} should be."
    return f"In your sum, {name} is {got or note}, not {expected}."


def _spoken(step: Step) -> str:
    """Return one line of a sum for whoever hears it."""
    expected, got = _numbers(step)
    if not step.name:
        return f"And besides: {got}, {step.note}."
    note = f", which is {step.note}" if got and step.note else ""
    return f"{step.name}: expected {expected}, yours {got or step.note}{note}."


def _line(step: Step, room: int) -> str:
    """Return one line of a sum; two where its note would not fit."""
    how = f"{' · '.join(f'{n:g}' for n in step.factors):<14}" if room >= WIDE else ""
    expected, got = _numbers(step)
    line = f"{step.name:<12}{how}{expected:>10}"
    if step.got is None:
        return f"{line}   {step.note}"
    line += f"{got:>11}"
    if step.note and len(line) + len(step.note) + 2 > room:
        return f"{line}\n{step.note:>{room}}"
    return f"{line}  {step.note}".rstrip()


NAMES = {"Neuron": "neuron", "Layer": "layer", "MLP": "model"}  # as the advice calls one
HELD = {"neuron": "neuron.w, neuron.b", "layer": "layer.neurons", "model": "model.layers"}
AGAIN = ("again", "changed")  # what shows in a second call
MOST_STEPS = 6  # of an expression that is to be typed
READ = re.compile(  # what is asked of eyes and pencil, unless it names a call that is to be made
    r"(How|Where|Which|What|Read|Find|Cover|Compute|Take|Look at the|Draw tanh"
    r"|Count (the calls|how)|Compare (the name|your last|both))\b"
    r"(?!.*(\b[a-z_]+\(|your (function|trace)))"
)


def typed(asked: Scenario, check: CheckResult, trial: str, *, is_built: bool) -> list[str]:
    """Return what can be typed at a prompt that has the exercise's names; [] if nothing can.

    Args:
        trial: what is to be tried then, in words; "" where it is the call itself.
        is_built: whether a network of their own can be made.
    """
    given = asked.given
    if READ.match(trial) or given.keys() & {"before", "earlier"}:  # which are no steps
        return []
    if "steps" in given:
        made = [f"{name} = Value({number:g})" for name, number in given["leaves"].items()]
        made += [f"{name}.label = {label!r}" for name, label in given.get("labels", {}).items()]
        call = asked.call.partition(" ")[0]
        end = f"root = {call.partition('(')[2][:-1]}" if trial else call
        if asked.exercise == "engine":
            end = f"out.backward(); out.data{''.join(f', {one}.grad' for one in given['leaves'])}"
        lines = ["from engine import Value", "; ".join(made), "; ".join(given["steps"]), end]
        return [*filter(None, lines)] if len(given["steps"]) <= MOST_STEPS else lines[: bool(trial)]
    if "model" in given:
        call, _, model = asked.call.partition(MODEL)
        earlier = f"model({[1.0] * len(given['arguments'][0])}).backward()"  # leaves gradients
        return ["from mlp import MLP", f"model = {model}", earlier, call] if is_built else []
    if "x" not in given:
        return [asked.call] if asked.ask == "function_call" else []
    name, x = NAMES[given["class"]], listed(given["x"], given["form"])
    lines = ["from engine import Value"] if given["form"] == "Values" else []
    lines.append(f"{name}, x = {new(given)}, {x}")
    if is_shown := check.verdict == "not yet" and "w" in given and (check.expected or not trial):
        held = ", ".join(f"{name}.w[{k}].data" for k in range(len(given["w"])))
        lines += [f"{held} = {str(given['w'])[1:-1]}", f"{name}.b.data = {given['b']:g}"]
    return lines if trial and not is_shown else [*lines, *_shows(asked, check, name)]


def _shows(asked: Scenario, check: CheckResult, name: str) -> list[str]:
    """Return what is typed last: it shows the fault that a check tells of."""
    call = f"{name}.parameters()" if asked.focus.endswith(".parameters") else f"{name}(x)"
    held = "[*neuron.w, neuron.b]"
    if asked.focus.endswith(".__init__") and not any(".__call__\n" in one for one in check.trace):
        return [HELD[name]]
    match check.kind:
        case "cut off":
            return [f"out = {call}", "out.backward()", f"[one.grad for one in {held}]"]
        case "replaced":
            return [f"before = {held}", call, f"before == {held}"]
        case "one answer":
            return [call, f"{name}({listed(asked.given['other'], asked.given['form'])})"]
    return [call, call] if asked.ask == "class_again" or check.kind in AGAIN else [call]
