"""What does a drawing say? Its nodes with the text that they show, and its arrows, from its source.

The source is in the DOT language, and was written by a learner's process: it is read in one pass,
as far as drawings here go, and nothing that it names is looked up or run.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

DEEPEST = 20
MOST = 1_000  # nodes, and arrows; a right drawing here has fewer than 20
MOST_TEXT = 30_000  # characters that all of them show: one default can stand at every node
TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/|(?m:^)\#[^\n]*)
    |"(?P<quoted>(?:[^"\\]|\\.)*)"
    |(?P<number>-?(?:\.\d+|\d+(?:\.\d*)?))
    |(?P<word>[^\x00-@[-^`{-\x7f][^\x00-/:-@[-^`{-\x7f]*)
    |(?P<mark>->|--|[{}\[\];,=:+])
    """,
    re.VERBOSE | re.DOTALL,
)
TAG = re.compile(r"<[^<>]*>")  # of HTML, and the name of a field in a record


class Arrow(Struct, frozen=True):
    """An arrow from node to node, and the text beside it."""

    tail: str
    head: str
    text: str


class Picture(Struct, frozen=True):
    """What a drawing says.

    Attributes:
        directed: whether its lines are arrows.
        settings: of the whole drawing, as `rankdir`.
        texts: what each node shows, by its name.
    """

    directed: bool
    settings: dict[str, str]
    texts: dict[str, str]
    arrows: tuple[Arrow, ...]


class Unreadable(Exception):
    """A text that is no drawing; the message says where it stops being one."""


def read(source: str) -> Picture:
    """Read a drawing's source.

    Raises:
        Unreadable: if it is not one `graph` or `digraph` of the DOT language.
    """
    return _Reader(source).picture()


class _Token(Struct, frozen=True):
    kind: str
    text: str
    line: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.lower() in words


def _tokens(source: str) -> Iterator[_Token]:
    place, line = 0, 1
    while place < len(source):
        if source[place] == "<":
            end = _end_of_html(source, place)
            token = _Token("html", source[place + 1 : end - 1], line)
        elif found := TOKEN.match(source, place):
            end = found.end()
            token = _Token(str(found.lastgroup), found[str(found.lastgroup)], line)
        else:
            raise Unreadable(f"line {line} is not in its language")
        if token.kind != "space":
            yield token
        line += source.count("\n", place, end)
        place = end


def _end_of_html(source: str, place: int) -> int:
    depth = 0
    for found in re.compile("[<>]").finditer(source, place):
        depth += 1 if found[0] == "<" else -1
        if depth == 0:
            return found.end()
    raise Unreadable("a < in it is never closed")


class _Defaults(Struct):
    """What `node [...]` and `edge [...]` set for all that follow in the same braces."""

    node: dict[str, str] = {}
    edge: dict[str, str] = {}


