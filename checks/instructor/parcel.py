"""The parcel: files handed over as a new folder, and as a zip; all of it, or nothing."""

import io
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile, ZipInfo

from checks.catalog import ROOT
from checks.errors import KitError

UNTIMED = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name


def write(folder: Path, files: Mapping[str, bytes], *, zipped: bool) -> list[Path]:
    """Write files to a folder, and beside it as a zip if wanted; return what was written.

    Raises:
        KitError: if there is something already, or it cannot be written.
    """
    folder = folder.resolve()
    archive = folder.with_name(folder.name + ".zip")
    targets = [folder, archive] if zipped else [folder]
    for path in targets:
        _demand_free(path)
    try:
        with whole(folder) as fresh:
            for name, content in files.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(content)
            if zipped:
                packed = fresh.with_name("zip")
                packed.write_bytes(as_zip(files, f"{_project()}/"))
                packed.replace(archive)
    except OSError as error:
        if zipped:
            archive.unlink(missing_ok=True)
        raise KitError(
            f"{folder} cannot be written: {error.strerror}.", fix="Give another folder."
        ) from error
    return targets


def _demand_free(path: Path) -> None:
    if path.is_relative_to(ROOT):
        raise KitError(f"{path} is inside the kit itself.", fix="Give a folder outside: ../edition")
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise KitError(
            f"{path} is there already, and is not an empty folder.",
            fix="Move it away, or give a folder that is empty or not there yet.",
        )


def _project() -> str:
    with (ROOT / "pyproject.toml").open("rb") as file:
        name: str = tomllib.load(file)["project"]["name"]
    return name


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """Yield a folder to write to, which becomes `folder` in the end; nothing does, on an error.

    Args:
        folder: one that is empty or not there yet.

    Raises:
        OSError: if it cannot be written.
    """
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
