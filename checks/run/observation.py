"""What came back from a worker, decoded strictly: testimony about a scenario, not a verdict."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

MOST_BYTES = 4 << 20  # of one observation
MOST_SAID = 33 << 20  # of a job: a little more than a worker reads of it
MOST_PARTS = 100_000  # of all things: as in inside/table.py

Text = Annotated[str, Meta(max_length=1_000)]
Names = Annotated[tuple[Annotated[str, Meta(max_length=100)], ...], Meta(max_length=20)]
Index = Annotated[int, Meta(ge=0, lt=20_000)]

Status = Literal[
    "ok",  # ran to its end
    "todo",  # a stub still raises NotImplementedError
    "missing",  # a class or method that the exercise asks for is not there
    "no file",
    "closed file",  # it is there, and cannot be opened
    "raised",  # any other exception
    "oversize",  # more objects than a worker describes
    "timeout",  # did not end within its limit
    "crashed",  # the process ended without an answer
    "garbled",  # the answer was not one that our worker writes
    "skipped",  # not asked: the exercise had used up its time
]


class Thing(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """One object that a name of a scenario leads to.

    Attributes:
        kind: "value" for one of the engine's class, "sequence" for a list, tuple or array, "text".
        type: the name of its class, written by the learner or by Python.
        number: a finite float; words, if there is something else in a number's place.
        grad: the same for the gradient of a value.
        op: the operation that made a value; "" for a leaf.
        parts: rows of its parents (a value) or items (a sequence).
        text: of a text, which was read from something of that type.
    """

    kind: Literal["value", "number", "sequence", "text", "none", "other"]
    type: Text
    number: float | Text | None
    grad: float | Text | None
    op: Text
    parts: Annotated[tuple[Index, ...], Meta(max_length=20_000)]
    text: Text = ""


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """A line in a learner's file, and the columns of a part of it, from 1; 0 is for not known.

    Attributes:
        meant: the name that its function is probably meant to have, if that is another one.
    """

    file: Text
    line: Annotated[int, Meta(ge=0, le=10_000_000)]
    function: Text = ""
    text: Text = ""
    column: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    end: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    meant: Text = ""


class Error(Struct, frozen=True, forbid_unknown_fields=True):
    """An exception of the learner's code; type is "" where the words are the kit's own.

    Attributes:
        hint: what Python proposes in place of a name that is not there.
        clues: names that stood beside it, by kind: see inside/trace.py.
    """

    type: Text
    message: Text
    hint: Text = ""
    clues: Annotated[dict[Text, Names], Meta(max_length=10)] = {}


class Note(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How a file was taken, of its folder; the words are none that code could choose.

    Attributes:
        line: where the statement begins that was passed over, if it is one.
    """

    how: Literal[
        "known as", "passed over", "stands in", "stops", "circle", "lacks", "is slow", "no UTF-8"
    ]
    file: Text
    name: Annotated[str, Meta(pattern=r"^[\w.]{0,100}\Z")] = ""
    line: Annotated[int, Meta(ge=0, le=10_000_000)] = 0


class Observation(Struct, frozen=True, forbid_unknown_fields=True):
    """What one scenario did on one submission.

    It was written by a process that runs the learner's code: compare it, show it escaped, and
    never call or import what it names.

    Attributes:
        things: flat table of objects; two names of one object lead to one row.
        names: row of each thing that the scenario looked at.
        where: the line to look at: of the error, or where the method begins.
        trace: the learner's own frames, outermost first.
        prints: the first characters that were printed, of `printed` in all.
        notes: how the files were taken.
        loading: it ended while the file was imported, so that nothing was called.
        busy: seconds of the processor that were used up to a time-out.
        seconds: time inside the scenario, without the start of the process.
    """

    scenario: Text
    status: Status
    things: Annotated[tuple[Thing, ...], Meta(max_length=20_000)] = ()
    names: Annotated[dict[Text, Index], Meta(max_length=20_000)] = {}
    where: Line | None = None
    trace: Annotated[tuple[Line, ...], Meta(max_length=10)] = ()
    error: Error | None = None
    prints: Annotated[str, Meta(max_length=2_000)] = ""
    printed: Annotated[int, Meta(ge=0)] = 0
    loading: bool = False
    notes: Annotated[tuple[Note, ...], Meta(max_length=10)] = ()
    busy: float = 0.0
    seconds: float = 0.0


class Ended(Struct, frozen=True, forbid_unknown_fields=True):
    """A worker's word that a job ended, and how; before the first one, that it is ready.

    Attributes:
        status: the exit status of its process, or minus the number of the signal that ended it.
        late: whether it was ended because it did not answer in time.
        size: how many bytes of observations come behind this line, or at most, where there is no
            process of its own.
    """

    status: int
    late: bool
    size: Annotated[int, Meta(ge=0, le=MOST_SAID)]


ended = msgspec.json.Decoder(Ended).decode
_answer = msgspec.json.Decoder(Observation)


def decode(line: bytes) -> Observation | None:
    """Read one line of what a job said: exactly one observation whose rows hang together.

    Anything else is none that our worker writes, whoever wrote it: None.
    """
    if len(line) > MOST_BYTES:
        return None
    try:
        found = _answer.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    parts = [part for thing in found.things for part in thing.parts]
    last = max([*found.names.values(), *parts], default=-1)
    return found if len(parts) <= MOST_PARTS and last < len(found.things) else None