class _Reader:
    """Reads by recursive descent, a method for each rule of the language."""

    def __init__(self, source: str) -> None:
        self.tokens = [*_tokens(source), _Token("end", "the end", source.count("\n") + 1)]
        self.place = 0
        self.settings: dict[str, str] = {}
        self.nodes: dict[str, dict[str, str]] = {}
        self.arrows: list[Arrow] = []

    @property
    def next(self) -> _Token:
        return self.tokens[self.place]

    def take(self, mark: str) -> bool:
        """Step over a mark if it is next."""
        is_next = self.next.kind == "mark" and self.next.text == mark
        self.place += is_next
        return is_next

    def demand(self, mark: str) -> None:
        if not self.take(mark):
            raise Unreadable(
                f"line {self.next.line} has {self.next.text[:20]!r} in place of {mark}"
            )

    def picture(self) -> Picture:
        strict = self.next.is_word("strict")
        self.place += strict
        if not self.next.is_word("graph", "digraph"):
            raise Unreadable("it does not begin with digraph")
        directed = self.next.is_word("digraph")
        self.place += 1
        if not (self.next.kind == "mark" and self.next.text == "{"):
            self.name()
        self.demand("{")
        self.statements(_Defaults(), 0)
        if self.next.kind != "end":
            raise Unreadable(f"line {self.next.line} goes on behind its last brace")
        arrows = dict.fromkeys(self.arrows) if strict else self.arrows
        texts = {name: _shown(name, attributes) for name, attributes in self.nodes.items()}
        if sum(map(len, texts.values())) + sum(len(one.text) for one in arrows) > MOST_TEXT:
            raise Unreadable(f"its nodes and arrows show more than {MOST_TEXT:,} characters")
        return Picture(directed, self.settings, texts, tuple(arrows))

    def statements(self, defaults: _Defaults, depth: int) -> list[str]:
        """Read up to a closing brace; return the names of the nodes in between."""
        if depth > DEEPEST:
            raise Unreadable("its braces are nested too deep")
        named: list[str] = []
        while not self.take("}"):
            if not self.take(";"):
                named += self.statement(defaults, depth)
        return named

    def statement(self, defaults: _Defaults, depth: int) -> list[str]:
        if self.next.is_word("graph", "node", "edge"):
            kind = self.next.text.lower()
            self.place += 1
            own = self.attributes()
            if kind == "node":
                defaults.node = defaults.node | own
            elif kind == "edge":
                defaults.edge = defaults.edge | own
            elif depth == 0:
                self.settings |= own
            return []
        ends = [self.end_of_arrow(defaults, depth)]
        if ends[0].is_one and self.take("="):  # the name was that of a setting
            value = self.name()
            if depth == 0:
                self.settings[ends[0].nodes[0]] = value
            return []
        while self.take("->") or self.take("--"):
            ends.append(self.end_of_arrow(defaults, depth))
        attributes = self.attributes()
        self.note(ends, attributes, defaults)
        return [name for end in ends for name in end.nodes]

    def note(self, ends: "list[_End]", attributes: dict[str, str], defaults: _Defaults) -> None:
        """Note the nodes of a statement, and the arrows between them."""
        for end in ends:
            for name in end.nodes:
                self.nodes.setdefault(name, dict(defaults.node))
        if len(self.nodes) > MOST:
            raise Unreadable(f"it has more than {MOST:,} nodes")
        if len(ends) == 1 and ends[0].is_one:
            self.nodes[ends[0].nodes[0]] |= attributes
        text = _text((defaults.edge | attributes).get("label", ""), "")
        for one, other in pairwise(ends):
            if len(self.arrows) + len(one.nodes) * len(other.nodes) > MOST:
                raise Unreadable(f"it has more than {MOST:,} arrows")
            self.arrows += [Arrow(a, b, text) for a in one.nodes for b in other.nodes]

    def end_of_arrow(self, defaults: _Defaults, depth: int) -> "_End":
        """Read a node's name, or a group of nodes in braces."""
        if self.next.is_word("subgraph"):
            self.place += 1
            if not (self.next.kind == "mark" and self.next.text == "{"):
                self.name()
        if self.take("{"):
            inner = _Defaults(defaults.node, defaults.edge)
            return _End(list(dict.fromkeys(self.statements(inner, depth + 1))), is_one=False)
        name = self.name()
        while self.take(":"):  # where at the node the arrow ends
            self.name()
        return _End([name])

    def name(self) -> str:
        token = self.next
        if token.kind not in ("word", "number", "quoted", "html"):
            raise Unreadable(f"line {token.line} has {token.text[:20]!r} in place of a name")
        self.place += 1
        if token.kind == "html":
            return _characters(TAG.sub(" ", token.text)).replace("\\", "\\\\")
        text = token.text
        if token.kind == "quoted":
            text = text.replace('\\"', '"').replace("\\\n", "")
            while self.take("+"):
                text += self.name()
        return text

    def attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        while self.take("["):
            while not self.take("]"):
                name = self.name()
                found[name] = self.name() if self.take("=") else "true"
                _ = self.take(",") or self.take(";")
        return found


class _End(Struct, frozen=True):
    """What an arrow may begin or end at: one node, or those in braces."""

    nodes: list[str]
    is_one: bool = True


def _shown(name: str, attributes: dict[str, str]) -> str:
    """Return the text that a node shows: its label, which is its name unless it has one."""
    texts = (attributes.get("label", r"\N"), attributes.get("xlabel", ""))
    return " ".join(_text(text, name) for text in texts if text)


def _text(label: str, name: str) -> str:
    """Return a label as people see it, without the marks of its lay-out."""
    bare = TAG.sub(" ", label)
    marks = {"N": name, "n": "\n", "l": "\n", "r": "\n"}
    return _characters(re.sub(r"\\(.)", lambda mark: marks.get(mark[1], mark[1]), bare))


def _characters(text: str) -> str:
    """Put characters in place of their names, such as &lt;."""
    if "&" not in text:
        return text
    from html import unescape  # a table of two thousand names, for those who use one

    return unescape(text)
