"""JSON, read and written by the C code of Python's own `json`.

That module itself imports `re`, which takes as long as all else that a worker needs at its start.
"""

from _json import encode_basestring_ascii, make_encoder, make_scanner


class Usual:
    """What `json.loads` reads by, too."""

    strict, object_hook, object_pairs_hook, memo = True, None, None, {}
    parse_float, parse_int, parse_constant = float, int, float


def loads(text):
    """Return what a JSON text stands for; white space may come behind it.

    Raises:
        ValueError: if it is no JSON.
    """
    try:
        found, end = SCAN(text, 0)
    except StopIteration as error:
        raise ValueError("no JSON") from error
    if text[end:].strip():
        raise ValueError("more than JSON")
    return found


def dumps(answer):
    """Write an answer: dictionaries, lists, texts, finite numbers, booleans and None.

    Raises:
        ValueError, TypeError: if there is anything else in it.
    """
    return "".join(ENCODE(answer, 0))


def _no_json(thing):
    raise TypeError(f"a {type(thing).__name__} in an answer")


SCAN = make_scanner(Usual)
ENCODE = make_encoder(
    None, _no_json, encode_basestring_ascii, None, ": ", ", ", False, False, False
)
