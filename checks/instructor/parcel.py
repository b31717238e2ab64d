"""The parcel: what is handed over, as a new folder or as a zip; all of it, or nothing."""

import io
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile, ZipInfo

UNTIMED = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name


def is_taken(path: Path) -> bool:
    """Tell whether there is anything but an empty folder: it is left alone."""
    return path.exists() and (not path.is_dir() or any(path.iterdir()))


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """Yield a folder to write to, which becomes `folder` in the end; nothing does, on an error."""
    folder = folder.resolve()
    work = Path(mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        fresh = work / "whole"
        fresh.mkdir()
        yield fresh
        if folder.exists():
            folder.rmdir()  # Windows renames to no name that is taken
        fresh.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def as_zip(files: Mapping[str, bytes], top: str = "") -> bytes:
    """Return a zip whose bytes depend on nothing but the files; `top` holds them in there.

    They are stored as they are: how well they are packed differs from one zlib to another.
    """
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(f"{top}{name}", UNTIMED)
            mode = 0o100755 if content.startswith(b"#!") else 0o100644
            entry.create_system, entry.external_attr = 3, mode << 16  # as on Linux, everywhere
            archive.writestr(entry, content)
    return out.getvalue()
