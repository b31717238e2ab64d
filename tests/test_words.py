"""What a learner reads is plain: short sentences of short words."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from checks.instructor import bank
from tests.conftest import ROOT

MEDIAN, MOST = 5.0, 9.0  # grades of Flesch and Kincaid: years of school
LEAST = 10  # words; what has fewer is graded together with the sentence behind it
ADVICE = range(40, 91)  # words
CHECKS, LESSON, SOLUTIONS = ROOT / "checks", ROOT / "checks" / "lesson", ROOT / "solutions"
UNREAD = {"stubs", "instructor", "inside", "programs"}  # made, an instructor's, or without words
PATTERNS = {"pattern", "line", "above", "within", "try", "idle"}  # of a table: code
CODE = re.compile(r"`[^`]*`|\{\{.*?\}\}|\{[^{}]*\}|<[^<>]*>")
ENDS = re.compile(r"(?<=[.?!])[)\"']?\s+|\n\s*\n|\n(?=\s*[-*|\d])")


def syllables(word: str) -> int:
    """Return about how many syllables a word has."""
    bare = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeioutdl])ed$", "", word)
    return max(len(re.findall(r"[aeiouy]+", bare)), 1)


def words(text: str) -> list[int]:
    """Return the syllables of each word: one for a number, or for code, whatever it says."""
    found = []
    for token in CODE.sub(" x ", text).split():
        bare = token.strip(".,:;?!()[]\"'*_—–-")
        if "()" not in token and re.fullmatch(r"[A-Za-z][a-z]*(['-][a-z]+)*", bare):
            found += [syllables(part) for part in bare.lower().split("-")]
        elif re.search(r"\w", bare):
            found.append(1)
    return found


def sentences(text: str) -> Iterator[tuple[str, float]]:
    """Yield each sentence of a text with its grade."""
    parts: list[str] = []
    for part in filter(words, ENDS.split(text)):
        parts.append(" ".join(part.split()))
        if (count := len(found := words(" ".join(parts)))) >= LEAST:
            grade = 0.39 * count / len(parts) + 11.8 * sum(found) / count - 15.59
            yield " ".join(parts), grade
            parts = []


# Where they come from


def strings(tree: ast.AST) -> Iterator[str]:
    """Yield the texts in code that begin as a sentence does; what is filled in is in braces."""
    inside = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            parts = (one.value if isinstance(one, ast.Constant) else "{x}" for one in node.values)
            text = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and id(node) not in inside:
            text = str(node.value)
        else:
            continue
        if re.match(r"[A-Z{`\w]\S* (?!=)", text):  # what begins with a name and = is code
            yield text


def docstrings(path: Path) -> Iterator[str]:
    """Yield the docstrings of a file without what is indented in them: it is code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield re.sub(r"^ {4,}.*", "", ast.get_docstring(node) or "", flags=re.MULTILINE)


def leaves(told: Any) -> Iterator[str]:
    """Yield every text in a table of TOML."""
    if isinstance(told, str):
        yield told
    for one in told if isinstance(told, list) else ():
        yield from leaves(one)
    for name, one in told.items() if isinstance(told, dict) else ():
        yield from leaves(one) if name not in PATTERNS else ()


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text that a learner may meet, behind the name of where it stands."""
    for path in sorted(CHECKS.rglob("*.py")):
        name = path.relative_to(CHECKS)
        if UNREAD.isdisjoint(name.parts):
            found = [*strings(ast.parse(path.read_text(encoding="utf-8")))]
            if path.parent.name == "suite":  # a check's title has no full stop
                found += [one for one in docstrings(path) if not one.endswith(".")]
            yield from ((name.as_posix(), one) for one in found)
    for path in sorted(LESSON.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((path.name, one) for one in leaves(table))
    for one in bank.mistakes():
        told = (one.title, one.text, *one.hints)
        yield from ((f"solutions/mistakes/{one.exercise}", text) for text in told)
    for path in sorted(SOLUTIONS.glob("*.py")):
        yield from ((f"solutions/{path.name}", one) for one in docstrings(path))
    for path in sorted([*CHECKS.glob("pages/*.html"), *LESSON.glob("pages/*.html")]):
        code = re.compile(r"\{%.*?%\}|<(?!/?(?:code|em|strong)\b)[^>]*>", re.DOTALL)
        yield path.name, code.sub("\n\n", path.read_text(encoding="utf-8"))
    book = json.loads((ROOT / "exercises" / "day04.ipynb").read_text(encoding="utf-8"))
    prose = (one["source"] for one in book["cells"] if one["cell_type"] == "markdown")
    yield from (("day04.ipynb", "".join(one)) for one in prose)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    yield "README.md", re.sub(r"^```.*?^```|^\|.*?$", "\n\n", page, flags=re.MULTILINE | re.DOTALL)


@cache
def graded() -> dict[str, tuple[float, str]]:
    """Return the grade of each sentence, and where it stands."""
    return {said: (grade, where) for where, text in texts() for said, grade in sentences(text)}


def test_no_sentence_takes_more_than_nine_years_of_school_and_half_take_five_or_less():
    hard = {said: found for said, found in graded().items() if found[0] > MOST}

    assert len(graded()) > 1_500
    assert hard == {}
    assert median(grade for grade, _ in graded().values()) <= MEDIAN


def test_the_advice_for_a_mistake_is_neither_curt_nor_long():
    counts = {one.path.stem: len(f"{one.title} {one.text}".split()) for one in bank.mistakes()}
    assert {name: count for name, count in counts.items() if count not in ADVICE} == {}
