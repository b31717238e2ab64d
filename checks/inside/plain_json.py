"""JSON of plain data: what a worker is told, and what it says.

`json` imports `re`, which takes as long as the start of Python itself. What both are made of, in C,
needs no such thing; where a Python lacks it, or has changed it, `json` does the same.
"""

SAMPLE = {"plain": [1, 0.5, None, True, "é"]}

try:
    from _json import encode_basestring_ascii, make_encoder, make_scanner

    class Reading:
        """How a scanner reads: as `json.loads` does."""

        strict, object_hook, object_pairs_hook = True, None, None
        parse_float, parse_int, parse_constant, memo = float, int, float, {}

    scan = make_scanner(Reading)
    # no look for circles, nothing but plain data, no indent or space, no order, and no NaN
    write = make_encoder(None, None, encode_basestring_ascii, None, ":", ",", False, False, False)
    if scan("".join(write(SAMPLE, 0)), 0)[0] != SAMPLE:
        raise ImportError
except (ImportError, TypeError, AttributeError):
    from json import JSONEncoder
    from json import loads as decoded

    encoded = JSONEncoder(allow_nan=False, separators=(",", ":")).encode
else:

    def decoded(text):
        """Return the data of a text.

        Raises:
            ValueError, StopIteration: if there is none.
        """
        return scan(text, 0)[0]

    def encoded(data):
        """Return the text of plain data.

        Raises:
            ValueError: if a number is not finite.
        """
        return "".join(write(data, 0))
