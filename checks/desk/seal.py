"""The seal: a solution that only right code opens, by what it does in unpublished scenarios.

`solutions/EXERCISE.seal` holds the text of a solution, encrypted, and the scenarios whose answers,
rounded, are the secret that its key is derived from. A passphrase of the instructor's may be a
second one. A seal is as hard to open as its exercise is to solve, and no harder.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec
from msgspec.structs import replace

from checks import catalog, edition
from checks.catalog import Exercise, Scenario
from checks.check.facts import Leaf, all_facts
from checks.check.session import Checked
from checks.errors import KitError
from checks.run.observation import Observation
from checks.run.worker import observe
from checks.submission import SOLUTIONS, Submission

VERSION = 1
DIGITS = 5  # ten thousand times as coarse as answers are compared, and still 16 bits for each
NOTHING = 1e-9  # what is nearer to 0 is what rounding leaves of it
COST = {"n": 1 << 17, "r": 8, "p": 1}  # of scrypt: 128 MB and about half a second for each try
KEY_BYTES = 64  # for AES-SIV, which needs no nonce: the same input gives the same seal
ANSWERS, PASSPHRASE = "answers", "passphrase"  # the two secrets, either of which opens it


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A sealed solution: its text, encrypted under answers and, if there is one, a passphrase."""

    version: int
    exercise: str
    scenarios: dict[str, dict[str, Any]]  # the numbers of each scenario whose answers open it
    by_answers: bytes = b""
    by_passphrase: bytes = b""


def opened(exercise: Exercise, submission: Submission, checked: Checked, passphrase: str) -> str:
    """Return the solution of an exercise, opened by a passphrase or by what a submission does."""
    seal = read(exercise)
    if passphrase:
        return open_by_passphrase(seal, passphrase)
    if checked.result.verdict != "pass":
        raise KitError(
            f"{exercise.id} does not pass yet. Its solution opens once your code passes.",
            fix=f"python -m checks {exercise.id}",
        )
    asked = {exercise.id: list(scenarios(seal).values())}
    place = checked.evidence.place(exercise.id)
    return open_by_answers(seal, observe(submission, [exercise], asked=asked, engine=place))


def read(exercise: Exercise) -> Seal:
    """Return the seal of an exercise, if it is as it was handed out."""
    path = SOLUTIONS / f"{exercise.id}.seal"
    try:
        content = path.read_bytes()
        found = msgspec.json.decode(content, type=Seal)
    except OSError as error:
        raise KitError(
            f"There is no sealed solution of {exercise.id} here.",
            fix="Ask who gave you the kit.",
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _changed(exercise.id) from error
    known = (found.version, found.exercise) == (VERSION, exercise.id) and found.by_answers
    if not known or edition.is_changed(path, content):
        raise _changed(exercise.id)
    return found


def scenarios(seal: Seal) -> Mapping[str, Scenario]:
    """Return the scenarios whose answers open a seal, by id, if this kit has such scenarios."""
    known = catalog.scenarios()
    if not all(name in known and known[name].exercise == seal.exercise for name in seal.scenarios):
        raise _changed(seal.exercise)
    return {name: replace(known[name], given=given) for name, given in seal.scenarios.items()}


def open_by_answers(seal: Seal, seen: Mapping[str, Observation]) -> str:
    """Return the text behind a seal, if what some code does in its scenarios opens it."""
    with suppress(ValueError, LookupError, TypeError, ArithmeticError):  # of forged scenarios
        return _decrypted(seal, ANSWERS, answers(seen, scenarios(seal)), seal.by_answers)
    raise KitError(
        f"What your code does has not opened the solution of {seal.exercise}.",
        fix="If the exercise passes, the seal has changed, or it does not know your way to "
        "solve it. Ask who gave you the kit.",
    )


def open_by_passphrase(seal: Seal, passphrase: str) -> str:
    """Return the text behind a seal, if the passphrase opens it."""
    if not seal.by_passphrase:
        raise KitError(
            f"The solution of {seal.exercise} was sealed without a passphrase.",
            fix=f"Solve the exercise, then: python -m checks solution {seal.exercise}",
        )
    with suppress(ValueError):
        return _decrypted(seal, PASSPHRASE, secret_of(passphrase), seal.by_passphrase)
    words = f"This passphrase does not open the solution of {seal.exercise}."
    raise KitError(words, fix="Type it again.")


def answers(seen: Mapping[str, Observation], asked: Mapping[str, Scenario]) -> bytes:
    """Return what right code shows, the same in every way of writing it; b"" if it shows less."""
    if not seen or any(one.status != "ok" for one in seen.values()):
        return b""
    aside = catalog.lesson("shapes").ASIDE
    plain = {}
    for scenario, facts in all_facts(seen.values(), asked).items():
        plain[scenario] = {path: _plain(leaf) for path, leaf in facts.items()}
        for name, row in seen[scenario].names.items():
            thing = seen[scenario].things[row]
            if name.startswith(aside) and thing.kind == "sequence":  # drawn at random: no more
                plain[scenario][f"len({name})"] = str(len(thing.parts))  # is known of it
    return msgspec.json.encode(plain, order="sorted")


def _plain(leaf: Leaf) -> str:
    """Return a leaf with a rounded number, and with no name of a type."""
    if isinstance(leaf, float):
        return rounded(leaf)
    return "" if leaf.startswith(("a ", "is ")) else leaf


def rounded(number: float) -> str:
    """Return a number as it counts in a secret: a count to the last digit, all else rounded."""
    if is_count(number):
        return f"{number:.0f}"
    return f"{number:.{DIGITS - 1}e}" if abs(number) > NOTHING else "0"


def is_count(number: float) -> bool:
    """Tell whether a number is too large and too whole to come of ordinary arithmetic."""
    return abs(number) > 10**DIGITS and number.is_integer()


def secret_of(passphrase: str) -> bytes:
    """Return a passphrase as bytes, the same from every keyboard."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode()


def encrypted(seal: Seal, slot: str, secret: bytes, text: str) -> bytes:
    """Return a text under a key that is derived from a secret, bound to its seal and slot."""
    cipher, bound = _cipher(seal, slot, secret)
    hidden: bytes = cipher.encrypt(text.encode(), bound)
    return hidden


def _decrypted(seal: Seal, slot: str, secret: bytes, hidden: bytes) -> str:
    """Undo `encrypted`; a ValueError if the secret, the seal or the slot is another one."""
    if not secret:
        raise ValueError(slot)
    cipher, bound = _cipher(seal, slot, secret)
    from cryptography.exceptions import InvalidTag

    try:
        text: bytes = cipher.decrypt(hidden, bound)
    except InvalidTag as error:
        raise ValueError(slot) from error
    return text.decode()


def _cipher(seal: Seal, slot: str, secret: bytes) -> tuple[Any, list[bytes]]:
    """Return what encrypts under a secret, and what the result is bound to."""
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
    except ImportError as error:
        raise KitError(
            "To open a solution, the kit needs the package cryptography. It is not here.",
            fix="python -m pip install -c constraints.txt cryptography",
        ) from error
    header = msgspec.json.encode([seal.version, seal.exercise, seal.scenarios], order="sorted")
    salt = hashlib.sha256(slot.encode() + header).digest()
    derived = Scrypt(salt=salt, length=KEY_BYTES, **COST).derive(secret)
    return AESSIV(derived), [slot.encode(), header]


def _changed(exercise: str) -> KitError:
    return KitError(
        f"The sealed solution of {exercise} is not as it was handed out.", fix=edition.ANEW
    )
