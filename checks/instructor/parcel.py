"""How are files handed over? As a new folder, and a zip of it if wanted: all of it, or nothing."""

import io
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from tempfile import mkdtemp
from zipfile import ZipFile, ZipInfo

from checks.catalog import ROOT
from checks.errors import KitError

UNTIMED = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
TOP = "neuron-and-mlp-from-scratch"  # the folder in a zip, whatever the one outside is called

Files = dict[str, bytes]  # by path


def write(folder: Path, made: Files, *, zipped: bool) -> list[Path]:
    """Write files to a folder, and beside it as a zip; return what was written.

    Either all of it is there in the end, or nothing.

    Raises:
        KitError: if there is something already, or it cannot be written.
    """
    folder = folder.resolve()
    archive = folder.with_name(folder.name + ".zip")
    _demand_free(folder, archive if zipped else None)
    try:
        with whole(folder) as fresh:
            _write_folder(fresh, made)
            if zipped:
                packed = fresh.with_name("zip")
                packed.write_bytes(as_zip(made, f"{TOP}/"))
                packed.replace(archive)
    except OSError as error:
        if zipped:
            archive.unlink(missing_ok=True)
        raise KitError(
            f"{folder} cannot be written: {error.strerror}.", fix="Give another folder."
        ) from error
    return [folder, archive] if zipped else [folder]


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """Yield a folder to write to, which becomes `folder` in the end; nothing does, on an error.

    Args:
        folder: one that is empty or not there yet.

    Raises:
        OSError: if it cannot be written.
    """
    work = Path(mkdtemp(prefix=".new-", dir=folder if folder.exists() else folder.parent))
    try:
        fresh = work / "whole"
        fresh.mkdir()
        yield fresh
        if folder.exists():
            for path in fresh.iterdir():
                path.rename(folder / path.name)
        else:
            fresh.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _demand_free(folder: Path, archive: Path | None) -> None:
    if folder.is_relative_to(ROOT):
        raise KitError(
            f"{folder} is inside the kit itself.", fix="Give a folder outside: ../edition"
        )
    if not folder.parent.is_dir():
        raise KitError(
            f"{folder} cannot be written: there is no folder {folder.parent}.",
            fix=f"Make that folder: mkdir -p {quote(str(folder.parent))}",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KitError(
            f"{folder} is there already, and is not an empty folder.",
            fix="Give a folder that is empty or not there yet.",
        )
    if archive is not None and archive.exists():
        raise KitError(f"{archive} is there already.", fix="Move it away, or give another folder.")


def _write_folder(folder: Path, made: Files) -> None:
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def as_zip(files: Mapping[str, bytes], top: str = "") -> bytes:
    """Return a zip whose bytes depend on nothing but the files.

    They are stored as they are: how well they are packed differs from one zlib to another.

    Args:
        top: the folder that holds them in there, whatever the one outside is called.
    """
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(f"{top}{name}", UNTIMED)
            mode = 0o100755 if content.startswith(b"#!") else 0o100644
            entry.create_system, entry.external_attr = 3, mode << 16  # as on Linux, everywhere
            archive.writestr(entry, content)
    return out.getvalue()
