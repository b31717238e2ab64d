"""What was handed in: which of the kit's files a name stands for, and the code of a notebook."""

import re
from collections.abc import Iterable

import msgspec

from checks.catalog import exercises

MOST_SOURCE = 256 << 10  # bytes of one file, and of all code in a notebook
MOST_OF_NOTEBOOK = 32 << 20  # bytes: it has pictures in it
MOST_CELLS = 1_000
LONGEST_NAME = 60

FILES = tuple(dict.fromkeys(one.file for one in exercises()))
REQUIRED = tuple(dict.fromkeys(o.file for o in exercises() if o.required and not o.given))
SCRIPT, NOTEBOOK = "submission.py", "submission.ipynb"  # one whose own name is not known
WHOLE = {".py": SCRIPT, ".ipynb": NOTEBOOK}  # what may hold all exercises
# as a browser or a desktop names a second one: "name (1)", "name-1", "name copy 2"
COPY = re.compile(r"(?: *\(\d+\)|[ -]\d+|(?: -)?[ _-]copy(?: ?\d+| ?\(\d+\))?)$")

ENDINGS = re.compile(r"\.py(?:\.py|\.txt)+$")


class Refused(Exception):
    """A submission that cannot be taken in; the words say why."""


def meant(name: str) -> str:
    """Return the file of an exercise that a name stands for, or "".

    It may differ in capitals, be a copy that a browser has named, or have an ending too many.
    """
    if name in FILES:
        return name
    bare = ENDINGS.sub(".py", name.lower()).removeprefix("copy of ")
    file = f"{COPY.sub('', bare.removesuffix('.py'))}.py"
    return file if bare.endswith(".py") and file in FILES else ""


def own(names: Iterable[str]) -> dict[str, str]:
    """Return the exercises' files among some names: the name that each has there.

    Raises:
        Refused: if two of them could be the same file.
    """
    there = sorted(names)
    found = {file: file for file in FILES if file in there}
    for file in FILES:
        near = [name for name in there if meant(name) == file and name != file]
        if file not in found and len(near) > 1:
            raise Refused(f"{' and '.join(near[:4])} could each be {file}")
        if file not in found and near:
            found[file] = near[0]
    return {file: found[file] for file in FILES if file in found}


def is_whole(name: str) -> bool:
    """Tell whether a file may be the one that holds all exercises."""
    return not meant(name) and name.lower().endswith(tuple(WHOLE))


def plain(name: str) -> str:
    """Return the name of a script or notebook, cut, and with nothing in it that leads elsewhere."""
    stem, dot, ending = name.rpartition(".")
    return re.sub(r"[^\w ()+.-]", "_", stem)[:LONGEST_NAME].lstrip(".") + dot + ending.lower()


def code_of(content: bytes) -> bytes:
    """Return a notebook with nothing in it but the source of its code cells.

    Raises:
        Refused: if it is no notebook of format 4, or holds no code.
    """
    try:
        found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Notebook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(f"the notebook cannot be read as one of format 4 ({error})") from error
    sources = ["".join(cell.source) for cell in found.cells if cell.cell_type == "code"]
    if not any(source.strip() for source in sources):
        raise Refused("the notebook holds no code")
    if len(sources) > MOST_CELLS or sum(map(len, sources)) > MOST_SOURCE:
        raise Refused(f"the notebook holds more than {MOST_SOURCE >> 10:,} KiB of code")
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return msgspec.json.encode({"cells": cells})


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str]


class _Notebook(msgspec.Struct):
    cells: list[_Cell]
