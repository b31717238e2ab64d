"""The sum of a wrong answer in the terminal, term by term, beside the expected one."""

from rich.text import Text

from checks.check.evidence import Evidence
from checks.check.result import CheckResult
from checks.lesson.exhibits import sum
from checks.lesson.exhibits.sum import Step

WIDE = 68  # columns: from here on, the factors stand behind each name


def shown(check: CheckResult, evidence: Evidence, room: int, *, plain: bool) -> Text | None:
    """Return a neuron's sum in two columns, the first difference marked; None if there is none."""
    name = check.scenario
    if not name.startswith("neuron.") or name not in evidence.asked:
        return None
    found = sum.read(evidence.observations.get(name), evidence.asked[name].given)
    if found is None or found.first_difference is None:
        return None
    arrow = ">" if plain else "→"
    factors = " " * 14 if room - 2 >= WIDE else ""
    drawn = Text.assemble((f"  {'Term by term':<12}{factors}{'expected':>10}{'yours':>11}", "dim"))
    for number, step in enumerate(found.steps):
        is_first = number == found.first_difference
        drawn.append(f"\n{arrow if is_first else ' '} ", "bold yellow")
        drawn.append(_line(step, room - 2), "bold" if is_first else "not bold")
    drawn.append(f"\n{arrow} ", "bold yellow")
    return drawn.append("the first difference", "dim")


def _line(step: Step, room: int) -> str:
    """Return one line of a sum; two where its note would not fit."""
    how = " · ".join(f"{number:g}" for number in step.factors)
    expected, got = ("" if n is None else f"{n:.4g}" for n in (step.expected, step.got))
    line = f"{step.name:<12}{how:<14}" if room >= WIDE else f"{step.name:<12}"
    line += f"{expected:>10}"
    if step.got is None:
        return f"{line}   {step.note}"
    line += f"{got:>11}"
    if step.note and len(line) + len(step.note) + 2 > room:
        return f"{line}\n{step.note:>{room}}"
    return f"{line}  {step.note}".rstrip()
