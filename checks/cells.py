"""The code cells of a notebook: all of it that counts, read strictly and within limits."""

import msgspec

from checks.errors import Refused

MOST_SOURCE = 256 << 10  # bytes of all code in it, as of any other file of code
MOST_OF_NOTEBOOK = 32 << 20  # bytes: it has pictures in it
MOST_CELLS = 1_000


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str]


class _Notebook(msgspec.Struct):
    cells: list[_Cell]


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
