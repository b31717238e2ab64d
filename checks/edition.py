"""The edition: the learner's or the instructor's, and whether it is as it was handed out.

A learner's edition says in `edition.json` what the files of the kit hold. The instructor's has no
such file: there they are meant to be changed. Only the standard library is used, since this is
asked when something is broken.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
PATH = HERE / "edition.json"
ANEW = "Get the kit anew; keep your exercises/."


def name() -> str:
    """Return "instructor" where solutions can be read, else "learner"."""
    return "instructor" if any((ROOT / "solutions").glob("*.py")) else "learner"


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return what `edition.json` says of these files."""
    return json.dumps({"files": {name: _hash(files[name]) for name in files}}, indent=1).encode()


def changed() -> list[str]:
    """Return the files of the kit that are not as they were handed out."""
    return [name for name, told in _files().items() if _hash(_bytes(ROOT / name)) != told]


def explained(error: Exception) -> tuple[str, str]:
    """Return what of the kit is not as it was handed out, and what to do about it.

    Raises:
        Exception: the error itself, if nothing explains it: then the fault is the kit's own.
    """
    if not (names := changed()):
        raise error
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"The kit itself was changed: {names[0]}{more}.", f"To do: {ANEW}"


def is_changed(path: Path, content: bytes) -> bool:
    """Tell whether a file of the kit, just read, is not as it was handed out."""
    told = _files().get(path.relative_to(ROOT).as_posix())
    return told is not None and told != _hash(content)


def hash_of(files: Iterable[Path]) -> str:
    """Return one hash of the names and the texts of some files of the kit."""
    return _hash(json.dumps([(path.name, _hash(path.read_bytes())) for path in files]).encode())


def _files() -> Mapping[str, str]:
    """Return the hash of each file; a file that cannot be read as such says that it was changed."""
    try:
        found = json.loads(PATH.read_bytes())["files"]
    except FileNotFoundError:
        found = {} if name() == "instructor" else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {PATH.relative_to(ROOT).as_posix(): ""}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError):  # no file has such a name
        return b""


def _hash(content: bytes) -> str:
    """Hash a text; the kind of line ends makes no difference."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
